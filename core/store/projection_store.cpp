#include "core/store/projection_store.h"

#include "core/base/mutant.h"
#include "core/domain/desk_rows.h"
#include "core/domain/patient_rows.h"
#include "core/store/search_store.h"

namespace doorstep::store {

namespace projection_sql {

using namespace Qt::StringLiterals;

// Sealed classes only: what clear entries say is in the tables of TrustStore. An own entry that is
// held keeps showing here, on top, as long as nobody rejects it.
const QString Entries = uR"(SELECT id, device, staff, scope, wall,
    CASE WHEN state = 0 THEN %1 END, ctr, payload FROM entry
    WHERE aggregate = ? AND opened = 1 AND verified = 1 AND entryClass IN (1, 2, 6)
    AND (state = 0 OR (own = 1 AND state = 1)))"_s.arg(
    mutated(Mutant::FoldedByArrival) ? u"row + 0 * seq"_s : u"seq"_s);
const QString HasRows = u"SELECT 1 FROM aggregate WHERE id = ?"_s;
const QString Mark = uR"(INSERT INTO aggregate(id, foldedSeq, foldVersion, stale)
    VALUES(?, ?, ?, 0) ON CONFLICT(id) DO UPDATE SET foldedSeq = excluded.foldedSeq,
    foldVersion = excluded.foldVersion, stale = 0)"_s;
const QString Unmark = u"DELETE FROM aggregate WHERE id = ?"_s;
const QString Stale = u"SELECT id FROM aggregate WHERE stale = 1 LIMIT ?"_s;
const QString MarkExported = u"UPDATE entry SET exported = 1 WHERE id = ?"_s;

QString quotedName(const QByteArray& name)
{
    return u'"' + QString::fromLatin1(name) + u'"';
}

} // namespace projection_sql

Status ProjectionStore::refold(AggregateId aggregate)
{
    DOORSTEP_TRY(entries, entriesOf(aggregate));
    DOORSTEP_TRY(known, hasRows(aggregate));
    if (entries.empty() && !known)
        return {}; // what clear entries are about: a device, a scope
    if (entries.empty()) {
        for (const ledger::Table& table : ledger::tables())
            DOORSTEP_CHECK(replace({&table, {}}, aggregate, true));
        DOORSTEP_CHECK(SearchStore(m_connection).remove(aggregate.as<PatientId>()));
        DOORSTEP_TRY(unmark, m_connection.prepare(projection_sql::Unmark));
        return unmark.bind(aggregate).run();
    }
    const ledger::Projection projection = ledger::project(aggregate, std::move(entries));
    for (const ledger::RowSet& rowSet : projection.rowSets)
        DOORSTEP_CHECK(replace(rowSet, aggregate, known));
    DOORSTEP_CHECK(follow(projection));
    DOORSTEP_TRY(mark, m_connection.prepare(projection_sql::Mark));
    return mark.bind(aggregate).bind(qint64(projection.foldedSeq)).bind(ledger::FoldVersion).run();
}

Result<std::vector<ledger::LedgerEntry>> ProjectionStore::entriesOf(AggregateId aggregate)
{
    DOORSTEP_TRY(statement, m_connection.prepare(projection_sql::Entries));
    statement.bind(aggregate);
    std::vector<ledger::LedgerEntry> entries;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return entries;
        auto payload = ledger::decodePayload(statement.bytes(7));
        if (!payload)
            continue; // it read when it was opened: a defect of ours must not stop the others
        ledger::LedgerEntry entry;
        entry.id = statement.id<EntryId>(0);
        entry.device = statement.id<DeviceId>(1);
        entry.staff = statement.id<StaffId>(2);
        entry.scope = statement.id<ScopeId>(3);
        entry.wall = statement.instant(4);
        if (!statement.isNull(5))
            entry.seq = quint64(statement.integer(5));
        entry.ctr = quint64(statement.integer(6));
        entry.payload = std::move(*payload);
        entries.push_back(std::move(entry));
    }
}

Result<bool> ProjectionStore::hasRows(AggregateId aggregate)
{
    DOORSTEP_TRY(statement, m_connection.prepare(projection_sql::HasRows));
    return statement.bind(aggregate).next();
}

const ProjectionStore::Statements& ProjectionStore::statementsFor(const ledger::Table& table)
{
    using namespace projection_sql;
    auto& made = m_statements[table.name];
    if (!made.put.isEmpty())
        return made;
    QStringList columns, marks;
    for (const ledger::Column& column : table.columns) {
        columns << quotedName(column.name);
        marks << u"?"_s;
    }
    // OR REPLACE: two aggregates that claim one key must not make a page fail.
    made.put = u"INSERT OR REPLACE INTO "_s + quotedName(table.name) + u'(' + columns.join(u", "_s)
        + u") VALUES("_s + marks.join(u", "_s) + u')';
    made.drop = u"DELETE FROM "_s + quotedName(table.name) + u" WHERE "_s
        + quotedName(table.aggregateColumn) + u" = ?"_s;
    return made;
}

Status ProjectionStore::replace(const ledger::RowSet& rowSet, AggregateId aggregate, bool dropFirst)
{
    const Statements& statements = statementsFor(*rowSet.table);
    if (dropFirst) {
        DOORSTEP_TRY(drop, m_connection.prepare(statements.drop));
        DOORSTEP_CHECK(drop.bind(aggregate).run());
    }
    for (const QVariantList& row : rowSet.rows) {
        DOORSTEP_TRY(put, m_connection.prepare(statements.put));
        for (const QVariant& value : row)
            put.bindVariant(value);
        DOORSTEP_CHECK(put.run());
    }
    return {};
}

Status ProjectionStore::follow(const ledger::Projection& projection)
{
    for (const auto& patient : ledger::rowsOf<domain::PatientRow>(projection))
        DOORSTEP_CHECK(SearchStore(m_connection).put(patient));
    for (const auto& made : ledger::rowsOf<domain::ExportRow>(projection))
        if (made.format == domain::ExportFormat::Pdf)
            return {}; // one export an aggregate, and paper is no clinical system
    for (const auto& exported : ledger::rowsOf<domain::ExportedEntryRow>(projection)) {
        DOORSTEP_TRY(mark, m_connection.prepare(projection_sql::MarkExported));
        DOORSTEP_CHECK(mark.bind(exported.entry).run());
    }
    return {};
}

Result<std::vector<AggregateId>> ProjectionStore::stale(int limit)
{
    DOORSTEP_TRY(statement, m_connection.prepare(projection_sql::Stale));
    statement.bind(limit);
    std::vector<AggregateId> aggregates;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return aggregates;
        aggregates.push_back(statement.id<AggregateId>(0));
    }
}

} // namespace doorstep::store
