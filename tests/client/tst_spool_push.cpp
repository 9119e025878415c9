#include "sync/client/spool_push.h"
#include "tests/client/client_world.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::ClientDevice;
using test::ClientWorld;
using Fault = test::FaultyTransport::Fault;

/// A locked tablet: the store is closed, nobody's PIN is known, the spool goes up all the same.
class TestSpoolPush : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_world = std::make_unique<ClientWorld>();
        m_desk = m_world->claimDesk();
        m_tablet = m_world->enrol(*m_desk, u"tablet"_s);
        QVERIFY(m_world->certifyStaff(*m_desk, *m_tablet));
    }
    void init()
    {
        m_tablet->transport->fault = {};
        m_world->clock.advanceMinutes(1);
        m_patient = m_tablet->savePatient(u"Ashdown"_s);
        QVERIFY(m_tablet->sync().ok());
    }
    void cleanupTestCase()
    {
        m_tablet.reset();
        m_desk.reset();
        m_world.reset();
    }

    void locked_pushesCiphertext_unlockedAgain_nothingIsDoubled()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 60));
        lock();
        m_tablet->transport->sent.clear();
        QCOMPARE(*push(), 60);
        QCOMPARE(m_tablet->transport->sent.size(), 2U);
        for (const auto& request : m_tablet->transport->sent)
            QVERIFY(!request.body.contains("rang the bell"));
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 61);
        QVERIFY(m_tablet->reopen().ok());
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_tablet->receipts().here, 0);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 61);
    }
    void locked_neverAsksForAnythingBack()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 1));
        const sync::BatchContext context{m_tablet->store->identity().practice, m_tablet->id()};
        lock();
        m_tablet->transport->sent.clear();
        m_tablet->transport->alter = [&](int, Result<client::WireAnswer>& answer) {
            const auto decoded = sync::decodeSyncAnswer(answer->body, context);
            QVERIFY(decoded.ok());
            QVERIFY(decoded->page.empty());
        };
        QCOMPARE(*push(), 1);
        m_tablet->transport->alter = {};
        const auto request = sync::decodeSyncRequest(m_tablet->transport->sent[0].body, context);
        QCOMPARE(request->pageLimit, quint16(0));
        QVERIFY(request->cursor.isEmpty());
        QVERIFY(m_tablet->reopen().ok());
    }
    void answerLost_spoolKeepsAll_nextPushSucceeds()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 3));
        lock();
        m_tablet->transport->fault = [](int, const auto&) { return Fault::LoseAnswer; };
        QCOMPARE(push().error().code, ErrorCode::Unreachable);
        m_tablet->transport->fault = {};
        QCOMPARE(*push(), 3);
        QCOMPARE(*push(), 0);
        QVERIFY(m_tablet->reopen().ok());
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 4);
    }
    void practiceHasIt_theSpoolIsCutWhereTheDiskWorkRuns_beforeThePushSaysSo()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 3));
        lock();
        auto identity = store::readDeviceIdentity(m_tablet->files, m_tablet->deviceSecret);
        auto spool = store::Spool::open(m_tablet->files.spool());
        QVERIFY(identity && spool);
        std::function<void()> onTheDisk;
        client::SpoolPush pusher(
            {*m_tablet->transport, m_world->clock, client::DeviceSigner::of(*identity),
                test::ThisApp,
                [&](const std::function<Status()>& work, const std::function<void(Status)>& done) {
                    onTheDisk = [work, done] { done(work()); };
                }},
            std::make_shared<store::Spool>(std::move(*spool)));
        const qint64 before = QFileInfo(m_tablet->files.spool()).size();
        auto pushed = pusher.push();
        QTRY_VERIFY(onTheDisk);
        QTest::qWait(20);
        QVERIFY(!pushed.isFinished());
        QCOMPARE(QFileInfo(m_tablet->files.spool()).size(), before);
        QCOMPARE(pusher.waiting(), 3);
        onTheDisk();
        QCOMPARE(*test::waitFor(pushed), 3);
        QCOMPARE(pusher.waiting(), 0);
        QCOMPARE(QFileInfo(m_tablet->files.spool()).size(), 0);
        QVERIFY(m_tablet->reopen().ok());
    }
    void savedAfterAPush_goesOnInLine()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 2));
        lock();
        QCOMPARE(*push(), 2);
        QVERIFY(m_tablet->reopen().ok());
        QVERIFY(m_tablet->saveNotes(m_patient, 2));
        lock();
        QVERIFY(push().ok());
        QVERIFY(m_tablet->reopen().ok());
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 5);
        QCOMPARE(m_tablet->receipts().here, 0);
    }

private:
    void lock()
    {
        m_tablet->port.reset();
        m_tablet->store.reset();
    }
    /// With what a locked device can read: its device secret alone.
    Result<int> push()
    {
        auto identity = store::readDeviceIdentity(m_tablet->files, m_tablet->deviceSecret);
        auto spool = store::Spool::open(m_tablet->files.spool());
        if (!identity || !spool)
            return Error{ErrorCode::Io, "spool"};
        client::SpoolPush pusher(
            {*m_tablet->transport, m_world->clock, client::DeviceSigner::of(*identity),
                test::ThisApp, test::inlineDisk},
            std::make_shared<store::Spool>(std::move(*spool)));
        return test::waitFor(pusher.push());
    }

    std::unique_ptr<ClientWorld> m_world;
    std::unique_ptr<ClientDevice> m_desk;
    std::unique_ptr<ClientDevice> m_tablet;
    PatientId m_patient;
};
DOORSTEP_TEST(TestSpoolPush);

#include "tst_spool_push.moc"
