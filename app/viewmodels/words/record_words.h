#pragma once

#include "app/viewmodels/parts/values.h"

namespace doorstep::app::words {

/// "vaccinationRecorded" as a person calls it, with its icon.
[[nodiscard]] Tag recordKind(const QString& kind);

} // namespace doorstep::app::words
