#pragma once

#include "core/vfs/base_file.h"
#include "core/vfs/page_format.h"

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace doorstep::vfs {

/// The wal-index of one store in memory instead of a `-shm` file: it holds checksums of plaintext,
/// and locking it costs a mutex instead of a system call. Shared by the connections of one process;
/// thread-safe.
class WalIndex {
public:
    /// What one connection holds. Bit i of a mask is lock i.
    struct Holder {
        unsigned shared = 0;
        unsigned exclusive = 0;
        bool mapped = false;
    };

    WalIndex() = default;
    ~WalIndex();
    WalIndex(const WalIndex&) = delete;
    WalIndex& operator=(const WalIndex&) = delete;

    int map(Holder& holder, int region, int size, bool extend, void volatile** out);
    int lock(Holder& holder, int first, int count, int flags);
    /// Also gives back all locks. When nobody maps it any more the content is wiped: the next user
    /// must rebuild it from the WAL, not find an old one (WAL -> DELETE -> WAL).
    void unmap(Holder& holder);

private:
    [[nodiscard]] bool canLock(const Holder& holder, int slot, bool exclusive) const;
    void giveBack(Holder& holder, int slot);
    void wipe();

    std::mutex m_mutex;
    std::vector<std::unique_ptr<Byte[]>> m_regions; ///< addresses stay valid while mapped
    int m_regionSize = 0;
    int m_mapped = 0;
    std::array<int, SQLITE_SHM_NLOCK> m_sharedCount{};
    std::array<bool, SQLITE_SHM_NLOCK> m_isExclusive{};
};

/// What the connections of this process to one store have in common. While it lives this process
/// holds the lock file, so no other process can have the store open.
class SharedStore {
public:
    /// SQLITE_BUSY: another process holds the lock file.
    [[nodiscard]] int takeLockFile(sqlite3_vfs* base, const std::string& storePath);

    WalIndex walIndex;
    /// Whole pages the database file has at least; 0 = not known. Only a writer changes it.
    std::atomic<quint32> pagesOnDisk{0};

private:
    std::unique_ptr<VfsFileName> m_lockName;
    BaseFile m_lockFile;
};

/// The open stores of one VFS by full path. Thread-safe; outlives every Membership.
class OpenStores {
public:
    /// A connection's share of a store; the last one to go gives the lock file back.
    class Membership {
    public:
        Membership() = default;
        ~Membership() { leave(); }
        Membership(const Membership&) = delete;
        Membership& operator=(const Membership&) = delete;
        void leave();
        explicit operator bool() const { return m_store != nullptr; }
        [[nodiscard]] SharedStore* operator->() const { return m_store.get(); }

    private:
        friend class OpenStores;
        OpenStores* m_stores = nullptr;
        std::string m_path;
        std::shared_ptr<SharedStore> m_store;
    };

    /// Makes the shared part when this is the first connection to the store at `path`.
    [[nodiscard]] int join(sqlite3_vfs* base, const char* path, Membership& out);
    /// The same, but SQLITE_BUSY when this process has the store open already.
    [[nodiscard]] int joinAlone(sqlite3_vfs* base, const char* path, Membership& out);

private:
    [[nodiscard]] int make(sqlite3_vfs* base, Membership& out);

    std::mutex m_mutex;
    std::map<std::string, std::weak_ptr<SharedStore>> m_stores;
};

} // namespace doorstep::vfs
