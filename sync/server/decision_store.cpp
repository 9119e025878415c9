#include "sync/server/decision_store.h"

namespace doorstep::server {
namespace decision_sql {

constexpr const char* Put = "INSERT INTO decision(practice, entry_id, released) VALUES(?, ?, ?)"
                            " ON CONFLICT(practice, entry_id) DO NOTHING";
constexpr const char* Find = "SELECT released FROM decision WHERE practice = ? AND entry_id = ?";

} // namespace decision_sql

Result<Decision> DecisionStore::put(PracticeId practice, EntryId entry, Decision decision)
{
    DOORSTEP_CHECK(m_sql.change(decision_sql::Put, practice, entry, static_cast<int>(decision)));
    DOORSTEP_TRY(first, find(practice, entry));
    return first.value_or(decision);
}

Result<std::optional<Decision>> DecisionStore::find(PracticeId practice, EntryId entry)
{
    DOORSTEP_TRY(rows, m_sql.run(decision_sql::Find, practice, entry));
    if (!rows.next())
        return std::optional<Decision>();
    return std::optional(static_cast<Decision>(rows.number(0)));
}

} // namespace doorstep::server
