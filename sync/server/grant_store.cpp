#include "sync/server/grant_store.h"

#include <limits>

namespace doorstep::server {
namespace grant_sql {

constexpr const char* Insert
    = "INSERT INTO scope_grant(practice, device, scope, seq, from_ms, to_ms)"
      " VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(practice, device, scope, seq) DO NOTHING";
constexpr const char* End = "UPDATE scope_grant SET to_ms = ? WHERE practice = ? AND device = ?"
                            " AND scope = ? AND to_ms > ?";
constexpr const char* All = "SELECT scope, seq, from_ms, to_ms FROM scope_grant"
                            " WHERE practice = ? AND device = ? ORDER BY seq";

} // namespace grant_sql

Status GrantStore::add(PracticeId practice, DeviceId device, const ScopeGrant& grant)
{
    return m_sql.change(
        grant_sql::Insert, practice, device, grant.scope, grant.position, grant.from, grant.to);
}

ScopeGrant GrantStore::ofOwn(ScopeId scope, quint64 position)
{
    return {scope, position, Instant(), {std::numeric_limits<qint64>::max()}};
}

Status GrantStore::end(PracticeId practice, DeviceId device, ScopeId scope, Instant from)
{
    return m_sql.change(grant_sql::End, from, practice, device, scope, from);
}

Result<std::vector<ScopeGrant>> GrantStore::all(PracticeId practice, DeviceId device)
{
    DOORSTEP_TRY(rows, m_sql.run(grant_sql::All, practice, device));
    std::vector<ScopeGrant> grants;
    while (rows.next())
        grants.push_back({rows.fixed<ScopeId>(0), static_cast<quint64>(rows.number(1)),
            rows.instant(2), rows.instant(3)});
    return grants;
}

} // namespace doorstep::server
