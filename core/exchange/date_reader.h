#pragma once

#include "core/exchange/patient_list.h"

#include <QTime>

namespace doorstep::exchange {

enum class DateFault { None, Missing, NotADate, TwoDigitYear, SpreadsheetSerial };

struct DateReading {
    QDate date;
    std::optional<QTime> time; ///< when the cell held one; without a zone
    DateFault fault = DateFault::None;
};

/// Reads what real lists hold: 12/03/1941, 12.3.1941, 1941-03-12, 19410312, 12-Mar-1941, 12 March
/// 1941, each with or without a time. `order` decides day and month where figures alone leave it
/// open.
[[nodiscard]] DateReading readDate(QStringView cell, DateOrder order);

/// What a cell says about the order of its column.
enum class OrderWitness { None, DayFirst, MonthFirst };
[[nodiscard]] OrderWitness orderWitnessOf(QStringView cell);

} // namespace doorstep::exchange
