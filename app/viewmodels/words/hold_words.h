#pragma once

#include "core/domain/desk_rows.h"

namespace doorstep::app::words {

/// "Two values for phone", "Two tablets recorded this visit."
[[nodiscard]] QString holdHeading(const QString& rule);
[[nodiscard]] QString holdSentence(const QString& rule);

} // namespace doorstep::app::words
