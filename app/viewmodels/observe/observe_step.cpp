#include "app/viewmodels/observe/observe_step.h"

#include "core/clinical/blood_pressure.h"

#include <algorithm>

namespace doorstep::app {

namespace observe_steps {

using clinical::judgeEntry;
using clinical::Plausibility;

constexpr qsizetype longestEntry = 5;
const QString notTakenField = QStringLiteral("notTaken");

/// Typing goes on in the next value when nothing more can be typed in this one.
void advanceWhenComplete(ObserveState& state)
{
    const auto& text = state.entries[state.active].text;
    if (!clinical::isEntryComplete(state.active, text)
        || judgeEntry(state.active, text).plausibility != Plausibility::Plausible)
        return;
    if (const auto next = nextWanted(state))
        state.active = *next;
}

/// A changed value is in doubt anew: at once when it has all its digits, else at Next.
void doubt(ObserveState& state)
{
    const auto& text = state.entries[state.active].text;
    state.confirmed.erase(state.active);
    state.questioned.erase(state.active);
    if (text.size() >= clinical::definitionOf(state.active).autoAdvanceDigits
        && judgeEntry(state.active, text).plausibility == Plausibility::Unlikely)
        state.questioned.insert(state.active);
}

struct Step {
    ObserveState state;

    ObserveState operator()(const KindChosen& chosen)
    {
        state.active = chosen.kind;
        return state;
    }
    ObserveState operator()(const DigitTyped& typed)
    {
        if (isWordKind(state.active) || typed.digit < 0 || typed.digit > 9)
            return state;
        ObserveEntry& entry = state.entries[state.active];
        entry.notTaken.clear();
        if (entry.text.size() < longestEntry)
            entry.text += QString::number(typed.digit);
        doubt(state);
        advanceWhenComplete(state);
        return state;
    }
    ObserveState operator()(const PointTyped&)
    {
        ObserveEntry& entry = state.entries[state.active];
        const bool takes = clinical::definitionOf(state.active).decimals > 0
            && !entry.text.isEmpty() && !entry.text.contains(QLatin1Char('.'));
        if (takes)
            entry.text += QLatin1Char('.');
        return state;
    }
    ObserveState operator()(const Erased&)
    {
        ObserveEntry& entry = state.entries[state.active];
        entry.notTaken.clear();
        if (isWordKind(state.active))
            entry.text.clear();
        else
            entry.text.chop(1);
        doubt(state);
        return state;
    }
    ObserveState operator()(const WordChosen& chosen)
    {
        if (!isWordKind(state.active))
            return state;
        state.entries[state.active] = {.text = chosen.word};
        if (const auto next = nextWanted(state))
            state.active = *next;
        return state;
    }
    ObserveState operator()(const NotTaken& not_taken)
    {
        state.entries[state.active] = {.notTaken = not_taken.reason};
        if (const auto next = nextWanted(state))
            state.active = *next;
        return state;
    }
    ObserveState operator()(const Advanced&)
    {
        const auto& text = state.at(state.active).text;
        if (!text.isEmpty() && !isWordKind(state.active)) {
            const auto finding = judgeEntry(state.active, text);
            if (finding.isRefused())
                return state;
            if (finding.plausibility == Plausibility::Unlikely
                && state.questioned.insert(state.active).second)
                return state;
            state.confirmed.insert(state.active);
        }
        if (const auto next = nextWanted(state))
            state.active = *next;
        return state;
    }
    ObserveState operator()(const PostureChanged& changed)
    {
        state.posture = (state.posture + 1) % std::max(1, changed.count);
        return state;
    }
};

std::optional<int> wholeOf(const ObserveState& state, ObservationKind kind)
{
    const auto value = clinical::Decimal::parse(state.at(kind).text);
    const auto whole = value ? value->scaled(0) : std::nullopt;
    return whole ? std::optional<int>(static_cast<int>(*whole)) : std::nullopt;
}

} // namespace observe_steps

const ObserveEntry& ObserveState::at(ObservationKind kind) const
{
    static const ObserveEntry none;
    const auto found = entries.find(kind);
    return found == entries.end() ? none : found->second;
}

ObserveState observeStart(bool onlyPressure)
{
    ObserveState state;
    state.wanted = {ObservationKind::Systolic, ObservationKind::Diastolic};
    if (!onlyPressure)
        state.wanted.insert(state.wanted.end(),
            {ObservationKind::Pulse, ObservationKind::RespiratoryRate,
                ObservationKind::OxygenSaturation, ObservationKind::AirOrOxygen,
                ObservationKind::Consciousness, ObservationKind::Temperature});
    return state;
}

bool isWordKind(ObservationKind kind)
{
    return !clinical::definitionOf(kind).hard.has_value();
}

std::optional<ObservationKind> nextWanted(const ObserveState& state)
{
    auto from = std::find(state.wanted.begin(), state.wanted.end(), state.active);
    if (from == state.wanted.end())
        return std::nullopt;
    const auto next = std::find_if(from + 1, state.wanted.end(),
        [&](ObservationKind kind) { return state.at(kind).isEmpty(); });
    return next == state.wanted.end() ? std::nullopt : std::optional(*next);
}

ObserveState step(ObserveState state, const ObserveEvent& event)
{
    return std::visit(observe_steps::Step{std::move(state)}, event);
}

ObserveFinding findingOf(const ObserveState& state)
{
    using namespace observe_steps;
    bool any = false;
    for (const auto& [kind, entry] : state.entries) {
        any |= !entry.isEmpty();
        if (entry.text.isEmpty() || isWordKind(kind))
            continue;
        const auto judged = judgeEntry(kind, entry.text);
        if (judged.isRefused())
            return {ObserveGap::Refused, kind};
        if (judged.plausibility == Plausibility::Unlikely && !state.confirmed.contains(kind))
            return {ObserveGap::Unlikely, kind};
    }
    if (!any)
        return {ObserveGap::Nothing, state.active};
    const auto& systolic = state.at(ObservationKind::Systolic);
    const auto& diastolic = state.at(ObservationKind::Diastolic);
    if (systolic.text.isEmpty() != diastolic.text.isEmpty())
        return {ObserveGap::HalfPressure,
            systolic.text.isEmpty() ? ObservationKind::Systolic : ObservationKind::Diastolic};
    const auto upper = wholeOf(state, ObservationKind::Systolic);
    const auto lower = wholeOf(state, ObservationKind::Diastolic);
    if (upper && lower && *lower >= *upper)
        return {ObserveGap::PressureSwapped, ObservationKind::Diastolic};
    return {};
}

ObservationSet observationSetOf(const ObserveState& state, const QString& method)
{
    ObservationSet set;
    for (const auto& [kind, entry] : state.entries) {
        if (kind == ObservationKind::AirOrOxygen) {
            if (!entry.text.isEmpty())
                set.onOxygen = entry.text == QLatin1String("oxygen");
            continue;
        }
        if (kind == ObservationKind::Consciousness) {
            set.consciousness = clinical::acvpuFromLetter(entry.text);
            continue;
        }
        if (entry.isEmpty())
            continue;
        const bool pressure
            = kind == ObservationKind::Systolic || kind == ObservationKind::Diastolic;
        MeasuredOne one{.kind = kind, .notTakenReason = entry.notTaken, .enteredText = entry.text};
        const auto judged = observe_steps::judgeEntry(kind, entry.text);
        if (!judged.isRefused())
            one.value = judged.value;
        if (pressure && one.value)
            one.method = method;
        if (one.value || !one.notTakenReason.isEmpty())
            set.values.push_back(one);
    }
    return set;
}

QCborMap toCbor(const ObserveState& state)
{
    QCborMap map;
    for (const auto& [kind, entry] : state.entries) {
        const QString word = clinical::definitionOf(kind).word;
        if (!entry.notTaken.isEmpty())
            map[word] = QCborMap{{observe_steps::notTakenField, entry.notTaken}};
        else if (!entry.text.isEmpty())
            map[word] = entry.text;
    }
    return map;
}

void readEntries(ObserveState& state, const QCborMap& map)
{
    for (const auto& [word, value] : map) {
        const auto kind = clinical::observationFromWord(word.toString());
        if (!kind)
            continue;
        if (value.isMap())
            state.entries[*kind]
                = {.notTaken = value.toMap().value(observe_steps::notTakenField).toString()};
        else
            state.entries[*kind] = {.text = value.toString()};
    }
}

} // namespace doorstep::app
