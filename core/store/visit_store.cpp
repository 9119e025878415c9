#include "core/store/visit_store.h"

#include "core/store/row_query.h"

namespace doorstep::store {

namespace visit_sql {

const QString Find = QStringLiteral("WHERE visit = ?");
const QString OfRound = QStringLiteral("WHERE round = ? ORDER BY position, visit");
const QString OfPatient = QStringLiteral("WHERE patient = ? ORDER BY endedAt DESC, visit DESC");
const QString RetryBy = QStringLiteral("WHERE retryOn <= ? ORDER BY retryOn, visit");
const QString Outcomes = QStringLiteral("WHERE visit = ? ORDER BY recordedAt");

} // namespace visit_sql

Result<std::optional<domain::VisitRow>> VisitStore::find(VisitId visit)
{
    return RowQuery<domain::VisitRow>(m_connection, visit_sql::Find).bind(visit).first();
}

Result<std::vector<domain::VisitRow>> VisitStore::ofRound(RoundId round)
{
    return RowQuery<domain::VisitRow>(m_connection, visit_sql::OfRound).bind(round).all();
}

Result<std::vector<domain::VisitRow>> VisitStore::ofPatient(PatientId patient)
{
    return RowQuery<domain::VisitRow>(m_connection, visit_sql::OfPatient).bind(patient).all();
}

Result<std::vector<domain::VisitRow>> VisitStore::retryBy(QDate day)
{
    return RowQuery<domain::VisitRow>(m_connection, visit_sql::RetryBy).bind(day).all();
}

Result<std::vector<domain::VisitOutcomeRow>> VisitStore::outcomes(VisitId visit)
{
    return RowQuery<domain::VisitOutcomeRow>(m_connection, visit_sql::Outcomes).bind(visit).all();
}

} // namespace doorstep::store
