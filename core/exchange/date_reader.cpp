#include "core/exchange/date_reader.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace doorstep::exchange {

namespace dates {

// Digits are [0-9] throughout: \d also matches other scripts.
const QString TimePart
    = u"(?:[T ]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\\.[0-9]+)?)?(?: ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?)?$"_s;

QRegularExpression pattern(const QString& datePart)
{
    return QRegularExpression(u"^"_s + datePart + TimePart);
}

const QRegularExpression& figures()
{
    static const auto expression = pattern(u"([0-9]{1,2})[/.\\-]([0-9]{1,2})[/.\\-]([0-9]{2,4})"_s);
    return expression;
}

const QRegularExpression& yearFirst()
{
    static const auto expression = pattern(u"([0-9]{4})[/\\-]([0-9]{1,2})[/\\-]([0-9]{1,2})"_s);
    return expression;
}

const QRegularExpression& compact()
{
    static const auto expression = pattern(u"([12][0-9]{3})([0-9]{2})([0-9]{2})"_s);
    return expression;
}

const QRegularExpression& named()
{
    static const auto expression
        = pattern(u"([0-9]{1,2})[ \\-]([A-Za-z]{3,9})[ \\-]([0-9]{2,4})"_s);
    return expression;
}

int monthNumber(const QString& word)
{
    static constexpr std::array<QStringView, 12> Months{u"january", u"february", u"march", u"april",
        u"may", u"june", u"july", u"august", u"september", u"october", u"november", u"december"};
    const QString lower = word.toLower();
    for (std::size_t i = 0; i < Months.size(); ++i) {
        if (Months[i] == lower || Months[i].first(3) == lower)
            return static_cast<int>(i) + 1;
    }
    return lower == u"sept" ? 9 : 0;
}

DateReading made(QDate date, const QRegularExpressionMatch& match)
{
    DateReading reading{date, std::nullopt, date.isValid() ? DateFault::None : DateFault::NotADate};
    if (!match.hasCaptured(4))
        return reading;
    const QTime time(
        match.captured(4).toInt(), match.captured(5).toInt(), match.captured(6).toInt());
    if (time.isValid())
        reading.time = time;
    else
        reading.fault = DateFault::NotADate;
    return reading;
}

DateReading failed(DateFault fault)
{
    return {{}, std::nullopt, fault};
}

bool isSerial(QStringView cell)
{
    static const QRegularExpression serial(u"^[0-9]{3,6}(?:\\.[0-9]+)?$"_s);
    return serial.match(cell.toString()).hasMatch();
}

} // namespace dates

OrderWitness orderWitnessOf(QStringView cell)
{
    const auto match = dates::figures().match(cell.trimmed().toString());
    if (!match.hasMatch())
        return OrderWitness::None;
    const int first = match.captured(1).toInt();
    const int second = match.captured(2).toInt();
    if (first > 12 && first <= 31 && second >= 1 && second <= 12)
        return OrderWitness::DayFirst;
    if (second > 12 && second <= 31 && first >= 1 && first <= 12)
        return OrderWitness::MonthFirst;
    return OrderWitness::None;
}

DateReading readDate(QStringView cell, DateOrder order)
{
    const QString text = cell.trimmed().toString();
    if (text.isEmpty())
        return dates::failed(DateFault::Missing);
    if (const auto match = dates::yearFirst().match(text); match.hasMatch())
        return dates::made(
            QDate(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt()),
            match);
    if (const auto match = dates::compact().match(text); match.hasMatch())
        return dates::made(
            QDate(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt()),
            match);
    if (const auto match = dates::figures().match(text); match.hasMatch()) {
        if (match.captured(3).size() != 4)
            return dates::failed(
                match.captured(3).size() == 2 ? DateFault::TwoDigitYear : DateFault::NotADate);
        const int first = match.captured(1).toInt();
        const int second = match.captured(2).toInt();
        const int year = match.captured(3).toInt();
        return dates::made(order == DateOrder::MonthFirst ? QDate(year, first, second)
                                                          : QDate(year, second, first),
            match);
    }
    if (const auto match = dates::named().match(text); match.hasMatch()) {
        if (match.captured(3).size() != 4)
            return dates::failed(
                match.captured(3).size() == 2 ? DateFault::TwoDigitYear : DateFault::NotADate);
        return dates::made(QDate(match.captured(3).toInt(), dates::monthNumber(match.captured(2)),
                               match.captured(1).toInt()),
            match);
    }
    return dates::failed(
        dates::isSerial(text) ? DateFault::SpreadsheetSerial : DateFault::NotADate);
}

} // namespace doorstep::exchange
