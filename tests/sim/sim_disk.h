#pragma once

#include "core/base/result.h"

#include <QString>

namespace doorstep::sim {

/// The disk below the sealed VFS: databases and their logs are in this process's memory while they
/// are open, and in their files whenever they are not. Once a process, before SQLite is used.
[[nodiscard]] Status registerSimDisk();

/// What is open there goes into the files too, for whoever copies them. The same thread as
/// SQLite's.
void flushSimDisk(const QString& folder);
/// What is open there need not reach the files any more: nobody looks at them.
void forgetSimDisk(const QString& folder);

} // namespace doorstep::sim
