#pragma once

#include "core/store/recovery.h"

#include <QStringList>

namespace doorstep::ctl {

/// What could not be read, one plain sentence a part, in the order it was met.
[[nodiscard]] QStringList lostSentences(const store::Recovery& recovery);

/// How many entries were read, and from where.
[[nodiscard]] QString foundSentence(const store::Recovery& recovery);

} // namespace doorstep::ctl
