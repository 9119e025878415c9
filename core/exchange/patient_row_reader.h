#pragma once

#include "core/exchange/csv_reader.h"
#include "core/exchange/patient_list.h"

namespace doorstep::exchange {

/// What the rows of one file share.
struct RowContext {
    QStringList headers;
    std::vector<std::optional<PatientColumn>> columns;
    DateOrder dateOrder = DateOrder::DayFirst;
    QDate today;
};

/// Judges and reads one row. Findings are sorted, gravest first.
[[nodiscard]] PreviewRow readPatientRow(const CsvReader::Row& row, const RowContext& context);

/// Adds a finding and keeps the order and the verdict right.
void addFinding(PreviewRow& row, RowFinding finding);

} // namespace doorstep::exchange
