#pragma once

#include "core/base/result.h"

namespace doorstep::vfs {

/// From now on SQLite overwrites whatever memory it gives back: its page cache, statements and the
/// values of rows, all of which are content in clear. What it keeps (pages in the cache, small
/// blocks of a connection's lookaside) goes when the connection is closed. Copies outside SQLite,
/// such as the texts on a screen, are not its business.
///
/// Once a process, before SQLite is first used; again is harmless. registerSealedVfs() does it and
/// goes on without when it is too late; whoever may meet SQLite before that (a plugin of the
/// desktop, another VFS) calls it first. Internal when SQLite is already running without it:
/// nothing was changed. Thread-safe among its callers.
[[nodiscard]] Status wipeSqliteMemory();

} // namespace doorstep::vfs
