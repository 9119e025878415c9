#pragma once

#include "app/runtime/box_act.h"
#include "app/viewmodels/reading/files.h"

namespace doorstep::app {

/// A temperature being typed, for the pages before and after a round. Pure.
struct TypedTemperature {
    std::optional<int> tenths;
    QString error; ///< a sentence; empty when `tenths` stands
};
/// "4.6", "4,6", "-1": one decimal, -40.0 to 60.0 °C.
[[nodiscard]] TypedTemperature readTemperature(const QString& text);

struct LastTemperature {
    QString text; ///< "4.6 °C at 10:15"
    QString tone; ///< ok, warn, stop
};
[[nodiscard]] LastTemperature lastTemperature(const RoundFile& file, QDate today);

} // namespace doorstep::app
