#pragma once

#include <QDate>
#include <QString>
#include <optional>

namespace doorstep::clinical {

/// Administrative gender as FHIR R4 has it.
enum class Gender { Unknown, Male, Female, Other };

/// Reads the words and codes in use (M F O U I, male, 1 2 9 0, FHIR codes; any case). None for
/// others.
[[nodiscard]] std::optional<Gender> parseGender(QStringView text);
/// male, female, other, unknown: FHIR, the wire and the store.
[[nodiscard]] QString genderWord(Gender gender);
/// M, F or U: the SystmOne import knows no fourth.
[[nodiscard]] QString genderLetter(Gender gender);

/// A postcode as people write it. Lenient: an unknown shape is kept, upper-cased, and says so.
struct Postcode {
    QString text; ///< "LS1 4AP": one space before the last three, or the text as given
    bool recognised = false; ///< has the shape of a UK postcode
    bool isPseudo = false; ///< ZZ99 ...: no fixed abode, unknown, not specified
    bool operator==(const Postcode&) const = default;
};

[[nodiscard]] Postcode parsePostcode(QStringView text);

/// Whole years on a day; a birthday of 29 February falls on 1 March in other years. None when a
/// date is invalid or `on` is before the birth.
[[nodiscard]] std::optional<int> ageOn(QDate born, QDate on);

} // namespace doorstep::clinical
