#pragma once

#include "core/domain/care_rows.h"
#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// What was given and measured.
class CareStore {
public:
    explicit CareStore(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] Result<std::optional<domain::VaccinationRow>> vaccination(EntryId entry);
    /// Current ones, newest first.
    [[nodiscard]] Result<std::vector<domain::VaccinationRow>> vaccinations(PatientId patient);
    /// The same under every record that is linked with this one too (PatientStore::sameAs).
    [[nodiscard]] Result<std::vector<domain::VaccinationRow>> vaccinationsOfPerson(
        PatientId patient);
    /// Current ones of one batch.
    [[nodiscard]] Result<std::vector<domain::VaccinationRow>> vaccinationsFrom(BatchId batch);
    [[nodiscard]] Result<std::vector<domain::VaccinationRow>> vaccinationsAt(VisitId visit);
    /// Both days included: uptake, claims and exports.
    [[nodiscard]] Result<std::vector<domain::VaccinationRow>> vaccinationsBetween(
        QDate first, QDate last);
    /// As asked before that vaccination.
    [[nodiscard]] Result<std::vector<domain::ScreeningAnswerRow>> answers(EntryId vaccination);
    /// Current ones, newest first.
    [[nodiscard]] Result<std::vector<domain::ObservationSetRow>> observationSets(PatientId patient);
    [[nodiscard]] Result<std::vector<domain::ObservationSetRow>> observationSetsAt(VisitId visit);
    [[nodiscard]] Result<std::vector<domain::ObservationSetRow>> observationSetsBetween(
        Instant from, Instant to);
    /// The values of one set.
    [[nodiscard]] Result<std::vector<domain::ObservationRow>> observations(EntryId set);
    /// The last values of one observable, newest first.
    [[nodiscard]] Result<std::vector<domain::ObservationRow>> trend(
        PatientId patient, const QString& code, int limit);

private:
    Connection& m_connection;
};

} // namespace doorstep::store
