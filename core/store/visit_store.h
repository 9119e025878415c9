#pragma once

#include "core/domain/round_rows.h"
#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// Visits of rounds and of patients, with every outcome ever recorded.
class VisitStore {
public:
    explicit VisitStore(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] Result<std::optional<domain::VisitRow>> find(VisitId visit);
    /// In visiting order, cancelled ones too.
    [[nodiscard]] Result<std::vector<domain::VisitRow>> ofRound(RoundId round);
    /// Newest first.
    [[nodiscard]] Result<std::vector<domain::VisitRow>> ofPatient(PatientId patient);
    /// Ended with a retry date up to that day.
    [[nodiscard]] Result<std::vector<domain::VisitRow>> retryBy(QDate day);
    /// The losing ones too.
    [[nodiscard]] Result<std::vector<domain::VisitOutcomeRow>> outcomes(VisitId visit);

private:
    Connection& m_connection;
};

} // namespace doorstep::store
