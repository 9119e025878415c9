#include "core/domain/hold_rules.h"
#include "core/domain/patient_rows.h"
#include "core/ledger/folds/care_fold.h"
#include "core/ledger/folds/corrections.h"
#include "core/ledger/folds/row_writer.h"

namespace doorstep::ledger {
namespace {

namespace rules = domain::hold_rules;
using Closings = std::vector<const Fact<FollowUpClosed>*>;

/// An opening that names no id of its own is known by its entry.
FollowUpId idOf(const Fact<FollowUpOpened>& opened)
{
    return opened.fields.followUp.isNull() ? opened.meta.id.as<FollowUpId>()
                                           : opened.fields.followUp;
}

domain::FollowUpRow openRow(const Fact<FollowUpOpened>& opened, PatientId patient)
{
    domain::FollowUpRow row;
    row.followUp = idOf(opened);
    row.entry = opened.meta.id;
    row.patient = patient;
    row.visit = opened.fields.visit;
    row.followUpKind = opened.fields.followUpKind;
    row.text = opened.fields.text;
    row.due = opened.fields.due;
    row.ownerRole = opened.fields.ownerRole;
    row.owner = opened.fields.owner;
    row.urgent = opened.fields.urgent;
    row.status = domain::FollowUpStatus::Open;
    row.recordedBy = opened.meta.staff;
    row.recordedAt = opened.meta.wall;
    return row;
}

/// The first closing stands; different results hold.
void close(domain::FollowUpRow& row, const Closings& closings, HoldBook& holds)
{
    const Fact<FollowUpClosed>& first = *closings.front();
    row.status = domain::FollowUpStatus::Closed;
    row.result = first.fields.result;
    row.closedBy = first.meta.staff;
    row.closedAt = first.meta.wall;
    QList<EntryId> all;
    bool differ = false;
    for (const Fact<FollowUpClosed>* closing : closings) {
        all.append(closing->meta.id);
        differ = differ || closing->fields.result != first.fields.result;
    }
    if (differ)
        holds.open(rules::FollowUpResults, all);
}

} // namespace

Applied FollowUpFold::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    return applyFacts(entry, meta, m_opened, m_closed);
}

void FollowUpFold::writeRows(
    AggregateId aggregate, const SharedState& shared, RowWriter& rows) const
{
    QHash<FollowUpId, Closings> closings;
    for (const Fact<FollowUpClosed>& closing : m_closed)
        if (!shared.isInError(closing.meta.id))
            closings[closing.fields.followUp].push_back(&closing);
    QSet<FollowUpId> written;
    for (const Fact<FollowUpOpened>& opened : m_opened) {
        if (written.contains(idOf(opened)))
            continue;
        written.insert(idOf(opened));
        domain::FollowUpRow row = openRow(opened, aggregate.as<PatientId>());
        if (const auto error = shared.errorReason(opened.meta.id)) {
            row.status = domain::FollowUpStatus::Closed;
            row.result = *error;
        } else if (const auto found = closings.constFind(row.followUp);
                   found != closings.constEnd()) {
            close(row, *found, rows.holds());
        }
        rows.add(row);
    }
}

} // namespace doorstep::ledger
