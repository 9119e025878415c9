#pragma once

#include "core/domain/patient_rows.h"
#include "core/store/connection.h"

#include <vector>

namespace doorstep::store {

/// Finds patients by the beginnings of names in any order, NHS number digits, postcode and
/// address. The index is kept up to date by Store with the projections.
class SearchStore {
public:
    explicit SearchStore(Connection& connection)
        : m_connection(connection)
    {
    }
    /// Every word typed must begin a word of the patient's; spaces inside an NHS number or a
    /// postcode do not matter, nor do accents, capitals and apostrophes. By family name, then given
    /// name. Nothing for a text without a letter or digit.
    [[nodiscard]] Result<std::vector<domain::PatientRow>> find(const QString& text, int limit);

    // For Store.
    [[nodiscard]] Status put(const domain::PatientRow& patient);
    [[nodiscard]] Status remove(PatientId patient);

private:
    Connection& m_connection;
};

} // namespace doorstep::store
