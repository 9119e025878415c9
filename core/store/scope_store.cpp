#include "core/store/scope_store.h"

namespace doorstep::store {

namespace scope_sql {

const QString GrantsEnded = QStringLiteral(
    "SELECT scope FROM scopeGrant WHERE device = ? GROUP BY scope "
    "HAVING max(min(toMs, coalesce(revokedFrom, toMs))) <= ? "
    "AND EXISTS (SELECT 1 FROM entry WHERE entry.scope = scopeGrant.scope AND opened <> 3)");
// A clock that ran ahead keeps its scope that much longer.
const QString UngrantedEnded = QStringLiteral(
    "SELECT scope FROM entry AS own WHERE own = 1 AND scope IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM scopeGrant WHERE device = ? AND scopeGrant.scope = own.scope) "
    "GROUP BY scope "
    "HAVING EXISTS (SELECT 1 FROM entry WHERE entry.scope = own.scope AND opened <> 3) "
    "AND NOT EXISTS (SELECT 1 FROM entry "
    "WHERE entry.scope = own.scope AND entryClass NOT IN (1, 2, 6)) "
    "AND (max(own.opened) = 3 "
    "OR (SELECT max(wall) FROM entry WHERE entry.scope = own.scope) <= ?)");
// A visit is in its round's scope, its draft names the patient.
const QString YoungDraft = QStringLiteral(
    "SELECT 1 FROM draft WHERE changed > ? AND (aggregate IN "
    "(SELECT aggregate FROM entry WHERE scope = ?) OR aggregate IN (SELECT patient FROM visit "
    "WHERE visit IN (SELECT aggregate FROM entry WHERE scope = ?))) LIMIT 1");

const QString Readers = QStringLiteral(
    "SELECT device, fromMs, min(toMs, coalesce(revokedFrom, toMs)) FROM scopeGrant "
    "WHERE scope = ? AND min(toMs, coalesce(revokedFrom, toMs)) > ?");
const QString HeldAfter = QStringLiteral(
    "SELECT scope FROM (SELECT DISTINCT scope FROM entry WHERE scope > ? AND seq IS NOT NULL "
    "UNION SELECT scope FROM scopeGrant WHERE device = ? AND scope > ?) ORDER BY scope LIMIT ?");
// What a desk released stands at the place where it was held until its line comes, behind the
// decision.
const QString IsPlaced
    = QStringLiteral("seq <= ? AND state = 0 AND (reason IS NULL OR seq > coalesce("
                     "(SELECT min(coalesce(seq, 9223372036854775807)) FROM entry AS decision "
                     "WHERE decision.aggregate = entry.id AND decision.entryClass = 5), 0))");
const QString Placed = QStringLiteral("SELECT bytes FROM entry WHERE scope = ? AND ") + IsPlaced;
const QString PlacedOrClear
    = QStringLiteral(
          "SELECT bytes FROM entry WHERE (scope = ? OR entryClass NOT IN (1, 2, 6)) AND ")
    + IsPlaced;

} // namespace scope_sql

Result<std::vector<ScopeId>> ScopeStore::ended(DeviceId device, Instant serverNow)
{
    std::vector<ScopeId> scopes;
    const auto collect = [&](const QString& sql, Instant at) -> Status {
        DOORSTEP_TRY(statement, m_connection.prepare(sql));
        statement.bind(device).bind(at);
        while (true) {
            DOORSTEP_TRY(more, statement.next());
            if (!more)
                return {};
            scopes.push_back(statement.id<ScopeId>(0));
        }
    };
    DOORSTEP_CHECK(collect(scope_sql::GrantsEnded, serverNow));
    DOORSTEP_CHECK(collect(scope_sql::UngrantedEnded, serverNow.plusMs(-UngrantedForMs)));
    return scopes;
}

Result<std::vector<ScopeStore::Reader>> ScopeStore::readers(ScopeId scope, Instant now)
{
    DOORSTEP_TRY(statement, m_connection.prepare(scope_sql::Readers));
    statement.bind(scope).bind(now);
    std::vector<Reader> found;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return found;
        found.push_back({statement.id<DeviceId>(0), statement.instant(1), statement.instant(2)});
    }
}

Result<std::vector<ScopeId>> ScopeStore::heldAfter(DeviceId device, ScopeId after, int most)
{
    DOORSTEP_TRY(statement, m_connection.prepare(scope_sql::HeldAfter));
    statement.bind(after.toBytes()).bind(device).bind(after.toBytes()).bind(most);
    std::vector<ScopeId> scopes;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return scopes;
        scopes.push_back(statement.id<ScopeId>(0));
    }
}

Result<std::vector<QByteArray>> ScopeStore::placed(ScopeId scope, bool clear, qint64 through)
{
    DOORSTEP_TRY(
        statement, m_connection.prepare(clear ? scope_sql::PlacedOrClear : scope_sql::Placed));
    statement.bind(scope).bind(through);
    std::vector<QByteArray> entries;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return entries;
        entries.push_back(statement.bytes(0));
    }
}

Result<bool> ScopeStore::hasYoungDraft(ScopeId scope, Instant deviceNow)
{
    DOORSTEP_TRY(statement, m_connection.prepare(scope_sql::YoungDraft));
    return statement.bind(deviceNow.plusMs(-DraftHoldsForMs)).bind(scope).bind(scope).next();
}

} // namespace doorstep::store
