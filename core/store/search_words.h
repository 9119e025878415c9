#pragma once

#include "core/domain/patient_rows.h"

#include <array>
#include <vector>

/// The words that the search index keeps of a patient, and which of them a typed text asks for.
/// Pure: the same rules on both sides, in one place.
///
/// Names stand as they are; a first letter that no name has marks the rest: `#` an NHS number, `@`
/// a date of birth as MMDDYYYY, `=` its year, `%` a postcode or a half of it, `/` a word of the
/// address, `~` how a name sounds.
namespace doorstep::store {

/// How near a patient is to what was typed, the nearest first. Of several words typed, the farthest
/// counts.
enum class Nearness { Exact, Beginning, Address, Sound };
inline constexpr std::array AllNearness{
    Nearness::Exact, Nearness::Beginning, Nearness::Address, Nearness::Sound};

/// Words from `first` on, before `past`; only `first` itself when `past` is empty.
struct WordRange {
    QString first;
    QString past;
    [[nodiscard]] bool contains(const QString& word) const
    {
        return past.isEmpty() ? word == first : word >= first && word < past;
    }
};

/// One word typed, or several that are one thing (an NHS number in groups, a date): a patient has
/// to have a word in one of the ranges.
using SearchTerm = std::array<std::vector<WordRange>, AllNearness.size()>;

inline constexpr int MostTyped = 256; ///< characters read of what was typed
inline constexpr int MostTerms = 8;

/// Lower case, without accents and apostrophes; every other sign is a space. Never two spaces.
[[nodiscard]] QString searchFolded(const QString& text);

/// Sorted, each once. None for a row without a name (an import that was undone).
[[nodiscard]] QStringList searchWords(const domain::PatientRow& patient);

/// By family name, then given name, as a number: six letters of the one and three of the other,
/// then room for people alike. Names in other scripts stand first.
[[nodiscard]] qint64 nameOrder(const domain::PatientRow& patient);
inline constexpr qint64 PeopleAlike = qint64(1) << 20;

/// Empty for a text without a letter or digit.
[[nodiscard]] std::vector<SearchTerm> searchTerms(const QString& typed);

} // namespace doorstep::store
