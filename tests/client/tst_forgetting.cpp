#include "core/store/patient_store.h"
#include "core/store/search_store.h"
#include "tests/client/desk_and_tablet.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::ClientDevice;
using test::ClientWorld;
using Fault = test::FaultyTransport::Fault;

/// Grants that end, at a tablet that syncs with the real server.
class TestForgetting : public QObject, protected test::DeskAndTablet {
    Q_OBJECT

    static constexpr qint64 Day = 86'400'000;

    [[nodiscard]] bool shows(PatientId patient) const
    {
        store::Connection& connection = m_tablet->store->connection();
        const auto row = store::PatientStore(connection).find(patient);
        const auto found = store::SearchStore(connection).find(u"ashdown"_s, 5);
        return row->has_value() && !found->empty();
    }
    [[nodiscard]] bool isGone(PatientId patient) const
    {
        store::Connection& connection = m_tablet->store->connection();
        const auto row = store::PatientStore(connection).find(patient);
        const auto found = store::SearchStore(connection).find(u"ashdown"_s, 5);
        const auto notes = store::PatientStore(connection).notes(patient);
        return !row->has_value() && found->empty() && notes->empty();
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(foundWithPatient());
        QVERIFY(shows(m_patient));
    }
    void cleanup() { close(); }

    void grantEnds_nextSyncBringsTheNotesHome_thenGivesThePatientUp()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 2));
        m_world->clock.advanceMs(6 * Day);
        QCOMPARE(m_tablet->sync()->forgotten, 0);
        QVERIFY(m_tablet->saveNotes(m_patient, 1));
        m_world->clock.advanceMs(2 * Day);
        QVERIFY(shows(m_patient)); // no clock of the tablet takes anything away
        const auto report = m_tablet->sync();
        QVERIFY2(report.ok(), report ? "" : report.error().detail.constData());
        QCOMPARE(report->acknowledged, 1);
        QCOMPARE(report->forgotten, 1);
        QVERIFY(std::ranges::find(report->aggregates, m_patient.as<AggregateId>())
            != report->aggregates.end());
        QVERIFY(isGone(m_patient));
        QVERIFY(m_tablet->reopen());
        QVERIFY(isGone(m_patient));
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 4);
        QCOMPARE(m_tablet->sync()->forgotten, 0);
    }
    void answersLost_nothingIsGivenUpBeforeItIsAcknowledged()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 1));
        m_world->clock.advanceMs(8 * Day);
        m_tablet->transport->fault
            = [](int, const client::WireRequest&) { return Fault::LoseAnswer; };
        QVERIFY(!m_tablet->sync());
        QVERIFY(shows(m_patient));
        m_tablet->transport->fault = {};
        QCOMPARE(m_tablet->sync()->forgotten, 1);
        QVERIFY(isGone(m_patient));
    }
    void grantedAgain_comesBackWhole()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 2));
        m_world->clock.advanceMs(8 * Day);
        QCOMPARE(m_tablet->sync()->forgotten, 1);
        QVERIFY(m_world->grant(*m_desk, *m_tablet, m_patient.as<ScopeId>()));
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_tablet->sync()->forgotten, 0);
        QVERIFY(shows(m_patient));
        QCOMPARE(store::PatientStore(m_tablet->store->connection()).notes(m_patient)->size(),
            std::size_t(2));
    }
    void revoked_goesWithTheSyncThatSaysSo_aDeskGivesNothingUp()
    {
        const Instant now = m_world->clock.now();
        const entry::ScopeRevoked revoked{
            m_tablet->id(), m_patient.as<ScopeId>(), now, now.plusMs(30 * Day)};
        QVERIFY(m_desk->store->saveClear(m_desk->scopes().practice, {revoked}));
        const entry::ScopeGranted toDesk{
            m_desk->id(), m_patient.as<ScopeId>(), now.plusMs(-2), now.plusMs(-1)};
        QVERIFY(m_desk->store->saveClear(m_desk->scopes().practice, {toDesk}));
        QCOMPARE(m_desk->sync()->forgotten, 0);
        QCOMPARE(m_desk->known(m_patient), 1);
        QCOMPARE(m_tablet->sync()->forgotten, 1);
        QVERIFY(isGone(m_patient));
    }

private:
};

DOORSTEP_TEST(TestForgetting);
#include "tst_forgetting.moc"
