#pragma once

#include "core/vfs/key_ring.h"
#include "core/vfs/wal_index.h"

namespace doorstep::vfs {

/// What one registered VFS owns. SQLite keeps it from registration to the end of the process.
struct SealedVfs {
    sqlite3_vfs vfs{}; ///< what SQLite calls; its pAppData is this object
    sqlite3_vfs* base = nullptr;
    std::string name;
    std::shared_ptr<KeyRing> keys = std::make_shared<KeyRing>();
    OpenStores stores;
};

/// Null when `name` is not registered or is not ours.
[[nodiscard]] SealedVfs* findSealedVfs(const char* name);

} // namespace doorstep::vfs
