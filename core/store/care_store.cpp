#include "core/store/care_store.h"

#include "core/store/patient_store.h"
#include "core/store/row_query.h"

#include <algorithm>

namespace doorstep::store {

namespace care_sql {

const QString Vaccination = QStringLiteral("WHERE entry = ?");
const QString Vaccinations
    = QStringLiteral("WHERE patient = ? AND current = 1 ORDER BY occurredOn DESC, recordedAt DESC");
const QString VaccinationsFrom
    = QStringLiteral("WHERE batch = ? AND current = 1 ORDER BY patient, entry");
const QString VaccinationsAt
    = QStringLiteral("WHERE visit = ? AND current = 1 ORDER BY recordedAt");
const QString VaccinationsBetween = QStringLiteral(
    "WHERE occurredOn BETWEEN ? AND ? AND current = 1 ORDER BY occurredOn, recordedAt");
const QString Answers = QStringLiteral("WHERE entry = ? ORDER BY position");
const QString ObservationSets
    = QStringLiteral("WHERE patient = ? AND current = 1 ORDER BY takenAt DESC");
const QString ObservationSetsAt
    = QStringLiteral("WHERE visit = ? AND current = 1 ORDER BY takenAt");
const QString ObservationSetsBetween
    = QStringLiteral("WHERE takenAt >= ? AND takenAt < ? AND current = 1 ORDER BY takenAt");
const QString Observations = QStringLiteral("WHERE entry = ? ORDER BY position");
const QString Trend = QStringLiteral("WHERE patient = ? AND code = ? AND current = 1 AND scaled IS "
                                     "NOT NULL ORDER BY takenAt DESC LIMIT ?");

} // namespace care_sql

Result<std::optional<domain::VaccinationRow>> CareStore::vaccination(EntryId entry)
{
    return RowQuery<domain::VaccinationRow>(m_connection, care_sql::Vaccination)
        .bind(entry)
        .first();
}

Result<std::vector<domain::VaccinationRow>> CareStore::vaccinations(PatientId patient)
{
    return RowQuery<domain::VaccinationRow>(m_connection, care_sql::Vaccinations)
        .bind(patient)
        .all();
}

Result<std::vector<domain::VaccinationRow>> CareStore::vaccinationsOfPerson(PatientId patient)
{
    DOORSTEP_TRY(all, vaccinations(patient));
    DOORSTEP_TRY(others, PatientStore(m_connection).sameAs(patient));
    if (others.empty())
        return all;
    for (const auto& other : others) {
        DOORSTEP_TRY(theirs, vaccinations(other.patient));
        all.insert(all.end(), theirs.begin(), theirs.end());
    }
    std::stable_sort(all.begin(), all.end(),
        [](const auto& a, const auto& b) { return a.occurredOn > b.occurredOn; });
    return all;
}

Result<std::vector<domain::VaccinationRow>> CareStore::vaccinationsFrom(BatchId batch)
{
    return RowQuery<domain::VaccinationRow>(m_connection, care_sql::VaccinationsFrom)
        .bind(batch)
        .all();
}

Result<std::vector<domain::VaccinationRow>> CareStore::vaccinationsAt(VisitId visit)
{
    return RowQuery<domain::VaccinationRow>(m_connection, care_sql::VaccinationsAt)
        .bind(visit)
        .all();
}

Result<std::vector<domain::VaccinationRow>> CareStore::vaccinationsBetween(QDate first, QDate last)
{
    return RowQuery<domain::VaccinationRow>(m_connection, care_sql::VaccinationsBetween)
        .bind(first)
        .bind(last)
        .all();
}

Result<std::vector<domain::ScreeningAnswerRow>> CareStore::answers(EntryId vaccination)
{
    return RowQuery<domain::ScreeningAnswerRow>(m_connection, care_sql::Answers)
        .bind(vaccination)
        .all();
}

Result<std::vector<domain::ObservationSetRow>> CareStore::observationSets(PatientId patient)
{
    return RowQuery<domain::ObservationSetRow>(m_connection, care_sql::ObservationSets)
        .bind(patient)
        .all();
}

Result<std::vector<domain::ObservationSetRow>> CareStore::observationSetsAt(VisitId visit)
{
    return RowQuery<domain::ObservationSetRow>(m_connection, care_sql::ObservationSetsAt)
        .bind(visit)
        .all();
}

Result<std::vector<domain::ObservationSetRow>> CareStore::observationSetsBetween(
    Instant from, Instant to)
{
    return RowQuery<domain::ObservationSetRow>(m_connection, care_sql::ObservationSetsBetween)
        .bind(from)
        .bind(to)
        .all();
}

Result<std::vector<domain::ObservationRow>> CareStore::observations(EntryId set)
{
    return RowQuery<domain::ObservationRow>(m_connection, care_sql::Observations).bind(set).all();
}

Result<std::vector<domain::ObservationRow>> CareStore::trend(
    PatientId patient, const QString& code, int limit)
{
    return RowQuery<domain::ObservationRow>(m_connection, care_sql::Trend)
        .bind(patient)
        .bind(code)
        .bind(limit)
        .all();
}

} // namespace doorstep::store
