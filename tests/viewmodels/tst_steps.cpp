#include "app/viewmodels/observe/observe_step.h"
#include "app/viewmodels/unlock/unlock_step.h"
#include "app/viewmodels/vaccinate/vaccinate_step.h"
#include "app/viewmodels/visit/outcome_step.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::app;

namespace {

ObserveState typed(ObserveState state, const char* keys)
{
    for (const char* key = keys; *key; ++key)
        state = *key == '.' ? step(state, PointTyped{}) : step(state, DigitTyped{*key - '0'});
    return state;
}

} // namespace

class TestSteps : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void unlock_table_data()
    {
        QTest::addColumn<UnlockState>("from");
        QTest::addColumn<UnlockEvent>("event");
        QTest::addColumn<UnlockState>("to");
        QTest::addColumn<UnlockEffect>("effect");
        const auto row
            = [](const char* name, UnlockState from, UnlockEvent event, UnlockState to,
                  UnlockEffect effect) { QTest::newRow(name) << from << event << to << effect; };
        using Stage = UnlockStage;
        using Effect = UnlockEffect;
        row("known person", {Stage::Choose, 0}, PersonChosen{true}, {Stage::Pin, 0},
            Effect::Forget);
        row("new person", {Stage::Choose, 0}, PersonChosen{false}, {Stage::StaffCode, 0},
            Effect::Forget);
        row("another person wipes", {Stage::Pin, 3}, PersonChosen{true}, {Stage::Pin, 0},
            Effect::Forget);
        row("digit", {Stage::Pin, 2}, DigitEntered{}, {Stage::Pin, 3}, Effect::None);
        row("last digit tries", {Stage::Pin, 5}, DigitEntered{}, {Stage::Opening, 6},
            Effect::TryPin);
        row("digit while opening", {Stage::Opening, 6}, DigitEntered{}, {Stage::Opening, 6},
            Effect::None);
        row("digit before a name", {Stage::Choose, 0}, DigitEntered{}, {Stage::Choose, 0},
            Effect::None);
        row("erase", {Stage::Pin, 3}, DigitErased{}, {Stage::Pin, 2}, Effect::None);
        row("erase nothing", {Stage::Pin, 0}, DigitErased{}, {Stage::Pin, 0}, Effect::None);
        row("refused", {Stage::Opening, 6}, PinRefused{}, {Stage::Pin, 0}, Effect::Forget);
        row("code whole", {Stage::StaffCode, 7}, DigitEntered{}, {Stage::NewPin, 0},
            Effect::KeepCode);
        row("pin whole", {Stage::NewPin, 5}, DigitEntered{}, {Stage::RepeatPin, 0},
            Effect::KeepPin);
        row("repeat whole", {Stage::RepeatPin, 5}, DigitEntered{}, {Stage::RepeatPin, 6},
            Effect::Compare);
        row("differ", {Stage::RepeatPin, 6}, PinsDiffer{}, {Stage::NewPin, 0}, Effect::None);
        row("agree", {Stage::RepeatPin, 6}, PinsAgree{}, {Stage::Opening, 0}, Effect::None);
        row("code refused", {Stage::Opening, 0}, CodeRefused{}, {Stage::StaffCode, 0},
            Effect::Forget);
        row("no code yet", {Stage::StaffCode, 3}, CodeSkipped{}, {Stage::NewPin, 0},
            Effect::Forget);
        row("no code to skip", {Stage::Pin, 3}, CodeSkipped{}, {Stage::Pin, 3}, Effect::None);
        row("forgotten", {Stage::Pin, 3}, NewSlotWanted{}, {Stage::StaffCode, 0}, Effect::Forget);
        row("not while opening", {Stage::Opening, 6}, NewSlotWanted{}, {Stage::Opening, 6},
            Effect::None);
        row("who lets in", {Stage::RepeatPin, 6}, VoucherNeeded{}, {Stage::ChooseVoucher, 0},
            Effect::ForgetDigits);
        row("digit before a voucher", {Stage::ChooseVoucher, 0}, DigitEntered{},
            {Stage::ChooseVoucher, 0}, Effect::None);
        row("no voucher without a PIN", {Stage::Pin, 0}, VoucherChosen{}, {Stage::Pin, 0},
            Effect::None);
        row("voucher", {Stage::ChooseVoucher, 0}, VoucherChosen{}, {Stage::VoucherPin, 0},
            Effect::ForgetDigits);
        row("another voucher", {Stage::VoucherPin, 4}, VoucherChosen{}, {Stage::VoucherPin, 0},
            Effect::ForgetDigits);
        row("voucher's PIN whole", {Stage::VoucherPin, 5}, DigitEntered{}, {Stage::LettingIn, 6},
            Effect::LetIn);
        row("digit while letting in", {Stage::LettingIn, 6}, DigitEntered{}, {Stage::LettingIn, 6},
            Effect::None);
        row("voucher's PIN wrong", {Stage::LettingIn, 6}, VoucherRefused{}, {Stage::VoucherPin, 0},
            Effect::ForgetDigits);
        row("not their right", {Stage::LettingIn, 6}, LetInRefused{}, {Stage::ChooseVoucher, 0},
            Effect::ForgetDigits);
        row("stopped at the voucher", {Stage::VoucherPin, 2}, DoorLeft{}, {Stage::Choose, 0},
            Effect::Forget);
        row("locked again", {Stage::Pin, 4}, DoorLeft{}, {Stage::Choose, 0}, Effect::Forget);
        row("damaged", {Stage::Opening, 6}, DamageFound{}, {Stage::Damaged, 0}, Effect::Forget);
        row("digit on damage", {Stage::Damaged, 0}, DigitEntered{}, {Stage::Damaged, 0},
            Effect::None);
        row("anew asks the PIN again", {Stage::Damaged, 0}, AnewChosen{}, {Stage::AnewPin, 0},
            Effect::Forget);
        row("anew without damage", {Stage::Pin, 2}, AnewChosen{}, {Stage::Pin, 2}, Effect::None);
        row("anew stopped", {Stage::AnewPin, 3}, AnewStopped{}, {Stage::Damaged, 0},
            Effect::Forget);
        row("too late to stop", {Stage::AnewOpening, 6}, AnewStopped{}, {Stage::AnewOpening, 6},
            Effect::None);
        row("last digit begins anew", {Stage::AnewPin, 5}, DigitEntered{}, {Stage::AnewOpening, 6},
            Effect::BeginAnew);
        row("anew refused", {Stage::AnewOpening, 6}, AnewRefused{}, {Stage::AnewPin, 0},
            Effect::Forget);
        row("damage left", {Stage::Damaged, 0}, DoorLeft{}, {Stage::Choose, 0}, Effect::Forget);
    }
    void unlock_table()
    {
        QFETCH(UnlockState, from);
        QFETCH(UnlockEvent, event);
        QFETCH(UnlockState, to);
        QFETCH(UnlockEffect, effect);
        const auto move = step(from, event);
        QVERIFY(move.state == to);
        QVERIFY(move.effect == effect);
    }

    void vaccinate_start_nothingIsAnswered()
    {
        const VaccinateState state;
        QVERIFY(state.answers.empty());
        QVERIFY(!state.consent);
        QVERIFY(state.phase == VaccinatePhase::Ask);
    }
    void vaccinate_oneConfirm_answersIdentityEveryQuestionAndConsent()
    {
        const QStringList questions{QStringLiteral("identity"), QStringLiteral("unwell"),
            QStringLiteral("other-allergies")};
        auto state = step(VaccinateState(),
            DoseAdded{{.programme = QStringLiteral("flu"), .product = {}}, questions});
        state = step(state, AllClear{questions, {5}});
        QVERIFY(state.phase == VaccinatePhase::Checked);
        QCOMPARE(state.answers[QStringLiteral("unwell")], domain::Answer::No);
        QCOMPARE(state.answers[QStringLiteral("identity")], domain::Answer::Yes);
        QCOMPARE(state.consent->by, domain::ConsentBy::Patient);
        QVERIFY(state.dose(QStringLiteral("flu"))->site.isEmpty());
    }
    void vaccinate_different_asksEachAndNeverConsents()
    {
        const QStringList questions{QStringLiteral("identity"), QStringLiteral("unwell")};
        auto state = step(VaccinateState(), Different{});
        QVERIFY(state.phase == VaccinatePhase::Each);
        state = step(
            state, Answered{QStringLiteral("identity"), domain::Answer::Yes, questions, {1}});
        QVERIFY(state.phase == VaccinatePhase::Each);
        state = step(state, Answered{QStringLiteral("unwell"), domain::Answer::No, questions, {2}});
        QVERIFY(state.phase == VaccinatePhase::Checked);
        QVERIFY(!state.consent);
    }
    void vaccinate_secondVaccine_asksForConsentAndNewQuestionsAgain()
    {
        const QStringList first{QStringLiteral("unwell")};
        const QStringList both{QStringLiteral("unwell"), QStringLiteral("heart")};
        auto state = step(VaccinateState(),
            DoseAdded{{.programme = QStringLiteral("flu"), .product = {}}, first});
        state = step(state, AllClear{first, {1}});
        state = step(state, DoseAdded{{.programme = QStringLiteral("covid"), .product = {}}, both});
        QVERIFY(state.phase == VaccinatePhase::Each);
        QVERIFY(!state.consent);
        QCOMPARE(state.answers.count(QStringLiteral("unwell")), std::size_t(1));
    }
    void vaccinate_otherProduct_forgetsTheSite_otherBatchKeepsIt()
    {
        DoseChoice dose{.programme = QStringLiteral("flu"), .product = QStringLiteral("ativ")};
        auto state = step(VaccinateState(), DoseAdded{dose, {}});
        state = step(state, SiteChosen{QStringLiteral("flu"), QStringLiteral("left-upper-arm")});
        dose.lot = QStringLiteral("B2");
        state = step(state, BatchChosen{dose});
        QCOMPARE(state.doses.front().site, QStringLiteral("left-upper-arm"));
        dose.product = QStringLiteral("laiv");
        state = step(state, BatchChosen{dose});
        QVERIFY(state.doses.front().site.isEmpty());
    }
    void vaccinate_draft_roundTrips()
    {
        VaccinateState state;
        state = step(state,
            DoseAdded{{.programme = QStringLiteral("flu"),
                          .product = QStringLiteral("ativ"),
                          .box = BoxId({3}),
                          .batch = BatchId({4}),
                          .lot = QStringLiteral("FX7K231"),
                          .scannedExpiry = QDate(2027, 5, 31)},
                {}});
        state = step(state, AllClear{{QStringLiteral("unwell")}, {7}});
        state = step(state, SiteChosen{QStringLiteral("flu"), QStringLiteral("left-upper-arm")});
        state
            = step(state, ReasonGiven{QStringLiteral("not-eligible"), QStringLiteral("GP asked")});
        state = step(
            state, ConsentRecorded{{domain::ConsentBy::Attorney, QStringLiteral("Iris"), {}}});
        QVERIFY(vaccinateFromCbor(toCbor(state)) == state);
        QVERIFY(vaccinateFromCbor({}) == VaccinateState());
    }

    void outcome_presetsFollowTheOutcome()
    {
        const QDate today(2026, 11, 24);
        auto state = step(OutcomeState(), OutcomeChosen{domain::Outcome::NotIn, today, {}});
        QVERIFY(state.cardLeft);
        QCOMPARE(state.retryOn, QDate(2026, 11, 26));
        QVERIFY(gapOf(state, today) == OutcomeGap::None);
        state = step(state, OutcomeChosen{domain::Outcome::Refused, today, {}});
        QVERIFY(!state.cardLeft);
        QVERIFY(!state.retryOn.isValid());
        QVERIFY(gapOf(state, today) == OutcomeGap::Reason);
        state = step(state, ReasonChosen{QStringLiteral("not-today")});
        QVERIFY(gapOf(state, today) == OutcomeGap::None);
        state = step(state, OutcomeChosen{domain::Outcome::Unsafe, today, {}});
        QVERIFY(state.reason.isEmpty()); // a reason of another outcome says nothing
        QVERIFY(outcomeFromCbor(toCbor(state)) == state);
    }
    void outcome_nextRound_isTheBetterDay()
    {
        const QDate today(2026, 11, 24);
        const auto state = step(
            OutcomeState(), OutcomeChosen{domain::Outcome::NotIn, today, QDate(2026, 11, 30)});
        QCOMPARE(state.retryOn, QDate(2026, 11, 30));
    }
    void outcome_afterADose_visitStaysGiven()
    {
        VisitSave save;
        save.by.day = QDate(2026, 11, 24);
        save.doseGivenBefore = true;
        OutcomeState state
            = step(OutcomeState(), OutcomeChosen{domain::Outcome::Refused, save.by.day, {}});
        state = step(state, ReasonChosen{QStringLiteral("not-today")});
        addOutcome(save, state, {QStringLiteral("covid")}, QStringLiteral("Refused"));
        QCOMPARE(save.outcome->outcome, domain::Outcome::Given);
        QCOMPARE(save.notGiven.front().reason, domain::NotGivenReason::Refused);
    }

    void observe_pressure_advancesByItself()
    {
        auto state = typed(observeStart(true), "142");
        QCOMPARE(state.active, ObservationKind::Diastolic);
        QVERIFY(!nextWanted(state));
        state = typed(state, "84");
        QVERIFY(findingOf(state).gap == ObserveGap::None);
        const auto set = observationSetOf(state, QStringLiteral("Left arm, sitting"));
        QCOMPARE(set.values.size(), std::size_t(2));
    }
    void observe_twoDigitSystolic_advancesWhenNoThirdCanFollow()
    {
        QCOMPARE(typed(observeStart(true), "9").active, ObservationKind::Systolic);
        QCOMPARE(typed(observeStart(true), "95").active, ObservationKind::Diastolic);
        QCOMPARE(typed(observeStart(true), "12").active, ObservationKind::Systolic);
    }
    void observe_impossible_staysAndSaysSo()
    {
        auto state = typed(observeStart(true), "412");
        QCOMPARE(state.active, ObservationKind::Systolic);
        QVERIFY(findingOf(state).gap == ObserveGap::Refused);
        QVERIFY(step(state, Advanced{}).active == ObservationKind::Systolic);
    }
    void observe_unlikely_isKeptOnceConfirmed()
    {
        auto state = typed(observeStart(true), "255");
        QVERIFY(findingOf(state).gap == ObserveGap::Unlikely);
        QVERIFY(state.questioned.contains(ObservationKind::Systolic));
        state = step(state, Advanced{});
        QCOMPARE(state.active, ObservationKind::Diastolic);
        QVERIFY(findingOf(typed(state, "110")).gap == ObserveGap::None);
    }
    void observe_unlikelyShort_isQuestionedAtNext()
    {
        auto state = typed(observeStart(true), "45");
        QVERIFY(state.questioned.empty());
        state = step(state, Advanced{});
        QCOMPARE(state.active, ObservationKind::Systolic);
        QVERIFY(state.questioned.contains(ObservationKind::Systolic));
        QCOMPARE(step(state, Advanced{}).active, ObservationKind::Diastolic);
    }
    void observe_words_andNotTaken_moveOn()
    {
        auto state = observeStart(false);
        state.active = ObservationKind::AirOrOxygen;
        state = step(state, WordChosen{QStringLiteral("air")});
        QCOMPARE(state.active, ObservationKind::Consciousness);
        state = step(state, WordChosen{QStringLiteral("A")});
        QCOMPARE(state.active, ObservationKind::Temperature);
        state = step(state, NotTaken{QStringLiteral("declined")});
        const auto set = observationSetOf(state, {});
        QCOMPARE(set.onOxygen, std::optional<bool>(false));
        QCOMPARE(set.values.size(), std::size_t(1));
        QCOMPARE(set.values.front().notTakenReason, QStringLiteral("declined"));
    }
    void observe_draft_roundTrips()
    {
        auto state = typed(observeStart(true), "14284");
        state = step(state, KindChosen{ObservationKind::Temperature});
        state = typed(state, "38.2");
        ObserveState again = observeStart(true);
        readEntries(again, toCbor(state));
        QVERIFY(again.entries == state.entries);
    }
    void observe_valueThatCannotBe_isNeitherScoredNorSaved()
    {
        ObserveState state = observeStart(false);
        state = step(std::move(state), KindChosen{clinical::ObservationKind::OxygenSaturation});
        state = typed(std::move(state), "16"); // on the way to nothing a meter shows
        QCOMPARE(findingOf(state).gap, ObserveGap::Refused);
        QVERIFY(observationSetOf(state, {}).values.empty());
    }
};
DOORSTEP_TEST(TestSteps);
#include "tst_steps.moc"
