#include "app/runtime/plan_act.h"

#include "core/domain/stop_order.h"
#include "core/ledger/kinds/box_kinds.h"
#include "core/ledger/kinds/round_kinds.h"

#include <QHash>

namespace doorstep::app {

namespace {

QTime quarterHour(QTime time)
{
    return QTime(time.hour(), time.minute() / 15 * 15);
}

/// Whole days as UTC instants, a day wider at each end: a grant must never be the reason that a
/// tablet in another time zone lacks its list at midnight.
Status grant(ledger::Act& act, ScopeId practiceScope, const RoundPlan& plan, ScopeId scope)
{
    const auto at = [](QDate day) {
        return Instant{QDateTime(day, QTime(0, 0), QTimeZone::utc()).toMSecsSinceEpoch()};
    };
    const QDate first = std::min(plan.by.day, plan.day).addDays(-1);
    return addClear(act, practiceScope,
        entry::ScopeGranted{
            plan.device, scope, at(first), at(plan.day.addDays(plan.daysToRead + 1))});
}

Status checkPlan(const RoundPlan& plan)
{
    if (plan.name.trimmed().isEmpty())
        return Error{ErrorCode::InvalidInput, "name"};
    if (!plan.day.isValid() || plan.day < plan.by.day)
        return Error{ErrorCode::InvalidInput, "day"};
    if (plan.team.isEmpty())
        return Error{ErrorCode::InvalidInput, "team"};
    if (plan.device.isNull())
        return Error{ErrorCode::InvalidInput, "device"};
    if (plan.visits.empty())
        return Error{ErrorCode::InvalidInput, "visits"};
    return {};
}

} // namespace

Result<RoundAct> roundAct(IdMint& mint, const PracticeScope& scopes, const RoundPlan& plan)
{
    DOORSTEP_CHECK(checkPlan(plan));
    RoundAct made{ledger::Act(mint), plan.round.isNull() ? mint.next<RoundId>() : plan.round};
    const auto scope = made.round.as<ScopeId>();

    ledger::RoundPlanned round;
    round.roundKind = domain::RoundKind::HomeVisits;
    round.name = plan.name.trimmed();
    round.day = plan.day;
    round.startsAt = plan.leavesAt;
    round.team = plan.team;
    round.programmes = plan.programmes;
    QList<VisitId> stops;
    for (const PlannedVisit& planned : plan.visits)
        stops.append(planned.visit);
    round.stops = stops;
    made.act.add(scope, made.round.as<AggregateId>(), round);
    DOORSTEP_CHECK(grant(made.act, scopes.practice, plan, scope));

    QSet<PatientId> granted;
    int position = 0;
    for (const PlannedVisit& planned : plan.visits) {
        ledger::VisitPlanned visit;
        visit.round = made.round;
        visit.patient = planned.patient.patient;
        visit.position = ++position;
        visit.windowFrom = planned.from;
        visit.windowTo = planned.to;
        visit.jobs = planned.jobs;
        if (!planned.note.isEmpty())
            visit.note = planned.note;
        visit.assignedTo = plan.team.front();
        made.act.add(scope, planned.visit.as<AggregateId>(), visit);
        const PatientId patient = planned.patient.patient;
        for (const PatientId& record : plan.alsoRecordedAs.value(patient) + QList{patient}) {
            if (granted.contains(record))
                continue;
            granted.insert(record);
            DOORSTEP_CHECK(grant(made.act, scopes.practice, plan, record.as<ScopeId>()));
        }
    }
    return made;
}

LoadedBatch loadedBatch(const domain::BatchRow& batch, int doses)
{
    return {batch.batch, batch.programme, batch.product, batch.productName, batch.productCode,
        batch.batchNumber, batch.expires, doses};
}

Result<BoxId> addBox(RoundAct& round, IdMint& mint, const ActBy& by, const QString& name,
    const std::vector<LoadedBatch>& contents)
{
    ledger::BoxLoaded loaded;
    loaded.round = round.round;
    loaded.name = name.trimmed();
    loaded.loadedAt = by.at;
    for (const LoadedBatch& batch : contents) {
        if (batch.batch.isNull() || batch.doses < 1)
            return Error{ErrorCode::InvalidInput, "batch"};
        loaded.contents.append({batch.batch, batch.programme, batch.product, batch.productName,
            batch.productCode, batch.batchNumber, batch.expires, batch.doses});
    }
    if (loaded.contents.isEmpty())
        return Error{ErrorCode::InvalidInput, "contents"};
    const auto box = mint.next<BoxId>();
    round.act.add(round.round.as<ScopeId>(), box.as<AggregateId>(), loaded);
    return box;
}

std::vector<PlannedVisit> inVisitingOrder(
    std::vector<PlannedVisit> visits, QTime leavesAt, Pace pace)
{
    std::vector<domain::Stop> stops;
    QHash<VisitId, std::size_t> byVisit;
    for (std::size_t i = 0; i < visits.size(); ++i) {
        const domain::PatientRow& patient = visits[i].patient;
        stops.push_back(
            {visits[i].visit, patient.household, patient.area, patient.mapX, patient.mapY, {}, {}});
        byVisit.insert(visits[i].visit, i);
    }
    std::vector<PlannedVisit> ordered;
    for (const VisitId visit : domain::visitingOrder(stops))
        ordered.push_back(visits[byVisit.value(visit)]);
    setTimes(ordered, leavesAt, pace);
    return ordered;
}

void setTimes(std::vector<PlannedVisit>& visits, QTime leavesAt, Pace pace)
{
    QTime at = leavesAt;
    HouseholdId door;
    for (PlannedVisit& planned : visits) {
        const bool sameDoor = !door.isNull() && planned.patient.household == door;
        if (!sameDoor)
            at = at.addSecs(pace.minutesBetween * 60);
        door = planned.patient.household;
        planned.from = quarterHour(at);
        planned.to = planned.from.addSecs(30 * 60);
        at = at.addSecs(pace.minutesEach * 60);
    }
}

} // namespace doorstep::app
