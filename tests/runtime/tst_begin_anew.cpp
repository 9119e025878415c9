#include "app/runtime/sync_driver.h"
#include "core/store/freshness.h"
#include "core/store/patient_store.h"
#include "tests/client/desk_and_tablet.h"
#include "tests/support/memory_vault.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>

using namespace doorstep;
using namespace Qt::StringLiterals;

namespace begin_anew_tests {

class BootClock final : public platform::BootClock {
public:
    [[nodiscard]] std::array<quint8, 16> bootId() const override { return {1}; }
    [[nodiscard]] qint64 elapsedMs() const override { return 60'000; }
};

} // namespace begin_anew_tests

/// A device whose database is damaged on the disk comes back: a person decides, and the practice's
/// real server and the spool bring everything.
class TestBeginAnew : public QObject, protected test::DeskAndTablet {
    Q_OBJECT
    static constexpr int Patience = 30'000;
    static constexpr auto Pin = "246813";
    using State = app::Session::State;
    using Fault = test::FaultyTransport::Fault;

private Q_SLOTS:
    void init()
    {
        QVERIFY(found());
        m_world->clock.advanceMinutes(1);
        m_own = m_tablet->savePatient(u"Ashdown"_s);
        QVERIFY(m_tablet->sync().ok());
        m_others = m_desk->savePatient(u"Bracken"_s);
        QVERIFY(m_world->grant(*m_desk, *m_tablet, m_others.as<ScopeId>()));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_tablet->known(m_others), 1);
        m_vault = std::make_unique<test::MemoryVault>();
    }
    void cleanup() { DeskAndTablet::close(); }

    void tablet_comesBackWhole_andNothingIsDoubled_data()
    {
        QTest::addColumn<bool>("pushesWhileLocked");
        QTest::addRow("unsent goes out under the new numbers") << false;
        QTest::addRow("unsent went out while it was locked") << true;
    }
    void tablet_comesBackWhole_andNothingIsDoubled()
    {
        QFETCH(bool, pushesWhileLocked);
        QVERIFY(m_tablet->saveNotes(m_own, 2)); // they arrive, and the tablet never hears of it
        m_tablet->transport->fault = [](int, const auto&) { return Fault::LoseAnswer; };
        QVERIFY(!m_tablet->sync().ok());
        QVERIFY(m_tablet->saveNotes(m_own, 3)); // these never leave
        const auto staff = m_tablet->staff;
        const auto files = close(*m_tablet, Pin);
        damageAfterAnUnlock(files, staff, Pin);

        app::Session session({m_world->clock, m_boot, *m_vault, files});
        std::unique_ptr<app::SyncDriver> driver;
        if (pushesWhileLocked)
            driver = std::make_unique<app::SyncDriver>(session);
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::Locked, Patience);
        if (pushesWhileLocked) {
            const QSignalSpy pushed(driver.get(), &app::SyncDriver::synced);
            QTRY_VERIFY_WITH_TIMEOUT(!pushed.isEmpty(), Patience);
            QCOMPARE(driver->spooled(), 0);
        }
        refuseUntilAPersonDecides(session, files, staff);
        QVERIFY(test::waitFor(session.beginAnew(staff, SecretBytes::copyOf(Pin))).ok());
        QCOMPARE(session.state(), State::Open);
        QVERIFY(!session.mayBeginAnew());
        if (!driver)
            driver = std::make_unique<app::SyncDriver>(session);
        const QSignalSpy synced(driver.get(), &app::SyncDriver::synced);
        QTRY_VERIFY_WITH_TIMEOUT(!synced.isEmpty(), Patience);

        QCOMPARE(familyOf(session, m_own), u"Ashdown"_s);
        QCOMPARE(familyOf(session, m_others), u"Bracken"_s);
        QVERIFY(!putBack(session));
        session.end(); // its last answers go to the driver that waits for them
        driver.reset();
        QVERIFY(m_tablet->reopen().ok());
        m_tablet->transport->fault = {};
        QCOMPARE(m_tablet->known(m_own), 6); // the patient and five notes
        QCOMPARE(m_tablet->receipts().here, 0);
        m_world->clock.advanceMs(2 * 86'400'000LL);
        const auto compared = m_tablet->sync();
        QVERIFY(compared.ok());
        QVERIFY(compared->digestsCompared > 1); // with their counts, as the server has them
        QCOMPARE(compared->digestsDiffered, 0);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_own), 6);
        // It works on: a save of today reaches the desk.
        QVERIFY(m_tablet->saveNotes(m_others, 1));
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_others), 2);
    }
    void withoutSignal_itOpensEmpty_andTheNextSyncBringsAll()
    {
        QVERIFY(m_tablet->saveNotes(m_own, 1));
        const auto staff = m_tablet->staff;
        const auto files = close(*m_tablet, Pin);
        damageAfterAnUnlock(files, staff, Pin);
        m_world->stopServer();

        app::Session session({m_world->clock, m_boot, *m_vault, files});
        app::SyncDriver driver(session);
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::Locked, Patience);
        QVERIFY(!test::waitFor(session.unlock(staff, SecretBytes::copyOf(Pin))).ok());
        QVERIFY(test::waitFor(session.beginAnew(staff, SecretBytes::copyOf(Pin))).ok());
        QCOMPARE(familyOf(session, m_others), QString());
        session.lock();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::Locked, Patience);
        QVERIFY(test::waitFor(session.unlock(staff, SecretBytes::copyOf(Pin))).ok());
        const QSignalSpy synced(&driver, &app::SyncDriver::synced);
        m_world->startServer();
        QTRY_VERIFY_WITH_TIMEOUT(!synced.isEmpty(), Patience);
        QCOMPARE(familyOf(session, m_own), u"Ashdown"_s);
        QCOMPARE(familyOf(session, m_others), u"Bracken"_s);
        session.end();
    }
    void desk_comesBack_withThePracticesKeysAndTheRightToCertify()
    {
        constexpr auto passphrase = "correct horse battery";
        const auto staff = m_desk->staff;
        const auto files = close(*m_desk, passphrase);
        damageAfterAnUnlock(files, staff, passphrase);

        app::Session session({m_world->clock, m_boot, *m_vault, files});
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::Locked, Patience);
        QVERIFY(!test::waitFor(session.unlock(staff, SecretBytes::copyOf(passphrase))).ok());
        QVERIFY(session.mayBeginAnew());
        QVERIFY(test::waitFor(session.beginAnew(staff, SecretBytes::copyOf(passphrase))).ok());
        session.end();

        QVERIFY(m_desk->reopen().ok());
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_own), 1);
        QCOMPARE(m_desk->known(m_others), 1);
        const auto keys = client::openDeskKeys(*m_desk->store);
        QVERIFY2(keys, keys ? "" : keys.error().detail.constData());
        QCOMPARE(keys->epochs.size(), std::size_t(2));
        auto second = m_world->enrol(*m_desk, u"second"_s);
        QVERIFY(m_world->certifyStaff(*m_desk, *second));
    }

private:
    /// Its keys go to the session's keystore, and a PIN opens them.
    store::StoreFiles close(test::ClientDevice& device, const char* pin)
    {
        m_vault->replace(store::deviceSecretName(device.files), device.deviceSecret.clone(),
            [](const Status&) {});
        auto door = store::Unlock::open(
            device.files, device.deviceSecret.clone(), m_world->boot.reader());
        const bool isPut = door
            && door->putStaff({device.staff, device.masterKey.clone(), device.staffSeed.clone()},
                SecretBytes::copyOf(pin), store::SecretKind::Pin);
        device.port.reset();
        device.store.reset();
        return isPut ? device.files : store::StoreFiles();
    }
    /// One bit of the first page, after a day on which all was well.
    void damageAfterAnUnlock(const store::StoreFiles& files, StaffId staff, const char* pin)
    {
        app::Session session({m_world->clock, m_boot, *m_vault, files});
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::Locked, Patience);
        QVERIFY(test::waitFor(session.unlock(staff, SecretBytes::copyOf(pin))).ok());
        const QSignalSpy rested(&session, &app::Session::atRest);
        session.lock();
        QTRY_VERIFY_WITH_TIMEOUT(!rested.isEmpty(), Patience);
        session.end();
        QFile database(files.database());
        QVERIFY(database.open(QIODevice::ReadWrite));
        QVERIFY(database.seek(1000));
        const QByteArray byte = database.read(1);
        QVERIFY(database.seek(1000));
        QCOMPARE(database.write(QByteArray(1, char(byte.at(0) ^ 1))), 1);
    }
    void refuseUntilAPersonDecides(
        app::Session& session, const store::StoreFiles& files, StaffId staff)
    {
        for (int time = 0; time < 2; ++time) {
            const auto refused = test::waitFor(session.unlock(staff, SecretBytes::copyOf(Pin)));
            QCOMPARE(refused.error().code, ErrorCode::Corrupt);
            QVERIFY(session.mayBeginAnew());
            QVERIFY(!QFile::exists(files.database())); // never by itself
        }
        const auto wrong = test::waitFor(session.beginAnew(staff, SecretBytes::copyOf("000000")));
        QCOMPARE(wrong.error().code, ErrorCode::WrongSecret);
        QCOMPARE(session.state(), State::Locked);
        QVERIFY(session.mayBeginAnew());
        QVERIFY(!QFile::exists(files.database()));
    }
    static QString familyOf(app::Session& session, PatientId patient)
    {
        const auto row = test::waitFor(session.read([patient](store::Connection& connection) {
            return store::PatientStore(connection).find(patient);
        }));
        return row && *row ? (*row)->family : QString();
    }
    static bool putBack(app::Session& session)
    {
        const auto seen = test::waitFor(session.read(
            [](store::Connection& connection) { return store::PutBackStore(connection).find(); }));
        return !seen || seen->has_value();
    }

    std::unique_ptr<test::MemoryVault> m_vault;
    begin_anew_tests::BootClock m_boot;
    PatientId m_own;
    PatientId m_others;
};
DOORSTEP_TEST(TestBeginAnew);

#include "tst_begin_anew.moc"
