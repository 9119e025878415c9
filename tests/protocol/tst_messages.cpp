#include "sync/protocol/blob_messages.h"
#include "sync/protocol/cursor_token.h"
#include "sync/protocol/enrol_messages.h"
#include "sync/protocol/error_answer.h"
#include "sync/protocol/lease.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/sync_messages.h"
#include "tests/protocol/protocol_samples.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::sync;

class TestMessages : public QObject {
    Q_OBJECT
    const PracticeId m_practice = test::idOf<PracticeId>(0x11);
    const DeviceId m_device = test::idOf<DeviceId>(0x33);
    const BatchContext m_context{m_practice, m_device};

    static crypto::Digest digest(quint8 fill)
    {
        crypto::Digest made;
        made.bytes.fill(fill);
        return made;
    }
    SyncRequest syncRequest(quint32 seed) const
    {
        std::mt19937 random(seed);
        SyncRequest request;
        request.incarnation = test::idOf<IncarnationId>(0x77);
        request.firstCtr = 41;
        request.previousHash = digest(3);
        request.entries = test::mixedEntries(random, m_practice, m_device, 5);
        request.cursor = "opaque";
        request.pageLimit = 500;
        request.digests = {{test::idOf<ScopeId>(1), 12, digest(4)}};
        request.app = {10203};
        return request;
    }
    SyncAnswer syncAnswer(quint32 seed) const
    {
        std::mt19937 random(seed);
        SyncAnswer answer;
        answer.ackedThrough = 45;
        answer.ackedHash = digest(5);
        answer.runs = {{41, 3, 1000}, {44, 1, 12}};
        answer.held = {{45, HeldReason::Fork}};
        quint64 position = 900;
        for (const auto& e : test::mixedEntries(random, m_practice, m_device, 6)) {
            PageEntry line;
            line.position = position;
            position = position > 902 ? 5 : position + 1; // a back-fill starts lower
            line.entry = e;
            line.receivedAt.ms = qint64(random());
            line.ungranted = random() % 2;
            if (random() % 2)
                line.held = HeldReason::UnknownKey;
            answer.page.push_back(line);
        }
        answer.cursor = "next";
        answer.more = true;
        answer.timeline = test::idOf<TimelineId>(9);
        answer.through = 905;
        answer.mismatched = {test::idOf<ScopeId>(1)};
        answer.safeSeq = 700;
        answer.serverTime = {1'795'510'800'000};
        answer.leaseUntil = {1'796'000'000'000};
        answer.leaseSignature.bytes.fill(0x5a);
        answer.staffWaiting = true;
        if (seed % 2)
            answer.wipe = entry::WipeOrdered{
                m_device, test::idOf<EntryId>(0x31), {7}, entry::WipeMode::AtOnce, {}};
        return answer;
    }
    EnrolOffer offer() const { return {m_practice, test::idOf<TicketId>(1), digest(1), digest(2)}; }
    EnrolReveal reveal() const
    {
        EnrolReveal made{m_practice, test::idOf<TicketId>(1), {}, "sealed", digest(2)};
        made.keys.nonce = digest(8);
        return made;
    }
    entry::DeviceCertificate deviceCertificate() const
    {
        entry::DeviceCertificate made;
        made.device = m_device;
        made.role = entry::DeviceRole::Desk;
        return made;
    }

    /// Round trip, one unknown field, and seeded damage: each decodes to itself or is refused.
    /// A message inside `good` that names another step than its own is no message.
    template <typename Decode>
    void refusedWhenSaid(
        QByteArray good, const QByteArray& step, const QByteArray& other, Decode decode)
    {
        QVERIFY(good.contains(step));
        QVERIFY2(!decode(good.replace(step, other)), other);
    }
    template <typename Message, typename Decode>
    void check(const QByteArray& good, const Message& expected, Decode decode)
    {
        const auto decoded = decode(good);
        QVERIFY2(decoded.ok(), decoded.ok() ? "" : decoded.error().detail.constData());
        QVERIFY(*decoded == expected);
        auto map = *entry::decodeCbor(good);
        map.insert(QStringLiteral("zz"), 1);
        QVERIFY2(!decode(entry::encodeCbor(map)), "a field nobody knows");
        std::mt19937 random(quint32(good.size()));
        for (int i = 0; i < 2000; ++i)
            (void)decode(test::mutated(good, random)).ok();
        QVERIFY(!decode(QByteArray()));
        QVERIFY(!decode(good.chopped(1)));
        QVERIFY(!decode(good + good));
    }

private Q_SLOTS:
    void syncRequest_roundTrip_refusesUnknownShapes()
    {
        for (quint32 seed = 1; seed <= 5; ++seed) {
            const auto request = syncRequest(seed);
            const auto bytes = *encodeSyncRequest(request, m_context);
            const auto decoded = decodeSyncRequest(bytes, m_context);
            QVERIFY(decoded.ok());
            QVERIFY(decoded->entries == request.entries);
            QVERIFY(decoded->digests == request.digests);
            QCOMPARE(decoded->firstCtr, request.firstCtr);
            QCOMPARE(decoded->previousHash, request.previousHash);
            QCOMPARE(decoded->incarnation, request.incarnation);
            QCOMPARE(decoded->cursor, request.cursor);
            QCOMPARE(decoded->pageLimit, request.pageLimit);
            QCOMPARE(decoded->app.number, request.app.number);
        }
    }
    void syncRequest_extremeCounters_areRefused()
    {
        auto request = syncRequest(1);
        request.firstCtr = 0;
        QVERIFY(!encodeSyncRequest(request, m_context));
        request.firstCtr = quint64(1) << 63;
        QVERIFY(!decodeSyncRequest(*encodeSyncRequest(request, m_context), m_context));
        request.firstCtr = (quint64(1) << 63) - 1;
        QVERIFY(!decodeSyncRequest(*encodeSyncRequest(request, m_context), m_context));
        request = syncRequest(1);
        request.cursor = QByteArray(limits::MaxCursorBytes + 1, 'c');
        QVERIFY(!decodeSyncRequest(*encodeSyncRequest(request, m_context), m_context));
        QCOMPARE(decodeSyncRequest(QByteArray(limits::MaxBody + 1, 'x'), m_context).error().code,
            ErrorCode::LimitExceeded);
    }
    void syncAnswer_roundTrip_keepsPositionsAndMarks()
    {
        for (quint32 seed = 1; seed <= 5; ++seed) {
            const auto answer = syncAnswer(seed);
            const auto bytes = *encodeSyncAnswer(answer, m_context);
            const auto decoded = decodeSyncAnswer(bytes, m_context);
            QVERIFY(decoded.ok());
            QVERIFY(decoded->page == answer.page);
            QVERIFY(decoded->runs == answer.runs);
            QVERIFY(decoded->held == answer.held);
            QVERIFY(decoded->mismatched == answer.mismatched);
            QCOMPARE(decoded->ackedThrough, answer.ackedThrough);
            QCOMPARE(decoded->through, answer.through);
            QCOMPARE(decoded->safeSeq, answer.safeSeq);
            QCOMPARE(decoded->serverTime, answer.serverTime);
            QCOMPARE(decoded->leaseUntil, answer.leaseUntil);
            QVERIFY(decoded->leaseSignature == answer.leaseSignature);
            QVERIFY(decoded->wipe == answer.wipe);
            QVERIFY(decoded->more && decoded->staffWaiting && !decoded->restarted);
            QCOMPARE(encodeSyncAnswer(*decoded, m_context).value(), bytes);
        }
    }
    void syncAnswer_leaseAndSignature_comeTogetherOrNotAtAll()
    {
        auto map = *entry::decodeCbor(*encodeSyncAnswer(syncAnswer(2), m_context));
        const auto decodes = [&] { return decodeSyncAnswer(entry::encodeCbor(map), m_context); };
        QVERIFY(decodes());
        map[QStringLiteral("k")] = QByteArray("");
        QVERIFY(!decodes());
        map[QStringLiteral("l")] = 0;
        QVERIFY(decodes());
        map[QStringLiteral("k")] = QByteArray(63, 's');
        QVERIFY(!decodes());
        map[QStringLiteral("k")] = QByteArray(64, 's');
        QVERIFY(!decodes());
    }
    void lease_ofAnotherDevicePracticeKeyOrTime_isNone()
    {
        const auto server = crypto::makeSignKeyPair();
        Lease lease{{1'795'510'800'000}, {1'796'115'600'000}, {}};
        signLease(lease, m_practice, m_device, server.secretKey);
        QVERIFY(isLeaseOf(lease, m_practice, m_device, server.publicKey));
        QVERIFY(!isLeaseOf(lease, m_practice, test::idOf<DeviceId>(0x77), server.publicKey));
        QVERIFY(!isLeaseOf(lease, test::idOf<PracticeId>(0x77), m_device, server.publicKey));
        QVERIFY(!isLeaseOf(lease, m_practice, m_device, crypto::makeSignKeyPair().publicKey));
        auto longer = lease;
        longer.until.ms += 1;
        QVERIFY(!isLeaseOf(longer, m_practice, m_device, server.publicKey));
        auto earlier = lease;
        earlier.issued.ms -= 1;
        QVERIFY(!isLeaseOf(earlier, m_practice, m_device, server.publicKey));
    }
    void lease_longerThanALeaseMayBe_isNone()
    {
        const auto server = crypto::makeSignKeyPair();
        const auto stands = [&](Instant issued, Instant until) {
            Lease lease{issued, until, {}};
            signLease(lease, m_practice, m_device, server.secretKey);
            return isLeaseOf(lease, m_practice, m_device, server.publicKey);
        };
        constexpr qint64 Longest = 14 * 86'400'000LL;
        constexpr qint64 Most = std::numeric_limits<qint64>::max();
        QVERIFY(stands({1000}, {1000 + Longest}));
        QVERIFY(!stands({1000}, {1001 + Longest}));
        QVERIFY(!stands({1000}, {1000}));
        QVERIFY(!stands({1000}, {999}));
        QVERIFY(!stands({-Most}, {Most}));
        QVERIFY(!stands({0}, {Most}));
    }
    void syncMessages_mutated_neverCrash()
    {
        std::mt19937 random(1234);
        const auto request = *encodeSyncRequest(syncRequest(1), m_context);
        const auto answer = *encodeSyncAnswer(syncAnswer(1), m_context);
        for (int i = 0; i < 10'000; ++i) {
            (void)decodeSyncRequest(test::mutated(request, random), m_context).ok();
            (void)decodeSyncAnswer(test::mutated(answer, random), m_context).ok();
        }
    }
    void enrolMessages_roundTrip()
    {
        for (const EnrolRequest& request : {EnrolRequest(offer()), EnrolRequest(reveal())})
            check(encodeEnrolRequest(request), request, decodeEnrolRequest);
        EnrolAnswer answer;
        check(encodeEnrolAnswer(answer), answer, decodeEnrolAnswer);
        answer.challenge = EnrolChallenge{digest(1), digest(2)};
        check(encodeEnrolAnswer(answer), answer, decodeEnrolAnswer);
        answer.accepted = EnrolAccepted{"sealed", digest(3)};
        check(encodeEnrolAnswer(answer), answer, decodeEnrolAnswer);
    }
    void ticketMessages_roundTrip()
    {
        const auto ticket = test::idOf<TicketId>(1);
        const std::vector<TicketRequest> requests{TicketOpen{ticket, {5}, entry::DeviceRole::Desk},
            TicketPoll{ticket}, TicketChallenge{ticket, {digest(1), digest(2)}},
            TicketAccept{ticket, {"sealed", digest(3)}, deviceCertificate()}, TicketDrop{ticket}};
        for (const auto& request : requests)
            check(encodeTicketRequest(request), request, decodeTicketRequest);
        TicketAnswer answer;
        check(encodeTicketAnswer(answer), answer, decodeTicketAnswer);
        answer = {true, offer(), reveal(), true};
        check(encodeTicketAnswer(answer), answer, decodeTicketAnswer);
        refusedWhenSaid(encodeTicketAnswer(answer), "offer", "offal", decodeTicketAnswer);
        refusedWhenSaid(encodeTicketAnswer(answer), "reveal", "repeal", decodeTicketAnswer);
    }
    void staffMessages_roundTrip()
    {
        const StaffAsk ask{test::idOf<StaffId>(1), m_device, {}, 7, digest(1)};
        for (const StaffRequest& request : {StaffRequest(ask), StaffRequest(StaffList()),
                 StaffRequest(StaffDismiss{m_device, {}})})
            check(encodeStaffRequest(request), request, decodeStaffRequest);
        const StaffAnswer answer{{ask, ask}};
        check(encodeStaffAnswer(answer), answer, decodeStaffAnswer);
        refusedWhenSaid(encodeStaffAnswer(answer), "ask", "asc", decodeStaffAnswer);
    }
    void claimMessages_roundTrip()
    {
        const QByteArray claim(ClaimSecretBytes, 'c');
        ClaimTake take;
        take.claim = claim;
        take.scopes = {test::idOf<ScopeId>(1), test::idOf<ScopeId>(2), test::idOf<ScopeId>(3)};
        take.device = deviceCertificate();
        for (const ClaimRequest& request : {ClaimRequest(ClaimLook{claim}), ClaimRequest(take),
                 ClaimRequest(ClaimRecover{claim, deviceCertificate(), {}})})
            check(encodeClaimRequest(request), request, decodeClaimRequest);
        const ClaimAnswer answer{
            m_practice, QStringLiteral("Lantern Lane Surgery"), {}, digest(1), digest(2)};
        check(encodeClaimAnswer(answer), answer, decodeClaimAnswer);
        QVERIFY(!decodeClaimRequest(encodeClaimRequest(ClaimLook{"short"})));
    }
    void claimAnswer_ofAnExistingPractice_roundTripsUpToTheMostSeals()
    {
        const entry::RecoverySealed seal{
            {}, entry::KeyClass::Desk, 4'294'967'295, QByteArray(80, 's'), digest(3), {}};
        ClaimAnswer answer{m_practice, QString(128, u'x'), {}, digest(1), digest(2)};
        answer.existing = ClaimedPractice{
            {}, {}, {test::idOf<ScopeId>(1), test::idOf<ScopeId>(2), test::idOf<ScopeId>(3)}, {}};
        check(encodeClaimAnswer(answer), answer, decodeClaimAnswer);
        answer.existing->seals.assign(limits::MaxRecoverySeals, seal);
        const auto decoded = decodeClaimAnswer(encodeClaimAnswer(answer));
        QVERIFY(decoded.ok());
        QVERIFY(*decoded == answer);
        QVERIFY(encodeClaimAnswer(answer).size() < limits::MaxBody);
        answer.existing->seals.push_back(seal);
        QVERIFY(!decodeClaimAnswer(encodeClaimAnswer(answer)));
    }
    void certificateInside_otherwiseWritten_isRefused()
    {
        ClaimTake take;
        take.claim = QByteArray(ClaimSecretBytes, 'c');
        take.device = deviceCertificate();
        const auto asWritten = *entry::encodeClear(take.device, ActId());
        const auto withAnAct = *entry::encodeClear(take.device, test::idOf<ActId>(1));
        auto map = *entry::decodeCbor(encodeClaimRequest(take));
        int replaced = 0;
        for (auto field = map.begin(); field != map.end(); ++field)
            if (field.value().toByteArray() == asWritten) {
                field.value() = withAnAct;
                ++replaced;
            }
        QCOMPARE(replaced, 1);
        QVERIFY(!decodeClaimRequest(entry::encodeCbor(map)));
    }
    void errorAnswer_everyRefusal_roundTripsWithItsNextStep()
    {
        for (int i = 0; i <= int(Refusal::Internal); ++i) {
            const auto refusal = static_cast<Refusal>(i);
            const ErrorAnswer answer{refusal, nextStepFor(refusal), {1234}, 5};
            check(encodeErrorAnswer(answer), answer, decodeErrorAnswer);
            QVERIFY(httpStatus(refusal) >= 400);
            QCOMPARE(toError(answer).code, ErrorCode::Refused);
        }
        QVERIFY(!toError({Refusal::Busy, NextStep::Wait, {}, 1}).permanent);
        QVERIFY(toError({Refusal::Revoked, NextStep::AskPractice, {}, 0}).permanent);
    }
    void blobMessages_roundTrip_andKeepTheirBounds()
    {
        using namespace limits;
        const auto scope = test::idOf<ScopeId>(3);
        const QByteArray bytes(BlobStepBytes, 'b');
        for (const BlobStep& step :
            {BlobStep{scope, 1, 0, {}}, BlobStep{scope, MaxBlob, MaxBlob, {}},
                BlobStep{scope, MaxBlob, MaxBlob - BlobStepBytes, bytes}})
            check(encodeBlobStep(step), step, decodeBlobStep);
        for (const BlobStep& step : {BlobStep{scope, 0, 0, {}}, BlobStep{scope, MaxBlob + 1, 0, {}},
                 BlobStep{scope, 10, 11, {}}, BlobStep{scope, 10, 1, bytes.left(10)},
                 BlobStep{scope, 10, -1, {}}, BlobStep{{}, 10, 0, {}},
                 BlobStep{scope, MaxBlob, 0, bytes + 'b'}})
            QVERIFY(!decodeBlobStep(encodeBlobStep(step)));
        for (const BlobPlace& place :
            {BlobPlace{}, BlobPlace{MaxBlob, true, false}, {0, false, true}})
            check(encodeBlobPlace(place), place, decodeBlobPlace);
        QVERIFY(!decodeBlobPlace(encodeBlobPlace({MaxBlob + 1, false, false})));
        check(encodeBlobPart({MaxBlob, bytes}), BlobPart{MaxBlob, bytes}, decodeBlobPart);
        QVERIFY(!decodeBlobPart(encodeBlobPart({10, {}})));
        QVERIFY(!decodeBlobPart(encodeBlobPart({1, "bb"})));
    }
    void blobPathAndQuery_haveOneForm()
    {
        const BlobName name = digest(7);
        const QByteArray path = blobPath(name);
        QCOMPARE(path.size(), qsizetype(6 + 64));
        QCOMPARE(*blobNameIn(path), name);
        QByteArray upper = path;
        upper[path.size() - 1] = 'A';
        for (const QByteArray& other : {path + '0', path.chopped(1), path + '/', upper, '/' + path,
                 QByteArray("/blob/"), path.left(20) + ' ' + path.mid(21)})
            QVERIFY2(!blobNameIn(other), other.constData());
        for (const qint64 offset : {qint64(0), qint64(131'072), limits::MaxBlob})
            QCOMPARE(*blobOffsetIn(blobQuery(offset)), offset);
        for (const QByteArray other :
            {"", "o=", "o=-1", "o=01", "o=1 ", "o=0x1", "p=1", "o=1&o=2", "o=99999999999"})
            QVERIFY2(!blobOffsetIn(other), other.constData());
    }
    void cursor_roundTrip_boundToDeviceAndServer()
    {
        Cursor cursor;
        cursor.timeline = test::idOf<TimelineId>(1);
        cursor.live = 123'456;
        cursor.chain.fill(9);
        cursor.backfills = {{test::idOf<ScopeId>(1), 5}, {test::idOf<ScopeId>(2), 70'000}};
        const CursorOwner owner{m_practice, m_device};
        const auto key = SecretBytes::copyOf(QByteArray(32, 'k'));
        const auto token = sealCursor(cursor, owner, key);
        QCOMPARE(*openCursor(token, owner, key), cursor);
        QVERIFY(!openCursor(token, {m_practice, test::idOf<DeviceId>(1)}, key));
        QVERIFY(!openCursor(token, {test::idOf<PracticeId>(1), m_device}, key));
        QVERIFY(!openCursor(token, owner, SecretBytes::copyOf(QByteArray(32, 'l'))));
        for (qsizetype bit = 0; bit < token.size() * 8; ++bit) {
            auto flipped = token;
            flipped[bit / 8] = char(flipped[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY(!openCursor(flipped, owner, key));
        }
        QVERIFY(!openCursor({}, owner, key));
    }
};
DOORSTEP_TEST(TestMessages);

#include "tst_messages.moc"
