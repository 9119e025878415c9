#pragma once

#include "app/viewmodels/parts/values.h"
#include "core/domain/patient_rows.h"

#include <vector>

namespace doorstep::app::words {

/// The band. `identity` is said by whoever knows when identity was checked.
[[nodiscard]] PatientTop patientTop(const domain::PatientRow& patient,
    const std::vector<domain::AlertRow>& alerts, QDate today, const QString& identity = {});
/// Every allergy, for the page that "and 3 more" opens.
[[nodiscard]] QStringList allergyList(const std::vector<domain::AlertRow>& alerts);

} // namespace doorstep::app::words
