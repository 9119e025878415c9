#pragma once

#include "core/base/clock.h"

#include <QDate>
#include <QString>
#include <QTime>

/// How the product says dates, times, counts and people, once for every screen (look.md of the
/// design: "22 Nov 2026", 24 h, NHS number 3-3-4, units always). Any thread.
namespace doorstep::app::words {

[[nodiscard]] QString date(QDate day); ///< "22 Nov 2026"; "–" when not known
[[nodiscard]] QString dayDate(QDate day); ///< "Tue 24 Nov 2026"
[[nodiscard]] QString shortDay(QDate day); ///< "Thu 26 Nov"
/// "today", "yesterday", "tomorrow", else the date.
[[nodiscard]] QString relativeDay(QDate day, QDate today);

[[nodiscard]] QString time(QTime time); ///< "10:45"
[[nodiscard]] QString time(Instant instant); ///< local
[[nodiscard]] QDate localDay(Instant instant);
/// "08:52 today", "16:20 on 22 Nov 2026".
[[nodiscard]] QString timeAndDay(Instant instant, QDate today);
[[nodiscard]] QString window(QTime from, QTime to); ///< "10:45 to 11:15", "after 12:00", ""

/// `one` for 1, else `many` with %1 replaced: English needs two forms and no catalogue.
[[nodiscard]] QString counted(int count, const QString& one, const QString& many);

/// "THISTLEWOOD, Mabel (Mrs)": the only capitals of the product.
[[nodiscard]] QString bandName(const QString& family, const QString& given, const QString& title);
/// "Thistlewood" also for a list that came in as "THISTLEWOOD": capitals are the band's alone.
[[nodiscard]] QString familyName(const QString& family);
[[nodiscard]] QString fullName(
    const QString& family, const QString& given); ///< "Mabel Thistlewood"
[[nodiscard]] QString callName(const QString& given); ///< the first given name
[[nodiscard]] QString initials(const QString& name); ///< "Bronwen Achebe" is "BA"
[[nodiscard]] QString ageText(QDate born, QDate today); ///< "84 y", "7 m", "–"
[[nodiscard]] QString nameAndAge(const QString& name, QDate born, QDate today); ///< "Mabel, 84"
[[nodiscard]] QString nhsNumber(const QString& digits); ///< "999 012 3454", "not recorded"
[[nodiscard]] QString address(const QString& line, const QString& town);

[[nodiscard]] QString celsius(int tenths); ///< "4.6 °C"
[[nodiscard]] QString millilitres(int microlitres); ///< "0.5 ml"
/// "a", "a and b", "a, b and c".
[[nodiscard]] QString listed(const QStringList& words);
/// First letter large: a sentence made of parts.
[[nodiscard]] QString sentence(QString text);

} // namespace doorstep::app::words
