#include "core/crypto/made_on.h"
#include "sync/protocol/limits.h"
#include "tests/entry/entry_samples.h"
#include "tests/server/server_story.h"

using namespace doorstep;
using namespace doorstep::sync;
using doorstep::test::ServerStory;

class TestSyncStories : public QObject {
    Q_OBJECT
    std::unique_ptr<ServerStory> m_story;

    test::WireClient& client() { return *m_story->client; }
    const test::WirePractice& practice() { return m_story->practice; }
    test::WireDevice& desk() { return m_story->desk; }
    ScopeId freshScope() { return *ScopeId::fromBytes(crypto::randomBytes(16)); }

private Q_SLOTS:
    void init()
    {
        m_story = std::make_unique<ServerStory>();
        QVERIFY(m_story->begin());
    }
    void server_showsTheKeyItPrinted() { QCOMPARE(client().pin(), m_story->server.pin()); }
    void claim_usedOrUnknownCode_isRefused()
    {
        test::WireDevice second(m_story->clock, entry::DeviceRole::Ctl);
        const auto code = m_story->server.createPractice(QStringLiteral("Second Practice"));
        QVERIFY(test::claimPractice(client(), code, second, m_story->clock).ok());
        test::WireDevice third(m_story->clock, entry::DeviceRole::Ctl);
        QVERIFY(!test::claimPractice(client(), code, third, m_story->clock));
        const auto reply
            = client().post("/claim/1", encodeClaimRequest(ClaimLook{QByteArray(20, 'x')}));
        QCOMPARE(reply.status, 403);
        QCOMPARE(test::refusalOf(reply)->refusal, Refusal::Claim);
    }
    void push_granted_reachesTheOtherTabletOnce_andTheDesk()
    {
        auto nurse = m_story->admit();
        auto colleague = m_story->admit();
        const auto scope = freshScope();
        QVERIFY(m_story->grant(*nurse, scope));
        QVERIFY(m_story->grant(*colleague, scope));
        const auto first = nurse->record(practice(), scope, "a reading");
        const auto second
            = nurse->record(practice(), crypto::madeOn(nurse->id, freshScope()), "a walk-in");
        nurse->queue(first);
        nurse->queue(second);
        const auto answer = nurse->push(client(), practice());
        QVERIFY(answer.ok());
        QCOMPARE(answer->runs.size(), std::size_t(1));
        QCOMPARE(answer->runs.front().count, quint32(2));
        QVERIFY(answer->held.empty());
        QVERIFY(answer->leaseUntil > answer->serverTime);

        const auto page = colleague->pull(client(), practice());
        QVERIFY(page.ok());
        QVERIFY(ServerStory::holds(*page, first));
        QVERIFY(!ServerStory::holds(*page, second)); // somebody else's scope
        QVERIFY(colleague->pull(client(), practice())->empty());

        const auto deskPage = desk().pull(client(), practice());
        QVERIFY(ServerStory::holds(*deskPage, first) && ServerStory::holds(*deskPage, second));
        QVERIFY(!ServerStory::find(*deskPage, second)->ungranted); // its own new scope
        // Own entries do not come back; certificates and grants do.
        const auto ownPage = nurse->pull(client(), practice());
        QVERIFY(!ServerStory::find(*ownPage, first));
        QVERIFY(ownPage->size() >= 7);
    }
    void push_ungranted_isStoredAndMarkedForTheDesk()
    {
        auto nurse = m_story->admit();
        auto formerAssignee = m_story->admit();
        const auto scope = freshScope();
        QVERIFY(m_story->grant(*nurse, scope));
        const auto late = formerAssignee->record(practice(), scope, "done before I heard");
        formerAssignee->queue(late);
        QVERIFY(formerAssignee->push(client(), practice())->held.empty());
        const auto page = desk().pull(client(), practice());
        QVERIFY(ServerStory::find(*page, late)->ungranted);
        QVERIFY(ServerStory::holds(*nurse->pull(client(), practice()), late));
        // A tablet's audit lines go to the desk's scope: no mark, and no reading right from it.
        const auto audit = formerAssignee->record(
            practice(), practice().scopes.desk, "viewed", entry::EntryClass::Audit);
        formerAssignee->queue(audit);
        QVERIFY(formerAssignee->push(client(), practice()).ok());
        QVERIFY(!ServerStory::find(*desk().pull(client(), practice()), audit)->ungranted);
        const auto other
            = nurse->record(practice(), practice().scopes.desk, "also", entry::EntryClass::Audit);
        nurse->queue(other);
        QVERIFY(nurse->push(client(), practice()).ok());
        QVERIFY(!ServerStory::find(*formerAssignee->pull(client(), practice()), other));
    }
    void grant_later_backfillsHistoryInOrder()
    {
        auto nurse = m_story->admit();
        auto second = m_story->admit();
        const auto scope = freshScope();
        std::vector<entry::Entry> written;
        for (int i = 0; i < 30; ++i) {
            written.push_back(nurse->record(practice(), scope, QByteArray::number(i)));
            nurse->queue(written.back());
        }
        QVERIFY(nurse->push(client(), practice()).ok());
        QVERIFY(!ServerStory::find(*second->pull(client(), practice()), written.front()));
        QVERIFY(m_story->grant(*second, scope));
        written.push_back(nurse->record(practice(), scope, "after the grant"));
        nurse->queue(written.back());
        QVERIFY(nurse->push(client(), practice()).ok());
        const auto page = second->pull(client(), practice());
        std::vector<entry::Entry> inScope;
        std::vector<quint64> positions;
        for (const auto& line : *page) {
            if (line.entry.header.scope == scope) {
                inScope.push_back(line.entry);
                positions.push_back(line.position);
            }
        }
        QCOMPARE(inScope.size(), written.size());
        std::vector<std::size_t> byPosition(positions.size());
        std::sort(positions.begin(), positions.end());
        QVERIFY(std::adjacent_find(positions.begin(), positions.end()) == positions.end());
        for (const auto& each : written)
            QVERIFY(std::find(inScope.begin(), inScope.end(), each) != inScope.end());
    }
    void resend_sameRange_isAcknowledgedWithTheSameSequences()
    {
        auto nurse = m_story->admit();
        for (int i = 0; i < 5; ++i)
            nurse->queue(nurse->record(practice(), freshScope(), "x"));
        const auto request = nurse->pushRequest();
        const auto first = nurse->exchange(client(), practice(), request);
        const auto again = nurse->exchange(client(), practice(), request);
        QVERIFY(first.ok() && again.ok());
        QVERIFY(first->runs == again->runs);
        QCOMPARE(again->ackedThrough, quint64(5));
        QCOMPARE(again->ackedHash, first->ackedHash);
        // A part of it, below what is known: a late retry.
        auto part = request;
        part.entries.resize(2);
        const auto partial = nurse->exchange(client(), practice(), part);
        QCOMPARE(partial->ackedThrough, quint64(5));
        QCOMPARE(partial->runs.front().firstSeq, first->runs.front().firstSeq);
        QVERIFY(!partial->newIncarnation);
    }
    void gap_isAnsweredWithWhatIsKnown()
    {
        auto nurse = m_story->admit();
        for (int i = 0; i < 4; ++i)
            nurse->queue(nurse->record(practice(), freshScope(), "x"));
        QVERIFY(nurse->push(client(), practice(), 1).ok());
        nurse->moveTo(3);
        const auto answer = nurse->exchange(client(), practice(), nurse->pushRequest());
        QCOMPARE(answer->ackedThrough, quint64(1));
        QVERIFY(answer->runs.empty());
        QVERIFY(!answer->newIncarnation);
        nurse->moveTo(1);
        QCOMPARE(nurse->push(client(), practice())->ackedThrough, quint64(4));
    }
    void fork_clonedDevice_startsANewIncarnation_nothingLostOrDoubled()
    {
        auto original = m_story->admit();
        original->queue(original->record(practice(), freshScope(), "before the copy"));
        QVERIFY(original->push(client(), practice()).ok());
        test::WireDevice clone(m_story->clock, entry::DeviceRole::Tablet);
        clone.id = original->id;
        clone.staff = original->staff;
        clone.signKey = {original->signKey.publicKey, original->signKey.secretKey.clone()};
        clone.staffKey = {original->staffKey.publicKey, original->staffKey.secretKey.clone()};
        clone.incarnation = original->incarnation;
        clone.queue(original->log().front());
        clone.moveTo(1);
        original->queue(original->record(practice(), freshScope(), "original's second"));
        clone.queue(clone.record(practice(), freshScope(), "clone's second"));
        QVERIFY(original->push(client(), practice()).ok());
        const auto forked = clone.push(client(), practice());
        QVERIFY(forked->newIncarnation);
        clone.startNewIncarnation();
        const auto again = clone.push(client(), practice());
        QVERIFY(again.ok() && !again->newIncarnation && again->held.empty());
        QCOMPARE(again->ackedThrough, quint64(2));
        QVERIFY(original->push(client(), practice()).ok());
        const auto page = desk().pull(client(), practice());
        for (const auto* device : {original.get(), &clone}) {
            for (const auto& e : device->log()) {
                QCOMPARE(std::count_if(page->begin(), page->end(),
                             [&](const PageEntry& line) { return line.entry == e; }),
                    1);
            }
        }
    }
    void sameId_otherBytes_isHeldAsFork_andReleasedByTheDesk()
    {
        auto nurse = m_story->admit();
        const auto scope = freshScope();
        const auto honest = nurse->record(practice(), scope, "first");
        nurse->queue(honest);
        auto header = honest.header;
        const entry::EpochKey key{entry::KeyClass::Care, 1, practice().careKey.key.clone()};
        const auto twin = *entry::makeEntry(header, "second", &key, nurse->staffKey.secretKey);
        nurse->queue(twin);
        const auto answer = nurse->push(client(), practice());
        QCOMPARE(answer->ackedThrough, quint64(2));
        QCOMPARE(answer->held.size(), std::size_t(1));
        QCOMPARE(answer->held.front().reason, HeldReason::Fork);
        const auto page = desk().pull(client(), practice());
        QCOMPARE(ServerStory::find(*page, twin)->held, std::optional(HeldReason::Fork));
        desk().queue(desk().clear(
            practice(), entry::EntryReleased{twin.header.id, QStringLiteral("checked")}));
        QVERIFY(desk().push(client(), practice()).ok());
        QVERIFY(ServerStory::holds(*desk().pull(client(), practice()), twin));
    }
    void unknownKey_isHeld_seenByTheDesk_releasedByTheCertificate()
    {
        auto nurse = m_story->admit();
        test::WireDevice newcomer(m_story->clock, entry::DeviceRole::Tablet);
        const auto scope = freshScope();
        auto colleague = m_story->admit();
        QVERIFY(m_story->grant(*colleague, scope));
        newcomer.id = nurse->id; // another person on the same tablet
        const auto early = newcomer.record(practice(), scope, "before my certificate");
        nurse->queue(early);
        const auto answer = nurse->push(client(), practice());
        QCOMPARE(answer->held.front().reason, HeldReason::UnknownKey);
        QVERIFY(!ServerStory::find(*colleague->pull(client(), practice()), early));
        QCOMPARE(ServerStory::find(*desk().pull(client(), practice()), early)->held,
            std::optional(HeldReason::UnknownKey));
        const auto heldAt = answer->runs.front().firstSeq;

        // The person's request for a certificate reaches the desk.
        const StaffAsk ask{newcomer.staff, nurse->id, newcomer.staffKey.publicKey, 1, {}};
        QCOMPARE(
            nurse->signedPost(client(), practice(), "/staff/1", encodeStaffRequest(ask)).status,
            200);
        const auto waiting = desk().push(client(), practice());
        QVERIFY(waiting->staffWaiting);
        const auto listed
            = desk().signedPost(client(), practice(), "/staff/1", encodeStaffRequest(StaffList()));
        QCOMPARE(decodeStaffAnswer(listed.body)->waiting.front(), ask);
        QCOMPARE(
            nurse->signedPost(client(), practice(), "/staff/1", encodeStaffRequest(StaffList()))
                .status,
            403);

        desk().queue(desk().clear(practice(), newcomer.staffCertificate(practice())));
        QVERIFY(!desk().push(client(), practice())->staffWaiting);
        const auto page = colleague->pull(client(), practice());
        QVERIFY(ServerStory::holds(*page, early));
        QVERIFY(ServerStory::find(*page, early)->position > heldAt);
        // Its writer hears the new position too.
        QVERIFY(ServerStory::holds(*nurse->pull(client(), practice()), early));
    }
    void released_writerWithAGrant_hearsItOnce()
    {
        auto nurse = m_story->admit();
        const auto scope = freshScope();
        QVERIFY(m_story->grant(*nurse, scope));
        test::WireDevice newcomer(m_story->clock, entry::DeviceRole::Tablet);
        newcomer.id = nurse->id; // another person on the same tablet
        const auto early = newcomer.record(practice(), scope, "held, then released");
        nurse->queue(early);
        QCOMPARE(nurse->push(client(), practice())->held.front().reason, HeldReason::UnknownKey);
        desk().queue(desk().clear(practice(), newcomer.staffCertificate(practice())));
        QVERIFY(desk().push(client(), practice()));
        const auto page = nurse->pull(client(), practice());
        QCOMPARE(
            std::count_if(page->begin(), page->end(),
                [&](const PageEntry& line) { return line.entry.header.id == early.header.id; }),
            1);
    }
    void badSignature_afterTheCertificate_staysHeld()
    {
        auto nurse = m_story->admit();
        auto forged = nurse->record(practice(), freshScope(), "x");
        forged.signature.bytes[5] ^= 1;
        nurse->queue(forged);
        QCOMPARE(nurse->push(client(), practice())->held.front().reason, HeldReason::UnknownKey);
        desk().queue(desk().clear(practice(), nurse->staffCertificate(practice())));
        QVERIFY(desk().push(client(), practice()).ok());
        QVERIFY(!ServerStory::holds(*desk().pull(client(), practice()), forged));
    }
    void tabletWritesControl_isHeld_exceptItsSignOfLife()
    {
        auto nurse = m_story->admit();
        auto accomplice = m_story->admit();
        const auto scope = freshScope();
        nurse->queue(nurse->clear(
            practice(), entry::ScopeGranted{accomplice->id, scope, {0}, {4'000'000'000'000}}));
        nurse->queue(nurse->clear(
            practice(), entry::LoneExpected{m_story->clock.now(), test::idOf<AggregateId>(7)}));
        const auto answer = nurse->push(client(), practice());
        QCOMPARE(answer->ackedThrough, quint64(2));
        QCOMPARE(answer->held.size(), std::size_t(1));
        QCOMPARE(answer->held.front().ctr, quint64(1));
        desk().queue(desk().record(practice(), scope, "not for the accomplice"));
        QVERIFY(desk().push(client(), practice()).ok());
        QVERIFY(!ServerStory::find(*accomplice->pull(client(), practice()), desk().log().back()));
    }
    void otherPractice_isHeld_andItsKeysAreUnknownThere()
    {
        auto nurse = m_story->admit();
        test::WireDevice otherDesk(m_story->clock, entry::DeviceRole::Ctl);
        auto other = test::claimPractice(client(),
            m_story->server.createPractice(QStringLiteral("Other Practice")), otherDesk,
            m_story->clock);
        QVERIFY(other.ok());
        const auto stray = nurse->record(*other, freshScope(), "written for another practice");
        nurse->queue(stray);
        QCOMPARE(nurse->push(client(), practice())->held.front().reason, HeldReason::OtherPractice);
        QVERIFY(!ServerStory::find(*otherDesk.pull(client(), *other), stray));
        // The same device, asking the other practice: as unknown as anybody.
        const auto reply = nurse->exchange(client(), *other, nurse->pushRequest(0));
        QCOMPARE(reply.error().detail, QByteArray("unsigned"));
    }
    void revoked_uploadsHeld_readsNothing_untilReleased()
    {
        auto nurse = m_story->admit();
        auto colleague = m_story->admit();
        const auto scope = freshScope();
        QVERIFY(m_story->grant(*nurse, scope));
        QVERIFY(m_story->grant(*colleague, scope));
        entry::DeviceRevoked revocation{nurse->id, {}};
        entry::certify(revocation, practice().id, practice().sign.secretKey);
        desk().queue(desk().clear(practice(), revocation));
        QVERIFY(desk().push(client(), practice()).ok());

        const auto unsent = nurse->record(practice(), scope, "still in the bag");
        nurse->queue(unsent);
        auto request = nurse->pushRequest();
        request.pageLimit = 100;
        const auto answer = nurse->exchange(client(), practice(), request);
        QVERIFY(answer->revoked);
        QVERIFY(answer->page.empty() && answer->cursor.isEmpty());
        QCOMPARE(answer->leaseUntil.ms, qint64(0));
        QCOMPARE(answer->ackedThrough, quint64(1));
        QCOMPARE(answer->held.front().reason, HeldReason::Revoked);

        desk().queue(desk().clear(
            practice(), entry::EntryReleased{unsent.header.id, QStringLiteral("known visit")}));
        QVERIFY(desk().push(client(), practice()).ok());
        QVERIFY(ServerStory::holds(*colleague->pull(client(), practice()), unsent));
    }
    void rejected_isKeptAndNeverRouted()
    {
        auto nurse = m_story->admit();
        auto forged = nurse->record(practice(), freshScope(), "x");
        forged.signature.bytes[0] ^= 1;
        nurse->queue(forged);
        QVERIFY(nurse->push(client(), practice()).ok());
        const auto id = forged.header.id;
        desk().queue(desk().clear(practice(), entry::EntryRejected{id, QStringLiteral("forged")}));
        desk().queue(desk().clear(practice(), entry::EntryReleased{id, QStringLiteral("late")}));
        QVERIFY(desk().push(client(), practice()).ok());
        QVERIFY(!ServerStory::holds(*desk().pull(client(), practice()), forged));
    }
    void replay_sameNonce_isRefusedWithSignedTime()
    {
        auto nurse = m_story->admit();
        const auto body = *encodeSyncRequest(nurse->pushRequest(), {practice().id, nurse->id});
        const auto nonce = RequestNonce::random();
        const auto fields = signRequest({"POST", client().authority(), "/sync/1", {}}, body,
            practice().id, nurse->id, m_story->clock.now(), nonce, nurse->signKey.secretKey);
        QCOMPARE(client().post("/sync/1", body, fields).status, 200);
        const auto again = client().post("/sync/1", body, fields);
        QCOMPARE(again.status, 401);
        QCOMPARE(test::refusalOf(again)->refusal, Refusal::ClockOff);
        QVERIFY(
            verifyAnswer({nurse->id, nonce, 401}, again.fields, again.body, practice().serverKey)
                .ok());
    }
    void bytesOfOneDevice_areBounded_andOthersGoOn()
    {
        auto greedy = m_story->admit();
        const QByteArray full(limits::MaxBody, 'x');
        std::optional<Refusal> refusal;
        int sent = 0;
        for (; sent <= limits::EntryBytesAtOnce / limits::MaxBody && refusal != Refusal::Busy;
             ++sent)
            refusal = test::refusalOf(greedy->signedPost(client(), practice(), "/sync/1", full))
                          ->refusal;
        QCOMPARE(refusal, std::optional(Refusal::Busy));
        QCOMPARE(sent, int(limits::EntryBytesAtOnce / limits::MaxBody) + 1);
        auto nurse = m_story->admit();
        nurse->queue(nurse->record(practice(), freshScope(), "meanwhile"));
        QCOMPARE(nurse->push(client(), practice())->ackedThrough, quint64(1));
    }
    void clock_wrongByAnHour_isToldTheTime_andAccepted()
    {
        auto nurse = m_story->admit();
        nurse->clockOffsetMs = 3'600'000;
        const auto reply = nurse->signedPost(client(), practice(), "/sync/1", "x");
        QCOMPARE(reply.status, 401);
        const auto refused = test::refusalOf(reply);
        QCOMPARE(refused->next, NextStep::SetClock);
        nurse->clockOffsetMs = refused->serverTime.ms - m_story->clock.now().ms;
        QVERIFY(nurse->push(client(), practice()).ok());
    }
    void request_changedOnTheWay_isRefused_likeAnUnknownDevice()
    {
        auto nurse = m_story->admit();
        const auto body = *encodeSyncRequest(nurse->pushRequest(), {practice().id, nurse->id});
        const auto sign = [&](const test::WireDevice& device) {
            return signRequest({"POST", client().authority(), "/sync/1", {}}, body, practice().id,
                device.id, m_story->clock.now(), RequestNonce::random(), device.signKey.secretKey);
        };
        auto changed = body;
        changed[changed.size() - 1] = char(changed.back() ^ 1);
        const auto tampered = client().post("/sync/1", changed, sign(*nurse));
        const test::WireDevice stranger(m_story->clock, entry::DeviceRole::Tablet);
        const auto unknown = client().post("/sync/1", body, sign(stranger));
        const auto elsewhere = client().post("/ticket/1", body, sign(*nurse));
        for (const auto& reply : {tampered, unknown, elsewhere}) {
            QCOMPARE(reply.status, 401);
            QCOMPARE(test::refusalOf(reply)->refusal, Refusal::Unsigned);
        }
        QCOMPARE(client().post("/sync/1", body).status, 401);
    }
    void digest_differs_sendsTheScopeAgain()
    {
        auto nurse = m_story->admit();
        auto colleague = m_story->admit();
        const auto scope = freshScope();
        QVERIFY(m_story->grant(*colleague, scope));
        ScopeDigest right{scope, 0, {}};
        for (int i = 0; i < 3; ++i) {
            nurse->queue(nurse->record(practice(), scope, "x"));
            const auto hash = entryHash(nurse->log().back());
            ++right.count;
            for (std::size_t b = 0; b < 32; ++b)
                right.xorOfHashes.bytes[b] ^= hash.bytes[b];
        }
        QVERIFY(nurse->push(client(), practice()).ok());
        QVERIFY(colleague->pull(client(), practice()).ok());
        auto request = colleague->pushRequest(0);
        request.cursor = colleague->cursor;
        request.pageLimit = 100;
        request.digests = {right};
        auto answer = colleague->exchange(client(), practice(), request);
        QVERIFY(answer->mismatched.empty() && answer->page.empty());
        request.digests.front().count = 2;
        answer = colleague->exchange(client(), practice(), request);
        QCOMPARE(answer->mismatched.front(), scope);
        QCOMPARE(answer->page.size(), std::size_t(3));
    }
    void safe_onlyAfterABackup()
    {
        auto nurse = m_story->admit();
        nurse->queue(nurse->record(practice(), freshScope(), "x"));
        const auto before = nurse->push(client(), practice());
        QCOMPARE(before->safeSeq, quint64(0));
        QVERIFY(m_story->server.command({QStringLiteral("status")}).contains("safe not backed up"));
        QVERIFY(m_story->server.command({QStringLiteral("backup")}).startsWith("backup log-"));
        const auto after = nurse->push(client(), practice());
        QVERIFY(after->safeSeq >= before->runs.front().firstSeq);
        QVERIFY(m_story->server.command({QStringLiteral("status")}).contains(" intact"));
    }
    void fullBatch_throughTls_isAcknowledgedWhole()
    {
        auto nurse = m_story->admit();
        const auto scope = freshScope();
        for (int i = 0; i < limits::MaxBatchEntries; ++i)
            nurse->queue(nurse->record(practice(), scope, crypto::randomBytes(150)));
        QElapsedTimer timer;
        timer.start();
        const auto answer = nurse->push(client(), practice());
        qInfo("500 entries pushed in %lld ms", timer.elapsed());
        QCOMPARE(answer->ackedThrough, quint64(limits::MaxBatchEntries));
        QCOMPARE(answer->runs.size(), std::size_t(1));
    }
};
DOORSTEP_TEST(TestSyncStories);

#include "tst_sync_stories.moc"
