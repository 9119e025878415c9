#pragma once

#include "core/clinical/gs1.h"

#include <string_view>

namespace doorstep::clinical::gs1 {

/// The elements that stand on packs of medicines, with the rules of the GS1 General Specifications
/// (section 3) for each. Elements outside this list are refused: a wrong reading is worse than
/// none.
struct AiRule {
    std::string_view from; ///< first AI of the range
    std::string_view to; ///< last AI, same length
    bool numeric = true; ///< digits only, else character set 82
    int minimum = 1;
    int maximum = 1;
    bool needsSeparator = true; ///< ends with GS unless last
    enum class Value { Plain, CheckDigit, Date, DateHour } value = Value::Plain;
    /// Alternatives parted by ',', groups that must each be met by ' '. A pattern ending in 'n'
    /// stands for every AI with that beginning.
    std::string_view needs = {};
    std::string_view excludes = {};
};

/// The rule whose AI begins this text.
[[nodiscard]] const AiRule* ruleFor(QByteArrayView text);

/// Judges one value. None when it holds.
[[nodiscard]] Gs1Fault judgeValue(const AiRule& rule, QByteArrayView value, QDate today);

/// Judges elements against each other: repeats, needs, exclusions.
struct AssociationFault {
    Gs1Fault fault = Gs1Fault::None;
    QByteArray ai;
};
[[nodiscard]] AssociationFault judgeTogether(const std::vector<Gs1Element>& elements);

/// YYMMDD with the century within 50 years of today; day 00 is the month's last. Invalid if it is
/// not a date.
[[nodiscard]] QDate dateOf(QByteArrayView sixDigits, QDate today);

/// Reads a GS1 Digital Link address as elements. Nothing is ever opened.
[[nodiscard]] std::optional<std::vector<Gs1Element>> elementsOfLink(QByteArrayView uri);

} // namespace doorstep::clinical::gs1
