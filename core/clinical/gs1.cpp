#include "core/clinical/gs1.h"

#include "core/clinical/gs1_rules.h"

#include <algorithm>
#include <array>

namespace doorstep::clinical {

namespace {

constexpr char Gs = '\x1D';
constexpr qsizetype LongestScan = 4096; // a DataMatrix holds 2,335 characters
constexpr std::size_t MostElements = 64;

enum class Carrier { ElementStrings, Plain, Ean, Unsupported };

Carrier carrierOf(QByteArrayView symbologyId)
{
    static constexpr std::array<std::string_view, 4> WithElements{"C1", "d2", "Q3", "e0"};
    const std::string_view id(symbologyId.data(), 2);
    if (std::find(WithElements.begin(), WithElements.end(), id) != WithElements.end())
        return Carrier::ElementStrings;
    if (id == "d1" || id == "Q1")
        return Carrier::Plain;
    if (id == "E0" || id == "E4")
        return Carrier::Ean;
    return Carrier::Unsupported;
}

Gs1Scan rejected(Gs1Fault fault, QByteArray ai = {})
{
    Gs1Scan scan;
    scan.fault = fault;
    scan.faultAi = std::move(ai);
    return scan;
}

/// Fills the named fields from the elements once all of them hold.
Gs1Scan accepted(std::vector<Gs1Element> elements, QDate today)
{
    Gs1Scan scan;
    scan.verdict = Gs1Verdict::Accept;
    for (const auto& element : elements) {
        if (element.ai == "01")
            scan.gtin = element.value;
        else if (element.ai == "17")
            scan.expiry = gs1::dateOf(element.value.toLatin1(), today);
        else if (element.ai == "10")
            scan.lot = element.value;
        else if (element.ai == "21")
            scan.serial = element.value;
    }
    scan.serialMayBeGlued = scan.serial.isEmpty() && scan.lot.contains(u"21");
    scan.elements = std::move(elements);
    return scan;
}

Gs1Scan judged(std::vector<Gs1Element> elements, QDate today)
{
    const auto together = gs1::judgeTogether(elements);
    if (together.fault != Gs1Fault::None)
        return rejected(together.fault, together.ai);
    return accepted(std::move(elements), today);
}

Gs1Scan readElementStrings(QByteArrayView text, QDate today)
{
    if (text.isEmpty())
        return rejected(Gs1Fault::Empty);
    std::vector<Gs1Element> elements;
    while (!text.isEmpty()) {
        const auto* rule = gs1::ruleFor(text);
        if (!rule || elements.size() == MostElements)
            return rejected(
                Gs1Fault::UnknownAi, text.first(std::min<qsizetype>(4, text.size())).toByteArray());
        const QByteArray ai = text.first(qsizetype(rule->from.size())).toByteArray();
        text = text.sliced(ai.size());
        auto end = text.indexOf(Gs);
        if (end < 0)
            end = text.size();
        const auto length = std::min<qsizetype>(end, rule->maximum);
        const auto value = text.first(length);
        if (const auto fault = gs1::judgeValue(*rule, value, today); fault != Gs1Fault::None)
            return rejected(fault, ai);
        elements.push_back({ai, QString::fromLatin1(value)});
        text = text.sliced(length);
        if (rule->needsSeparator && !text.isEmpty() && text.front() != Gs)
            return rejected(Gs1Fault::WrongLength, ai);
        if (!text.isEmpty() && text.front() == Gs)
            text = text.sliced(1); // tolerated after fixed-length elements and at the end
    }
    return judged(std::move(elements), today);
}

Gs1Scan readLink(QByteArrayView text, QDate today)
{
    auto elements = gs1::elementsOfLink(text);
    if (!elements)
        return rejected(Gs1Fault::LinkNotRead);
    for (const auto& element : *elements) {
        const auto* rule = gs1::ruleFor(element.ai);
        if (!rule || qsizetype(rule->from.size()) != element.ai.size())
            return rejected(Gs1Fault::UnknownAi, element.ai);
        const auto fault = gs1::judgeValue(*rule, element.value.toLatin1(), today);
        if (fault != Gs1Fault::None)
            return rejected(fault, element.ai);
    }
    return judged(std::move(*elements), today);
}

Gs1Scan readPlain(QByteArrayView text, QDate today)
{
    const QByteArray lower
        = text.first(std::min<qsizetype>(8, text.size())).toByteArray().toLower();
    if (lower.startsWith("http://") || lower.startsWith("https://"))
        return readLink(text, today);
    Gs1Scan scan; // a legal symbol with nothing for us in it: the screen says so and offers entry
                  // by hand
    scan.verdict = Gs1Verdict::Accept;
    return scan;
}

Gs1Scan readEan(QByteArrayView symbologyId, QByteArrayView text)
{
    const qsizetype length = symbologyId[1] == '0' ? 13 : 8;
    if (text.size() != length)
        return rejected(Gs1Fault::WrongLength);
    if (!gs1CheckDigitHolds(text))
        return rejected(Gs1Fault::CheckDigit);
    Gs1Scan scan;
    scan.verdict = Gs1Verdict::Accept;
    return scan;
}

} // namespace

bool gs1CheckDigitHolds(QByteArrayView digits)
{
    if (digits.size() < 2)
        return false;
    int sum = 0;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        const char c = digits[digits.size() - 1 - i];
        if (c < '0' || c > '9')
            return false;
        sum += (c - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return sum % 10 == 0;
}

Gs1Scan readGs1(QByteArrayView scan, QDate today)
{
    if (scan.size() < 3 || scan.front() != ']')
        return rejected(Gs1Fault::NoSymbologyId);
    if (scan.size() > LongestScan)
        return rejected(Gs1Fault::WrongLength);
    const auto symbologyId = scan.sliced(1, 2);
    const auto text = scan.sliced(3);
    switch (carrierOf(symbologyId)) {
    case Carrier::ElementStrings:
        return readElementStrings(text, today);
    case Carrier::Plain:
        return readPlain(text, today);
    case Carrier::Ean:
        return readEan(symbologyId, text);
    case Carrier::Unsupported:
        break;
    }
    return rejected(Gs1Fault::UnsupportedSymbology);
}

} // namespace doorstep::clinical
