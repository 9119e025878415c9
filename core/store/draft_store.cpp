#include "core/store/draft_store.h"

namespace doorstep::store {

namespace draft_sql {

const QString Put = QStringLiteral(
    "INSERT INTO draft(key, aggregate, staff, content, changed) VALUES(?, ?, ?, ?, ?) "
    "ON CONFLICT(key) DO UPDATE SET aggregate = excluded.aggregate, staff = excluded.staff, "
    "content = excluded.content, changed = excluded.changed");
const QString Find
    = QStringLiteral("SELECT key, aggregate, staff, content, changed FROM draft WHERE key = ?");
const QString About = QStringLiteral(
    "SELECT key, aggregate, staff, content, changed FROM draft WHERE aggregate = ? ORDER BY key");
const QString Of = QStringLiteral(
    "SELECT key, aggregate, staff, content, changed FROM draft WHERE staff = ? ORDER BY key");
const QString Remove = QStringLiteral("DELETE FROM draft WHERE key = ?");

Draft row(const Statement& statement)
{
    return {statement.text(0).toUtf8(), statement.id<AggregateId>(1), statement.id<StaffId>(2),
        statement.bytes(3), statement.instant(4)};
}

Result<std::vector<Draft>> rows(Statement& statement)
{
    std::vector<Draft> drafts;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return drafts;
        drafts.push_back(row(statement));
    }
}

} // namespace draft_sql

Status DraftStore::put(const Draft& draft)
{
    DOORSTEP_TRY(statement, m_connection.prepare(draft_sql::Put));
    return statement.bind(QString::fromUtf8(draft.key))
        .bind(draft.aggregate)
        .bind(draft.staff)
        .bind(draft.content)
        .bind(draft.changed)
        .run();
}

Result<std::optional<Draft>> DraftStore::find(const QByteArray& key)
{
    DOORSTEP_TRY(statement, m_connection.prepare(draft_sql::Find));
    statement.bind(QString::fromUtf8(key));
    DOORSTEP_TRY(found, statement.next());
    if (!found)
        return std::optional<Draft>();
    return std::optional(draft_sql::row(statement));
}

Result<std::vector<Draft>> DraftStore::about(AggregateId aggregate)
{
    DOORSTEP_TRY(statement, m_connection.prepare(draft_sql::About));
    return draft_sql::rows(statement.bind(aggregate));
}

Result<std::vector<Draft>> DraftStore::of(StaffId staff)
{
    DOORSTEP_TRY(statement, m_connection.prepare(draft_sql::Of));
    return draft_sql::rows(statement.bind(staff));
}

Status DraftStore::remove(const QByteArray& key)
{
    DOORSTEP_TRY(statement, m_connection.prepare(draft_sql::Remove));
    return statement.bind(QString::fromUtf8(key)).run();
}

} // namespace doorstep::store
