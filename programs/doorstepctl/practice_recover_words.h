#pragma once

#include "core/base/result.h"

#include <QString>

namespace doorstep::ctl {

/// Why a practice was not recovered, in one sentence that says what is safe and the next step;
/// empty for an error that has nothing to do with cards, code or keys.
[[nodiscard]] QString recoveryRefusal(const Error& error);

} // namespace doorstep::ctl
