#include "core/store/follow_up_store.h"

#include "core/store/row_query.h"

namespace doorstep::store {

namespace follow_up_sql {

const QString Find = QStringLiteral("WHERE followUp = ?");
const QString Open = QStringLiteral("WHERE status = 'open' ORDER BY urgent DESC, due, followUp");
const QString OfPatient = QStringLiteral("WHERE patient = ? ORDER BY recordedAt DESC");
const QString OpenOf
    = QStringLiteral("WHERE patient = ? AND status = 'open' ORDER BY urgent DESC, due, followUp");
const QString ClosedBetween
    = QStringLiteral("WHERE status <> 'open' AND closedAt >= ? AND closedAt < ? ORDER BY closedAt");

} // namespace follow_up_sql

Result<std::optional<domain::FollowUpRow>> FollowUpStore::find(FollowUpId followUp)
{
    return RowQuery<domain::FollowUpRow>(m_connection, follow_up_sql::Find).bind(followUp).first();
}

Result<std::vector<domain::FollowUpRow>> FollowUpStore::open()
{
    return RowQuery<domain::FollowUpRow>(m_connection, follow_up_sql::Open).all();
}

Result<std::vector<domain::FollowUpRow>> FollowUpStore::ofPatient(PatientId patient)
{
    return RowQuery<domain::FollowUpRow>(m_connection, follow_up_sql::OfPatient)
        .bind(patient)
        .all();
}

Result<std::vector<domain::FollowUpRow>> FollowUpStore::openOf(PatientId patient)
{
    return RowQuery<domain::FollowUpRow>(m_connection, follow_up_sql::OpenOf).bind(patient).all();
}

Result<std::vector<domain::FollowUpRow>> FollowUpStore::closedBetween(Instant from, Instant to)
{
    return RowQuery<domain::FollowUpRow>(m_connection, follow_up_sql::ClosedBetween)
        .bind(from)
        .bind(to)
        .all();
}

} // namespace doorstep::store
