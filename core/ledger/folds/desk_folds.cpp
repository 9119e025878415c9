#include "core/ledger/folds/desk_folds.h"

#include "core/domain/desk_rows.h"
#include "core/ledger/folds/row_writer.h"

namespace doorstep::ledger {

Applied ImportFold::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    return applyFacts(entry, meta, m_recorded, m_undone);
}

void ImportFold::writeRows(AggregateId aggregate, const SharedState& shared, RowWriter& rows) const
{
    domain::ImportRow row;
    row.importId = aggregate.as<ImportId>();
    for (const Fact<ImportRecorded>& recorded : m_recorded) {
        if (shared.isInError(recorded.meta.id))
            continue;
        row.entry = recorded.meta.id;
        row.source = recorded.fields.source;
        row.fileHash = recorded.fields.fileHash;
        row.mapping = recorded.fields.mapping;
        row.rowsRead = recorded.fields.rowsRead;
        row.added = recorded.fields.added;
        row.changed = recorded.fields.changed;
        row.unchanged = recorded.fields.unchanged;
        row.setAside = recorded.fields.setAside;
        row.act = recorded.meta.act;
        row.recordedBy = recorded.meta.staff;
        row.recordedAt = recorded.meta.wall;
    }
    for (const Fact<ImportUndone>& undone : m_undone)
        row.undone = row.undone || !shared.isInError(undone.meta.id);
    rows.add(row);
}

Applied MappingFold::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    return applyFacts(entry, meta, m_saved);
}

void MappingFold::writeRows(AggregateId aggregate, const SharedState& shared, RowWriter& rows) const
{
    domain::MappingRow row;
    row.mapping = aggregate.as<MappingId>();
    for (const Fact<MappingSaved>& saved : m_saved) {
        if (shared.isInError(saved.meta.id))
            continue; // the last saved stands
        row.name = saved.fields.name;
        row.columns = saved.fields.columns;
        row.fields = saved.fields.fields;
        row.dateFormat = saved.fields.dateFormat;
    }
    rows.add(row);
}

Applied ExportFold::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    return applyFacts(entry, meta, m_recorded);
}

void ExportFold::writeRows(AggregateId aggregate, const SharedState& shared, RowWriter& rows) const
{
    domain::ExportRow row;
    row.exportId = aggregate.as<ExportId>();
    QSet<EntryId> left;
    for (const Fact<ExportRecorded>& recorded : m_recorded) {
        if (shared.isInError(recorded.meta.id))
            continue; // a file that was thrown away
        row.entry = recorded.meta.id;
        row.format = recorded.fields.format;
        row.purpose = recorded.fields.purpose;
        row.fileHash = recorded.fields.fileHash;
        row.recordedBy = recorded.meta.staff;
        row.recordedAt = recorded.meta.wall;
        for (const EntryId& entry : recorded.fields.entries) {
            if (left.contains(entry))
                continue;
            left.insert(entry);
            rows.add(domain::ExportedEntryRow{row.exportId, entry});
        }
    }
    row.entryCount = static_cast<int>(left.size());
    rows.add(row);
}

Applied AuditFold::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    return applyFacts(entry, meta, m_bundles);
}

void AuditFold::writeRows(AggregateId aggregate, const SharedState&, RowWriter& rows) const
{
    for (const Fact<AuditBundled>& bundle : m_bundles) {
        int position = 0;
        for (const AuditLine& line : bundle.fields.lines)
            rows.add(domain::AuditRow{bundle.meta.id, aggregate, position++, line.at, line.what,
                line.subject, line.detail, line.staff, bundle.meta.device});
    }
}

} // namespace doorstep::ledger
