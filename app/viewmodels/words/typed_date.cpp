#include "app/viewmodels/words/typed_date.h"

#include <QLocale>
#include <array>

namespace doorstep::app::words {

QDate dateTyped(const QString& text)
{
    for (const char* format : {"d/M/yyyy", "d.M.yyyy", "d-M-yyyy", "d MMM yyyy", "yyyy-MM-dd"}) {
        const QDate day = QLocale::c().toDate(text.trimmed(), QString::fromLatin1(format));
        if (day.isValid())
            return day;
    }
    return {};
}

QDate expiryTyped(const QString& text)
{
    if (const QDate day = dateTyped(text); day.isValid())
        return day;
    const QDate month = QLocale::c().toDate(text.trimmed(), QStringLiteral("M/yyyy"));
    return month.isValid() ? month.addMonths(1).addDays(-1) : QDate();
}

} // namespace doorstep::app::words
