#include "core/domain/outcome_rules.h"

namespace doorstep::domain {
namespace {

// Suggestions of this product, not national rules: a person sees and may change each.
constexpr int RetryDays = 2; ///< not in: "try Thu 26 Nov" after a Tuesday
constexpr int RecoveryDays = 7; ///< unwell: time to be well again
constexpr int HospitalDays = 14;
constexpr int StockDays = 3;

NextStep retry(QDate on, int days, bool offersCard)
{
    NextStep step;
    step.offersCard = offersCard;
    step.retryOn = workingDay(on.addDays(days));
    step.followUp = FollowUpKind::Retry;
    step.ownerRole = Role::Coordinator;
    step.due = step.retryOn;
    return step;
}

NextStep work(FollowUpKind kind, Role owner, QDate due)
{
    NextStep step;
    step.followUp = kind;
    step.ownerRole = owner;
    step.due = workingDay(due);
    return step;
}

NextStep unsafe(QDate on)
{
    NextStep step = work(FollowUpKind::Safeguarding, Role::Coordinator, on);
    step.due = on; // today, whatever day it is
    step.urgent = true;
    step.asksReason = true;
    step.removesFromRounds = true;
    return step;
}

NextStep recordChange(QDate on)
{
    NextStep step = work(FollowUpKind::UpdateRecord, Role::Coordinator, on.addDays(1));
    step.removesFromRounds = true;
    return step;
}

} // namespace

QDate workingDay(QDate day)
{
    while (day.isValid() && day.dayOfWeek() > Qt::Friday)
        day = day.addDays(1);
    return day;
}

VisitStatus statusAfter(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Given:
    case Outcome::Seen:
        return VisitStatus::Done;
    case Outcome::Unknown:
    case Outcome::NotIn:
    case Outcome::NoAccess:
    case Outcome::Refused:
    case Outcome::Unwell:
    case Outcome::Contraindicated:
    case Outcome::AlreadyHad:
    case Outcome::Moved:
    case Outcome::InHospital:
    case Outcome::Deceased:
    case Outcome::Unsafe:
    case Outcome::NoVaccine:
        return VisitStatus::Attempted;
    }
    return VisitStatus::Attempted;
}

NextStep nextStep(Outcome outcome, QDate on)
{
    NextStep step;
    switch (outcome) {
    case Outcome::Unknown:
    case Outcome::Given:
    case Outcome::Seen:
        break;
    case Outcome::NotIn:
        return retry(on, RetryDays, true);
    case Outcome::NoAccess:
        step = retry(on, RetryDays, true);
        step.asksReason = true;
        break;
    case Outcome::Unwell:
        step = retry(on, RecoveryDays, false);
        step.asksReason = true;
        break;
    case Outcome::InHospital:
        return retry(on, HospitalDays, false);
    case Outcome::NoVaccine:
        step = retry(on, StockDays, false);
        step.followUp = FollowUpKind::Stock;
        break;
    case Outcome::Refused:
        step.asksReason = true;
        step.removesFromRounds = true;
        break;
    case Outcome::AlreadyHad:
        return work(FollowUpKind::UpdateRecord, Role::Coordinator, on.addDays(1));
    case Outcome::Contraindicated:
        step = work(FollowUpKind::Clinician, Role::Nurse, on.addDays(1));
        step.asksReason = true;
        break;
    case Outcome::Moved:
        return recordChange(on);
    case Outcome::Deceased:
        step = recordChange(on);
        step.urgent = true;
        break;
    case Outcome::Unsafe:
        return unsafe(on);
    }
    return step;
}

Outcome outcomeFor(NotGivenReason reason)
{
    switch (reason) {
    case NotGivenReason::Refused:
        return Outcome::Refused;
    case NotGivenReason::Unwell:
        return Outcome::Unwell;
    case NotGivenReason::Contraindicated:
        return Outcome::Contraindicated;
    case NotGivenReason::AlreadyHad:
        return Outcome::AlreadyHad;
    case NotGivenReason::NotIn:
        return Outcome::NotIn;
    case NotGivenReason::NoAccess:
        return Outcome::NoAccess;
    case NotGivenReason::NoVaccine:
    case NotGivenReason::NoAuthority:
        return Outcome::NoVaccine;
    case NotGivenReason::Unknown:
    case NotGivenReason::Other:
        return Outcome::Unknown;
    }
    return Outcome::Unknown;
}

} // namespace doorstep::domain
