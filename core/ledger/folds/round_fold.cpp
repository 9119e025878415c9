#include "core/ledger/folds/row_writer.h"
#include "core/ledger/folds/visit_fold.h"

namespace doorstep::ledger {

Applied RoundFold::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    const Applied applied = applyMerging<RoundPlanned>(entry, meta, m_plan);
    return applied == Applied::OtherKind ? applyFacts(entry, meta, m_closed) : applied;
}

void RoundFold::writeRows(AggregateId aggregate, const SharedState& shared, RowWriter& rows) const
{
    const auto plan = standing<RoundPlanned>(
        m_plan.settle(RoundPlanned::staticMetaObject, aggregate, shared, rows));
    domain::RoundRow row;
    row.round = aggregate.as<RoundId>();
    row.roundKind = plan.roundKind.value_or(domain::RoundKind::HomeVisits);
    row.name = plan.name.value_or(QString());
    row.day = plan.day.value_or(QDate());
    row.place = plan.place.value_or(QString());
    row.startsAt = plan.startsAt.value_or(QTime());
    row.team = plan.team.value_or(QList<StaffId>());
    row.programmes = plan.programmes.value_or(QStringList());
    row.stops = plan.stops.value_or(QList<VisitId>());
    row.note = plan.note.value_or(QString());
    row.status = domain::RoundStatus::Planned;
    for (const Fact<RoundClosed>& closed : m_closed) {
        if (shared.isInError(closed.meta.id))
            continue;
        row.status = domain::RoundStatus::Closed;
        row.closedBy = closed.meta.staff;
        row.closedAt = closed.fields.closedAt;
        row.closingNote = closed.fields.note;
    }
    rows.add(row);
}

} // namespace doorstep::ledger
