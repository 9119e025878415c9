#include "app/runtime/desk_reads.h"
#include "app/runtime/link_act.h"
#include "core/domain/hold_rules.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/practice_kinds.h"
#include "core/store/care_store.h"
#include "core/store/entry_store.h"
#include "core/store/hold_store.h"
#include "core/store/patient_store.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/desk_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using test::DeskFixture;
using test::roleOf;

/// The checks across aggregates run by themselves on a desk; two records of one person are joined
/// there, and one dose is seen from both.
class TestDeskChecks : public QObject {
    Q_OBJECT
    std::unique_ptr<test::DeskPractice> m_practice;

    static constexpr auto flu = "flu-2026-27";

    template <typename Fields>
    static void record(DeskFixture& fixture, PatientId patient, const Fields& fields)
    {
        ledger::Act act(fixture.session->mint());
        act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), fields);
        fixture.app->lastSave()->save(std::move(act));
        QVERIFY(fixture.settled());
    }
    static PatientId pearl(DeskFixture& fixture)
    {
        const auto id
            = PatientId::fromHex(fixture.patientWith(QStringLiteral("9990000042")).toLatin1());
        return id ? *id : PatientId();
    }
    /// Pearl once more, met at a door by a tablet that did not have her.
    static PatientId meetPearlAgain(DeskFixture& fixture)
    {
        const auto again = fixture.session->mint().next<PatientId>();
        record(fixture, again,
            ledger::PatientRecorded{.family = QStringLiteral("Oakshott"),
                .given = QStringLiteral("Pearl"),
                .born = QDate(1940, 7, 7)});
        return again;
    }
    static ledger::VaccinationRecorded elsewhere(int day)
    {
        ledger::VaccinationRecorded dose;
        dose.status = domain::VaccinationStatus::Given;
        dose.source = domain::VaccinationSource::Elsewhere;
        dose.programme = QString::fromLatin1(flu);
        dose.occurredOn = QDate(2026, 11, day);
        dose.place = QStringLiteral("Quay Pharmacy");
        return dose;
    }
    static QStringList openRules(DeskFixture& fixture)
    {
        const auto holds = fixture.readNow<std::vector<domain::HoldRow>>(
            [](store::Connection& connection) { return store::HoldStore(connection).open(); });
        QStringList rules;
        for (const auto& hold : holds)
            rules.append(hold.rule);
        rules.sort();
        return rules;
    }
    static int raisedAbout(DeskFixture& fixture, PatientId patient)
    {
        const auto entries
            = fixture.readNow<std::vector<store::EntryRow>>([patient](store::Connection& c) {
                  return store::EntryStore(c).ofAggregate(patient.as<AggregateId>());
              });
        return static_cast<int>(std::count_if(entries.begin(), entries.end(),
            [](const auto& entry) { return entry.kind == "holdRaised"; }));
    }
    static bool isDue(DeskFixture& fixture, PatientId patient)
    {
        const auto& packs = fixture.session->packs();
        const auto pack = std::find_if(packs.begin(), packs.end(),
            [](const auto& each) { return each.id == QLatin1String(flu); });
        const auto due
            = fixture.readNow<std::vector<DuePatient>>([&](store::Connection& connection) {
                  return readDue(connection, {&*pack, QDate(2026, 11, 24), {}});
              });
        return std::any_of(due.begin(), due.end(), [&](const DuePatient& each) {
            return each.patient.patient == patient
                && each.eligibility.state == clinical::EligibilityState::Due;
        });
    }
    static std::optional<domain::PatientRow> row(DeskFixture& fixture, PatientId patient)
    {
        return fixture.readNow<std::optional<domain::PatientRow>>(
            [patient](store::Connection& c) { return store::PatientStore(c).find(patient); });
    }
    /// Decides the only hold: the record of this patient, or "both".
    static void decide(DeskFixture& fixture, const QString& side)
    {
        auto* holds = fixture.desk()->holds();
        QTRY_COMPARE_WITH_TIMEOUT(holds->count(), 1, 20'000);
        holds->decide(roleOf(holds->rows(), 0, "holdId").toString());
        holds->choose(side == QStringLiteral("both") ? side : QStringLiteral("stands:") + side);
        holds->editDecision(QStringLiteral("Rang her"));
        QVERIFY(holds->saveReady());
        holds->save();
    }
    static std::shared_ptr<PracticeScope> practiceScopes(DeskFixture& fixture)
    {
        return fixture.readNow<std::shared_ptr<PracticeScope>>(
            [](store::Connection& connection) -> Result<std::shared_ptr<PracticeScope>> {
                DOORSTEP_TRY(read, readScopes(connection));
                return std::make_shared<PracticeScope>(read);
            });
    }
    static QString firstEntryOf(DeskFixture& fixture, PatientId patient)
    {
        const auto id = fixture.readNow<EntryId>([patient](store::Connection& c) {
            return store::EntryStore(c).firstOf(patient.as<AggregateId>());
        });
        return QString::fromLatin1(id.toHex());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::DeskPractice>();
        QVERIFY(m_practice->made);
    }

    void personRecordedTwice_isRaisedOnce_alsoAfterTheNextUnlock()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("held")));
        auto* holds = fixture.desk()->holds();
        const PatientId again = meetPearlAgain(fixture);
        QTRY_COMPARE_WITH_TIMEOUT(holds->count(), 1, 20'000);
        QCOMPARE(
            roleOf(holds->rows(), 0, "heading").toString(), QStringLiteral("Maybe one person"));
        const PatientId about = std::max(again, pearl(fixture));
        for (const PatientId patient : {again, pearl(fixture)})
            record(fixture, patient, ledger::PatientRecorded{.usualGp = QStringLiteral("Dr Osei")});
        QVERIFY(fixture.leaveAndEnter(m_practice->priya));
        record(fixture, again, ledger::PatientRecorded{.usualGp = QStringLiteral("Dr Lin")});
        QTest::qWait(1'500); // three times as long as the checks wait for quiet
        QVERIFY(fixture.settled());
        QCOMPARE(raisedAbout(fixture, about), 1);
        QCOMPARE(openRules(fixture), QStringList{QStringLiteral("duplicate-patient")});
    }

    void joinedRecords_oneDoseIsSeenFromBoth_andASecondOneIsHeld()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("held")));
        const PatientId used = pearl(fixture);
        const PatientId again = meetPearlAgain(fixture);
        record(fixture, again, elsewhere(20));
        record(fixture, again,
            ledger::AlertAdded{
                .alertKind = domain::AlertKind::Allergy, .text = QStringLiteral("latex")});
        QVERIFY(isDue(fixture, used));
        decide(fixture, firstEntryOf(fixture, used));
        QTRY_COMPARE_WITH_TIMEOUT(row(fixture, again)->linkedTo, used, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.desk()->holds()->count(), 0, 20'000);
        QVERIFY(!isDue(fixture, used));
        QVERIFY(!isDue(fixture, again));

        auto* patients = fixture.desk()->patients();
        fixture.desk()->show(QStringLiteral("register"));
        patients->open(QString::fromLatin1(used.toHex()));
        QTRY_VERIFY_WITH_TIMEOUT(patients->hasPatient(), 20'000);
        QVERIFY(patients->patient().allergies.contains(QStringLiteral("latex")));
        const auto line = patients->helps().front().value<FactLine>();
        QCOMPARE(line.lead + line.strong,
            QStringLiteral("Also recorded as Pearl Oakshott, no NHS number"));
        QVERIFY(patients->record().front().value<RecordLine>().text.contains(
            QStringLiteral("Quay Pharmacy")));

        record(fixture, used, elsewhere(23));
        QTRY_COMPARE_WITH_TIMEOUT(
            openRules(fixture), QStringList{domain::hold_rules::DoubleDose.toString()}, 20'000);
    }

    void twoDifferentPeople_areNeverRaisedAgain()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("held")));
        const PatientId again = meetPearlAgain(fixture);
        decide(fixture, QStringLiteral("both"));
        QTRY_COMPARE_WITH_TIMEOUT(fixture.desk()->holds()->count(), 0, 20'000);
        QVERIFY(row(fixture, again)->linkedTo.isNull());
        record(fixture, again, ledger::PatientRecorded{.phone = QStringLiteral("01632 960009")});
        QTest::qWait(1'500);
        QVERIFY(fixture.settled());
        QVERIFY(openRules(fixture).isEmpty());
        QCOMPARE(raisedAbout(fixture, std::max(again, pearl(fixture))), 1);
    }

    void joinedRecords_areTakenApartByWhoMayDecide()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("held")));
        const PatientId used = pearl(fixture);
        const PatientId again = meetPearlAgain(fixture);
        record(fixture, again, elsewhere(20));
        decide(fixture, firstEntryOf(fixture, used));
        QTRY_COMPARE_WITH_TIMEOUT(row(fixture, again)->linkedTo, used, 20'000);
        const auto apart = [&](domain::Role role) {
            return fixture.readNow<std::shared_ptr<ledger::Act>>(
                [&](store::Connection& connection) {
                    return takeApartAct(connection, fixture.session->mint(), used, role);
                });
        };
        QVERIFY(!apart(domain::Role::Hca));
        auto* patients = fixture.desk()->patients();
        fixture.desk()->show(QStringLiteral("register"));
        patients->open(QString::fromLatin1(used.toHex()));
        QTRY_VERIFY_WITH_TIMEOUT(patients->mayTakeApart(), 20'000);
        patients->takeApart();
        QTRY_VERIFY_WITH_TIMEOUT(row(fixture, again)->linkedTo.isNull(), 20'000);
        QVERIFY(isDue(fixture, used));
        QTest::qWait(1'500);
        QVERIFY(openRules(fixture).isEmpty()); // decided: nobody is asked again
    }

    void dose_fromAnExpiredBatch_withoutStockOrAuthority_isHeldForEach()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("held")));
        ledger::VaccinationRecorded dose = elsewhere(24);
        dose.source = domain::VaccinationSource::Ours;
        dose.batch = m_practice->expired;
        dose.batchNumber = QStringLiteral("FX7K198");
        record(fixture, pearl(fixture), dose);
        QTRY_COMPARE_WITH_TIMEOUT(openRules(fixture),
            (QStringList{QStringLiteral("authority-at-act"), QStringLiteral("batch-expired"),
                QStringLiteral("dose-without-stock")}),
            20'000);
    }

    void recall_afterTheDose_holdsIt()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("held")));
        ledger::VaccinationRecorded dose = elsewhere(24);
        dose.source = domain::VaccinationSource::Ours;
        dose.batch = m_practice->batch;
        record(fixture, pearl(fixture), dose);
        QTRY_COMPARE_WITH_TIMEOUT(openRules(fixture).size(), 2, 20'000);
        const auto scopes = practiceScopes(fixture);
        ledger::Act act(fixture.session->mint());
        act.add(scopes->practice, m_practice->batch.as<AggregateId>(),
            ledger::BatchRecalled{.reason = QStringLiteral("MHRA")});
        fixture.app->lastSave()->save(std::move(act));
        QTRY_VERIFY_WITH_TIMEOUT(
            openRules(fixture).contains(domain::hold_rules::BatchRecalled.toString()), 20'000);
    }

    void directionWithdrawnLater_doesNotUncoverTheDoseBefore()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("held")));
        const auto scopes = practiceScopes(fixture);
        const auto directs = [&](const auto& fields) {
            ledger::Act act(fixture.session->mint());
            act.add(scopes->practice, m_practice->pgd.as<AggregateId>(), fields);
            fixture.app->lastSave()->save(std::move(act));
            QVERIFY(fixture.settled());
        };
        ledger::AuthoritySigned signature;
        signature.staff = m_practice->bronwen;
        signature.version = QStringLiteral("3.1");
        signature.signedOn = QDate(2026, 11, 1);
        directs(signature);
        directs(ledger::AuthorityRecorded{.authorised = true});
        ledger::VaccinationRecorded dose = elsewhere(24);
        dose.source = domain::VaccinationSource::Ours;
        dose.batch = m_practice->batch;
        dose.authority = m_practice->pgd;
        dose.givenBy = m_practice->bronwen;
        const auto& packs = fixture.session->packs();
        for (const auto& pack : packs)
            if (pack.id == QLatin1String(flu))
                dose.productCode = pack.productById(u"ativ")->dmd;
        record(fixture, pearl(fixture), dose);
        QTRY_COMPARE_WITH_TIMEOUT(
            openRules(fixture), QStringList{QStringLiteral("dose-without-stock")}, 20'000);
    }
};
DOORSTEP_TEST(TestDeskChecks);
#include "tst_desk_checks.moc"
