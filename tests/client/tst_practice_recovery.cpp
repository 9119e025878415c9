#include "core/store/desk_store.h"
#include "core/store/setting_store.h"
#include "core/store/trust_store.h"
#include "sync/client/keyring.h"
#include "sync/client/plain_exchange.h"
#include "sync/client/practice_recovery.h"
#include "sync/server/log_thread.h"
#include "tests/client/client_world.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using Fault = test::FaultyTransport::Fault;

/// The only desk is gone. Two cards, and a code from the server's administrator, make a new one
/// over a real server; a tablet that was never touched goes on with it.
class TestPracticeRecovery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_world = std::make_unique<test::ClientWorld>(); }
    void cleanup()
    {
        m_new.reset();
        m_tablet.reset();
        m_desk.reset();
        m_world.reset();
    }

    void deskGone_theNewOneHasEverythingAndMayDoEverything()
    {
        foundWithTablet();
        const PatientId before = m_desk->savePatient(u"Ashdown"_s);
        const PatientId atTablet = m_tablet->savePatient(u"Birch"_s);
        QVERIFY(m_desk->sync() && m_tablet->sync() && m_desk->sync());
        loseDesk();
        const PatientId meanwhile = m_tablet->savePatient(u"Cedar"_s);
        QVERIFY(m_tablet->sync());
        recovers();
        const auto report = m_new->sync();
        QVERIFY(report.ok());
        QCOMPARE(report->held, 0);
        for (const PatientId patient : {before, atTablet, meanwhile})
            QCOMPARE(m_new->known(patient), 1);
        QCOMPARE(store::EntryStore(m_new->store->connection()).unreadable()->waiting, 0);
        // The lost desk out of use: the next epoch, which the tablet is given and it is not.
        const auto lost = m_lostDesk;
        QVERIFY(client::revokeDevice(*m_new->store, lost, m_world->clock.now()).ok());
        settle();
        QCOMPARE(m_tablet->store->newestEpochKey(entry::KeyClass::Care)->epoch, 2U);
        const PatientId after = m_tablet->savePatient(u"Damson"_s);
        settle();
        QCOMPARE(m_new->known(after), 1);
        QVERIFY(*store::TrustStore(m_tablet->store->connection()).isRevoked(lost));
        // And it enrols and certifies.
        auto second = m_world->enrol(*m_new, u"tablet-2"_s);
        QVERIFY(m_world->certifyStaff(*m_new, *second));
        QCOMPARE(second->receipts().here, 0);
    }
    void recovered_isInTheAuditOfPracticeAndServer()
    {
        foundWithTablet();
        loseDesk();
        recovers();
        QVERIFY(m_new->sync().ok());
        const auto lines = store::DeskStore(m_new->store->connection()).audit(10);
        QVERIFY(lines.ok());
        const auto used = std::ranges::count_if(*lines,
            [](const domain::AuditRow& line) { return line.what == u"recovery-cards-used"_s; });
        QCOMPARE(used, 1);
        const QByteArray chain = *m_world->server->audit();
        QCOMPARE(chain.count("recovery code made"), 1);
        QCOMPARE(chain.count("practice recovered"), 1);
    }
    void recoveredTwice_theSecondNewDeskReadsTheFirstOnesRecords()
    {
        foundWithTablet();
        loseDesk();
        recovers();
        const PatientId patient = m_new->savePatient(u"Ashdown"_s);
        QVERIFY(client::revokeDevice(*m_new->store, m_lostDesk, m_world->clock.now()).ok());
        const PatientId later = m_new->savePatient(u"Birch"_s);
        QVERIFY(m_new->sync().ok());
        m_lostDesk = m_new->id();
        m_new.reset();
        recovers(u"newer"_s);
        QVERIFY(m_new->sync().ok());
        QCOMPARE(m_new->known(patient), 1);
        QCOMPARE(m_new->known(later), 1);
        QCOMPARE(m_new->store->epochKeys()->size(), 4U);
    }

    void practiceOfBefore_isSealedAtTheNextSyncOfItsDesk()
    {
        foundWithTablet();
        forgetSeals();
        QVERIFY(m_desk->reopen());
        QVERIFY(client::readPracticeRoot(m_desk->store->connection())
                    ->practiceSignForRecovery.isEmpty());
        QVERIFY(m_desk->sync().ok()); // writes them at its end
        QVERIFY(m_desk->sync().ok()); // sends them
        QCOMPARE(*client::tendKeyrings(*m_desk->store, m_world->clock.now()), 0);
        QVERIFY(!client::readPracticeRoot(m_desk->store->connection())
                     ->practiceSignForRecovery.isEmpty());
        loseDesk();
        // Nothing proves its root: nobody had the recovery secret since there is a proof.
        QCOMPARE(tryRecover(u"new"_s, means()).error().detail, "proof");
        auto trusting = means();
        trusting.trustsServer = true;
        QVERIFY(tryRecover(u"new"_s, std::move(trusting)).ok());
        m_new = adopt(u"new"_s);
        QVERIFY(m_new->sync().ok());
        // From now on something does.
        m_new.reset();
        QVERIFY(tryRecover(u"newer"_s, means()).ok());
    }
    void serverLostTheSeals_aCopyOfTheDesksFolderHasThem()
    {
        foundWithTablet();
        QVERIFY(m_desk->sync().ok());
        loseDesk();
        auto bare = means();
        auto answer = look();
        QVERIFY(answer.existing);
        answer.existing->seals.clear();
        QCOMPARE(client::gatherPractice(answer, bare).error().detail, "root");
        bare.folder = evidence(deskFiles());
        QVERIFY(bare.folder->root);
        const auto gathered = client::gatherPractice(answer, bare);
        QVERIFY(gathered.ok());
        QVERIFY(gathered->isProven);
        QCOMPARE(gathered->epochs.size(), 2U);
        // Without the database the seed is in practice.seal still.
        QVERIFY(QFile::remove(deskFiles().database()));
        QFile::remove(deskFiles().database() + u"-wal"_s);
        auto sealOnly = evidence(deskFiles());
        QVERIFY(sealOnly.root && !sealOnly.root->practiceSignForRecovery.isEmpty());
    }
    void aTabletsFolder_provesTheRootAndHasTheSeals()
    {
        foundWithTablet();
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(client::keepPracticeRoot(*m_tablet->store, m_tablet->files));
        const store::StoreFiles files = m_tablet->files;
        m_tablet.reset();
        loseDesk();
        auto answer = look();
        answer.existing->seals.clear();
        auto with = means();
        with.folder = evidence(files);
        QVERIFY(client::gatherPractice(answer, with)->isProven);
    }

    void rootThatTheServerMadeUp_isRefused()
    {
        foundWithTablet();
        loseDesk();
        auto answer = look();
        // It can seal to the public recovery key whatever it likes, and sign for it.
        client::DeskKeys invented;
        invented.practiceSignSeed = crypto::randomSecret();
        auto pair = crypto::signKeyPairFromSeed(invented.practiceSignSeed);
        invented.practiceSign = pair.secretKey.clone();
        std::vector<entry::EpochKey> epochs;
        epochs.push_back({entry::KeyClass::Care, 9, crypto::randomSecret()});
        epochs.push_back({entry::KeyClass::Desk, 9, crypto::randomSecret()});
        const client::SealingPractice sealing{
            answer.practice, answer.existing->recoveryKey, invented};
        const auto seals = client::sealEpochs(sealing, epochs);
        auto forged = answer;
        forged.existing->practiceSignKey = pair.publicKey;
        forged.existing->seals = {*client::sealRoot(sealing, crypto::hash({"a guess"}))};
        for (const entry::ClearBody& seal : *seals)
            forged.existing->seals.push_back(std::get<entry::RecoverySealed>(seal));
        QCOMPARE(client::gatherPractice(forged, means()).error().detail, "proof");
        auto with = means();
        with.folder = evidence(deskFiles());
        with.trustsServer = true;
        QCOMPARE(client::gatherPractice(forged, with).error().detail, "folder");
        // A key of its own slipped under the true root is passed over.
        auto slipped = answer;
        for (const entry::ClearBody& seal : *seals)
            slipped.existing->seals.push_back(std::get<entry::RecoverySealed>(seal));
        const auto gathered = client::gatherPractice(slipped, means());
        QVERIFY(gathered.ok());
        for (const entry::EpochKey& key : gathered->epochs)
            QCOMPARE(key.epoch, 1U);
    }
    void cardsOfAnotherPractice_areRefusedAndNothingIsMade()
    {
        foundWithTablet();
        loseDesk();
        client::RecoveryMeans others{crypto::makeBoxKeyPair(), {}, false};
        QCOMPARE(tryRecover(u"new"_s, std::move(others)).error().code, ErrorCode::WrongSecret);
        QVERIFY(!store::StoreFiles{m_world->folder.filePath(u"new"_s)}.storeExists());
        recovers(); // the code is still good
    }
    void codeOfANewPractice_recoversNothing_andTheOtherWayRound()
    {
        foundWithTablet();
        loseDesk();
        auto made = m_world->newPractice(u"new"_s);
        client::PracticeCreation creation(*m_transport, m_world->clock, m_world->mint);
        QCOMPARE(test::waitFor(creation.recover(std::move(made), means())).error().detail, "claim");
        auto second = newDesk(u"new"_s);
        client::PracticeCreation founding(*m_transport, m_world->clock, m_world->mint);
        QCOMPARE(
            test::waitFor(founding.create(std::move(second), [](const auto&) { return Status(); }))
                .error()
                .detail,
            "claim");
    }

    void answerToTheTakingLost_resumeFindsItTaken() { resumesAfter(Fault::LoseAnswer); }
    void takingItselfLost_resumeTakesIt() { resumesAfter(Fault::LoseRequest); }
    void takingLostAndTheCodeRunOut_anotherCodeFinishesIt()
    {
        foundWithTablet();
        loseDesk();
        m_transport->fault = [](int number, const auto&) {
            return number == 1 ? Fault::LoseRequest : Fault::None;
        };
        QVERIFY(!tryRecover(u"new"_s, means()));
        m_world->clock.advanceMs(25 * 3'600'000LL);
        m_new = adopt(u"new"_s);
        client::PracticeCreation creation(*m_transport, m_world->clock, m_world->mint);
        QCOMPARE(test::waitFor(creation.resume(*m_new->store)).error().detail, "claim");
        QVERIFY(test::waitFor(creation.resume(*m_new->store, code())).ok());
        QVERIFY(m_new->sync().ok());
    }

private:
    void foundWithTablet()
    {
        m_desk = m_world->claimDesk();
        m_tablet = m_world->enrol(*m_desk, u"tablet"_s);
        QVERIFY(m_world->certifyStaff(*m_desk, *m_tablet));
        m_https = std::make_unique<client::HttpsTransport>(m_world->address());
        m_transport = std::make_unique<test::FaultyTransport>(*m_https);
        m_practice = m_desk->store->identity().practice;
    }
    /// Its keystore, and with it every key that lies under it.
    void loseDesk()
    {
        m_lostDesk = m_desk->id();
        m_deskFiles = m_desk->files;
        m_desk.reset();
    }
    [[nodiscard]] store::StoreFiles deskFiles() const { return m_deskFiles; }
    [[nodiscard]] SecretBytes code() const
    {
        return std::move(
            *sync::decodeClaimCode(m_world->server->recoverPractice(m_practice)->view()));
    }
    [[nodiscard]] crypto::BoxKeyPair cards() const
    {
        return *client::joinRecoveryCards(m_world->cards[0], m_world->cards[2]);
    }
    [[nodiscard]] client::RecoveryMeans means() const { return {cards(), {}, false}; }
    [[nodiscard]] client::NewPractice newDesk(const QString& name)
    {
        client::NewPractice made;
        made.claim = code();
        made.address = m_world->address();
        made.role = entry::DeviceRole::Desk;
        made.personName = u"Mair Testcase"_s;
        made.pin = SecretBytes::copyOf("correct horse battery");
        made.files = {m_world->folder.filePath(name)};
        made.deviceSecret = crypto::randomSecret();
        made.bootTime = m_world->boot.reader();
        m_secret = made.deviceSecret.clone();
        return made;
    }
    [[nodiscard]] Result<client::PracticeCreation::Created> tryRecover(
        const QString& name, client::RecoveryMeans by)
    {
        client::PracticeCreation creation(*m_transport, m_world->clock, m_world->mint);
        return test::waitFor(creation.recover(newDesk(name), std::move(by)));
    }
    [[nodiscard]] std::unique_ptr<test::ClientDevice> adopt(const QString& name)
    {
        auto device = m_world->makeDevice(name);
        device->deviceSecret = m_secret.clone();
        auto door = store::Unlock::open(
            device->files, device->deviceSecret.clone(), m_world->boot.reader());
        const auto identity = store::readDeviceIdentity(device->files, device->deviceSecret);
        auto keys = door->tryPin(
            identity->names.front().staff, SecretBytes::copyOf("correct horse battery"));
        device->staff = identity->names.front().staff;
        device->masterKey = keys->masterKey.clone();
        device->staffSeed = keys->signSeed.clone();
        if (!device->reopen())
            qFatal("the new desk's store");
        return device;
    }
    void recovers(const QString& name = u"new"_s)
    {
        const auto made = tryRecover(name, means());
        QVERIFY2(made.ok(), made ? "" : made.error().detail.constData());
        m_new = adopt(name);
        QVERIFY(!*client::PracticeCreation::needsResume(*m_new->store));
    }
    [[nodiscard]] sync::ClaimAnswer look() const
    {
        const sync::ClaimLook asked{code().view().toByteArray()};
        std::optional<Result<QByteArray>> body;
        m_https->post({"/claim/1", sync::encodeClaimRequest(asked), {}},
            [&body](const Result<client::WireAnswer>& answer) {
                body.emplace(client::plainBody(answer));
            });
        const bool isThere = QTest::qWaitFor([&body] { return body.has_value(); }, 10'000);
        return isThere && *body ? *sync::decodeClaimAnswer(**body) : sync::ClaimAnswer();
    }
    [[nodiscard]] client::FolderEvidence evidence(const store::StoreFiles& files) const
    {
        const QTemporaryDir scratch;
        return *client::readFolderEvidence(files, cards(), scratch.path());
    }
    /// As a version before this one left them: no seals at the desk, none at the server.
    void forgetSeals()
    {
        auto root = *client::readPracticeRoot(m_desk->store->connection());
        root.practiceSignForRecovery.clear();
        QVERIFY(client::writePracticeRoot(m_desk->store->connection(), root));
        auto statement = m_desk->store->connection().prepare(
            u"DELETE FROM entry WHERE kind = 'recovery.sealed'"_s);
        QVERIFY(statement.ok() && statement->run());
        QVERIFY(statement->changes() == 3);
        m_world->stopServer();
        QVERIFY(forgetSealsAtServer());
        m_world->startServer();
    }
    [[nodiscard]] Status forgetSealsAtServer() const
    {
        const QString folder = m_world->serverFolder();
        DOORSTEP_TRY(key, server::ServerKey::openOrMake(folder));
        DOORSTEP_TRY(databaseKey, key.databaseKey());
        DOORSTEP_TRY(
            log, server::LogThread::start(server::databasePath(folder), std::move(databaseKey)));
        return log->run<void>(
            [](server::Log& tables) { return tables.sql.change("DELETE FROM recovery_seal"); });
    }
    void settle()
    {
        for (int round = 0; round < 2; ++round) {
            m_world->clock.advanceMinutes(1);
            QVERIFY(m_new->sync().ok());
            QVERIFY(m_tablet->sync().ok());
        }
    }
    void resumesAfter(Fault fault)
    {
        foundWithTablet();
        loseDesk();
        m_transport->fault
            = [fault](int number, const auto&) { return number == 1 ? fault : Fault::None; };
        QCOMPARE(tryRecover(u"new"_s, means()).error().code, ErrorCode::Unreachable);
        m_new = adopt(u"new"_s);
        QVERIFY(*client::PracticeCreation::needsResume(*m_new->store));
        client::PracticeCreation creation(*m_transport, m_world->clock, m_world->mint);
        QVERIFY(test::waitFor(creation.resume(*m_new->store)).ok());
        QVERIFY(!*client::PracticeCreation::needsResume(*m_new->store));
        QCOMPARE(m_new->sync()->held, 0);
        QCOMPARE((*m_world->server->audit()).count("practice recovered"), 1);
    }

    std::unique_ptr<test::ClientWorld> m_world;
    std::unique_ptr<client::HttpsTransport> m_https;
    std::unique_ptr<test::FaultyTransport> m_transport;
    std::unique_ptr<test::ClientDevice> m_desk;
    std::unique_ptr<test::ClientDevice> m_tablet;
    std::unique_ptr<test::ClientDevice> m_new;
    PracticeId m_practice;
    DeviceId m_lostDesk;
    store::StoreFiles m_deskFiles;
    SecretBytes m_secret;
};
DOORSTEP_TEST(TestPracticeRecovery);

#include "tst_practice_recovery.moc"
