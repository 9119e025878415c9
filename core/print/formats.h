#pragma once

#include <QDate>
#include <QString>
#include <QTime>
#include <optional>

/// How dates, times and quantities look on paper. Empty text for absent values.
namespace doorstep::print {

[[nodiscard]] QString say(const char* english); ///< translated
[[nodiscard]] QString dateText(QDate day); ///< "24 Nov 2026"
[[nodiscard]] QString timeText(QTime time); ///< "09:30"
[[nodiscard]] QString nhsNumberText(const QString& digits); ///< "999 000 0018"
[[nodiscard]] QString doseText(int microlitres); ///< "0.5 ml"
[[nodiscard]] QString temperatureText(std::optional<int> tenths); ///< "4.3 °C"
/// The parts that are there, joined.
[[nodiscard]] QString joined(std::initializer_list<QString> parts, const QString& by);

} // namespace doorstep::print
