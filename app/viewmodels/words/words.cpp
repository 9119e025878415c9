#include "app/viewmodels/words/words.h"

#include "core/clinical/nhs_number.h"
#include "core/clinical/person.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace doorstep::app::words {

namespace {

QString inWords(const char* text)
{
    return QCoreApplication::translate("Words", text);
}

QString formatted(QDate day, const QString& format)
{
    return day.isValid() ? QLocale::c().toString(day, format) : QStringLiteral("–");
}

} // namespace

QString date(QDate day)
{
    return formatted(day, QStringLiteral("d MMM yyyy"));
}

QString dayDate(QDate day)
{
    return formatted(day, QStringLiteral("ddd d MMM yyyy"));
}

QString shortDay(QDate day)
{
    return formatted(day, QStringLiteral("ddd d MMM"));
}

QString relativeDay(QDate day, QDate today)
{
    switch (today.daysTo(day)) {
    case 0:
        return inWords("today");
    case -1:
        return inWords("yesterday");
    case 1:
        return inWords("tomorrow");
    }
    return date(day);
}

QString time(QTime time)
{
    return time.isValid() ? time.toString(QStringLiteral("HH:mm")) : QStringLiteral("–");
}

QString time(Instant instant)
{
    return time(instant.toUtc().toLocalTime().time());
}

QDate localDay(Instant instant)
{
    return instant.toUtc().toLocalTime().date();
}

QString timeAndDay(Instant instant, QDate today)
{
    const QDate day = localDay(instant);
    if (day == today)
        return inWords("%1 today").arg(time(instant));
    return inWords("%1 on %2").arg(time(instant), date(day));
}

QString window(QTime from, QTime to)
{
    if (from.isValid() && to.isValid())
        return inWords("%1 to %2").arg(time(from), time(to));
    if (from.isValid())
        return inWords("after %1").arg(time(from));
    return to.isValid() ? inWords("before %1").arg(time(to)) : QString();
}

QString counted(int count, const QString& one, const QString& many)
{
    return count == 1 ? one : many.arg(count);
}

QString bandName(const QString& family, const QString& given, const QString& title)
{
    QString name = family.toUpper();
    if (!given.isEmpty())
        name += QStringLiteral(", ") + given;
    if (!title.isEmpty())
        name += QStringLiteral(" (%1)").arg(title);
    return name;
}

QString familyName(const QString& family)
{
    if (family.size() < 2 || family != family.toUpper())
        return family;
    QString name = family.toLower();
    bool starts = true;
    for (QChar& letter : name) {
        if (starts)
            letter = letter.toUpper();
        starts = !letter.isLetter();
    }
    return name;
}

QString fullName(const QString& family, const QString& given)
{
    return QStringLiteral("%1 %2").arg(given, familyName(family)).trimmed();
}

QString callName(const QString& given)
{
    return given.section(QLatin1Char(' '), 0, 0, QString::SectionSkipEmpty);
}

QString initials(const QString& name)
{
    const QStringList parts = name.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (parts.isEmpty())
        return {};
    const QString last = parts.size() > 1 ? parts.last().left(1) : QString();
    return (parts.first().left(1) + last).toUpper();
}

QString ageText(QDate born, QDate today)
{
    const auto years = clinical::ageOn(born, today);
    if (!years)
        return QStringLiteral("–");
    if (*years > 1)
        return inWords("%1 y").arg(*years);
    int months = (today.year() - born.year()) * 12 + today.month() - born.month();
    if (today.day() < born.day())
        --months;
    return inWords("%1 m").arg(months);
}

QString nameAndAge(const QString& name, QDate born, QDate today)
{
    const auto years = clinical::ageOn(born, today);
    return years ? QStringLiteral("%1, %2").arg(name).arg(*years) : name;
}

QString nhsNumber(const QString& digits)
{
    const auto reading = clinical::NhsNumber::parse(digits);
    if (reading.number)
        return reading.number->display();
    return digits.isEmpty() ? inWords("not recorded") : digits;
}

QString address(const QString& line, const QString& town)
{
    return town.isEmpty() || line.isEmpty() ? line + town
                                            : QStringLiteral("%1, %2").arg(line, town);
}

QString celsius(int tenths)
{
    const int whole = std::abs(tenths);
    return QStringLiteral("%1%2.%3 °C")
        .arg(tenths < 0 ? QStringLiteral("-") : QString())
        .arg(whole / 10)
        .arg(whole % 10);
}

QString millilitres(int microlitres)
{
    return QStringLiteral("%1 ml").arg(QString::number(microlitres / 1000.0));
}

QString listed(const QStringList& words)
{
    if (words.size() < 2)
        return words.join(QString());
    return inWords("%1 and %2")
        .arg(QStringList(words.first(words.size() - 1)).join(QStringLiteral(", ")), words.last());
}

QString sentence(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

} // namespace doorstep::app::words
