#include "core/clinical/gs1_rules.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace doorstep::clinical::gs1 {

namespace {

using Value = AiRule::Value;
constexpr std::string_view TradeItem = "01,02,8006,8026";
constexpr std::string_view NetMeasure = "01,02";
constexpr std::string_view GrossMeasure = "00,01";

// from, to, numeric, min, max, separator, value, needs, excludes
constexpr std::array Rules{
    AiRule{"00", "00", true, 18, 18, false, Value::CheckDigit},
    AiRule{"01", "01", true, 14, 14, false, Value::CheckDigit, {}, "02,37"},
    AiRule{"02", "02", true, 14, 14, false, Value::CheckDigit, "37"},
    AiRule{"10", "10", false, 1, 20, true, Value::Plain, TradeItem},
    AiRule{"11", "11", true, 6, 6, false, Value::Date, TradeItem},
    AiRule{"13", "13", true, 6, 6, false, Value::Date, TradeItem},
    AiRule{"15", "15", true, 6, 6, false, Value::Date, TradeItem},
    AiRule{"16", "16", true, 6, 6, false, Value::Date, TradeItem},
    AiRule{"17", "17", true, 6, 6, false, Value::Date, TradeItem},
    AiRule{"20", "20", true, 2, 2, false, Value::Plain, TradeItem},
    AiRule{"21", "21", false, 1, 20, true, Value::Plain, "01,8006", "235"},
    AiRule{"22", "22", false, 1, 20, true, Value::Plain, "01"},
    AiRule{"235", "235", false, 1, 28, true, Value::Plain, "01"},
    AiRule{"240", "241", false, 1, 30, true, Value::Plain, TradeItem},
    AiRule{"242", "242", true, 1, 6, true, Value::Plain, TradeItem},
    AiRule{"243", "243", false, 1, 20, true, Value::Plain, "01"},
    AiRule{"250", "250", false, 1, 30, true, Value::Plain, "01,8006 21"},
    AiRule{"251", "251", false, 1, 30, true, Value::Plain, "01,8006"},
    AiRule{"30", "30", true, 1, 8, true, Value::Plain, "01,02"},
    AiRule{"310n", "316n", true, 6, 6, false, Value::Plain, NetMeasure},
    AiRule{"320n", "329n", true, 6, 6, false, Value::Plain, NetMeasure},
    AiRule{"330n", "336n", true, 6, 6, false, Value::Plain, GrossMeasure},
    AiRule{"337n", "337n", true, 6, 6, false, Value::Plain, "01"},
    AiRule{"340n", "349n", true, 6, 6, false, Value::Plain, GrossMeasure},
    AiRule{"350n", "352n", true, 6, 6, false, Value::Plain, NetMeasure},
    AiRule{"353n", "355n", true, 6, 6, false, Value::Plain, GrossMeasure},
    AiRule{"356n", "357n", true, 6, 6, false, Value::Plain, NetMeasure},
    AiRule{"360n", "361n", true, 6, 6, false, Value::Plain, NetMeasure},
    AiRule{"362n", "363n", true, 6, 6, false, Value::Plain, GrossMeasure},
    AiRule{"364n", "366n", true, 6, 6, false, Value::Plain, NetMeasure},
    AiRule{"367n", "369n", true, 6, 6, false, Value::Plain, GrossMeasure},
    AiRule{"37", "37", true, 1, 8, true, Value::Plain, "00 02,8026"},
    AiRule{"400", "400", false, 1, 30, true, Value::Plain},
    AiRule{"410", "417", true, 13, 13, false, Value::CheckDigit},
    AiRule{"7003", "7003", true, 10, 10, true, Value::DateHour, "01,02"},
    AiRule{"710", "717", false, 1, 20, true, Value::Plain, "01"},
    AiRule{"90", "90", false, 1, 30, true, Value::Plain},
    AiRule{"91", "99", false, 1, 90, true, Value::Plain},
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// GS1 AI encodable character set 82.
bool isInSet82(char c)
{
    return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
        || (c != '\0' && std::strchr("!\"%&'()*+,-./:;<=>?_", c) != nullptr);
}

/// A measure's fourth digit says where the decimal point stands: 0 to 5.
bool isMeasure(const AiRule& rule)
{
    return rule.from.back() == 'n';
}

bool covers(const AiRule& rule, QByteArrayView text)
{
    if (text.size() < static_cast<qsizetype>(rule.from.size()))
        return false;
    const std::string_view head(text.data(), rule.from.size());
    if (!std::all_of(head.begin(), head.end(), isDigit))
        return false;
    if (!isMeasure(rule))
        return head >= rule.from && head <= rule.to;
    const auto family = head.substr(0, 3);
    return family >= rule.from.substr(0, 3) && family <= rule.to.substr(0, 3) && head[3] <= '5';
}

/// Calls `visit` for each non-empty part; stops and returns true when it does.
template <typename Visit> bool anyPart(std::string_view list, char separator, Visit visit)
{
    while (!list.empty()) {
        const auto end = std::min(list.find(separator), list.size());
        if (visit(list.substr(0, end)))
            return true;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

bool holds(const std::vector<Gs1Element>& elements, std::string_view ai)
{
    return std::any_of(elements.begin(), elements.end(), [ai](const Gs1Element& other) {
        return other.ai == QByteArrayView(ai.data(), qsizetype(ai.size()));
    });
}

Gs1Fault judgeOne(const Gs1Element& element, const AiRule& rule, const std::vector<Gs1Element>& all)
{
    for (const auto& other : all) {
        if (other.ai == element.ai && other.value != element.value)
            return Gs1Fault::RepeatedDifferent;
        // Two members of one measure family would state the same thing twice.
        if (isMeasure(rule) && other.ai != element.ai && other.ai.left(3) == element.ai.left(3))
            return Gs1Fault::ExcludedPair;
    }
    if (anyPart(rule.excludes, ',', [&](std::string_view ai) { return holds(all, ai); }))
        return Gs1Fault::ExcludedPair;
    const bool unmet = anyPart(rule.needs, ' ', [&](std::string_view group) {
        return !anyPart(group, ',', [&](std::string_view ai) { return holds(all, ai); });
    });
    return unmet ? Gs1Fault::RequiresOther : Gs1Fault::None;
}

} // namespace

const AiRule* ruleFor(QByteArrayView text)
{
    const auto found = std::find_if(
        Rules.begin(), Rules.end(), [text](const AiRule& rule) { return covers(rule, text); });
    return found == Rules.end() ? nullptr : &*found;
}

QDate dateOf(QByteArrayView sixDigits, QDate today)
{
    const auto pair
        = [&](qsizetype at) { return (sixDigits[at] - '0') * 10 + sixDigits[at + 1] - '0'; };
    const int century = today.year() / 100 * 100;
    const int distance = pair(0) - today.year() % 100;
    int year = century + pair(0);
    if (distance >= 51)
        year -= 100;
    else if (distance <= -50)
        year += 100;
    const int month = pair(2);
    if (pair(4) != 0)
        return QDate(year, month, pair(4));
    const QDate first(year, month, 1);
    return first.isValid() ? QDate(year, month, first.daysInMonth()) : QDate();
}

Gs1Fault judgeValue(const AiRule& rule, QByteArrayView value, QDate today)
{
    if (value.isEmpty())
        return Gs1Fault::EmptyValue;
    if (value.size() < rule.minimum || value.size() > rule.maximum)
        return Gs1Fault::WrongLength;
    if (!std::all_of(value.begin(), value.end(), rule.numeric ? isDigit : isInSet82))
        return Gs1Fault::WrongCharacter;
    switch (rule.value) {
    case Value::Plain:
        return Gs1Fault::None;
    case Value::CheckDigit:
        return gs1CheckDigitHolds(value) ? Gs1Fault::None : Gs1Fault::CheckDigit;
    case Value::Date:
        return dateOf(value, today).isValid() ? Gs1Fault::None : Gs1Fault::BadDate;
    case Value::DateHour:
        return dateOf(value.first(6), today).isValid() && value.sliced(4, 2) != "00"
                && value.sliced(6, 2) < "24" && value.sliced(8, 2) < "60"
            ? Gs1Fault::None
            : Gs1Fault::BadDate;
    }
    return Gs1Fault::BadValue;
}

AssociationFault judgeTogether(const std::vector<Gs1Element>& elements)
{
    for (const auto& element : elements) {
        const AiRule* rule = ruleFor(element.ai);
        const auto fault = rule ? judgeOne(element, *rule, elements) : Gs1Fault::UnknownAi;
        if (fault != Gs1Fault::None)
            return {fault, element.ai};
    }
    return {};
}

} // namespace doorstep::clinical::gs1
