#include "core/ledger/folds/visit_fold.h"

#include "core/domain/hold_rules.h"
#include "core/domain/outcome_rules.h"
#include "core/ledger/folds/row_writer.h"

#include <algorithm>

namespace doorstep::ledger {
namespace {

namespace rules = domain::hold_rules;

const QString assignmentField = QStringLiteral("assignedTo");
const QString outcomeField = QStringLiteral("outcome");

EntryId basisOf(const LedgerEntry& entry, const QString& field)
{
    const auto basis = entry.payload.basis.find(field);
    return basis == entry.payload.basis.end() ? EntryId() : basis->second;
}

/// Two contributions to one finished visit do not contradict; anything else that differs does.
bool contradict(domain::Outcome a, domain::Outcome b)
{
    const bool bothDone = domain::statusAfter(a) == domain::VisitStatus::Done
        && domain::statusAfter(b) == domain::VisitStatus::Done;
    return a != b && !bothDone;
}

} // namespace

Applied VisitFold::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    Applied applied = applyMerging<VisitPlanned>(entry, meta, m_plan);
    if (applied == Applied::OtherKind)
        applied = applyFacts(entry, meta, m_started, m_cancelled);
    if (applied != Applied::OtherKind)
        return applied;
    std::vector<Fact<OutcomeRecorded>> ended;
    applied = applyFacts(entry, meta, ended);
    for (Fact<OutcomeRecorded>& outcome : ended)
        m_ended.push_back(
            {std::move(outcome), basisOf(entry, assignmentField), basisOf(entry, outcomeField)});
    return applied;
}

bool VisitFold::knowsOutcome(const Ended& later, EntryId earlier) const
{
    const Ended* at = &later;
    for (std::size_t steps = m_ended.size(); steps > 0; --steps) {
        if (at->knownOutcome == earlier || at->fields.supersedes == earlier)
            return true;
        const auto known = std::find_if(m_ended.begin(), m_ended.end(),
            [at](const Ended& ended) { return ended.meta.id == at->knownOutcome; });
        if (known == m_ended.end())
            return false;
        at = &*known;
    }
    return false;
}

/// Somebody else had been given the visit, and the writer did not know.
bool VisitFold::isAfterReassignment(const Ended& ended, const SharedState& shared) const
{
    const auto& assignments = m_plan.writes(assignmentField);
    const QCborValue writer = ended.meta.staff.toBytes();
    return std::any_of(assignments.begin(), assignments.end(), [&](const FieldWrite& other) {
        return other.meta.place < ended.meta.place && !shared.isInError(other.meta.id)
            && other.value != writer && other.meta.id != ended.knownAssignment
            && (ended.knownAssignment.isNull()
                || m_plan.knows(assignmentField, other.meta.id, ended.knownAssignment));
    });
}

VisitFold::Standing VisitFold::standingOutcomes(
    const Corrections& corrections, const SharedState& shared) const
{
    QSet<EntryId> lost;
    for (const Fact<HoldClosed>* closing : shared.closings(rules::Outcomes))
        for (const EntryId& entry : closing->fields.entries)
            if (!closing->fields.chosen.isNull() && entry != closing->fields.chosen)
                lost.insert(entry);
    Standing standing;
    for (const Ended& ended : m_ended) {
        if (!corrections.isCurrent(ended.meta.id))
            continue;
        if (lost.contains(ended.meta.id)) {
            standing.decidedAgainst.push_back(&ended);
            continue;
        }
        standing.current.push_back(&ended);
        const bool isBetter = standing.best == nullptr
            || domain::statusAfter(ended.fields.outcome)
                >= domain::statusAfter(standing.best->fields.outcome);
        if (isBetter) // of one rank the later in fold order
            standing.best = &ended;
    }
    return standing;
}

void VisitFold::holdRivals(const Standing& standing, HoldBook& holds) const
{
    for (auto a = standing.current.begin(); a != standing.current.end(); ++a)
        for (auto b = std::next(a); b != standing.current.end(); ++b)
            if (contradict((*a)->fields.outcome, (*b)->fields.outcome)
                && !knowsOutcome(**b, (*a)->meta.id) && !knowsOutcome(**a, (*b)->meta.id))
                holds.open(rules::Outcomes, {(*a)->meta.id, (*b)->meta.id});
}

void VisitFold::describeProgress(domain::VisitRow& row, const SharedState& shared) const
{
    row.status = domain::VisitStatus::Assigned;
    for (const Fact<VisitStarted>& started : m_started) {
        if (shared.isInError(started.meta.id) || row.status == domain::VisitStatus::Started)
            continue; // the first start stands
        row.status = domain::VisitStatus::Started;
        row.startedBy = started.meta.staff;
        row.startedAt = started.fields.startedAt;
    }
    for (const Fact<VisitCancelled>& cancelled : m_cancelled) {
        if (shared.isInError(cancelled.meta.id))
            continue;
        row.status = domain::VisitStatus::Cancelled;
        row.cancelledReason = cancelled.fields.reason;
    }
}

void VisitFold::describeOutcome(
    domain::VisitRow& row, const Standing& standing, const SharedState& shared) const
{
    row.outcomes = static_cast<int>(standing.current.size());
    if (standing.best == nullptr)
        return;
    const Ended& best = *standing.best;
    row.status = std::max(row.status, domain::statusAfter(best.fields.outcome));
    row.outcome = best.fields.outcome;
    row.reason = best.fields.reason;
    row.detail = best.fields.detail;
    row.cardLeft = best.fields.cardLeft;
    row.retryOn = best.fields.retryOn;
    row.outcomeEntry = best.meta.id;
    row.endedBy = best.meta.staff;
    row.endedAt = best.fields.endedAt;
    row.afterReassignment = isAfterReassignment(best, shared);
}

void VisitFold::writeRows(AggregateId aggregate, const SharedState& shared, RowWriter& rows) const
{
    const auto plan = standing<VisitPlanned>(
        m_plan.settle(VisitPlanned::staticMetaObject, aggregate, shared, rows));
    domain::VisitRow row;
    row.visit = aggregate.as<VisitId>();
    row.round = plan.round.value_or(RoundId());
    row.patient = plan.patient.value_or(PatientId());
    row.position = plan.position.value_or(0);
    row.windowFrom = plan.windowFrom.value_or(QTime());
    row.windowTo = plan.windowTo.value_or(QTime());
    row.jobs = plan.jobs.value_or(QStringList());
    row.note = plan.note.value_or(QString());
    row.assignedTo = plan.assignedTo.value_or(StaffId());
    describeProgress(row, shared);

    std::vector<Fact<OutcomeRecorded>> facts(m_ended.begin(), m_ended.end());
    const Corrections corrections(facts, shared, rows.holds());
    const Standing standing = standingOutcomes(corrections, shared);
    describeOutcome(row, standing, shared);
    rows.add(row);
    if (standing.best != nullptr)
        rows.add(domain::FieldHeadRow{aggregate, outcomeField, standing.best->meta.id});
    holdRivals(standing, rows.holds());
    writeOutcomes(row, corrections, standing, shared, rows);
}

void VisitFold::writeOutcomes(const domain::VisitRow& visit, const Corrections& corrections,
    const Standing& standing, const SharedState& shared, RowWriter& rows) const
{
    for (const Ended& ended : m_ended) {
        domain::VisitOutcomeRow row;
        row.entry = ended.meta.id;
        row.visit = visit.visit;
        row.patient = visit.patient;
        row.outcome = ended.fields.outcome;
        row.reason = ended.fields.reason;
        row.detail = ended.fields.detail;
        row.cardLeft = ended.fields.cardLeft;
        row.retryOn = ended.fields.retryOn;
        const auto& current = standing.current;
        row.current = std::find(current.begin(), current.end(), &ended) != current.end();
        row.supersededBy = corrections.supersededBy(ended.meta.id);
        row.errorReason = corrections.errorReason(ended.meta.id);
        row.afterReassignment = isAfterReassignment(ended, shared);
        row.recordedBy = ended.meta.staff;
        row.device = ended.meta.device;
        row.endedAt = ended.fields.endedAt;
        row.recordedAt = ended.meta.wall;
        rows.add(row);
    }
}

} // namespace doorstep::ledger
