#include "core/store/desk_store.h"

#include "core/store/row_query.h"

namespace doorstep::store {

namespace desk_sql {

const QString Imports = QStringLiteral("ORDER BY recordedAt DESC");
const QString Mappings = QStringLiteral("ORDER BY name, mapping");
const QString Exports = QStringLiteral("ORDER BY recordedAt DESC");
const QString ExportedEntries = QStringLiteral("WHERE exportId = ?");
const QString Audit = QStringLiteral("ORDER BY at DESC, position LIMIT ?");
const QString AuditOf = QStringLiteral("WHERE subject = ? ORDER BY at DESC, position LIMIT ?");

} // namespace desk_sql

Result<std::vector<domain::ImportRow>> DeskStore::imports()
{
    return RowQuery<domain::ImportRow>(m_connection, desk_sql::Imports).all();
}

Result<std::vector<domain::MappingRow>> DeskStore::mappings()
{
    return RowQuery<domain::MappingRow>(m_connection, desk_sql::Mappings).all();
}

Result<std::vector<domain::ExportRow>> DeskStore::exports()
{
    return RowQuery<domain::ExportRow>(m_connection, desk_sql::Exports).all();
}

Result<std::vector<domain::ExportedEntryRow>> DeskStore::exportedEntries(ExportId exportId)
{
    return RowQuery<domain::ExportedEntryRow>(m_connection, desk_sql::ExportedEntries)
        .bind(exportId)
        .all();
}

Result<std::vector<domain::AuditRow>> DeskStore::audit(int limit)
{
    return RowQuery<domain::AuditRow>(m_connection, desk_sql::Audit).bind(limit).all();
}

Result<std::vector<domain::AuditRow>> DeskStore::auditOf(AggregateId subject, int limit)
{
    return RowQuery<domain::AuditRow>(m_connection, desk_sql::AuditOf)
        .bind(subject)
        .bind(limit)
        .all();
}

} // namespace doorstep::store
