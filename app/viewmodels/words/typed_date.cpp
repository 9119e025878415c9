#include "app/viewmodels/words/typed_date.h"

#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

namespace doorstep::app::words {

namespace {

constexpr int Century = 2000; ///< of a two-digit year on a pack

/// "31/5/2027" is {"31", "5", "2027"}; one separator between parts, spaces around it or alone.
QStringList partsOf(const QString& text)
{
    static const QRegularExpression separator(QStringLiteral("\\s*[/.-]\\s*|\\s+"));
    return text.trimmed().split(separator);
}

/// "5", "05", "May", "MAY"; 0 when it is no month.
int monthOf(const QString& part)
{
    bool number = false;
    const int month = part.toInt(&number);
    if (number)
        return month;
    for (int each = 1; each <= 12; ++each) {
        for (const auto format : {QLocale::ShortFormat, QLocale::LongFormat}) {
            if (QLocale::c().monthName(each, format).compare(part, Qt::CaseInsensitive) == 0)
                return each;
        }
    }
    return 0;
}

int yearOf(const QString& part)
{
    return part.size() == 4 ? part.toInt() : 0;
}

} // namespace

QDate dateTyped(const QString& text)
{
    const QStringList parts = partsOf(text);
    if (parts.size() != 3)
        return {};
    return yearOf(parts[0]) > 0 ? QDate(yearOf(parts[0]), monthOf(parts[1]), parts[2].toInt())
                                : QDate(yearOf(parts[2]), monthOf(parts[1]), parts[0].toInt());
}

QDate expiryTyped(const QString& text)
{
    const QStringList parts = partsOf(text);
    if (parts.size() != 2)
        return dateTyped(text);
    const bool yearFirst = yearOf(parts[0]) > 0;
    const QString& yearPart = yearFirst ? parts[0] : parts[1];
    const int year = yearPart.size() == 2 ? Century + yearPart.toInt() : yearOf(yearPart);
    const QDate month(year, monthOf(yearFirst ? parts[1] : parts[0]), 1);
    return month.isValid() ? month.addMonths(1).addDays(-1) : QDate();
}

} // namespace doorstep::app::words
