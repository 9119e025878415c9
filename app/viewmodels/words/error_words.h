#pragma once

#include "core/base/result.h"

#include <QString>

namespace doorstep::app::words {

/// What was being done when it failed: the sentence says what that means for the record.
enum class Doing { Saving, Reading, Unlocking, Importing, Exporting, Joining, Inviting };

/// One plain sentence or two: what happened, what is safe, what next. Codes stay in the log.
[[nodiscard]] QString errorSentence(const Error& error, Doing doing);

} // namespace doorstep::app::words
