#pragma once

#include "sync/server/sql.h"

#include <optional>

namespace doorstep::server {

/// What desks decided about an entry. The first decision in the log stands.
enum class Decision : quint8 { Rejected = 0, Released = 1 };

/// Table decision: kept by entry id, because in a log that was put back a decision can come before
/// the entry it is about.
class DecisionStore {
public:
    explicit DecisionStore(Sql& sql)
        : m_sql(sql)
    {
    }
    /// The one that stands: this one, unless an earlier one does.
    [[nodiscard]] Result<Decision> put(PracticeId practice, EntryId entry, Decision decision);
    [[nodiscard]] Result<std::optional<Decision>> find(PracticeId practice, EntryId entry);

private:
    Sql& m_sql;
};

} // namespace doorstep::server
