#pragma once

#include "core/domain/patient_rows.h"
#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// Patients and what stands beside their names: alerts, adjustments, notes, signed forms.
class PatientStore {
public:
    explicit PatientStore(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] Result<std::optional<domain::PatientRow>> find(PatientId patient);
    /// Ten digits. More than one: recorded twice.
    [[nodiscard]] Result<std::vector<domain::PatientRow>> byNhsNumber(const QString& nhsNumber);
    [[nodiscard]] Result<std::vector<domain::PatientRow>> ofHousehold(HouseholdId household);
    /// Candidates for the same person, whatever they are called.
    [[nodiscard]] Result<std::vector<domain::PatientRow>> born(QDate born);
    /// The other records of one person, linked with this one directly or through others.
    [[nodiscard]] Result<std::vector<domain::PatientRow>> sameAs(PatientId patient);
    /// In the order of the ids, `most` after this one.
    [[nodiscard]] Result<std::vector<PatientId>> idsAfter(PatientId patient, int most);
    /// "housebound", "ld", ...
    [[nodiscard]] Result<std::vector<domain::PatientRow>> onRegister(const QString& word);
    /// The whole list, for the desk: 15,000 rows take about a quarter of a second.
    [[nodiscard]] Result<std::vector<domain::PatientRow>> all();
    /// Active ones, severe first.
    [[nodiscard]] Result<std::vector<domain::AlertRow>> alerts(PatientId patient);
    /// Active ones.
    [[nodiscard]] Result<std::vector<domain::AdjustmentRow>> adjustments(PatientId patient);
    /// Current ones, newest first.
    [[nodiscard]] Result<std::vector<domain::NoteRow>> notes(PatientId patient);
    /// Current ones, newest first.
    [[nodiscard]] Result<std::vector<domain::ResponseRow>> responses(PatientId patient);

private:
    Connection& m_connection;
};

} // namespace doorstep::store
