#pragma once

#include "sync/server/sql.h"

#include <optional>
#include <set>
#include <vector>

namespace doorstep::server {

struct ScopeGrant {
    ScopeId scope;
    quint64 position
        = 0; ///< of the grant in the log: reading starts from here, history is back-filled
    Instant from;
    Instant to; ///< exclusive
    [[nodiscard]] bool isActive(Instant now) const { return from <= now && now < to; }
    /// Of a scope the device made itself, without a word from a desk. Only such begin at 0.
    [[nodiscard]] bool isOfOwn() const { return from == Instant(); }
};

/// Table scope_grant: which scopes a tablet may read.
class GrantStore {
public:
    explicit GrantStore(Sql& sql)
        : m_sql(sql)
    {
    }
    [[nodiscard]] Status add(PracticeId practice, DeviceId device, const ScopeGrant& grant);
    [[nodiscard]] static ScopeGrant ofOwn(ScopeId scope, quint64 position);
    /// Ends every grant of the device on the scope at `from`.
    [[nodiscard]] Status end(PracticeId practice, DeviceId device, ScopeId scope, Instant from);
    [[nodiscard]] Result<std::vector<ScopeGrant>> all(PracticeId practice, DeviceId device);

private:
    Sql& m_sql;
};

} // namespace doorstep::server
