#include "core/print/formats.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace doorstep::print {

QString say(const char* english)
{
    return QCoreApplication::translate("Print", english);
}

QString dateText(QDate day)
{
    return QLocale::c().toString(day, QStringLiteral("d MMM yyyy"));
}

QString timeText(QTime time)
{
    return time.toString(QStringLiteral("HH:mm"));
}

QString nhsNumberText(const QString& digits)
{
    if (digits.size() != 10)
        return digits;
    return QStringLiteral("%1 %2 %3").arg(digits.left(3), digits.mid(3, 3), digits.right(4));
}

QString doseText(int microlitres)
{
    if (microlitres <= 0)
        return {};
    QString fraction = QStringLiteral("%1").arg(microlitres % 1000, 3, 10, QLatin1Char('0'));
    while (fraction.endsWith(u'0'))
        fraction.chop(1);
    const QString whole = QString::number(microlitres / 1000);
    return fraction.isEmpty() ? whole + QStringLiteral(" ml")
                              : whole + u'.' + fraction + QStringLiteral(" ml");
}

QString temperatureText(std::optional<int> tenths)
{
    if (!tenths)
        return {};
    const int size = std::abs(*tenths);
    const QString sign = *tenths < 0 ? QStringLiteral("-") : QString();
    return sign + QStringLiteral("%1.%2 °C").arg(size / 10).arg(size % 10);
}

QString joined(std::initializer_list<QString> parts, const QString& by)
{
    QStringList there;
    for (const QString& part : parts)
        if (!part.isEmpty())
            there.append(part);
    return there.join(by);
}

} // namespace doorstep::print
