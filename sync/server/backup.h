#pragma once

#include "sync/server/blob_files.h"
#include "sync/server/log_thread.h"

namespace doorstep::server {

/// Copies the log into `directory` as `log-<UTC time>.db`, sealed with the same server.key (which
/// is not copied: keep it elsewhere), marks it as a copy (timeline.h), syncs it, checks that every
/// page opens, gives it its name, and only then raises each practice's safe position to what the
/// copy holds. Keeps the newest `kept` copies.
/// With `blobs`, every whole attachment that the copy names is under `directory`/blobs before
/// anything is called safe; one copy serves all logs, and none is deleted. One whose file is gone
/// or damaged is left out: its row says so once somebody asks for it. The file's name.
inline constexpr int BackupsKept = 14;
[[nodiscard]] Result<QString> backUp(LogThread& log, const QString& directory, Instant now,
    int kept = BackupsKept, const BlobFiles* blobs = nullptr);

} // namespace doorstep::server
