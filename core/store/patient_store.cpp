#include "core/store/patient_store.h"

#include "core/store/row_query.h"

#include <QSet>

namespace doorstep::store {

namespace patient_sql {

const QString Find = QStringLiteral("WHERE patient = ?");
const QString ByNhsNumber = QStringLiteral("WHERE nhsNumber = ? ORDER BY patient");
const QString OfHousehold = QStringLiteral("WHERE household = ? ORDER BY family, given, patient");
const QString Born = QStringLiteral("WHERE born = ? ORDER BY family, given, patient");
const QString LinkedTo = QStringLiteral("WHERE linkedTo = ? ORDER BY patient");
const QString IdsAfter
    = QStringLiteral("SELECT patient FROM patient WHERE patient > ? ORDER BY patient LIMIT ?");
const QString OnRegister
    = QStringLiteral("WHERE registers IS NOT NULL AND EXISTS(SELECT 1 FROM json_each(registers) "
                     "WHERE value = ?) ORDER BY family, given, patient");
const QString All = QStringLiteral("ORDER BY family, given, patient");
const QString Alerts
    = QStringLiteral("WHERE patient = ? AND active = 1 ORDER BY severe DESC, recordedAt");
const QString Adjustments = QStringLiteral("WHERE patient = ? AND active = 1 ORDER BY recordedAt");
const QString Notes = QStringLiteral("WHERE patient = ? AND current = 1 ORDER BY recordedAt DESC");
const QString Responses
    = QStringLiteral("WHERE patient = ? AND current = 1 ORDER BY recordedAt DESC");

} // namespace patient_sql

Result<std::optional<domain::PatientRow>> PatientStore::find(PatientId patient)
{
    return RowQuery<domain::PatientRow>(m_connection, patient_sql::Find).bind(patient).first();
}

Result<std::vector<domain::PatientRow>> PatientStore::byNhsNumber(const QString& nhsNumber)
{
    return RowQuery<domain::PatientRow>(m_connection, patient_sql::ByNhsNumber)
        .bind(nhsNumber)
        .all();
}

Result<std::vector<domain::PatientRow>> PatientStore::ofHousehold(HouseholdId household)
{
    return RowQuery<domain::PatientRow>(m_connection, patient_sql::OfHousehold)
        .bind(household)
        .all();
}

Result<std::vector<domain::PatientRow>> PatientStore::born(QDate born)
{
    return RowQuery<domain::PatientRow>(m_connection, patient_sql::Born).bind(born).all();
}

Result<std::vector<domain::PatientRow>> PatientStore::sameAs(PatientId patient)
{
    // Two desks may link both ways, or one record to two: followed until nobody new is met.
    std::vector<domain::PatientRow> others;
    QSet<PatientId> met{patient};
    std::vector<PatientId> open{patient};
    while (!open.empty()) {
        const PatientId at = open.back();
        open.pop_back();
        DOORSTEP_TRY(
            next, RowQuery<domain::PatientRow>(m_connection, patient_sql::LinkedTo).bind(at).all());
        DOORSTEP_TRY(own, find(at));
        if (own && !own->linkedTo.isNull()) {
            DOORSTEP_TRY(used, find(own->linkedTo));
            if (used)
                next.push_back(std::move(*used));
        }
        for (domain::PatientRow& row : next) {
            if (met.contains(row.patient))
                continue;
            met.insert(row.patient);
            open.push_back(row.patient);
            others.push_back(std::move(row));
        }
    }
    return others;
}

Result<std::vector<PatientId>> PatientStore::idsAfter(PatientId patient, int most)
{
    DOORSTEP_TRY(statement, m_connection.prepare(patient_sql::IdsAfter));
    statement.bind(patient).bind(most);
    std::vector<PatientId> ids;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return ids;
        ids.push_back(statement.id<PatientId>(0));
    }
}

Result<std::vector<domain::PatientRow>> PatientStore::onRegister(const QString& word)
{
    return RowQuery<domain::PatientRow>(m_connection, patient_sql::OnRegister).bind(word).all();
}

Result<std::vector<domain::PatientRow>> PatientStore::all()
{
    return RowQuery<domain::PatientRow>(m_connection, patient_sql::All).all();
}

Result<std::vector<domain::AlertRow>> PatientStore::alerts(PatientId patient)
{
    return RowQuery<domain::AlertRow>(m_connection, patient_sql::Alerts).bind(patient).all();
}

Result<std::vector<domain::AdjustmentRow>> PatientStore::adjustments(PatientId patient)
{
    return RowQuery<domain::AdjustmentRow>(m_connection, patient_sql::Adjustments)
        .bind(patient)
        .all();
}

Result<std::vector<domain::NoteRow>> PatientStore::notes(PatientId patient)
{
    return RowQuery<domain::NoteRow>(m_connection, patient_sql::Notes).bind(patient).all();
}

Result<std::vector<domain::ResponseRow>> PatientStore::responses(PatientId patient)
{
    return RowQuery<domain::ResponseRow>(m_connection, patient_sql::Responses).bind(patient).all();
}

} // namespace doorstep::store
