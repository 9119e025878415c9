#include "sync/client/reading_lease.h"
#include "tests/client/desk_and_tablet.h"
#include "tests/support/test_registry.h"

#include <random>

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::ClientDevice;
using test::ClientWorld;
using Fault = test::FaultyTransport::Fault;

/// Several batches of one device on the way at once, each on a connection of its own, against the
/// real server: whatever is lost, late or in between, nothing is lost, doubled or forked.
class TestBatchesInFlight : public QObject, protected test::DeskAndTablet {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QVERIFY(foundWithPatient());
        m_world->clock.advanceMinutes(1);
        m_tablet->transport->sent.clear();
        m_tablet->transport->mostOpen = 0;
    }
    void cleanup() { close(); }

    void longBacklog_goesInFourBatchesTogether_thePageWithTheFirst()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, Notes));
        QVERIFY(m_desk->saveNotes(m_patient, 3));
        QVERIFY(m_desk->sync().ok());
        const auto report = sync();
        QVERIFY(report.ok());
        QCOMPARE(report->acknowledged, Notes);
        QCOMPARE(report->pulled, 3);
        QCOMPARE(report->waiting, 0);
        QCOMPARE(m_tablet->transport->mostOpen, 4);
        QCOMPARE(sentSizes(), (std::vector<std::size_t>{5, 5, 5, 5, 5, 5}));
        expectAllOnce(Notes + 3);
    }
    void shortBacklog_goesInTwo_andThePageBeside()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, FewNotes));
        QVERIFY(m_desk->saveNotes(m_patient, 3));
        QVERIFY(m_desk->sync().ok());
        const auto report = sync();
        QVERIFY(report.ok());
        QCOMPARE(report->acknowledged, FewNotes);
        QCOMPARE(report->pulled, 3);
        QCOMPARE(m_tablet->transport->mostOpen, 3);
        QCOMPARE(sentSizes(), (std::vector<std::size_t>{0, 5, 5}));
        expectAllOnce(FewNotes + 3);
    }
    void oneAfterTheOther_whenTold()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, Notes));
        m_mostInFlight = 1;
        QVERIFY(sync().ok());
        m_mostInFlight = 4;
        QCOMPARE(m_tablet->transport->mostOpen, 1);
        QCOMPARE(sentSizes().size(), 6U);
        expectAllOnce();
    }
    void batchesTooEarly_waitAtTheServer_areNotSentAgain()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, Notes));
        holdFirst(SecondBatch, Fault::HoldRequest);
        letGoAfter(300);
        const auto report = sync();
        QVERIFY(report.ok());
        QCOMPARE(report->acknowledged, Notes);
        QCOMPARE(sentSizes().size(), 6U);
        expectAllOnce();
    }
    void batchLongerOnTheWayThanTheServerWaits_thoseAfterItAreSentAgain()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, Notes));
        holdFirst(SecondBatch, Fault::HoldRequest);
        letGoAfter(2'700);
        const auto report = sync();
        QVERIFY(report.ok());
        QCOMPARE(report->acknowledged, Notes);
        QVERIFY(!report->sentAllAgain);
        QVERIFY(!report->newIncarnation);
        QVERIFY(sentSizes().size() > 6U);
        expectAllOnce();
    }
    void batchLost_syncSaysSo_nothingAfterItIsAcknowledged()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, Notes));
        holdFirst(SecondBatch, Fault::LoseRequest);
        const auto report = sync();
        QCOMPARE(report.error().code, ErrorCode::Unreachable);
        QVERIFY(!report.error().permanent);
        QCOMPARE(m_tablet->receipts().here, Notes - 5);
        QVERIFY(sync().ok());
        expectAllOnce();
    }
    void serverBusyInBetween_theSyncWaitsAndGoesOnOneByOne_data()
    {
        QTest::addColumn<int>("allowed");
        QTest::newRow("from the first on") << 0;
        QTest::newRow("half of them") << 2;
        QTest::newRow("later ones") << 5;
    }
    void serverBusyInBetween_theSyncWaitsAndGoesOnOneByOne()
    {
        QFETCH(const int, allowed);
        useUpAllowance();
        QVERIFY(m_tablet->saveNotes(m_patient, Notes));
        m_world->clock.advanceMs(allowed * RequestMs);
        const auto pace = refillDuringThePause();
        const auto report = sync();
        QVERIFY2(report.ok(), report ? "" : report.error().detail.constData());
        QCOMPARE(report->acknowledged, Notes);
        QCOMPARE(report->waiting, 0);
        QVERIFY(sentSizes().size() <= TogetherAtMost + 6U);
        expectAllOnce();
    }
    void serverBusyWithThePage_itIsAskedAgain()
    {
        useUpAllowance();
        QVERIFY(m_tablet->saveNotes(m_patient, FewNotes));
        QVERIFY(m_desk->saveNotes(m_patient, 3));
        QVERIFY(m_desk->sync().ok());
        m_world->clock.advanceMs(2 * RequestMs);
        // The question goes first, so it is the one that has to be held.
        holdFirst(Question, Fault::HoldRequest);
        letGoAfter(200);
        const auto pace = refillDuringThePause();
        const auto report = sync();
        QVERIFY(report.ok());
        QCOMPARE(report->acknowledged, FewNotes);
        QCOMPARE(report->pulled, 3);
        expectAllOnce(FewNotes + 3);
    }
    void serverAlwaysBusy_theSyncEnds()
    {
        useUpAllowance();
        QVERIFY(m_tablet->saveNotes(m_patient, Notes));
        const auto report = sync();
        QCOMPARE(report.error().code, ErrorCode::Refused);
        QCOMPARE(report.error().detail, "busy");
        QVERIFY(!report.error().permanent);
        QVERIFY(sentSizes().size() <= TogetherAtMost + 1U);
        QCOMPARE(m_tablet->receipts().here, Notes);
    }
    void answerLost_thoseAfterItAreNotUsed_andTheRangeIsSentAgain()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, Notes));
        holdFirst(FirstBatch, Fault::LoseAnswer);
        QVERIFY(!sync());
        QCOMPARE(m_tablet->receipts().here, Notes);
        const auto report = sync();
        QVERIFY(report.ok());
        QVERIFY(!report->newIncarnation);
        QVERIFY(!report->sentAllAgain);
        expectAllOnce();
    }
    void pageLost_batchesAreAcknowledgedAllTheSame()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, FewNotes));
        QVERIFY(m_desk->saveNotes(m_patient, 2));
        QVERIFY(m_desk->sync().ok());
        holdFirst(Question, Fault::LoseRequest);
        QCOMPARE(sync().error().code, ErrorCode::Unreachable);
        QCOMPARE(m_tablet->receipts().here, 0); // both were on the way
        QVERIFY(sync().ok());
        expectAllOnce(FewNotes + 2);
    }
    void everyRequestOnceHeldOrLost_inSeededTurns_nothingIsLostOrDoubled()
    {
        constexpr quint32 Seed = 20261130;
        std::mt19937 random(Seed);
        constexpr int Rounds = 8;
        for (int round = 0; round < Rounds; ++round) {
            QVERIFY(m_tablet->saveNotes(m_patient, Notes));
            m_tablet->transport->fault = [&](int, const client::WireRequest&) {
                const auto drawn = random() % 10;
                return drawn == 0 ? Fault::LoseAnswer
                    : drawn == 1  ? Fault::LoseRequest
                    : drawn < 5   ? Fault::HoldAnswer
                    : drawn < 7   ? Fault::HoldRequest
                                  : Fault::None;
            };
            QTimer pace;
            pace.callOnTimeout([this] { m_tablet->transport->letGo(); });
            pace.start(40);
            (void)sync();
            m_world->clock.advanceMs(5'000); // the server's allowance of requests
        }
        m_tablet->transport->fault = {};
        const auto last = sync();
        QVERIFY2(last.ok(), qPrintable(u"seed %1"_s.arg(Seed)));
        QCOMPARE(m_tablet->receipts().here, 0);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 1 + Rounds * Notes);
        QCOMPARE(m_tablet->known(m_patient), 1 + Rounds * Notes);
    }
    void serverPutBackInTheMiddle_everythingIsSentAgain()
    {
        m_world->stopServer();
        test::copyFolder(m_world->serverFolder(), m_world->folder.filePath(u"kept"_s));
        m_world->startServer();
        QVERIFY(m_tablet->saveNotes(m_patient, Notes));
        holdFirst(SecondBatch, Fault::HoldRequest);
        // The first is acknowledged, the third and fourth wait at the server for the second.
        afterTheFirst([this] {
            m_world->stopServer();
            test::copyFolder(m_world->folder.filePath(u"kept"_s), m_world->serverFolder());
            m_world->clock.advanceMs(2'000);
            m_world->startServer();
            m_tablet->transport->letGo();
        });
        auto report = sync();
        bool isSentAgain = report && report->sentAllAgain;
        for (int i = 0; i < 3 && (!report || report->waiting > 0); ++i) {
            report = sync();
            isSentAgain = isSentAgain || (report && report->sentAllAgain);
        }
        QVERIFY(report.ok());
        QVERIFY(isSentAgain);
        QVERIFY(m_desk->sync().ok());
        QVERIFY(sync().ok());
        expectAllOnce();
    }
    void killedWithBatchesOnTheWay_sameRangeAgain()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, Notes));
        m_tablet->transport->fault = [](int, const auto&) { return Fault::HoldAnswer; };
        {
            client::SyncEngine engine(parts());
            auto future = engine.sync();
            QTRY_COMPARE(m_tablet->transport->held(), 4U);
        }
        m_tablet->transport->fault = {};
        QVERIFY(m_tablet->reopen().ok());
        m_tablet->transport->letGo(); // to nobody
        QCOMPARE(m_tablet->receipts().here, Notes);
        QVERIFY(sync().ok());
        expectAllOnce();
    }
    void copyOfTheTablet_forkOfTheFirstBatch_thoseAfterItAreNotTaken()
    {
        QVERIFY(m_tablet->keepDatabase());
        QVERIFY(m_tablet->saveNotes(m_patient, 3));
        QVERIFY(sync().ok());
        QVERIFY(m_tablet->putDatabaseBack());
        QVERIFY(m_tablet->saveNotes(m_patient, Notes));
        const auto report = sync();
        QVERIFY(report.ok());
        QVERIFY(report->newIncarnation);
        QCOMPARE(report->waiting, 0);
        QCOMPARE(m_tablet->receipts().here, 0);
        QVERIFY(sync().ok());
        expectAllOnce(Notes + 3);
    }
    void revokedInTheMiddle_restIsHeld_andNoOlderAnswerLendsAgain()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, FewNotes));
        // The first is taken before, with a lease, and its answer is used when the page's has said
        // that the device is revoked.
        m_tablet->transport->fault = [n = 0](int, const auto&) mutable {
            return n++ == Beside ? Fault::HoldAnswer : Fault::HoldRequest;
        };
        bool isRevoked = false;
        QTimer wait;
        wait.callOnTimeout([&] {
            if (isRevoked || m_tablet->transport->held() < 3)
                return;
            isRevoked = true;
            m_world->clock.advanceMs(1'000);
            QVERIFY(ClientWorld::revoke(*m_desk, *m_tablet));
            QVERIFY(m_desk->sync().ok());
            m_tablet->transport->fault = {};
            m_tablet->transport->letRequestsGo();
        });
        wait.start(20);
        int heard = 0;
        bool isLentAgain = false;
        m_progress = [&](const client::SyncProgress& progress) {
            if (++heard == 1) {
                QCOMPARE(progress.acknowledged, 0);
                letGoAfter(0);
            }
            isLentAgain = isLentAgain || !isTakenAway();
        };
        const auto report = sync();
        QVERIFY(isRevoked);
        QVERIFY(report.ok());
        QCOMPARE(report->acknowledged, FewNotes);
        QCOMPARE(report->held, FewNotes - 5);
        QVERIFY(report->standing.revoked);
        QVERIFY(heard > 2);
        QVERIFY(!isLentAgain);
    }

private:
    static constexpr int Notes = 30;
    static constexpr int FewNotes = 10; ///< two batches
    /// Four, and one that was being read while the first refusal came.
    static constexpr std::size_t TogetherAtMost = 5;
    static constexpr int RequestMs = 1000 / sync::limits::RequestsPerSecond;
    // Of the requests of a sync, by number.
    static constexpr int FirstBatch = 0;
    static constexpr int SecondBatch = 1;
    static constexpr int Question = 0; ///< for the page, where it goes beside the batches
    static constexpr int Beside = 1; ///< and the first batch after it

    [[nodiscard]] client::SyncEngine::Parts parts() const
    {
        constexpr int FewEntries = 5;
        client::SyncEngine::Parts made{*m_tablet->transport, *m_tablet->port, m_world->clock,
            m_tablet->signer(), test::ThisApp};
        made.mostEntries = FewEntries;
        made.mostInFlight = m_mostInFlight;
        return made;
    }
    [[nodiscard]] Result<client::SyncReport> sync()
    {
        client::SyncEngine engine(parts());
        if (m_progress)
            engine.onProgress(m_progress);
        return test::waitFor(engine.sync());
    }
    /// From here on the server takes a request of the tablet for each RequestMs that pass.
    void useUpAllowance() const
    {
        while (m_tablet->sync()) { }
        m_tablet->transport->sent.clear();
    }
    /// The server asks for a second; its clock goes on from shortly before that.
    [[nodiscard]] std::unique_ptr<QTimer> refillDuringThePause() const
    {
        auto pace = std::make_unique<QTimer>();
        pace->callOnTimeout([this] { m_world->clock.advanceMs(RequestMs); });
        QTimer::singleShot(700, pace.get(), [timer = pace.get()] { timer->start(50); });
        return pace;
    }
    /// Of all requests from now on, the one with that number alone.
    void holdFirst(int which, Fault fault)
    {
        m_tablet->transport->fault = [which, fault, n = 0](int, const auto&) mutable {
            return n++ == which ? fault : Fault::None;
        };
    }
    void letGoAfter(int ms)
    {
        QTimer::singleShot(ms, [this] { m_tablet->transport->letGo(); });
    }
    /// Once, when the first batch is acknowledged and the others are at the server.
    void afterTheFirst(std::function<void()> act)
    {
        m_progress = [act = std::move(act), done = false](const auto& progress) mutable {
            if (done || progress.acknowledged == 0)
                return;
            done = true;
            QTimer::singleShot(200, act);
        };
    }
    [[nodiscard]] std::vector<std::size_t> sentSizes() const
    {
        std::vector<std::size_t> sizes;
        for (const client::WireRequest& wire : m_tablet->transport->sent)
            sizes.push_back(sync::decodeSyncRequest(
                wire.body, {m_tablet->store->identity().practice, m_tablet->id()})
                                ->entries.size());
        return sizes;
    }
    [[nodiscard]] bool isTakenAway() const
    {
        auto& connection = m_tablet->store->connection();
        return client::readSyncStanding(connection)->revoked
            && client::readLease(connection, m_tablet->store->identity())->takenAway.ms != 0;
    }
    void expectAllOnce(int notes = Notes)
    {
        m_progress = {};
        QCOMPARE(m_tablet->receipts().here, 0);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 1 + notes);
        QCOMPARE(m_tablet->known(m_patient), 1 + notes);
    }

    std::function<void(const client::SyncProgress&)> m_progress;
    int m_mostInFlight = 4;
};
DOORSTEP_TEST(TestBatchesInFlight);

#include "tst_batches_in_flight.moc"
