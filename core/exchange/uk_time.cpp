#include "core/exchange/uk_time.h"

namespace doorstep::exchange {

QDate lastSundayOf(int year, int month)
{
    const QDate last(year, month, QDate(year, month, 1).daysInMonth());
    return last.addDays(-(last.dayOfWeek() % 7));
}

bool isUkSummerTime(Instant instant)
{
    const auto utc = instant.toUtc();
    const auto changeIn = [&](int month) {
        return QDateTime(lastSundayOf(utc.date().year(), month), QTime(1, 0), QTimeZone::utc());
    };
    return utc >= changeIn(3) && utc < changeIn(10);
}

UkHour ukHourOf(QDate date, QTime time)
{
    if (!date.isValid() || date.year() < 1996 || time.hour() != 1)
        return UkHour::Once;
    if (date == lastSundayOf(date.year(), 3))
        return UkHour::Skipped;
    return date == lastSundayOf(date.year(), 10) ? UkHour::Twice : UkHour::Once;
}

} // namespace doorstep::exchange
