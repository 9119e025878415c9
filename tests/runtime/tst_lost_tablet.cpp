#include "app/runtime/sync_driver.h"
#include "sync/client/wipe_order.h"
#include "tests/client/desk_and_tablet.h"
#include "tests/support/memory_vault.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using client::ReadingRight;

namespace lost_tablet_tests {

class BootClock final : public platform::BootClock {
public:
    [[nodiscard]] std::array<quint8, 16> bootId() const override { return {1}; }
    [[nodiscard]] qint64 elapsedMs() const override { return elapsed; }
    qint64 elapsed = 60'000;
};

} // namespace lost_tablet_tests

/// The program of a tablet, without screens, and a real server: the lease from its end to the sync
/// that renews it, a desk's order from the server to the last sealed record.
class TestLostTablet : public QObject, protected test::DeskAndTablet {
    Q_OBJECT
    static constexpr qint64 Day = 86'400'000;
    static constexpr int Patience = 30'000;
    using State = app::Session::State;

private Q_SLOTS:
    void init()
    {
        QVERIFY(found());
        m_world->clock.advanceMinutes(1);
        m_patient = m_tablet->savePatient(u"Ashdown"_s);
        QVERIFY(m_tablet->sync().ok());
        m_vault = std::make_unique<test::MemoryVault>();
        m_vault->replace(store::deviceSecretName(m_tablet->files), m_tablet->deviceSecret.clone(),
            [](const Status&) {});
        m_boot.elapsed = 60'000;
    }
    void cleanup() { DeskAndTablet::close(); }

    void lockedTablet_isWipedByTheDesksOrder_andWhatItHadNotSentReachesThePractice()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 3));
        const auto files = close();
        const auto order = client::orderWipe(*m_desk->store, m_id, entry::WipeMode::AtOnce,
            m_world->mint.next<EntryId>(), m_world->clock.now());
        QVERIFY(order);
        QVERIFY(m_desk->sync().ok());

        app::Session session({m_world->clock, m_boot, *m_vault, files});
        app::SyncDriver driver(session);
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::Wiped, Patience);
        QVERIFY(!QFile::exists(files.database()) && !QFile::exists(files.envelope()));
        QTRY_VERIFY_WITH_TIMEOUT(session.wiped()->isTold, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(driver.spooled(), 0, Patience);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 4); // held, for the tablet is out of use
        QCOMPARE(m_world->server->audit()->count("\"device wiped\""), 1);
        const auto kept = store::readWipe(files);
        QVERIFY(kept && *kept && (*kept)->isTold);
        // All is said: no more requests.
        m_world->stopServer();
        driver.syncNow();
        QCOMPARE(driver.state(), app::SyncDriver::State::Idle);
        session.setUpAgain();
        QTRY_COMPARE(session.state(), State::FirstRun);
        session.end();
    }
    void leaseOver_theSyncThatRenewsIt_endsItAtOnce()
    {
        QVERIFY(putPin());
        const auto files = close();
        app::Session session({m_world->clock, m_boot, *m_vault, files});
        app::SyncDriver driver(session);
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::Locked, Patience);
        QVERIFY(unlock(session));
        QTRY_VERIFY_WITH_TIMEOUT(session.reading().until.ms > 0, Patience);
        QCOMPARE(session.reading().right, ReadingRight::Full);
        QCOMPARE(session.reading().until, m_world->clock.now().plusMs(7 * Day));
        session.lock();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::Locked, Patience);

        m_world->stopServer(); // a week without signal
        m_world->clock.advanceMs(8 * Day);
        m_boot.elapsed += 8 * Day;
        QVERIFY(unlock(session));
        QCOMPARE(session.reading().right, ReadingRight::CaptureOnly);
        bool opened = false;
        connect(&session, &app::Session::readingChanged, this,
            [&] { opened = session.reading().right == ReadingRight::Full; });
        m_world->startServer(); // found by the driver's next try
        QTRY_VERIFY_WITH_TIMEOUT(opened, Patience);
        QCOMPARE(session.reading().until, m_world->clock.now().plusMs(7 * Day));
        session.end();
    }

private:
    store::StoreFiles close()
    {
        m_id = m_tablet->id();
        m_tablet->port.reset();
        m_tablet->store.reset();
        return m_tablet->files;
    }
    bool putPin()
    {
        auto door = store::Unlock::open(
            m_tablet->files, m_tablet->deviceSecret.clone(), m_world->boot.reader());
        return door
            && door->putStaff(
                {m_tablet->staff, m_tablet->masterKey.clone(), m_tablet->staffSeed.clone()},
                SecretBytes::copyOf("246813"), store::SecretKind::Pin);
    }
    bool unlock(app::Session& session)
    {
        auto opened = session.unlock(m_tablet->staff, SecretBytes::copyOf("246813"));
        return test::waitFor(opened).ok();
    }

    std::unique_ptr<test::MemoryVault> m_vault;
    lost_tablet_tests::BootClock m_boot;
    DeviceId m_id;
};
DOORSTEP_TEST(TestLostTablet);

#include "tst_lost_tablet.moc"
