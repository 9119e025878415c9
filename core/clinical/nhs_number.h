#pragma once

#include <QString>
#include <compare>
#include <optional>

namespace doorstep::clinical {

/// Why a text is not an NHS number.
enum class NhsNumberFault {
    Missing, ///< nothing but blanks
    NotTenDigits, ///< another length, or a character that is no digit
    ForeignDigits, ///< digits of another script: never converted
    SpreadsheetDamage, ///< 9.43E+09 or a decimal point: the digits are gone, ask for the number
                       ///< again
    CheckDigit
};

/// A number that passes the check digit but needs a look. Never a reason to refuse.
enum class NhsNumberNote {
    None,
    TestRange, ///< 999 000 0000 to 999 999 9999: never issued to a patient
    AllDigitsEqual, ///< passes the arithmetic, is nobody's number
    OutsideIssuedRanges
};

struct NhsNumberReading;

/// Ten digits with a valid modulus-11 check digit. A value type; default is "none".
/// Source: NHS Data Dictionary, NHS NUMBER (weights 10 to 2; 11 gives 0; 10 is no number).
class NhsNumber {
public:
    NhsNumber() = default;

    /// Reads what a person types or a file holds: blanks (also no-break) and dashes are allowed
    /// around and between the digits; nothing is ever corrected.
    [[nodiscard]] static NhsNumberReading parse(QStringView text);

    [[nodiscard]] bool isNull() const { return m_digits.isEmpty(); }
    /// Ten digits, no spaces: what is stored and sent.
    [[nodiscard]] const QString& digits() const { return m_digits; }
    /// 3-3-4 with spaces: what a person reads. Empty when null.
    [[nodiscard]] QString display() const;
    [[nodiscard]] NhsNumberNote note() const;

    bool operator==(const NhsNumber&) const = default;

private:
    QString m_digits;
};

/// Exactly one of the two is set.
struct NhsNumberReading {
    std::optional<NhsNumber> number;
    std::optional<NhsNumberFault> fault;
};

/// The check digit for nine leading digits, or none when no such number exists. For fixtures too.
[[nodiscard]] std::optional<int> nhsCheckDigit(QStringView nineDigits);

} // namespace doorstep::clinical
