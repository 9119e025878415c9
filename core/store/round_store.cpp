#include "core/store/round_store.h"

#include "core/store/row_query.h"

namespace doorstep::store {

namespace round_sql {

const QString Find = QStringLiteral("WHERE round = ?");
const QString OnDay = QStringLiteral("WHERE day = ? ORDER BY startsAt, round");
const QString After = QStringLiteral("WHERE day > ? ORDER BY day, startsAt, round");
const QString Between = QStringLiteral("WHERE day BETWEEN ? AND ? ORDER BY day, startsAt, round");

} // namespace round_sql

Result<std::optional<domain::RoundRow>> RoundStore::find(RoundId round)
{
    return RowQuery<domain::RoundRow>(m_connection, round_sql::Find).bind(round).first();
}

Result<std::vector<domain::RoundRow>> RoundStore::onDay(QDate day)
{
    return RowQuery<domain::RoundRow>(m_connection, round_sql::OnDay).bind(day).all();
}

Result<std::vector<domain::RoundRow>> RoundStore::after(QDate day)
{
    return RowQuery<domain::RoundRow>(m_connection, round_sql::After).bind(day).all();
}

Result<std::vector<domain::RoundRow>> RoundStore::between(QDate first, QDate last)
{
    return RowQuery<domain::RoundRow>(m_connection, round_sql::Between)
        .bind(first)
        .bind(last)
        .all();
}

} // namespace doorstep::store
