#include "app/runtime/enrolment.h"
#include "app/runtime/sync_driver.h"
#include "sync/client/server_pins.h"
#include "tests/client/desk_and_tablet.h"
#include "tests/support/memory_vault.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;

namespace server_keys_tests {

class BootClock final : public platform::BootClock {
public:
    [[nodiscard]] std::array<quint8, 16> bootId() const override { return {1}; }
    [[nodiscard]] qint64 elapsedMs() const override { return 60'000; }
};

} // namespace server_keys_tests

/// The program of a tablet, without screens, and a real server whose keys change.
class TestServerKeys : public QObject, protected test::DeskAndTablet {
    Q_OBJECT
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
    }
    void cleanup()
    {
        if (m_session)
            m_session->end(); // its last answers go to the driver that waits for them
        m_driver.reset();
        m_session.reset();
        close();
    }

    void desksOrder_isInForceAfterTheSyncThatBroughtIt()
    {
        const auto first = m_world->address();
        QVERIFY(m_world->server->rotateTls(false).ok());
        m_desk->connectTo(first);
        QVERIFY(order().ok());
        QVERIFY(m_desk->sync().ok());
        QVERIFY(open());
        QTRY_VERIFY_WITH_TIMEOUT(m_driver->address() && m_driver->address()->serial > 0, Patience);
        QCOMPARE(m_driver->address()->pinNow, first.pinNext);
        QCOMPARE(m_driver->address()->pinNext, m_world->server->nextPin());
        QTRY_VERIFY_WITH_TIMEOUT(
            !m_driver->lastError() && m_driver->lastSuccess().ms > 0, Patience);
        // The locked tablet finds the server by them too.
        m_session->lock();
        QTRY_VERIFY_WITH_TIMEOUT(m_driver->address()->serial > 0, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_driver->state(), app::SyncDriver::State::Idle, Patience);
    }
    void codeThatWasTyped_bringsBackATabletThatKnewNoneOfTheKeys()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 3));
        QVERIFY(m_world->server->rotateTls(false).ok());
        QVERIFY(m_world->server->rotateTls(true).ok());
        const auto ordered = order();
        QVERIFY(ordered.ok());
        const QByteArray code
            = *client::repinCodeFor(*m_desk->store, *ordered, m_world->address().authority);
        QVERIFY(open());
        QTRY_VERIFY_WITH_TIMEOUT(m_driver->lastError().has_value(), Patience);
        QCOMPARE(m_driver->lastError()->code, ErrorCode::Untrusted);
        QCOMPARE(m_driver->waiting(), 0); // it has not come as far as counting them
        QCOMPARE(test::waitFor(m_session->repin(code.chopped(2))).error().code, ErrorCode::Corrupt);
        QVERIFY(m_driver->lastError().has_value());
        QVERIFY(test::waitFor(m_session->repin(code)).ok());
        QTRY_VERIFY_WITH_TIMEOUT(m_driver->lastSuccess().ms > 0, Patience);
        QVERIFY(!m_driver->lastError());
        m_desk->connectTo(m_world->address());
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 4); // nothing of the outbox was lost
    }
    /// Both spoke over the way that is no more.
    void codeWhileADeviceIsInvited_endsTheInvitationInWords()
    {
        const auto ordered = order();
        QVERIFY(ordered.ok());
        const QByteArray code
            = *client::repinCodeFor(*m_desk->store, *ordered, m_world->address().authority);
        QVERIFY(open());
        QTRY_VERIFY_WITH_TIMEOUT(m_driver->lastSuccess().ms > 0, Patience);
        app::DeskEnrolment enrolment(*m_session, *m_driver);
        enrolment.invite({});
        QTRY_VERIFY_WITH_TIMEOUT(
            enrolment.stage() && *enrolment.stage() != client::DeskEnrolment::Stage::Done,
            Patience);
        QVERIFY(test::waitFor(m_session->repin(code)).ok());
        QTRY_VERIFY_WITH_TIMEOUT(
            enrolment.stage() == client::DeskEnrolment::Stage::Failed, Patience);
        QVERIFY(enrolment.lastError().has_value());
        QCOMPARE(enrolment.codeText(), QByteArray());
        QTRY_VERIFY_WITH_TIMEOUT(m_driver->address() && m_driver->address()->serial > 0, Patience);
    }
    void codeOnALockedTablet_isNotTaken()
    {
        QVERIFY(open());
        m_session->lock();
        QCOMPARE(test::waitFor(m_session->repin("DSP1:AAAA")).error().code, ErrorCode::Locked);
    }

private:
    Result<entry::PinsOrdered> order() const
    {
        return client::orderPins(*m_desk->store,
            {m_world->server->pin(), m_world->server->nextPin()}, m_world->clock.now());
    }
    /// Hands the tablet's files over to the program and unlocks it.
    bool open()
    {
        auto door = store::Unlock::open(
            m_tablet->files, m_tablet->deviceSecret.clone(), m_world->boot.reader());
        const bool hasPin = door
            && door->putStaff(
                {m_tablet->staff, m_tablet->masterKey.clone(), m_tablet->staffSeed.clone()},
                SecretBytes::copyOf("246813"), store::SecretKind::Pin);
        m_tablet->port.reset();
        m_tablet->store.reset();
        m_session = std::make_unique<app::Session>(
            app::Session::Parts{m_world->clock, m_boot, *m_vault, m_tablet->files});
        m_driver = std::make_unique<app::SyncDriver>(*m_session);
        m_session->start();
        return hasPin
            && QTest::qWaitFor([&] { return m_session->state() == State::Locked; }, Patience)
            && test::waitFor(m_session->unlock(m_tablet->staff, SecretBytes::copyOf("246813")));
    }

    server_keys_tests::BootClock m_boot;
    std::unique_ptr<test::MemoryVault> m_vault;
    std::unique_ptr<app::Session> m_session;
    std::unique_ptr<app::SyncDriver> m_driver;
};
DOORSTEP_TEST(TestServerKeys);

#include "tst_server_keys.moc"
