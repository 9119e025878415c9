#pragma once

#include "core/domain/desk_rows.h"
#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// The desk's own work: imports, saved mappings, exports, the audit trail.
class DeskStore {
public:
    explicit DeskStore(Connection& connection)
        : m_connection(connection)
    {
    }
    /// Newest first.
    [[nodiscard]] Result<std::vector<domain::ImportRow>> imports();
    [[nodiscard]] Result<std::vector<domain::MappingRow>> mappings();
    /// Newest first.
    [[nodiscard]] Result<std::vector<domain::ExportRow>> exports();
    [[nodiscard]] Result<std::vector<domain::ExportedEntryRow>> exportedEntries(ExportId exportId);
    /// Newest first.
    [[nodiscard]] Result<std::vector<domain::AuditRow>> audit(int limit);
    /// Who looked at or changed one record.
    [[nodiscard]] Result<std::vector<domain::AuditRow>> auditOf(AggregateId subject, int limit);

private:
    Connection& m_connection;
};

} // namespace doorstep::store
