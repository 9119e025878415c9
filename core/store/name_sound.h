#pragma once

#include <QByteArray>
#include <QStringView>

namespace doorstep::store {

/// How a name sounds in British mouths, so that "Smyth" finds "Smith": equal codes, likely the same
/// name. Caverphone 2.0 (D. Hood, "Caverphone Revisited", Caversham Project Occasional Technical
/// Paper CTP150804, University of Otago, 2004), made for electoral rolls of English, Scottish and
/// Irish names spoken without a final r, which Soundex and Metaphone do not fit. Two differences:
/// the code is not padded with "1", and four spellings of names are put alike first (Kn-, Wr-,
/// Geo-, -mps-).
///
/// `folded` is lower case without accents; what is not a-z is left out. Empty for a name of other
/// letters.
[[nodiscard]] QByteArray nameSound(QStringView folded);

} // namespace doorstep::store
