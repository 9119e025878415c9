#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using test::AppFixture;
using test::hexOf;
using test::roleOf;

/// At the door a person's doses count under whichever of their records they stand.
class TestJoinedRecords : public QObject {
    Q_OBJECT
    std::unique_ptr<test::PracticeOnDisk> m_practice;

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::PracticeOnDisk>();
        QVERIFY(m_practice->made);
    }

    void doseInARecordJoinedWithThis_isShownAndStopsASecondOne()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        const auto record = [&](PatientId patient, const auto& fields) {
            ledger::Act act(fixture.session->mint());
            act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), fields);
            fixture.app->lastSave()->save(std::move(act));
            QVERIFY(fixture.settled());
        };
        ledger::VaccinationRecorded dose;
        dose.status = domain::VaccinationStatus::Given;
        dose.source = domain::VaccinationSource::Elsewhere;
        dose.programme = QStringLiteral("flu-2026-27");
        dose.occurredOn = QDate(2026, 10, 5);
        dose.place = QStringLiteral("Quay Pharmacy");
        record(m_practice->stranger, dose);
        fixture.app->visit()->show(hexOf(m_practice->arthurVisit), false);
        QVERIFY(fixture.settled());
        auto* visit = fixture.app->visit();
        QCOMPARE(
            roleOf(visit->jobs(), 0, "fact").toString(), QStringLiteral("None given this season"));
        record(m_practice->stranger, ledger::PatientLinked{.other = m_practice->arthur});
        QTRY_COMPARE_WITH_TIMEOUT(roleOf(visit->jobs(), 0, "fact").toString(),
            QStringLiteral("Had 5 Oct 2026 at Quay Pharmacy"), 20'000);
        QCOMPARE(roleOf(visit->jobs(), 0, "tagText").toString(), QStringLiteral("Stop"));
        QVERIFY(visit->helps().front().value<FactLine>().lead.startsWith(
            QStringLiteral("Also recorded as")));
        fixture.app->today()->openJob(
            hexOf(m_practice->arthurVisit), QStringLiteral("vaccinate:flu-2026-27"));
        QTRY_COMPARE_WITH_TIMEOUT(fixture.app->vaccinate()->doses()->rowCount(), 1, 20'000);
        QVERIFY(fixture.settled());
        auto* vaccinate = fixture.app->vaccinate();
        vaccinate->allClear();
        vaccinate->chooseSite(QStringLiteral("flu-2026-27"), QStringLiteral("left-upper-arm"));
        QVERIFY(!vaccinate->saveReady());
        QCOMPARE(vaccinate->saveText(), QStringLiteral("Stopped: already had"));
    }
};
DOORSTEP_TEST(TestJoinedRecords);
#include "tst_joined_records.moc"
