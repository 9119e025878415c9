#include "sync/client/wipe_order.h"
#include "tests/runtime/driven_device.h"
#include "tests/support/test_registry.h"

#include <set>
#include <sys/syscall.h>
#include <unistd.h>

using namespace doorstep;
using namespace std::chrono_literals;
using State = app::SyncDriver::State;

namespace sync_timing_tests {

std::atomic<Qt::HANDLE> watched{nullptr}; ///< the thread that must not wait for a disk
std::atomic<int> waits{0};

} // namespace sync_timing_tests

/// Stands before the C library's: every fsync of this program.
extern "C" int fsync(int descriptor)
{
    if (QThread::currentThreadId() == sync_timing_tests::watched.load())
        ++sync_timing_tests::waits;
    return int(::syscall(SYS_fsync, descriptor));
}

namespace sync_timing_tests {

class Network final : public platform::Connectivity {
public:
    [[nodiscard]] State state() const override { return State::Online; }
    void say() { Q_EMIT stateChanged(State::Online); }
};

} // namespace sync_timing_tests

/// When the driver syncs, against a real server.
class TestSyncTiming : public QObject, protected test::DeskAndTablet {
    Q_OBJECT
    static constexpr int Patience = test::DrivenDevice::Patience;
    static constexpr int Soon = 8'000; ///< far below the minute of the routine

private Q_SLOTS:
    void init()
    {
        QVERIFY(found());
        m_world->clock.advanceMinutes(1);
        m_patient = m_tablet->savePatient(QStringLiteral("Ashdown"));
        QVERIFY(m_tablet->sync().ok());
        m_id = m_tablet->id();
        m_driven = std::make_unique<test::DrivenDevice>(*m_tablet, m_world->clock);
        QVERIFY(m_driven->putPin(m_world->boot));
        QVERIFY(m_driven->stand());
    }
    void cleanup()
    {
        m_driven.reset();
        close();
    }

    void saveAlone_isSentSoon()
    {
        QVERIFY(m_driven->unlock());
        QVERIFY(m_driven->synced());
        m_driven->saveNote(m_patient);
        QTRY_COMPARE_WITH_TIMEOUT(m_driven->here(), 1, Soon);
        QTRY_COMPARE_WITH_TIMEOUT(m_driven->here(), 0, Soon);
    }
    void savedAfterTheLastTurnBegan_isSentSoon()
    {
        QVERIFY(m_driven->unlock());
        QVERIFY(m_driven->synced());
        bool hasSaved = false;
        int leftAtTheEnd = -1;
        connect(m_driven->driver.get(), &app::SyncDriver::progressChanged, this, [&] {
            if (m_driven->driver->acknowledged() > 0 && !std::exchange(hasSaved, true))
                m_driven->saveNote(m_patient); // the turn that is answered did not see it
        });
        connect(m_driven->driver.get(), &app::SyncDriver::synced, this, [&] {
            if (leftAtTheEnd < 0)
                leftAtTheEnd = hasSaved ? 1 : 0;
        });
        m_driven->saveNote(m_patient);
        QTRY_COMPARE_WITH_TIMEOUT(leftAtTheEnd, 1, Soon);
        QTRY_COMPARE_WITH_TIMEOUT(m_driven->here(), 0, Soon);
    }
    void networkThatCameWhileASyncFailed_isTriedSoon()
    {
        sync_timing_tests::Network network;
        m_driven->driver->follow(network);
        m_world->stopServer();
        QVERIFY(m_driven->unlock());
        for (int i = 0; i < 8; ++i) { // or the pause would be short anyway
            QVERIFY(m_driven->failed());
            m_driven->driver->syncNow();
        }
        QCOMPARE(m_driven->driver->state(), State::Running);
        network.say();
        QVERIFY(m_driven->failed());
        m_world->startServer();
        QTRY_VERIFY_WITH_TIMEOUT(m_driven->driver->lastSuccess().ms > 0, Soon);
    }
    /// Or fifty devices that failed together go on failing together.
    void pausesAreSpread()
    {
        std::set<std::chrono::milliseconds> routine;
        std::set<std::chrono::milliseconds> locked;
        std::set<std::chrono::milliseconds> stuck;
        auto& driver = *m_driven->driver;
        constexpr int Often = 6;
        QVERIFY(m_driven->synced());
        for (int i = 0; i < Often; ++i) {
            driver.syncNow();
            QVERIFY(m_driven->synced());
            QVERIFY(driver.pause() >= 11min + 15s && driver.pause() <= 18min + 45s);
            locked.insert(driver.pause());
        }
        QVERIFY(m_driven->unlock());
        for (int i = 0; i < Often; ++i) {
            QVERIFY(m_driven->synced());
            QVERIFY(driver.pause() >= 45s && driver.pause() <= 75s);
            routine.insert(driver.pause());
            driver.syncNow();
        }
        QVERIFY(m_driven->synced());
        m_world->stopServer();
        QVERIFY(m_driven->breakLine(m_patient));
        for (int i = 0; i < Often; ++i) {
            QVERIFY(QTest::qWaitFor(
                [&] { return driver.lastError() && driver.lastError()->permanent; }, Patience));
            QVERIFY(m_driven->failed());
            QVERIFY(driver.pause() >= 7min + 30s && driver.pause() <= 15min);
            stuck.insert(driver.pause());
            driver.syncNow();
        }
        QVERIFY(routine.size() > 1 && locked.size() > 1 && stuck.size() > 1);
    }
    void lockedTablet_waitsForNoDiskOnTheThreadOfTheScreen()
    {
        QVERIFY(m_driven->unlock());
        QVERIFY(m_driven->synced());
        m_world->stopServer();
        m_driven->saveNote(m_patient);
        QTRY_COMPARE_WITH_TIMEOUT(m_driven->here(), 1, Soon);
        sync_timing_tests::waits = 0;
        sync_timing_tests::watched = QThread::currentThreadId();
        m_driven->session->lock();
        QTRY_COMPARE_WITH_TIMEOUT(m_driven->driver->spooled(), 1, Patience);
        QVERIFY(m_driven->failed());
        sync_timing_tests::watched = nullptr; // the test's server opens its files here
        m_world->startServer();
        sync_timing_tests::watched = QThread::currentThreadId();
        m_driven->driver->syncNow();
        QTRY_COMPARE_WITH_TIMEOUT(m_driven->driver->spooled(), 0, Patience);
        sync_timing_tests::watched = nullptr;
        QCOMPARE(sync_timing_tests::waits.load(), 0);
    }
    void spoolThatDoesNotOpen_isSaid_andAWipeIsHeardAllTheSame()
    {
        const QString spool = m_tablet->files.spool();
        m_driven.reset();
        QVERIFY(QFile::remove(spool) && QDir().mkpath(spool));
        m_driven = std::make_unique<test::DrivenDevice>(*m_tablet, m_world->clock);
        QVERIFY(m_driven->stand());
        QVERIFY(m_driven->failed());
        QCOMPARE(m_driven->driver->lastError()->code, ErrorCode::Io);
        const auto order = client::orderWipe(*m_desk->store, m_id, entry::WipeMode::AtOnce,
            m_world->mint.next<EntryId>(), m_world->clock.now());
        QVERIFY(order && m_desk->sync());
        m_driven->driver->syncNow();
        QTRY_VERIFY_WITH_TIMEOUT(m_driven->session->state() == app::Session::State::Wiping
                || m_driven->session->state() == app::Session::State::Wiped,
            Patience);
    }
    void spoolThatOpensLater_isSentWithoutAnUnlock()
    {
        m_driven.reset();
        QVERIFY(m_tablet->reopen());
        QVERIFY(m_tablet->saveNotes(m_patient, 2));
        const QString spool = m_tablet->files.spool();
        QVERIFY(QFile::rename(spool, spool + QStringLiteral(".aside")) && QDir().mkpath(spool));
        m_driven = std::make_unique<test::DrivenDevice>(*m_tablet, m_world->clock);
        QVERIFY(m_driven->stand());
        QVERIFY(m_driven->failed());
        QVERIFY(QDir().rmdir(spool) && QFile::rename(spool + QStringLiteral(".aside"), spool));
        m_driven->driver->syncNow();
        QVERIFY(m_driven->synced());
        QCOMPARE(m_driven->driver->spooled(), 0);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 3);
    }
    void countsOfTheSyncBefore_areNotThoseOfTheNext()
    {
        QVERIFY(m_driven->unlock());
        QVERIFY(m_driven->synced());
        m_driven->saveNote(m_patient);
        QTRY_COMPARE_WITH_TIMEOUT(m_driven->driver->acknowledged(), 1, Soon);
        QVERIFY(m_driven->synced());
        m_driven->driver->syncNow();
        QCOMPARE(m_driven->driver->state(), State::Running);
        QCOMPARE(m_driven->driver->acknowledged(), 0);
        QCOMPARE(m_driven->driver->waiting(), 0);
    }

private:
    std::unique_ptr<test::DrivenDevice> m_driven;
    DeviceId m_id;
};
DOORSTEP_TEST(TestSyncTiming);

#include "tst_sync_timing.moc"
