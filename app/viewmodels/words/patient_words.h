#pragma once

#include "app/viewmodels/parts/values.h"
#include "core/domain/patient_rows.h"

#include <vector>

namespace doorstep::app::words {

/// The band. `identity` is said by whoever knows when identity was checked.
[[nodiscard]] PatientTop patientTop(const domain::PatientRow& patient,
    const std::vector<domain::AlertRow>& alerts, QDate today, const QString& identity = {});
/// "Also recorded as Mabel Thistlewood, NHS 999 012 3454": one line for each joined record.
[[nodiscard]] std::vector<FactLine> alsoRecordedLines(
    const std::vector<domain::PatientRow>& others);
/// Every allergy, for the page that "and 3 more" opens.
[[nodiscard]] QStringList allergyList(const std::vector<domain::AlertRow>& alerts);

} // namespace doorstep::app::words
