#pragma once

#include "core/domain/patient_rows.h"
#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// Work that outcomes and findings created.
class FollowUpStore {
public:
    explicit FollowUpStore(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] Result<std::optional<domain::FollowUpRow>> find(FollowUpId followUp);
    /// Urgent first, then by due date.
    [[nodiscard]] Result<std::vector<domain::FollowUpRow>> open();
    /// Closed ones too, newest first.
    [[nodiscard]] Result<std::vector<domain::FollowUpRow>> ofPatient(PatientId patient);
    [[nodiscard]] Result<std::vector<domain::FollowUpRow>> openOf(PatientId patient);
    [[nodiscard]] Result<std::vector<domain::FollowUpRow>> closedBetween(Instant from, Instant to);

private:
    Connection& m_connection;
};

} // namespace doorstep::store
