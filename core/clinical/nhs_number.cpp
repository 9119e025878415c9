#include "core/clinical/nhs_number.h"

namespace doorstep::clinical {

namespace {

bool isAsciiDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isSeparator(QChar c)
{
    switch (c.unicode()) {
    case u' ':
    case u'\t':
    case u'-':
    case 0x00A0: // no-break space
    case 0x2007: // figure space
    case 0x202F: // narrow no-break space
    case 0x2010: // hyphen
    case 0x2011: // no-break hyphen
    case 0x2013: // en dash
        return true;
    default:
        return false;
    }
}

/// What a spreadsheet makes of ten digits: "9.43E+09", "9434765919.0".
bool isSpreadsheetDamage(QStringView text)
{
    bool sawDigit = false;
    bool sawMark = false;
    for (const QChar c : text.trimmed()) {
        if (isAsciiDigit(c))
            sawDigit = true;
        else if (c == u'.' || c == u'e' || c == u'E' || c == u'+')
            sawMark = true;
        else
            return false;
    }
    return sawDigit && sawMark;
}

NhsNumberReading fail(NhsNumberFault fault)
{
    return {std::nullopt, fault};
}

} // namespace

std::optional<int> nhsCheckDigit(QStringView nineDigits)
{
    if (nineDigits.size() != 9)
        return std::nullopt;
    int sum = 0;
    for (int i = 0; i < 9; ++i) {
        if (!isAsciiDigit(nineDigits[i]))
            return std::nullopt;
        sum += (nineDigits[i].unicode() - u'0') * (10 - i);
    }
    const int check = 11 - sum % 11;
    if (check == 10)
        return std::nullopt;
    return check == 11 ? 0 : check;
}

NhsNumberReading NhsNumber::parse(QStringView text)
{
    QString digits;
    bool foreign = false;
    bool other = false;
    for (const QChar c : text) {
        if (isAsciiDigit(c))
            digits.append(c);
        else if (isSeparator(c) || c.isSpace())
            continue;
        else if (c.isDigit() || c.isHighSurrogate())
            foreign = true;
        else
            other = true;
    }
    if (foreign)
        return fail(NhsNumberFault::ForeignDigits);
    if (isSpreadsheetDamage(text))
        return fail(NhsNumberFault::SpreadsheetDamage);
    if (digits.isEmpty() && !other)
        return fail(NhsNumberFault::Missing);
    if (other || digits.size() != 10)
        return fail(NhsNumberFault::NotTenDigits);
    const auto check = nhsCheckDigit(QStringView(digits).first(9));
    if (!check || *check != digits[9].unicode() - u'0')
        return fail(NhsNumberFault::CheckDigit);
    NhsNumber number;
    number.m_digits = digits;
    return {number, std::nullopt};
}

QString NhsNumber::display() const
{
    if (isNull())
        return {};
    return m_digits.left(3) + u' ' + m_digits.mid(3, 3) + u' ' + m_digits.mid(6);
}

NhsNumberNote NhsNumber::note() const
{
    if (isNull())
        return NhsNumberNote::None;
    if (m_digits.count(m_digits[0]) == m_digits.size())
        return NhsNumberNote::AllDigitsEqual;
    if (m_digits.startsWith(u"999"))
        return NhsNumberNote::TestRange;
    // First nine digits. England, Wales and the Isle of Man; Northern Ireland; Scotland (ranges
    // page of the crate nhs-number: a secondary source, so this only ever warns).
    const qint64 first = m_digits.left(9).toLongLong();
    const auto within = [first](qint64 low, qint64 high) { return first >= low && first <= high; };
    const bool issued = within(400'000'000, 499'999'999) || within(600'000'000, 799'999'999)
        || within(320'000'001, 399'999'999) || within(10'100'000, 311'299'999);
    return issued ? NhsNumberNote::None : NhsNumberNote::OutsideIssuedRanges;
}

} // namespace doorstep::clinical
