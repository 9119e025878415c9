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

QSet<EntryId> VisitFold::knownBy(const Ended& ended) const
{
    // No honest visit ends this often; beyond it a writer counts as not knowing, which only holds.
    constexpr qsizetype mostOutcomes = 64;
    QSet<EntryId> known{ended.fields.supersedes, ended.knownOutcome};
    EntryId at = ended.knownOutcome;
    while (known.size() < mostOutcomes) {
        const auto before = std::find_if(m_ended.begin(), m_ended.end(),
            [at](const Ended& other) { return other.meta.id == at; });
        if (before == m_ended.end() || known.contains(before->knownOutcome))
            break;
        known.insert(before->fields.supersedes);
        known.insert(before->knownOutcome);
        at = before->knownOutcome;
    }
    return known;
}

/// Somebody else had been given the visit, and the writer did not know.
bool VisitFold::isAfterReassignment(const Ended& ended, const SharedState& shared) const
{
    const auto& assignments = m_plan.writes(assignmentField);
    const QCborValue writer = ended.meta.staff.toBytes();
    const EntryId known = ended.knownAssignment;
    const QSet<EntryId> after
        = known.isNull() ? QSet<EntryId>() : m_plan.builtOn(assignmentField, known);
    return std::any_of(assignments.begin(), assignments.end(), [&](const FieldWrite& other) {
        return other.meta.place < ended.meta.place && !shared.isInError(other.meta.id)
            && other.value != writer && other.meta.id != known
            && (known.isNull() || after.contains(other.meta.id));
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

/// Each outcome holds with the nearest one, in order of id, that it contradicts unknowing.
void VisitFold::holdRivals(const Standing& standing, HoldBook& holds) const
{
    std::vector<std::pair<const Ended*, QSet<EntryId>>> byId;
    for (const Ended* ended : standing.current)
        byId.emplace_back(ended, knownBy(*ended));
    std::sort(byId.begin(), byId.end(),
        [](const auto& a, const auto& b) { return a.first->meta.id < b.first->meta.id; });
    for (auto later = byId.rbegin(); later != byId.rend(); ++later) {
        const auto rival = std::find_if(std::next(later), byId.rend(), [&](const auto& earlier) {
            return contradict(later->first->fields.outcome, earlier.first->fields.outcome)
                && !later->second.contains(earlier.first->meta.id)
                && !earlier.second.contains(later->first->meta.id);
        });
        if (rival != byId.rend())
            holds.open(rules::Outcomes, {later->first->meta.id, rival->first->meta.id});
    }
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
