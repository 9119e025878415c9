#pragma once

#include "core/base/clock.h"

#include <QDate>
#include <QTime>

namespace doorstep::exchange {

/// United Kingdom civil time by the rule in force since 1996: summer time from the last Sunday of
/// March 01:00 UTC to the last Sunday of October 01:00 UTC. Computed here because a device's own
/// zone tables may be old or missing, and an exported time must not depend on them.
[[nodiscard]] QDate lastSundayOf(int year, int month);
[[nodiscard]] bool isUkSummerTime(Instant instant);

enum class UkHour {
    Once,
    Skipped, ///< clocks went from 01:00 to 02:00: no such time
    Twice ///< clocks went back from 02:00 to 01:00
};
[[nodiscard]] UkHour ukHourOf(QDate date, QTime time);

} // namespace doorstep::exchange
