#include "core/exchange/text_checks.h"

#include "core/exchange/date_reader.h"
#include "core/exchange/uk_time.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace doorstep::exchange {

namespace characters {

constexpr int MostCombiningMarks = 8; // on one letter; Vietnamese needs two

/// Overrides, embeddings and isolates: they make text read as something it is not.
bool isBidiControl(char16_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool isZeroWidth(char16_t c)
{
    return c == 0x200B || c == 0x200C || c == 0x200D || c == 0x200E || c == 0x200F || c == 0x2060
        || c == 0xFEFF || c == 0x00AD;
}

bool isLineBreak(char16_t c)
{
    return c == u'\n' || c == u'\r' || c == 0x0085 || c == 0x2028 || c == 0x2029;
}

bool isControl(char16_t c)
{
    return (c < 0x20 && c != u'\t') || (c >= 0x7F && c <= 0x9F);
}

bool isCombining(QChar c)
{
    return c.category() == QChar::Mark_NonSpacing || c.category() == QChar::Mark_Enclosing;
}

/// A joiner that builds one emoji out of several belongs to the text.
bool joinsEmoji(QStringView cell, qsizetype at)
{
    const auto isPart = [&](qsizetype i) {
        return i >= 0 && i < cell.size()
            && (cell[i].isSurrogate() || cell[i].unicode() == 0xFE0F
                || cell[i].unicode() >= 0x2600);
    };
    return cell[at].unicode() == 0x200D && isPart(at - 1) && isPart(at + 1);
}

bool looksLikeLogLine(QStringView afterBreak)
{
    static const QRegularExpression stamp(
        u"^\\s*\\[?[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}"_s);
    return stamp.match(afterBreak.first(std::min<qsizetype>(afterBreak.size(), 64)).toString())
        .hasMatch();
}

} // namespace characters

RowReason judgeCharacters(QStringView cell, CellUse use)
{
    namespace ch = characters;
    RowReason found = RowReason::None;
    int marks = 0;
    for (qsizetype i = 0; i < cell.size(); ++i) {
        const char16_t c = cell[i].unicode();
        if (c >= 0x20 && c < 0x7F) {
            marks = 0;
            continue;
        }
        if (ch::isBidiControl(c))
            return RowReason::BidiControl;
        if (ch::isLineBreak(c)) {
            if (ch::looksLikeLogLine(cell.sliced(i + 1)))
                return RowReason::ForgedLine;
            if (use == CellUse::Name)
                return RowReason::LineBreakInName;
            continue;
        }
        if (ch::isControl(c))
            return RowReason::ControlCharacter;
        marks = ch::isCombining(cell[i]) ? marks + 1 : 0;
        if (marks > ch::MostCombiningMarks)
            return RowReason::CombiningMarks;
        if (ch::isZeroWidth(c) && !ch::joinsEmoji(cell, i))
            found = RowReason::ZeroWidth;
    }
    return found;
}

RowReason judgeTimes(QStringView cell, bool monthFirst)
{
    if (!cell.contains(u':'))
        return RowReason::None;
    static const QRegularExpression local(
        u"(?<![0-9])((?:[0-9]{1,2}[/.\\-][0-9]{1,2}[/.\\-][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})[T "
        u"]+[0-9]{1,2}:[0-9]{2})"
        u"(?!(?::[0-9]{2}(?:\\.[0-9]+)?)? ?(?:Z|[+-][0-9]{2}))"_s);
    RowReason worst = RowReason::None;
    auto matches = local.globalMatch(cell.toString());
    while (matches.hasNext()) {
        const auto reading = readDate(
            matches.next().captured(1), monthFirst ? DateOrder::MonthFirst : DateOrder::DayFirst);
        if (reading.fault != DateFault::None || !reading.time)
            continue;
        switch (ukHourOf(reading.date, *reading.time)) {
        case UkHour::Once:
            break;
        case UkHour::Skipped:
            return RowReason::TimeDoesNotExist;
        case UkHour::Twice:
            worst = RowReason::TimeTwice;
            break;
        }
    }
    return worst;
}

QString foldedName(const QString& name)
{
    return name.normalized(QString::NormalizationForm_C).toCaseFolded().simplified();
}

} // namespace doorstep::exchange
