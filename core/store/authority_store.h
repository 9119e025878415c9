#pragma once

#include "core/domain/practice_rows.h"
#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// PGDs, PSDs and national protocols with their signatures.
class AuthorityStore {
public:
    explicit AuthorityStore(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] Result<std::optional<domain::AuthorityRow>> find(AuthorityId authority);
    [[nodiscard]] Result<std::vector<domain::AuthorityRow>> all();
    /// Earlier versions' too.
    [[nodiscard]] Result<std::vector<domain::AuthoritySignatureRow>> signatures(
        AuthorityId authority);
    /// In force.
    [[nodiscard]] Result<std::vector<domain::AuthoritySignatureRow>> signaturesOf(StaffId staff);
    /// Named on a patient specific direction.
    [[nodiscard]] Result<std::vector<domain::AuthorityPatientRow>> patients(AuthorityId authority);
    /// Directions that name a patient.
    [[nodiscard]] Result<std::vector<domain::AuthorityPatientRow>> naming(PatientId patient);

private:
    Connection& m_connection;
};

} // namespace doorstep::store
