#pragma once

#include "core/exchange/patient_list.h"
#include "core/exchange/text_checks.h"

namespace doorstep::exchange {

/// Lower-case letters and digits only: "N.H.S. Number" and "nhs_number" are one header.
[[nodiscard]] QString foldedHeader(const QString& header);

/// The usual meaning of a header, or none.
[[nodiscard]] std::optional<PatientColumn> usualColumn(const QString& header);

/// The header row read against a mapping. A rejection is the last finding.
struct ColumnPlan {
    std::vector<std::optional<PatientColumn>> columns;
    std::vector<FileFinding> findings;
};
[[nodiscard]] ColumnPlan planColumns(const QStringList& headers, const Mapping& mapping);

/// Whether a column's cells may hold line breaks.
[[nodiscard]] CellUse useOf(std::optional<PatientColumn> column);

/// The name a person knows a column by, for "the list has no column for ...".
[[nodiscard]] QString columnLabel(PatientColumn column);

} // namespace doorstep::exchange
