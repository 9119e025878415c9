#include "core/crypto/made_on.h"
#include "sync/protocol/limits.h"
#include "sync/server/sync_service.h"
#include "tests/protocol/protocol_samples.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <map>

using namespace doorstep;
using namespace doorstep::server;

namespace feed_world {

/// A moment past every certificate of the world.
constexpr Instant AfterTheEnd{4'000'000'000'001};

/// A log without a network: random practices of a desk and a tablet, seeded.
struct FeedWorld {
    explicit FeedWorld(quint32 seed)
        : random(seed)
        , mint(clock, seed)
        , key(*ServerKey::openOrMake(directory.path()))
        , log(*LogThread::start(databasePath(directory.path()), *key.databaseKey()))
        , service(*log, key, {})
        , practiceKey(crypto::makeSignKeyPair())
        , staffKey(crypto::makeSignKeyPair())
    {
        practice.id = mint.next<PracticeId>();
        practice.claimed = true;
        practice.signKey = practiceKey.publicKey;
        practice.scopes = {mint.next<ScopeId>(), mint.next<ScopeId>(), mint.next<ScopeId>()};
        desk = device(entry::DeviceRole::Desk);
        tablet = device(entry::DeviceRole::Tablet);
        staff = mint.next<StaffId>();
        const auto made = log->run<void>([&](Log& tables) -> Status {
            DOORSTEP_CHECK(
                tables.practices.create(practice.id, QStringLiteral("p"), {}, clock.now()));
            DOORSTEP_CHECK(tables.practices.claim(practice));
            for (const auto* each : {&desk, &tablet}) {
                entry::DeviceCertificate certificate;
                certificate.device = each->id;
                certificate.role = each->role;
                certificate.notAfter = each->notAfter;
                DOORSTEP_CHECK(tables.devices.certify(practice.id, certificate));
                entry::StaffCertificate person;
                person.staff = staff;
                person.device = each->id;
                person.staffKey = staffKey.publicKey;
                DOORSTEP_CHECK(tables.devices.certify(practice.id, person));
            }
            return {};
        });
        if (!made)
            qFatal("world: %s", made.error().detail.constData());
    }
    Device device(entry::DeviceRole role)
    {
        Device made;
        made.id = mint.next<DeviceId>();
        made.role = role;
        made.notAfter = {4'000'000'000'000};
        return made;
    }
    sync::SyncAnswer exchange(const Device& sender, sync::SyncRequest request)
    {
        const sync::BatchContext context{practice.id, sender.id};
        request.incarnation = test::idOf<sync::IncarnationId>(1);
        const Caller caller{practice, sender, {{staff, staffKey.publicKey}}, clock.now()};
        Reply reply;
        service.reply(caller, *sync::encodeSyncRequest(request, context),
            [&reply](Reply answered) { reply = std::move(answered); });
        auto answer = sync::decodeSyncAnswer(reply.body, context);
        if (!answer)
            qFatal("exchange: status %d", reply.status);
        return *answer;
    }
    entry::Header header(const Device& writer, ScopeId scope)
    {
        entry::Header made;
        made.practice = practice.id;
        made.id = mint.next<EntryId>();
        made.device = writer.id;
        made.staff = staff;
        made.scope = scope;
        made.wall = clock.now();
        return made;
    }
    void push(const Device& writer, const entry::Entry& e)
    {
        auto& standing = chains[writer.id];
        sync::SyncRequest request;
        request.firstCtr = standing.first + 1;
        request.previousHash = standing.second;
        request.entries = {e};
        const auto answer = exchange(writer, request);
        if (!answer.held.empty() || answer.ackedThrough != request.firstCtr)
            qFatal("push refused");
        standing = {answer.ackedThrough, answer.ackedHash};
    }
    entry::Entry record(const Device& writer, ScopeId scope)
    {
        const auto made
            = *entry::makeEntry(header(writer, scope), "payload", &careKey, staffKey.secretKey);
        push(writer, made);
        return made;
    }
    void writeClear(const entry::ClearBody& body)
    {
        auto made = header(desk, practice.scopes.practice);
        made.entryClass = entry::classOf(body);
        made.keyClass = entry::KeyClass::None;
        push(desk,
            *entry::makeEntry(
                made, *entry::encodeClear(body, mint.next<ActId>()), nullptr, staffKey.secretKey));
    }
    entry::DeviceCertificate renewal(const Device& of, Instant notAfter) const
    {
        entry::DeviceCertificate made{of.id, of.role, of.signKey, of.boxKey, notAfter, {}};
        entry::certify(made, practice.id, practiceKey.secretKey);
        return made;
    }
    std::optional<Device> known(DeviceId id)
    {
        return *log->run<std::optional<Device>>(
            [&](Log& tables) { return tables.devices.find(practice.id, id); });
    }
    /// What a sync with nothing to send is told.
    sync::SyncAnswer ask(const Device& sender)
    {
        sync::SyncRequest request;
        request.firstCtr = chains[sender.id].first + 1;
        request.previousHash = chains[sender.id].second;
        request.pageLimit = 10;
        return exchange(sender, request);
    }
    /// One page for the tablet; true when there is more.
    bool readPage(quint16 limit)
    {
        sync::SyncRequest request;
        request.firstCtr = chains[tablet.id].first + 1;
        request.previousHash = chains[tablet.id].second;
        request.cursor = cursor;
        request.pageLimit = limit;
        const auto answer = exchange(tablet, request);
        cursor = answer.cursor;
        for (const auto& line : answer.page)
            received[line.entry.header.id].push_back(line);
        return answer.more;
    }

    quint64 statements()
    {
        return *log->run<quint64>([](Log& tables) -> Result<quint64> { return tables.sql.runs(); });
    }

    using Received = std::map<EntryId, std::vector<sync::PageEntry>>;
    static std::size_t count(const Received& received, EntryId id)
    {
        const auto found = received.find(id);
        return found == received.end() ? 0 : found->second.size();
    }

    test::FakeClock clock;
    std::mt19937 random;
    IdMint mint;
    QTemporaryDir directory;
    ServerKey key;
    std::unique_ptr<LogThread> log;
    SyncService service;
    crypto::SignKeyPair practiceKey;
    crypto::SignKeyPair staffKey;
    entry::EpochKey careKey{entry::KeyClass::Care, 1, SecretBytes::copyOf(QByteArray(32, 'k'))};
    Practice practice;
    Device desk;
    Device tablet;
    StaffId staff;
    std::map<DeviceId, std::pair<quint64, crypto::Digest>> chains;
    QByteArray cursor;
    Received received;
};

} // namespace feed_world
using feed_world::AfterTheEnd;
using feed_world::FeedWorld;

class TestFeed : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(vfs::registerSealedVfs().ok()); }

    void feed_grantsEntriesAndPagesInAnyOrder_eachReadableEntryOnce()
    {
        for (quint32 seed = 8; seed < 20; ++seed) {
            FeedWorld world(seed);
            const auto label = QStringLiteral("seed %1").arg(seed);
            std::vector<ScopeId> scopes;
            for (int i = 0; i < 6; ++i)
                scopes.push_back(world.mint.next<ScopeId>());
            std::map<EntryId, ScopeId> byOthers;
            std::set<EntryId> own;
            std::set<ScopeId> granted;
            for (int step = 0; step < 120; ++step) {
                const auto scope = scopes[world.random() % scopes.size()];
                switch (world.random() % 8) {
                case 0:
                    world.writeClear(entry::ScopeGranted{world.tablet.id, scope,
                        world.clock.now().plusMs(qint64(world.random() % 2) * 600'000),
                        {4'000'000'000'000}});
                    granted.insert(scope);
                    break;
                case 1:
                    if (granted.count(scope))
                        own.insert(world.record(world.tablet, scope).header.id);
                    break;
                case 2:
                case 3:
                    (void)world.readPage(quint16(1 + world.random() % 7));
                    break;
                case 4:
                    world.clock.advanceMs(qint64(world.random() % 400'000));
                    break;
                default:
                    byOthers[world.record(world.desk, scope).header.id] = scope;
                    break;
                }
            }
            world.clock.advanceMinutes(60); // every grant has begun
            for (int pages = 0; world.readPage(5); ++pages)
                QVERIFY2(pages < 1000, qPrintable(label));
            for (const auto& [id, scope] : byOthers) {
                const std::size_t expected = granted.count(scope) ? 1 : 0;
                const auto got = FeedWorld::count(world.received, id);
                QVERIFY2(got == expected,
                    qPrintable(QStringLiteral("%1: %2 times").arg(label).arg(got)));
            }
            // Own entries come at most in a back-fill of a scope that was granted anew.
            for (const auto& id : own)
                QVERIFY2(world.received[id].size() <= 1, qPrintable(label));
        }
    }
    void feed_revokedAndGrantedAgain_missesNothing_showsNothingUngranted()
    {
        for (quint32 seed = 100; seed < 108; ++seed) {
            FeedWorld world(seed);
            const auto label = QStringLiteral("seed %1").arg(seed);
            const auto scope = world.mint.next<ScopeId>();
            bool readable = false;
            std::set<EntryId> written;
            for (int step = 0; step < 60; ++step) {
                world.clock.advanceMs(1000);
                switch (world.random() % 6) {
                case 0:
                    world.writeClear(entry::ScopeGranted{
                        world.tablet.id, scope, world.clock.now(), {4'000'000'000'000}});
                    readable = true;
                    break;
                case 1:
                    world.writeClear(entry::ScopeRevoked{
                        world.tablet.id, scope, world.clock.now(), {4'000'000'000'000}});
                    readable = false;
                    break;
                case 2: {
                    const auto before = world.received;
                    (void)world.readPage(3);
                    if (!readable) {
                        for (const auto& id : written)
                            QVERIFY2(world.count(before, id) == world.count(world.received, id),
                                qPrintable(label));
                    }
                    break;
                }
                default:
                    written.insert(world.record(world.desk, scope).header.id);
                    break;
                }
            }
            world.clock.advanceMs(1000);
            world.writeClear(entry::ScopeGranted{
                world.tablet.id, scope, world.clock.now(), {4'000'000'000'000}});
            for (int pages = 0; world.readPage(7); ++pages)
                QVERIFY2(pages < 1000, qPrintable(label));
            for (const auto& id : written)
                QVERIFY2(!world.received[id].empty(), qPrintable(label));
        }
    }
    void feed_manyGrants_costsAFewStatementsForEach()
    {
        FeedWorld world(11);
        constexpr int Grants = 100;
        std::set<EntryId> written;
        for (int i = 0; i < Grants; ++i) {
            const auto scope = world.mint.next<ScopeId>();
            world.writeClear(entry::ScopeGranted{
                world.tablet.id, scope, world.clock.now(), {4'000'000'000'000}});
            written.insert(world.record(world.desk, scope).header.id);
        }
        const auto before = world.statements();
        while (world.readPage(500)) { }
        const auto each = (world.statements() - before) / Grants;
        QVERIFY2(each <= 8, qPrintable(QStringLiteral("%1 for each grant").arg(each)));
        for (const auto& id : written)
            QCOMPARE(FeedWorld::count(world.received, id), std::size_t(1));
    }
    void push_manyScopesMadeOnTheTablet_costsAFewStatementsForEach()
    {
        FeedWorld world(12);
        constexpr int Scopes = 100;
        sync::SyncRequest request;
        request.firstCtr = 1;
        for (int i = 0; i < Scopes; ++i) {
            const auto scope = crypto::madeOn(world.tablet.id, world.mint.next<ScopeId>());
            request.entries.push_back(*entry::makeEntry(world.header(world.tablet, scope),
                "walk-in", &world.careKey, world.staffKey.secretKey));
        }
        const auto before = world.statements();
        QCOMPARE(world.exchange(world.tablet, request).ackedThrough, quint64(Scopes));
        const auto each = double(world.statements() - before) / Scopes;
        QVERIFY2(each < 8, qPrintable(QStringLiteral("%1 for each scope").arg(each)));
    }
    void feed_pageOfLargeEntries_keepsTheByteLimit()
    {
        FeedWorld world(7);
        for (int i = 0; i < 5; ++i) {
            const auto made
                = *entry::makeEntry(world.header(world.desk, world.practice.scopes.practice),
                    crypto::randomBytes(100 * 1024), &world.careKey, world.staffKey.secretKey);
            world.push(world.desk, made);
        }
        sync::SyncRequest request;
        request.pageLimit = 500;
        const auto answer = world.exchange(world.tablet, request);
        QCOMPARE(answer.page.size(), std::size_t(2));
        QVERIFY(answer.more);
    }
    void feed_foreignCursor_startsOver()
    {
        FeedWorld world(8);
        (void)world.record(world.desk, world.practice.scopes.practice);
        world.cursor = QByteArray(80, 'x');
        sync::SyncRequest request;
        request.cursor = world.cursor;
        request.pageLimit = 10;
        const auto answer = world.exchange(world.tablet, request);
        QVERIFY(answer.restarted);
        QCOMPARE(answer.page.size(), std::size_t(1));
    }
    /// The certificate of a device is not what its entries stand on: no clock refuses an entry.
    void expiredDevice_readsNothing_andWhatItSendsCounts()
    {
        FeedWorld world(9);
        world.clock.set(AfterTheEnd);
        const auto answer = world.ask(world.tablet);
        QVERIFY(answer.revoked);
        QCOMPARE(answer.leaseUntil.ms, qint64(0));
        QVERIFY(answer.cursor.isEmpty());
        (void)world.record(world.tablet, world.mint.next<ScopeId>()); // ends the test if it is held
    }
    void expiredDevice_reads_onceADeskHasRenewedIt()
    {
        FeedWorld world(9);
        world.clock.set({AfterTheEnd.ms - 5000});
        world.writeClear(world.renewal(world.tablet, {5'000'000'000'000}));
        world.clock.set(AfterTheEnd);
        QVERIFY(!world.ask(world.tablet).revoked);
    }
    void expiredDesk_sendsItsOwnRenewal_andReads()
    {
        FeedWorld world(9);
        world.clock.set(AfterTheEnd);
        QVERIFY(world.ask(world.desk).revoked);
        world.writeClear(world.renewal(world.desk, {5'000'000'000'000}));
        const auto answer = world.ask(world.desk);
        QVERIFY(!answer.revoked);
        QVERIFY(!answer.cursor.isEmpty());
    }
    void renewal_thatThePracticeDidNotSign_changesNothing()
    {
        FeedWorld world(9);
        world.clock.set(AfterTheEnd);
        auto forged = world.renewal(world.desk, {5'000'000'000'000});
        forged.notAfter.ms += 1;
        world.writeClear(forged);
        QVERIFY(world.ask(world.desk).revoked);
    }
    void earlierCertificateThatComesLater_shortensNothing()
    {
        FeedWorld world(9);
        world.writeClear(world.renewal(world.tablet, {5'000'000'000'000}));
        world.writeClear(world.renewal(world.tablet, {4'100'000'000'000}));
        QCOMPARE(world.known(world.tablet.id)->notAfter, Instant{5'000'000'000'000});
    }
    void revokedDevice_laterCertificate_staysRevoked()
    {
        FeedWorld world(9);
        entry::DeviceRevoked revoked{world.tablet.id, {}};
        entry::certify(revoked, world.practice.id, world.practiceKey.secretKey);
        world.writeClear(revoked);
        world.writeClear(world.renewal(world.tablet, {5'000'000'000'000}));
        const auto answer = world.ask(world.tablet);
        QVERIFY(answer.revoked);
        QVERIFY(world.known(world.tablet.id)->revokedAt.ms != 0);
    }
    /// As in a log that was put back, where each device sends again what it had written.
    void revocationBeforeTheFirstCertificate_stands()
    {
        FeedWorld world(9);
        Device late = world.device(entry::DeviceRole::Tablet);
        late.signKey = crypto::makeSignKeyPair().publicKey;
        late.boxKey = crypto::makeBoxKeyPair().publicKey;
        entry::DeviceRevoked revoked{late.id, {}};
        entry::certify(revoked, world.practice.id, world.practiceKey.secretKey);
        world.writeClear(revoked);
        world.writeClear(world.renewal(late, {5'000'000'000'000}));
        const auto known = world.known(late.id);
        QVERIFY(known && known->revokedAt.ms != 0);
        QCOMPARE(known->signKey, late.signKey);
        QCOMPARE(known->boxKey, late.boxKey);
        QCOMPARE(known->notAfter, Instant{5'000'000'000'000});
    }
    void auditChain_changedLine_isNamed()
    {
        FeedWorld world(10);
        const auto signKey = world.key.signKey(world.practice.id);
        const auto run = [&](auto job) { return world.log->run<std::optional<quint64>>(job); };
        for (int i = 0; i < 5; ++i) {
            QVERIFY(world.log
                        ->run<void>([&](Log& tables) {
                            return tables.audit.append(world.practice.id, "ticket opened",
                                world.desk.id, {}, world.clock.now(), signKey.secretKey);
                        })
                        .ok());
        }
        const auto check = [&](Log& tables) {
            return tables.audit.firstBroken(world.practice.id, signKey.publicKey);
        };
        QCOMPARE(*run(check), std::nullopt);
        static constexpr const char* Tamper = "UPDATE audit SET at = at + 1 WHERE seq = 3";
        QVERIFY(world.log->run<void>([](Log& tables) { return tables.sql.change(Tamper); }).ok());
        QCOMPARE(*run(check), std::optional<quint64>(3));
    }
};
DOORSTEP_TEST(TestFeed);

#include "tst_feed.moc"
