#include "core/vfs/wiped_memory.h"

#include "core/base/mutant.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <sodium.h>
#include <sqlite3.h>

namespace doorstep::vfs {

namespace {

struct Original {
    sqlite3_mem_methods methods{};
    bool isKnown = false;
};
/// SQLite's own functions, which do the work. It gives ours no object to keep them in.
const Original& original()
{
    static const Original kept = [] {
        Original found;
        found.isKnown = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &found.methods) == SQLITE_OK;
        return found;
    }();
    return kept;
}

void wipe(void* block, int from, int to)
{
    if (!mutated(Mutant::SqliteMemoryKept))
        sodium_memzero(static_cast<std::byte*>(block) + from, std::size_t(to - from));
}

int sizeOf(void* block)
{
    return original().methods.xSize(block);
}

void* allocate(int size)
{
    return original().methods.xMalloc(size);
}

void release(void* block)
{
    wipe(block, 0, sizeOf(block));
    original().methods.xFree(block);
}

/// The C library's would leave the old block behind as it was.
void* resize(void* block, int size)
{
    const int had = sizeOf(block);
    if (size <= had && size > had / 2) {
        wipe(block, size, had);
        return block;
    }
    void* moved = allocate(size);
    if (!moved)
        return nullptr; // SQLite keeps the old block then
    std::memcpy(moved, block, std::size_t(std::min(size, had)));
    release(block);
    return moved;
}

int roundUp(int size)
{
    return original().methods.xRoundup(size);
}

int start(void*)
{
    return original().methods.xInit(original().methods.pAppData);
}

void stop(void*)
{
    original().methods.xShutdown(original().methods.pAppData);
}

} // namespace

Status wipeSqliteMemory()
{
    static const bool isSet = [] {
        static const sqlite3_mem_methods wiping{
            allocate, release, resize, sizeOf, roundUp, start, stop, nullptr};
        return original().isKnown && sqlite3_config(SQLITE_CONFIG_MALLOC, &wiping) == SQLITE_OK;
    }();
    if (!isSet)
        return Error{ErrorCode::Internal, "SQLite runs already, and without wiping", true};
    return {};
}

} // namespace doorstep::vfs
