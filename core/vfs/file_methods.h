#pragma once

#include "core/vfs/sealed_file.h"

#include <new>

/// Where SQLite's C calls on an open file become calls on a SealedFile.
namespace doorstep::vfs {

/// What SQLite allocates for each open file.
struct Handle {
    sqlite3_file head;
    SealedFile* file;
};

/// No exception may pass through SQLite; the only ones here are for memory.
template <typename Call> int guarded(Call&& call) noexcept
{
    try {
        return call();
    } catch (const std::bad_alloc&) {
        return SQLITE_NOMEM;
    } catch (...) {
        return SQLITE_INTERNAL;
    }
}

/// Makes `file`, which SQLite allocated, an open file; SQLite's close deletes `sealed`.
void attachFile(sqlite3_file* file, std::unique_ptr<SealedFile> sealed);
/// The database file behind a handle of ours; null for any other handle.
[[nodiscard]] MainFile* mainFileOf(sqlite3_file* file);

} // namespace doorstep::vfs
