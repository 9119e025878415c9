#include "app/runtime/practice_act.h"
#include "app/runtime/sync_driver.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/store/patient_store.h"
#include "core/store/trust_store.h"
#include "tests/client/desk_and_tablet.h"
#include "tests/support/memory_vault.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>

using namespace doorstep;
using namespace Qt::StringLiterals;

namespace second_nurse_tests {

class BootClock final : public platform::BootClock {
public:
    [[nodiscard]] std::array<quint8, 16> bootId() const override { return {1}; }
    [[nodiscard]] qint64 elapsedMs() const override { return 60'000; }
};

} // namespace second_nurse_tests

/// A colleague who comes to a tablet that is in use, with no signal; and a real server, before and
/// after.
class TestSecondNurse : public QObject, protected test::DeskAndTablet {
    Q_OBJECT
    static constexpr int Patience = 30'000;
    using State = app::Session::State;

    /// The program of the tablet, from its locked door on.
    struct Tablet {
        Tablet(const Clock& clock, const platform::BootClock& boot, test::MemoryVault& vault,
            const store::StoreFiles& files)
            : session({clock, boot, vault, files})
            , driver(session)
        {
            session.start();
        }
        ~Tablet() { session.end(); }
        app::Session session;
        app::SyncDriver driver;
    };

private Q_SLOTS:
    void init()
    {
        QVERIFY(foundWithPatient());
        m_id = m_tablet->id();
        m_first = m_tablet->staff;
        auto door = store::Unlock::open(
            m_tablet->files, m_tablet->deviceSecret.clone(), m_world->boot.reader());
        QVERIFY(door
            && door->putStaff({m_first, m_tablet->masterKey.clone(), m_tablet->staffSeed.clone()},
                pin(), store::SecretKind::Pin));
        m_vault = std::make_unique<test::MemoryVault>();
        m_vault->replace(store::deviceSecretName(m_tablet->files), m_tablet->deviceSecret.clone(),
            [](const Status&) {});
        m_files = m_tablet->files;
        m_tablet.reset();
    }
    void cleanup() { DeskAndTablet::close(); }

    void newColleague_isNamedByASync_letInOffline_andHerRecordsCountOnceCertified()
    {
        const StaffId nia = addColleague();
        auto tablet = std::make_unique<Tablet>(m_world->clock, m_boot, *m_vault, m_files);
        QTRY_COMPARE_WITH_TIMEOUT(tablet->session.state(), State::Locked, Patience);
        QVERIFY(!isNamed(tablet->session, nia));
        QVERIFY(test::waitFor(tablet->session.unlock(m_first, pin())));
        QTRY_VERIFY_WITH_TIMEOUT(isNamed(tablet->session, nia), Patience);

        m_world->stopServer();
        tablet->session.lock();
        const auto code = client::inviteStaff(*m_desk->store,
            {nia, m_id, entry::StaffRole::Nurse, m_world->clock.now().plusMs(86'400'000)});
        QVERIFY(test::waitFor(tablet->session.letIn(
            {nia, SecretBytes::copyOf("975310"), code->clone(), m_first, pin()})));
        QCOMPARE(tablet->session.person().staff, nia);
        QCOMPARE(tablet->session.person().name, u"Nia Testcase"_s);
        QVERIFY(note(tablet->session));
        // The request and the name are there after the program has ended, too.
        tablet.reset();
        tablet = std::make_unique<Tablet>(m_world->clock, m_boot, *m_vault, m_files);
        QTRY_COMPARE_WITH_TIMEOUT(tablet->session.state(), State::Locked, Patience);
        QVERIFY(isNamed(tablet->session, nia));
        QVERIFY(test::waitFor(tablet->session.unlock(nia, SecretBytes::copyOf("975310"))));
        QVERIFY(note(tablet->session));

        m_world->startServer();
        QVERIFY(synced(tablet->driver));
        QVERIFY(m_desk->sync());
        QCOMPARE(notesAtDesk(), 0); // held: nobody has said yet whose key it is
        QTRY_VERIFY_WITH_TIMEOUT(m_desk->sync()->standing.staffWaiting, Patience);
        QCOMPARE(*test::waitFor(client::certifyWaitingStaff(
                     m_desk->exchange(), *m_desk->port, m_world->clock)),
            1);
        QVERIFY(m_desk->sync() && m_desk->sync());
        QCOMPARE(notesAtDesk(), 2);
    }
    /// The old key's records, sent or not, stay good beside the new one's.
    void forgottenPin_newKeyBesideTheOldOne()
    {
        const StaffId nia = addColleague();
        Tablet tablet(m_world->clock, m_boot, *m_vault, m_files);
        QTRY_COMPARE_WITH_TIMEOUT(tablet.session.state(), State::Locked, Patience);
        QVERIFY(test::waitFor(tablet.session.unlock(m_first, pin())));
        QTRY_VERIFY_WITH_TIMEOUT(isNamed(tablet.session, nia), Patience);
        tablet.session.lock();
        const auto letIn = [&](StaffId person, StaffId voucher, SecretBytes voucherPin) {
            auto code = client::inviteStaff(*m_desk->store,
                {person, m_id, entry::StaffRole::Nurse, m_world->clock.now().plusMs(86'400'000)});
            return test::waitFor(tablet.session.letIn({person, SecretBytes::copyOf("975310"),
                std::move(*code), voucher, std::move(voucherPin)}));
        };
        QVERIFY(letIn(nia, m_first, pin()));
        QVERIFY(note(tablet.session));
        tablet.session.lock();
        // Nia is a nurse to the door, and not yet to the practice.
        const auto early = letIn(m_first, nia, SecretBytes::copyOf("975310"));
        QCOMPARE(early.error().detail, "not senior");
        QVERIFY(test::waitFor(tablet.session.unlock(m_first, pin())));
        tablet.session.lock();
        QVERIFY(test::waitFor(tablet.session.unlock(nia, SecretBytes::copyOf("975310"))));
        QVERIFY(certified(tablet));
        tablet.session.lock();

        m_world->stopServer();
        QVERIFY(test::waitFor(tablet.session.unlock(m_first, pin())));
        QVERIFY(note(tablet.session)); // under the first key, not yet sent
        tablet.session.lock();
        QVERIFY(letIn(m_first, nia, SecretBytes::copyOf("975310")));
        QVERIFY(note(tablet.session));
        m_world->startServer();
        QVERIFY(synced(tablet.driver));
        QVERIFY(m_desk->sync());
        QCOMPARE(notesAtDesk(), 2); // Nia's, and the first key's
        QVERIFY(certified(tablet));
        QCOMPARE(notesAtDesk(), 3);
        QCOMPARE(store::TrustStore(m_desk->store->connection()).keysFor(m_first, m_id)->size(), 2U);
    }

private:
    static SecretBytes pin() { return SecretBytes::copyOf("246813"); }
    static bool isNamed(const app::Session& session, StaffId staff)
    {
        const auto& names = session.device().names;
        return std::ranges::find(names, staff, &store::UnlockName::staff) != names.end();
    }
    StaffId addColleague()
    {
        const auto scopes = m_desk->scopes();
        auto made = app::personAct(m_world->mint, {scopes.practice, scopes.desk},
            {.staff = {},
                .name = u"Nia Testcase"_s,
                .role = domain::Role::Nurse,
                .profession = {},
                .registration = u"NMC 00A0000E"_s});
        const bool saved = made && m_desk->store->save(made->act) && m_desk->sync();
        return saved ? made->staff : StaffId();
    }
    bool note(app::Session& session)
    {
        ledger::Act act(m_world->mint);
        ledger::NoteRecorded note;
        note.text = u"rang the bell and waited"_s;
        act.add(m_patient.as<ScopeId>(), m_patient.as<AggregateId>(), note);
        return test::waitFor(session.save(std::move(act))).ok();
    }
    int notesAtDesk()
    {
        const auto notes = store::PatientStore(m_desk->store->connection()).notes(m_patient);
        return notes ? static_cast<int>(notes->size()) : -1;
    }
    bool synced(app::SyncDriver& driver)
    {
        QSignalSpy told(&driver, &app::SyncDriver::synced);
        m_world->clock.advanceMs(20'000); // the server's allowance refills by this clock
        driver.syncNow();
        return told.wait(Patience);
    }
    /// The desk hears of the request, certifies, and has what the key signed.
    bool certified(Tablet& tablet)
    {
        if (!synced(tablet.driver))
            return false;
        const bool isWaiting = QTest::qWaitFor(
            [&] {
                m_world->clock.advanceMs(1000);
                const auto report = m_desk->sync();
                return report && report->standing.staffWaiting;
            },
            Patience);
        const auto made = test::waitFor(
            client::certifyWaitingStaff(m_desk->exchange(), *m_desk->port, m_world->clock));
        return isWaiting && made && *made == 1 && m_desk->sync() && m_desk->sync()
            && synced(tablet.driver);
    }

    std::unique_ptr<test::MemoryVault> m_vault;
    second_nurse_tests::BootClock m_boot;
    store::StoreFiles m_files;
    DeviceId m_id;
    StaffId m_first;
};
DOORSTEP_TEST(TestSecondNurse);

#include "tst_second_nurse.moc"
