#include "app/runtime/box_act.h"
#include "app/runtime/visit_act.h"
#include "core/crypto/made_on.h"
#include "core/ledger/kinds/box_kinds.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/round_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"
#include "tests/support/fake_clock.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::app;

namespace {

struct Acts {
    test::FakeClock clock;
    IdMint mint{clock, 7};
    QDate today{2026, 11, 24};
    StaffId staff = mint.next<StaffId>();
    PatientId patient = mint.next<PatientId>();
    VisitId visit = mint.next<VisitId>();
    RoundId round = mint.next<RoundId>();
    BoxId box = mint.next<BoxId>();
    BatchId batch = mint.next<BatchId>();

    [[nodiscard]] ActBy by() const { return {staff, clock.now(), today}; }
    [[nodiscard]] VisitSave save() const
    {
        VisitSave made;
        made.by = by();
        made.patient = patient;
        made.visit = visit;
        made.round = round;
        return made;
    }
    [[nodiscard]] GivenDose dose()
    {
        GivenDose made;
        made.programme = QStringLiteral("flu-2026-27");
        made.product = QStringLiteral("ativ");
        made.productName = QStringLiteral("aTIV");
        made.productCode = QStringLiteral("37547211000001103");
        made.box = box;
        made.batch = batch;
        made.batchNumber = QStringLiteral("FX7K231");
        made.expires = QDate(2027, 5, 31);
        made.doseMicrolitres = 500;
        made.site = QStringLiteral("left-upper-arm");
        made.route = QStringLiteral("im");
        made.authority = mint.next<AuthorityId>();
        made.authorityKind = domain::AuthorityKind::Pgd;
        made.asked = {{QStringLiteral("unwell"), domain::Answer::No, {}},
            {QStringLiteral("bleeding"), domain::Answer::No, {}}};
        made.consent = GivenConsent{domain::ConsentBy::Patient, {}, {}};
        made.identityCheckedBy = QStringLiteral("patient");
        return made;
    }
};

QStringList kindsOf(const ledger::Act& act)
{
    QStringList kinds;
    for (const auto& draft : act.drafts())
        kinds.push_back(draft.payload.kind);
    return kinds;
}

} // namespace

class TestVisitAct : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dose_complete_isVaccinationAndMovementThatNamesIt()
    {
        Acts acts;
        VisitSave save = acts.save();
        save.doses = {acts.dose()};
        save.outcome = VisitOutcome{.outcome = domain::Outcome::Given};
        const auto act = visitAct(acts.mint, save);
        QVERIFY(act);
        QCOMPARE(kindsOf(*act),
            QStringList({QStringLiteral("vaccinationRecorded"), QStringLiteral("stockMoved"),
                QStringLiteral("outcomeRecorded")}));
        const auto& given = act->drafts()[0];
        const auto& moved = act->drafts()[1];
        QCOMPARE(given.scope, acts.patient.as<ScopeId>());
        QCOMPARE(moved.scope, acts.round.as<ScopeId>());
        QCOMPARE(moved.payload.aggregate, acts.box.as<AggregateId>());
        const auto movement = ledger::fieldsOf<ledger::StockMoved>(moved.payload);
        QVERIFY(movement);
        QCOMPARE(movement->vaccination, given.id);
        const auto recorded = ledger::fieldsOf<ledger::VaccinationRecorded>(given.payload);
        QVERIFY(recorded);
        QCOMPARE(recorded->answers.size(), 2);
        QCOMPARE(recorded->consentBy, domain::ConsentBy::Patient);
        QCOMPARE(recorded->givenBy, acts.staff);
        QCOMPARE(recorded->occurredOn, acts.today);
    }

    void dose_anyGap_isRefusedAndNamed_data()
    {
        QTest::addColumn<std::function<void(GivenDose&)>>("spoil");
        QTest::addColumn<QByteArray>("gap");
        using Spoil = std::function<void(GivenDose&)>;
        const auto row
            = [](const char* gap, Spoil spoil) { QTest::newRow(gap) << spoil << QByteArray(gap); };
        row("identity", [](GivenDose& dose) { dose.identityCheckedBy.reset(); });
        row("screening", [](GivenDose& dose) { dose.asked[1].answer.reset(); });
        row("consent", [](GivenDose& dose) { dose.consent.reset(); });
        row("consent-name", [](GivenDose& dose) {
            dose.consent = GivenConsent{domain::ConsentBy::Attorney, {}, {}};
        });
        row("product", [](GivenDose& dose) { dose.product.clear(); });
        row("batch", [](GivenDose& dose) { dose.batch = {}; });
        row("expiry", [](GivenDose& dose) { dose.expires = {}; });
        row("dose", [](GivenDose& dose) { dose.doseMicrolitres.reset(); });
        row("route", [](GivenDose& dose) { dose.route.reset(); });
        row("site", [](GivenDose& dose) { dose.site.reset(); });
        row("authority", [](GivenDose& dose) { dose.authority = {}; });
        row("assessor",
            [](GivenDose& dose) { dose.authorityKind = domain::AuthorityKind::NationalProtocol; });
        row("expired", [](GivenDose& dose) { dose.expires = QDate(2026, 11, 23); });
    }
    void dose_anyGap_isRefusedAndNamed()
    {
        QFETCH(std::function<void(GivenDose&)>, spoil);
        QFETCH(QByteArray, gap);
        Acts acts;
        VisitSave save = acts.save();
        save.doses = {acts.dose()};
        spoil(save.doses.front());
        const auto act = visitAct(acts.mint, save);
        QVERIFY(!act);
        QCOMPARE(act.error().code, ErrorCode::InvalidInput);
        QCOMPARE(act.error().detail, gap);
    }

    void dose_noQuestionAsked_isUnanswered()
    {
        Acts acts;
        GivenDose dose = acts.dose();
        dose.asked.clear();
        QCOMPARE(gapsOf(dose), std::vector<DoseGap>{DoseGap::Screening});
        QVERIFY(gapsOf(acts.dose()).empty());
    }

    void defaultDose_everythingIsMissing()
    {
        // Consent and contraindication never come from a default.
        const auto gaps = gapsOf(GivenDose());
        for (const DoseGap gap : {DoseGap::Identity, DoseGap::Screening, DoseGap::Consent,
                 DoseGap::Batch, DoseGap::Site, DoseGap::Authority})
            QVERIFY2(std::find(gaps.begin(), gaps.end(), gap) != gaps.end(), doseGapWord(gap));
    }

    void onePartWrong_nothingOfTheSaveIsBuilt()
    {
        Acts acts;
        VisitSave save = acts.save();
        save.note = QStringLiteral("Pleased to see us");
        save.doses = {acts.dose()};
        save.outcome
            = VisitOutcome{.outcome = domain::Outcome::NotIn, .retryOn = QDate(2026, 11, 23)};
        const auto act = visitAct(acts.mint, save);
        QVERIFY(!act);
        QCOMPARE(act.error().detail, QByteArray("retry-in-the-past"));
    }

    void emptySave_isRefused()
    {
        Acts acts;
        QCOMPARE(visitAct(acts.mint, acts.save()).error().detail, QByteArray("nothing-to-save"));
        QCOMPARE(visitAct(acts.mint, {}).error().detail, QByteArray("who-and-when"));
    }

    void outcome_givenWithoutDose_isRefused()
    {
        Acts acts;
        VisitSave save = acts.save();
        save.outcome = VisitOutcome{.outcome = domain::Outcome::Given};
        QCOMPARE(
            visitAct(acts.mint, save).error().detail, QByteArray("outcome-given-without-dose"));
        save.doseGivenBefore = true;
        QVERIFY(visitAct(acts.mint, save));
    }

    void outcome_refusedWithoutReason_isRefused()
    {
        Acts acts;
        VisitSave save = acts.save();
        save.outcome = VisitOutcome{.outcome = domain::Outcome::Refused};
        QCOMPARE(visitAct(acts.mint, save).error().detail, QByteArray("outcome-reason"));
        save.outcome->reason = QStringLiteral("not-today");
        QVERIFY(visitAct(acts.mint, save));
    }

    void observations_completeSet_carriesTotal_incompleteCarriesNone()
    {
        Acts acts;
        using Kind = clinical::ObservationKind;
        const auto value = [](Kind kind, const char* text) {
            return MeasuredOne{.kind = kind,
                .value = clinical::Decimal::parse(QString::fromLatin1(text)),
                .enteredText = QString::fromLatin1(text)};
        };
        VisitSave save = acts.save();
        save.observations = ObservationSet{
            .values = {value(Kind::Systolic, "142"), value(Kind::Diastolic, "84"),
                value(Kind::Pulse, "94"), value(Kind::RespiratoryRate, "16"),
                value(Kind::OxygenSaturation, "96"), value(Kind::Temperature, "38.2")},
            .onOxygen = false,
            .consciousness = clinical::Acvpu::Alert};
        const auto whole = visitAct(acts.mint, save);
        QVERIFY(whole);
        auto fields
            = ledger::fieldsOf<ledger::ObservationRecorded>(whole->drafts().front().payload);
        QVERIFY(fields);
        QCOMPARE(fields->news2Total, std::optional<int>(2)); // pulse 1, temperature 1
        QCOMPARE(fields->news2Band, QStringLiteral("low"));

        save.observations->values.erase(save.observations->values.begin() + 3);
        const auto part = visitAct(acts.mint, save);
        QVERIFY(part);
        fields = ledger::fieldsOf<ledger::ObservationRecorded>(part->drafts().front().payload);
        QVERIFY(!fields->news2Total);
        QVERIFY(fields->news2Band.isEmpty());
    }

    void observations_halfPressureOrImplausible_areRefused()
    {
        Acts acts;
        using Kind = clinical::ObservationKind;
        VisitSave save = acts.save();
        save.observations = ObservationSet{
            .values = {{.kind = Kind::Systolic, .value = clinical::Decimal::whole(142)}}};
        QCOMPARE(visitAct(acts.mint, save).error().detail, QByteArray("half-a-pressure"));
        save.observations->values
            = {{.kind = Kind::Systolic, .value = clinical::Decimal::whole(84)},
                {.kind = Kind::Diastolic, .value = clinical::Decimal::whole(142)}};
        QCOMPARE(visitAct(acts.mint, save).error().detail, QByteArray("pressure"));
        save.observations->values = {{.kind = Kind::Pulse, .value = clinical::Decimal::whole(999)}};
        QCOMPARE(visitAct(acts.mint, save).error().detail, QByteArray("implausible"));
        save.observations->values = {{.kind = Kind::Pulse}};
        QCOMPARE(visitAct(acts.mint, save).error().detail, QByteArray("value-or-reason"));
        save.observations->values
            = {{.kind = Kind::Pulse, .notTakenReason = QStringLiteral("declined")}};
        QVERIFY(visitAct(acts.mint, save));
    }

    void walkIn_newPatient_needsNameBirthAndAValidNumber()
    {
        Acts acts;
        WalkIn walkIn{.by = acts.by(),
            .device = acts.mint.next<DeviceId>(),
            .round = acts.round,
            .family = QStringLiteral("Oakshott"),
            .given = QStringLiteral("Pearl"),
            .born = QDate(1940, 7, 7),
            .nhsNumber = QStringLiteral("9990000043")};
        QCOMPARE(walkInAct(acts.mint, walkIn).error().detail, QByteArray("nhs-number"));
        walkIn.nhsNumber = QStringLiteral("9990000042");
        const auto made = walkInAct(acts.mint, walkIn);
        QVERIFY(made);
        QCOMPARE(kindsOf(made->act),
            QStringList({QStringLiteral("patientRecorded"), QStringLiteral("visitPlanned")}));
        QCOMPARE(made->act.drafts()[0].scope, made->patient.as<ScopeId>());
        QVERIFY(crypto::isMadeOn(walkIn.device, made->patient));
        QCOMPARE(made->act.drafts()[1].scope, acts.round.as<ScopeId>());
        walkIn.born = acts.today.addDays(1);
        QCOMPARE(walkInAct(acts.mint, walkIn).error().detail, QByteArray("born"));
    }

    void undo_marksEveryEntryInItsOwnAggregate()
    {
        Acts acts;
        const auto dose = acts.mint.next<EntryId>();
        const auto note = acts.mint.next<EntryId>();
        const auto moved = acts.mint.next<EntryId>();
        const auto patient = acts.patient.as<AggregateId>();
        const auto act = undoAct(acts.mint,
            {{dose, patient, acts.patient.as<ScopeId>()},
                {moved, acts.box.as<AggregateId>(), acts.round.as<ScopeId>()},
                {note, patient, acts.patient.as<ScopeId>()}},
            QStringLiteral("Taken back"));
        QVERIFY(act);
        QCOMPARE(act->drafts().size(), std::size_t(2));
        for (const auto& draft : act->drafts()) {
            const auto fields = ledger::fieldsOf<ledger::EnteredInError>(draft.payload);
            QVERIFY(fields);
            QCOMPARE(fields->entries.size(), draft.payload.aggregate == patient ? 2 : 1);
        }
    }

    void closeRound_differenceWithoutReason_isRefused()
    {
        Acts acts;
        RoundClosing closing{
            .by = acts.by(), .round = acts.round, .boxes = {{.box = acts.box, .difference = 1}}};
        QCOMPARE(closeRoundAct(acts.mint, closing).error().detail, QByteArray("difference-reason"));
        closing.boxes.front().reason = QStringLiteral("Dropped at stop 3");
        QVERIFY(closeRoundAct(acts.mint, closing));
    }

    void closeRound_lastCountStandsBeforeTheBoxCloses()
    {
        Acts acts;
        const RoundClosing closing{.by = acts.by(),
            .round = acts.round,
            .moves = {{.box = acts.box,
                .round = acts.round,
                .batch = acts.batch,
                .reason = domain::StockReason::Returned,
                .doses = 2,
                .remaining = 2}},
            .boxes = {{.box = acts.box}}};
        const auto act = closeRoundAct(acts.mint, closing);
        QVERIFY(act);
        QCOMPARE(kindsOf(*act),
            QStringList({QStringLiteral("stockMoved"), QStringLiteral("boxClosed"),
                QStringLiteral("roundClosed")}));
    }

    void kit_withoutBatchOrInDate_isRefused()
    {
        Acts acts;
        KitCheck check{.by = acts.by(), .box = acts.box, .round = acts.round};
        QCOMPARE(kitAct(acts.mint, check).error().detail, QByteArray("adrenaline-batch"));
        check.adrenalineBatch = QStringLiteral("AD1");
        check.expires = QDate(2026, 11, 23);
        QCOMPARE(kitAct(acts.mint, check).error().detail, QByteArray("expired"));
        check.expires = acts.today;
        QVERIFY(kitAct(acts.mint, check));
    }

    void authority_notReadToTheEnd_cannotBeSigned()
    {
        Acts acts;
        AuthorityReading reading{.by = acts.by(),
            .authority = acts.mint.next<AuthorityId>(),
            .scope = acts.mint.next<ScopeId>(),
            .version = QStringLiteral("3.1"),
            .nameAsSigned = QStringLiteral("Bronwen Achebe")};
        QCOMPARE(signAuthorityAct(acts.mint, reading).error().detail, QByteArray("not-read"));
        reading.readToTheEnd = true;
        QVERIFY(signAuthorityAct(acts.mint, reading));
    }
};
DOORSTEP_TEST(TestVisitAct);
#include "tst_visit_act.moc"
