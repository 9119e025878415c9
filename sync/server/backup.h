#pragma once

#include "sync/server/log_thread.h"

namespace doorstep::server {

/// Copies the log into `directory` as `log-<UTC time>.db`, sealed with the same server.key (which
/// is not copied: keep it elsewhere), marks it as a copy (timeline.h), syncs it, checks that every
/// page opens, gives it its name, and only then raises each practice's safe position to what the
/// copy holds. Keeps the newest `kept` copies. The file's name.
[[nodiscard]] Result<QString> backUp(
    LogThread& log, const QString& directory, Instant now, int kept = 14);

} // namespace doorstep::server
