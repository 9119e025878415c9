#include "app/runtime/sync_driver.h"
#include "tests/store/store_fixture.h"
#include "tests/support/memory_vault.h"
#include "tests/support/test_registry.h"

using namespace doorstep;

namespace sync_driver_tests {

class StandingBootClock final : public platform::BootClock {
public:
    [[nodiscard]] std::array<quint8, 16> bootId() const override { return {1}; }
    [[nodiscard]] qint64 elapsedMs() const override { return 60'000; }
};

} // namespace sync_driver_tests

class TestSyncDriver : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sessionMoves_whileItWaits_itSaysThatItIsIdle()
    {
        // A store whose server address cannot be read: every attempt ends in a wait.
        bool made = false;
        m_vault.create(
            store::deviceSecretName(m_fixture.secretId), [this, &made](Result<SecretBytes> secret) {
                m_fixture.deviceSecret = std::move(*secret);
                made = m_fixture.create().ok();
            });
        QTRY_VERIFY(made);
        app::Session session({m_fixture.clock, m_bootClock, m_vault, m_fixture.files});
        app::SyncDriver driver(session);
        std::vector<app::SyncDriver::State> heard;
        connect(&driver, &app::SyncDriver::stateChanged, this,
            [&] { heard.push_back(driver.state()); });
        session.start();
        QTRY_COMPARE(driver.state(), app::SyncDriver::State::Waiting);
        QCOMPARE(heard.back(), app::SyncDriver::State::Waiting);

        // Somebody tries a PIN: the spool is the session's until that has ended.
        auto tried = session.unlock(m_fixture.amina, test::StoreFixture::secret("000000"));
        QVERIFY(session.isUnlocking());
        QCOMPARE(driver.state(), app::SyncDriver::State::Idle);
        QCOMPARE(heard.back(), app::SyncDriver::State::Idle);
        QTRY_VERIFY(tried.isFinished());
        session.end();
    }

private:
    test::StoreFixture m_fixture;
    test::MemoryVault m_vault;
    sync_driver_tests::StandingBootClock m_bootClock;
};
DOORSTEP_TEST(TestSyncDriver);

#include "tst_sync_driver.moc"
