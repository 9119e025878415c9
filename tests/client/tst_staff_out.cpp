#include "core/ledger/kinds/practice_kinds.h"
#include "core/store/entry_table.h"
#include "core/store/person_store.h"
#include "sync/client/keyring.h"
#include "sync/client/staff_revocation.h"
#include "tests/client/client_world.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;

/// A nurse leaves: a desk, a second one and her tablet over a real server.
class TestStaffOut : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<test::ClientWorld>();
        m_desk = m_world->claimDesk();
        m_tablet = m_world->enrol(*m_desk, u"tablet"_s);
        QVERIFY(m_world->certifyStaff(*m_desk, *m_tablet));
        ledger::PersonRecorded nurse;
        nurse.name = u"Bea Testcase"_s;
        ledger::Act act(m_world->mint);
        act.add(m_desk->scopes().practice, m_tablet->staff.as<AggregateId>(), nurse);
        QVERIFY(m_desk->store->save(act).ok());
        settle();
    }
    void cleanup()
    {
        m_second.reset();
        m_tablet.reset();
        m_desk.reset();
        m_world.reset();
    }

    void whatSheWroteBefore_stays_whatComesAfter_isHeld_untilADeskDecides()
    {
        const PatientId before = m_tablet->savePatient(u"Ashdown"_s);
        settle();
        QVERIFY(revoke(*m_desk).ok());
        settle();
        const PatientId after = m_tablet->savePatient(u"Birch"_s);
        const auto report = m_tablet->sync();
        QVERIFY(!report->standing.revoked); // it is not the device that has left
        QCOMPARE(report->held, 1);
        QVERIFY(m_desk->sync().ok());
        QVERIFY(isShown(before));
        QVERIFY(!isShown(after));
        const auto held
            = store::EntryStore(m_desk->store->connection()).ofAggregate(after.as<AggregateId>());
        QCOMPARE(held->size(), std::size_t(1));
        QVERIFY(m_desk->store
                    ->saveClear(m_desk->scopes().practice,
                        {entry::EntryReleased{held->front().id, u"known"_s}})
                    .ok());
        settle();
        QVERIFY(isShown(after));
    }
    void herDevice_hears_andRefusesHer_andHasTheNewKeys()
    {
        QVERIFY(client::staffStands(*m_tablet->store, m_tablet->staff).ok());
        QVERIFY(revoke(*m_desk).ok());
        settle();
        const Status stands = client::staffStands(*m_tablet->store, m_tablet->staff);
        QCOMPARE(stands.error().code, ErrorCode::Refused);
        QVERIFY(client::staffStands(*m_tablet->store, m_desk->staff).ok());
        QCOMPARE(m_tablet->store->newestEpochKey(entry::KeyClass::Care)->epoch, 2U);
        QCOMPARE(m_desk->store->newestEpochKey(entry::KeyClass::Desk)->epoch, 2U);
    }
    void nobodyIsOfferedHerAnyMore_onAnyDevice()
    {
        QVERIFY(revoke(*m_desk).ok());
        settle();
        for (const auto* device : {m_desk.get(), m_tablet.get()}) {
            const auto row = store::PersonStore(device->store->connection()).find(m_tablet->staff);
            QVERIFY((*row)->hasLeft);
            QCOMPARE((*row)->name, u"Bea Testcase"_s);
        }
    }
    void twice_isOnceAndNoFurtherEpoch()
    {
        QVERIFY(revoke(*m_desk).ok());
        settle();
        QVERIFY(revoke(*m_desk).ok());
        settle();
        QCOMPARE(m_desk->store->newestEpochKey(entry::KeyClass::Care)->epoch, 2U);
    }
    void noCodeLetsHerInAgain()
    {
        QVERIFY(revoke(*m_desk).ok());
        QVERIFY(m_desk->sync().ok());
        m_world->clock.advanceMs(20'000);
        const auto code = client::inviteStaff(*m_desk->store,
            {m_tablet->staff, m_tablet->id(), entry::StaffRole::Nurse,
                m_world->clock.now().plusMs(3'600'000)});
        const auto ask = client::makeStaffAsk(
            *m_tablet->store, m_tablet->staff, m_tablet->store->staffKey(), *code);
        const auto verdict
            = client::judgeStaffRequests(*m_desk->store, {*ask}, m_world->clock.now());
        QVERIFY(verdict->certified.empty());
    }
    void herself_orOnATablet_isRefused()
    {
        QCOMPARE(
            client::revokeStaff(*m_desk->store, m_desk->staff, m_world->mint, m_world->clock.now())
                .error()
                .code,
            ErrorCode::InvalidInput);
        QCOMPARE(client::revokeStaff(
                     *m_tablet->store, m_desk->staff, m_world->mint, m_world->clock.now())
                     .error()
                     .code,
            ErrorCode::Refused);
    }
    void deskOfSomebodyWhoHasLeft_speaksForNobody()
    {
        m_second = m_world->enrol(*m_desk, u"desk-2"_s, entry::DeviceRole::Desk);
        QVERIFY(m_world->certifyStaff(*m_desk, *m_second));
        settle();
        QVERIFY(*client::speaksForThePractice(*m_second->store));
        QVERIFY(client::revokeStaff(
            *m_desk->store, m_second->staff, m_world->mint, m_world->clock.now())
                    .ok());
        settle();
        QVERIFY(!*client::speaksForThePractice(*m_second->store));
    }

private:
    [[nodiscard]] Status revoke(test::ClientDevice& desk) const
    {
        return client::revokeStaff(
            *desk.store, m_tablet->staff, m_world->mint, m_world->clock.now());
    }
    /// At the desk, as part of the practice's records and not only kept.
    [[nodiscard]] bool isShown(PatientId patient) const
    {
        auto found = m_desk->store->connection().prepare(
            u"SELECT count(*) FROM entry WHERE aggregate = ? AND keyClass <> 0 AND state = ?"_s);
        found->bind(patient).bind(int(store::EntryState::Ordinary));
        return *found->next() && found->integer(0) == 1;
    }
    void settle()
    {
        for (int round = 0; round < 2; ++round) {
            m_world->clock.advanceMinutes(1);
            for (const auto* device : {&m_desk, &m_second, &m_tablet})
                if (*device)
                    QVERIFY((*device)->sync().ok());
        }
    }

    std::unique_ptr<test::ClientWorld> m_world;
    std::unique_ptr<test::ClientDevice> m_desk;
    std::unique_ptr<test::ClientDevice> m_second;
    std::unique_ptr<test::ClientDevice> m_tablet;
};
DOORSTEP_TEST(TestStaffOut);

#include "tst_staff_out.moc"
