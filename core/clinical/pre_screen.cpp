#include "core/clinical/pre_screen.h"

#include <algorithm>

namespace doorstep::clinical {

namespace {

Stop stopFor(const PreScreenQuestion& question, ScreenEffect effect)
{
    Stop stop{StopRule::PreScreenAnswer, StopLevel::Note, LiftedBy::Giver, question.id,
        question.reason, {}};
    switch (effect) {
    case ScreenEffect::Proceed:
    case ScreenEffect::Note:
        break;
    case ScreenEffect::AskClinician:
        stop.level = StopLevel::Block;
        stop.liftedBy = LiftedBy::RegisteredProfessional;
        break;
    case ScreenEffect::Postpone:
        stop.level = StopLevel::Postpone;
        stop.liftedBy = LiftedBy::RegisteredProfessional;
        break;
    case ScreenEffect::DoNotGive:
        stop.level = StopLevel::Block;
        stop.liftedBy = LiftedBy::Prescriber;
        break;
    }
    return stop;
}

ScreenEffect effectOf(const PreScreenQuestion& question, ScreenAnswer answer)
{
    switch (answer) {
    case ScreenAnswer::No:
        return ScreenEffect::Proceed;
    case ScreenAnswer::Yes:
        return question.whenYes;
    case ScreenAnswer::Unsure:
        return question.whenUnsure;
    }
    return ScreenEffect::AskClinician;
}

} // namespace

ScreenResult judgePreScreen(const ProgrammePack& pack, const ScreenAnswers& answers)
{
    struct Weighed {
        ScreenEffect effect;
        Stop stop;
    };
    std::vector<Weighed> found;
    ScreenResult result;
    for (const auto& question : pack.preScreen) {
        const auto answer = answers.find(question.id);
        if (answer == answers.end()) {
            result.unanswered.append(question.id);
            continue;
        }
        const auto effect = effectOf(question, answer->second);
        result.effect = std::max(result.effect, effect);
        if (effect != ScreenEffect::Proceed)
            found.push_back({effect, stopFor(question, effect)});
    }
    std::stable_sort(found.begin(), found.end(),
        [](const Weighed& a, const Weighed& b) { return a.effect > b.effect; });
    for (auto& weighed : found)
        result.stops.push_back(std::move(weighed.stop));
    for (const auto& id : result.unanswered)
        result.stops.push_back(
            {StopRule::PreScreenUnanswered, StopLevel::Block, LiftedBy::Giver, id, {}, {}});
    return result;
}

} // namespace doorstep::clinical
