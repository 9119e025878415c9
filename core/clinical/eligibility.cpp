#include "core/clinical/eligibility.h"

#include "core/clinical/person.h"

#include <algorithm>

namespace doorstep::clinical {

namespace {

/// Why this cohort takes this person, or none when it does not.
std::optional<EligibilityReason> reasonFor(
    const Cohort& cohort, const EligibilityFacts& facts, QDate on)
{
    EligibilityReason reason{cohort.id, cohort.label, std::nullopt, {}, {}, cohort.opens};
    if (cohort.minimumAge || cohort.belowAge) {
        reason.ageOn = cohort.ageOn.isValid() ? cohort.ageOn : on;
        reason.age = ageOn(facts.born, reason.ageOn);
        if (!reason.age)
            return std::nullopt;
        if (cohort.minimumAge && *reason.age < *cohort.minimumAge)
            return std::nullopt;
        if (cohort.belowAge && *reason.age >= *cohort.belowAge)
            return std::nullopt;
    }
    if (cohort.minimumAgeMonths
        && (!facts.born.isValid() || facts.born.addMonths(*cohort.minimumAgeMonths) > on))
        return std::nullopt;
    if (cohort.anyOf.isEmpty() && !cohort.minimumBmi)
        return reason;
    for (const auto& group : cohort.anyOf) {
        if (facts.registers.contains(group) || facts.riskGroups.contains(group)) {
            reason.group = group;
            return reason;
        }
    }
    if (cohort.minimumBmi && facts.bodyMassIndex && *facts.bodyMassIndex >= *cohort.minimumBmi) {
        reason.group = QStringLiteral("bmi");
        return reason;
    }
    return std::nullopt;
}

/// Doses that count for this programme on or before a day, oldest first.
std::vector<PreviousDose> countingDoses(
    const ProgrammePack& pack, const EligibilityFacts& facts, QDate on)
{
    std::vector<PreviousDose> doses;
    for (const auto& dose : facts.doses) {
        const bool counts = dose.programme == pack.programme && dose.givenOn.isValid()
            && dose.givenOn <= on
            && (!pack.countsFrom.isValid() || dose.givenOn >= pack.countsFrom);
        if (counts)
            doses.push_back(dose);
    }
    std::stable_sort(doses.begin(), doses.end(),
        [](const PreviousDose& a, const PreviousDose& b) { return a.givenOn < b.givenOn; });
    return doses;
}

void applyCohorts(
    Eligibility& result, const ProgrammePack& pack, const EligibilityFacts& facts, QDate on)
{
    bool open = false;
    bool later = false;
    bool ageNeeded = false;
    for (const auto& cohort : pack.cohorts) {
        ageNeeded = ageNeeded || cohort.minimumAge || cohort.belowAge;
        const auto reason = reasonFor(cohort, facts, std::max(on, cohort.opens));
        if (!reason)
            continue;
        const bool ended = cohort.closes.isValid() && on > cohort.closes;
        open = open || (!ended && on >= cohort.opens);
        if (!ended && on < cohort.opens) {
            later = true;
            if (!result.dueFrom.isValid() || cohort.opens < result.dueFrom)
                result.dueFrom = cohort.opens;
        }
        result.reasons.push_back(*reason);
    }
    if (open) {
        result.state = EligibilityState::Due;
        result.dueFrom = {};
    } else if (later)
        result.state = EligibilityState::NotYet;
    else if (!result.reasons.empty())
        result.state = EligibilityState::Closed;
    else if (ageNeeded && !facts.born.isValid())
        result.state = EligibilityState::Unknown;
    else
        result.state = EligibilityState::NotInCohort;
}

void applyDoses(
    Eligibility& result, const ProgrammePack& pack, const EligibilityFacts& facts, QDate on)
{
    const auto doses = countingDoses(pack, facts, on);
    if (doses.empty())
        return;
    result.given = doses.back();
    result.nextDoseNumber = static_cast<int>(doses.size()) + 1;
    if (result.nextDoseNumber > pack.dosesInCourse) {
        result.state = EligibilityState::AlreadyGiven;
        return;
    }
    const QDate from = doses.back().givenOn.addDays(pack.minimumIntervalDays);
    if (result.state == EligibilityState::Due && on < from) {
        result.state = EligibilityState::TooSoon;
        result.dueFrom = from;
    }
}

Stop stopFrom(const ProgrammePack& pack, const Eligibility& eligibility)
{
    Stop stop{StopRule::NotEligible, StopLevel::Confirm, LiftedBy::RegisteredProfessional,
        pack.title, {}, {}};
    switch (eligibility.state) {
    case EligibilityState::Due:
    case EligibilityState::NotInCohort:
    case EligibilityState::Unknown:
        break;
    case EligibilityState::NotYet:
        stop.rule = StopRule::NotYetEligible;
        stop.date = eligibility.dueFrom;
        break;
    case EligibilityState::AlreadyGiven:
        stop.rule = pack.dosesInCourse > 1 ? StopRule::CourseComplete : StopRule::AlreadyGiven;
        stop.level = StopLevel::Block;
        stop.liftedBy = LiftedBy::Prescriber;
        stop.detail = eligibility.given->place;
        stop.date = eligibility.given->givenOn;
        break;
    case EligibilityState::TooSoon:
        stop.rule = StopRule::TooSoon;
        stop.level = StopLevel::Postpone;
        stop.liftedBy = LiftedBy::Prescriber;
        stop.date = eligibility.dueFrom;
        break;
    case EligibilityState::Closed:
        stop.rule = StopRule::ProgrammeNotOpen;
        stop.date = pack.closes;
        break;
    case EligibilityState::Deceased:
        stop.rule = StopRule::PatientDeceased;
        stop.level = StopLevel::Block;
        stop.liftedBy = LiftedBy::Coordinator;
        break;
    }
    return stop;
}

} // namespace

Eligibility eligibilityFor(const ProgrammePack& pack, const EligibilityFacts& facts, QDate on)
{
    Eligibility result;
    if (facts.deceased) {
        result.state = EligibilityState::Deceased;
        return result;
    }
    applyCohorts(result, pack, facts, on);
    applyDoses(result, pack, facts, on);
    return result;
}

Stops checkInterval(const ProgrammePack& pack, const EligibilityFacts& facts, QDate on)
{
    const auto eligibility = eligibilityFor(pack, facts, on);
    if (eligibility.state == EligibilityState::Due)
        return {};
    return {stopFrom(pack, eligibility)};
}

Stops checkProduct(const Product& product, QDate born, QDate on)
{
    const auto stop = [&](StopRule rule, LiftedBy liftedBy) {
        return Stop{rule, StopLevel::Confirm, liftedBy, product.name, {}, {}};
    };
    const auto age = ageOn(born, on);
    for (const auto& line : product.lines) {
        const bool covers = age && (!line.minimumAge || *age >= *line.minimumAge)
            && (!line.belowAge || *age < *line.belowAge);
        if (covers && !line.secondLine)
            return {};
        if (covers)
            return {stop(StopRule::ProductSecondLine, LiftedBy::Giver)};
    }
    return {stop(StopRule::ProductNotForAge, LiftedBy::Prescriber)};
}

} // namespace doorstep::clinical
