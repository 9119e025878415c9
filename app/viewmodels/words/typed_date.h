#pragma once

#include <QDate>
#include <QString>

namespace doorstep::app::words {

/// A date as people type it: 31/5/2027, 31 5 2027, 31 May 2027, 2027-05-31. Invalid when none.
[[nodiscard]] QDate dateTyped(const QString& text);
/// The same, or a month and year as packs print them ("5/2027", "05/27", "MAY 2027"): its last day.
[[nodiscard]] QDate expiryTyped(const QString& text);

} // namespace doorstep::app::words
