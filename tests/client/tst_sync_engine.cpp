#include "tests/client/client_world.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::ClientDevice;
using test::ClientWorld;
using Fault = test::FaultyTransport::Fault;

/// Stories of a desk and a tablet against the real server.
class TestSyncEngine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_world = std::make_unique<ClientWorld>();
        m_desk = m_world->claimDesk();
        m_tablet = m_world->enrol(*m_desk, u"tablet"_s);
        QVERIFY(m_world->certifyStaff(*m_desk, *m_tablet));
    }
    /// Each story is about a patient of its own, on a quiet line.
    void init()
    {
        m_tablet->transport->fault = {};
        m_tablet->transport->alter = {};
        m_world->clock.advanceMinutes(1);
        m_patient = m_desk->savePatient(u"Ashdown"_s);
        QVERIFY(m_world->grant(*m_desk, *m_tablet, m_patient.as<ScopeId>()));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(m_tablet->sync().ok());
        m_tablet->transport->sent.clear();
    }
    void cleanupTestCase()
    {
        m_tablet.reset();
        m_desk.reset();
        m_world.reset();
    }

    void granted_patientReachesTheTablet_andItsNotesTheDesk()
    {
        QCOMPARE(m_tablet->known(m_patient), 1);
        QVERIFY(m_tablet->saveNotes(m_patient, 3));
        const auto pushed = m_tablet->sync();
        QVERIFY(pushed.ok());
        QCOMPARE(pushed->acknowledged, 3);
        QCOMPARE(pushed->held, 0);
        QCOMPARE(m_tablet->receipts().here, 0);
        const auto pulled = m_desk->sync();
        QCOMPARE(pulled->fresh, 3);
        QCOMPARE(pulled->unopened, 0);
        QCOMPARE(m_desk->known(m_patient), 4);
    }
    void nothingNew_isOneRoundTrip()
    {
        const auto report = m_tablet->sync();
        QVERIFY(report.ok());
        QCOMPARE(report->acknowledged + report->pulled, 0);
        QCOMPARE(m_tablet->transport->sent.size(), 1U);
        QCOMPARE(report->standing.answeredAt, m_world->clock.now());
        QVERIFY(report->standing.leaseUntil > m_world->clock.now());
        QCOMPARE(*client::readSyncStanding(m_tablet->store->connection()), report->standing);
    }
    void firstBatch_isSmall_restAndPageBesideIt()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 120));
        std::vector<client::SyncProgress> seen;
        client::SyncEngine engine({*m_tablet->transport, *m_tablet->port, m_world->clock,
            m_tablet->signer(), test::ThisApp});
        engine.onProgress([&](const client::SyncProgress& progress) { seen.push_back(progress); });
        const auto report = test::waitFor(engine.sync());
        QVERIFY(report.ok());
        QCOMPARE(report->acknowledged, 120);
        QCOMPARE(m_tablet->transport->sent.size(), 3U);
        QCOMPARE(seen.size(), 3U);
        QCOMPARE(seen.back().acknowledged, 120);
        QCOMPARE(seen.back().waiting, 0);
        // The page comes when it comes.
        const auto first = std::find_if(
            seen.begin(), seen.end(), [](const auto& each) { return each.acknowledged > 0; });
        QCOMPARE(first->acknowledged, 50);
        QCOMPARE(first->waiting, 70);
    }
    void lostAnswers_sameRangeAgain_nothingDoubled()
    {
        // Every second answer is lost, whatever it was about.
        m_tablet->transport->fault = [n = 0](int, const client::WireRequest&) mutable {
            return ++n % 2 == 1 ? Fault::LoseAnswer : Fault::None;
        };
        for (int round = 0; round < 10; ++round) {
            QVERIFY(m_tablet->saveNotes(m_patient, 6));
            const auto lost = m_tablet->sync();
            QCOMPARE(lost.error().code, ErrorCode::Unreachable);
            QVERIFY(!lost.error().permanent);
            QCOMPARE(m_tablet->receipts().here, 6);
            QCOMPARE(m_tablet->sync()->acknowledged, 6);
        }
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 61);
    }
    void lostAnswerOfALargeBatch_smallFirstBatchAgain_goesOnFromWhatTheServerHas()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 120));
        m_tablet->transport->fault = [](int, const client::WireRequest& request) {
            return request.body.size() > 10'000 ? Fault::LoseAnswer : Fault::None;
        };
        QVERIFY(!m_tablet->sync());
        m_tablet->transport->fault = {};
        const auto report = m_tablet->sync();
        QVERIFY(report.ok());
        QVERIFY(!report->newIncarnation);
        QVERIFY(!report->sentAllAgain);
        QCOMPARE(m_tablet->receipts().here, 0);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 121);
    }
    void lostRequests_nothingAcknowledged()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 2));
        m_tablet->transport->fault = [](int, const auto&) { return Fault::LoseRequest; };
        QVERIFY(!m_tablet->sync());
        QCOMPARE(m_tablet->receipts().here, 2);
    }
    void replayedRequest_isRefused_nothingDoubled()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 2));
        m_tablet->transport->fault = [](int, const auto&) { return Fault::Replay; };
        // The nonce was used: the server asks to sign again, and that is replayed as well.
        QVERIFY(!m_tablet->sync());
        m_tablet->transport->fault = {};
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 3);
    }
    void entriesMadeDuringTheSync_stayUntilSent()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 2));
        m_tablet->transport->alter = [&](int, Result<client::WireAnswer>&) {
            m_tablet->transport->alter = {};
            QVERIFY(m_tablet->saveNotes(m_patient, 1));
        };
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_tablet->receipts().here, 0);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 4);
    }
    void answerOfAnotherRequest_isNotBelieved()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 1));
        std::optional<client::WireAnswer> old;
        m_tablet->transport->alter = [&](int, Result<client::WireAnswer>& answer) {
            if (old)
                answer = *old;
            else
                old = *answer;
        };
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_tablet->saveNotes(m_patient, 1));
        QCOMPARE(m_tablet->sync().error().code, ErrorCode::Untrusted);
        QCOMPARE(m_tablet->receipts().here, 1);
    }
    void everyByteOfAnAnswerChanged_nothingOfItIsUsed()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 1));
        int at = 0;
        m_tablet->transport->alter = [&](int, Result<client::WireAnswer>& answer) {
            answer->body[at] = char(answer->body[at] ^ 1);
        };
        for (at = 0; at < 40; ++at) {
            m_world->clock.advanceMs(1000);
            QCOMPARE(m_tablet->sync().error().code, ErrorCode::Untrusted);
            QCOMPARE(m_tablet->receipts().here, 1);
        }
    }
    void secondSyncWhileOneRuns_isBusy()
    {
        client::SyncEngine engine({*m_tablet->transport, *m_tablet->port, m_world->clock,
            m_tablet->signer(), test::ThisApp});
        auto first = engine.sync();
        QVERIFY(engine.isRunning());
        QCOMPARE(test::waitFor(engine.sync()).error().code, ErrorCode::Busy);
        QVERIFY(test::waitFor(first).ok());
        QVERIFY(!engine.isRunning());
    }
    void engineGoneMidway_futureIsCancelled_storeUntouched()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 1));
        QFuture<Result<client::SyncReport>> future;
        {
            client::SyncEngine engine({*m_tablet->transport, *m_tablet->port, m_world->clock,
                m_tablet->signer(), test::ThisApp});
            future = engine.sync();
        }
        QVERIFY(future.isCanceled());
        QTest::qWait(200);
        QCOMPARE(m_tablet->receipts().here, 1);
        QCOMPARE(m_tablet->sync()->acknowledged, 1);
    }

private:
    std::unique_ptr<ClientWorld> m_world;
    std::unique_ptr<ClientDevice> m_desk;
    std::unique_ptr<ClientDevice> m_tablet;
    PatientId m_patient;
};
DOORSTEP_TEST(TestSyncEngine);

#include "tst_sync_engine.moc"
