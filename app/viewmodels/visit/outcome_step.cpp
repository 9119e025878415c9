#include "app/viewmodels/visit/outcome_step.h"

#include "app/viewmodels/words/outcome_words.h"

namespace doorstep::app {

namespace outcome_fields {

const QString outcome = QStringLiteral("outcome");
const QString reason = QStringLiteral("reason");
const QString card = QStringLiteral("card");
const QString retry = QStringLiteral("retry");
const QString note = QStringLiteral("note");

struct Stepper {
    OutcomeState state;

    OutcomeState operator()(const OutcomeChosen& chosen)
    {
        const auto next = domain::nextStep(chosen.outcome, chosen.today);
        if (state.outcome != chosen.outcome)
            state.reason.clear();
        state.outcome = chosen.outcome;
        state.cardLeft = next.offersCard;
        state.retryOn = next.retryOn;
        // A round that goes anyway is the better day to try again, when it is not sooner.
        if (next.retryOn.isValid() && chosen.nextRound.isValid()
            && chosen.nextRound >= next.retryOn)
            state.retryOn = chosen.nextRound;
        return state;
    }
    OutcomeState operator()(const ReasonChosen& chosen)
    {
        state.reason = chosen.reason;
        return state;
    }
    OutcomeState operator()(const CardToggled&)
    {
        state.cardLeft = !state.cardLeft;
        return state;
    }
    OutcomeState operator()(const RetryChosen& chosen)
    {
        state.retryOn = chosen.day;
        return state;
    }
    OutcomeState operator()(const OutcomeNoteEdited& edited)
    {
        state.note = edited.text;
        return state;
    }
};

} // namespace outcome_fields

OutcomeState step(OutcomeState state, const OutcomeEvent& event)
{
    return std::visit(outcome_fields::Stepper{std::move(state)}, event);
}

OutcomeGap gapOf(const OutcomeState& state, QDate today)
{
    if (state.outcome == domain::Outcome::Unknown)
        return OutcomeGap::Outcome;
    const bool asks = domain::nextStep(state.outcome, today).asksReason;
    return asks && state.reason.isEmpty() ? OutcomeGap::Reason : OutcomeGap::None;
}

void addOutcome(VisitSave& save, const OutcomeState& state, const QStringList& notGivenProgrammes,
    const QString& followUpText)
{
    const auto next = domain::nextStep(state.outcome, save.by.day);
    save.outcome = VisitOutcome{.outcome = state.outcome,
        .reason = state.reason,
        .detail = state.note,
        .cardLeft = state.cardLeft && next.offersCard,
        .retryOn = state.retryOn};
    // A visit where a dose was given stays "given": the rest is said dose by dose.
    if (save.doseGivenBefore) {
        save.outcome->outcome = domain::Outcome::Given;
        save.outcome->cardLeft = false;
    }
    const auto reason = words::notGivenFor(state.outcome);
    for (const QString& programme : notGivenProgrammes)
        save.notGiven.push_back({.programme = programme, .reason = reason, .detail = state.reason});
    if (!next.followUp)
        return;
    const bool retries = *next.followUp == domain::FollowUpKind::Retry;
    if (retries && !state.retryOn.isValid())
        return;
    save.followUps.push_back({.kind = *next.followUp,
        .text = followUpText,
        .due = retries ? state.retryOn : std::max(next.due, save.by.day),
        .ownerRole = next.ownerRole,
        .urgent = next.urgent});
}

QCborMap toCbor(const OutcomeState& state)
{
    using namespace outcome_fields;
    QCborMap map;
    if (state == OutcomeState{})
        return map;
    map[outcome] = domain::word(state.outcome);
    map[reason] = state.reason;
    map[card] = state.cardLeft;
    map[retry] = state.retryOn.toString(Qt::ISODate);
    map[note] = state.note;
    return map;
}

OutcomeState outcomeFromCbor(const QCborMap& map)
{
    using namespace outcome_fields;
    return {.outcome = domain::fromWord<domain::Outcome>(map.value(outcome).toString()),
        .reason = map.value(reason).toString(),
        .cardLeft = map.value(card).toBool(),
        .retryOn = QDate::fromString(map.value(retry).toString(), Qt::ISODate),
        .note = map.value(note).toString()};
}

} // namespace doorstep::app
