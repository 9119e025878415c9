#pragma once

#include <QByteArray>
#include <map>
#include <memory>
#include <set>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace doorstep::test {

/// What happened to the disk, in order. Enough to rebuild every state a power cut can leave.
struct DiskEvent {
    enum class Kind { Create, Write, Truncate, Sync, Delete, Rename, SyncNames };
    Kind kind;
    int inode; ///< a file created again under its name is another inode; 0 where none is meant
    std::string name; ///< Create, Delete and Rename
    sqlite3_int64 offset = 0; ///< of a Write; new size of a Truncate
    QByteArray bytes;
    std::string newName; ///< Rename: of a file, or of a folder with all that is in it
};

/// Which call is to fail. Counts opens, reads, writes, truncations, syncs, deletions.
struct DiskFault {
    int at = 0; ///< 1 = the next call; 0 = none
    bool forEver = false;
    int code = SQLITE_IOERR; ///< the kind (_READ, _WRITE ...) is added for SQLITE_IOERR
};

/// A disk in memory as a SQLite VFS: the bottom of the fault tests. Records what is written and
/// synced and fails on command. One thread at a time.
class MemoryDisk {
public:
    using Files = std::map<std::string, QByteArray>;

    /// Registers itself under `vfsName`, until destroyed.
    explicit MemoryDisk(std::string vfsName);
    ~MemoryDisk();
    MemoryDisk(const MemoryDisk&) = delete;
    MemoryDisk& operator=(const MemoryDisk&) = delete;

    void setFiles(const Files& files);
    [[nodiscard]] Files files() const;
    /// Turns one bit of a file over, under whoever has it open.
    void flipBit(const std::string& name, qint64 bit);
    [[nodiscard]] const std::vector<DiskEvent>& events() const { return m_events; }
    void setRecording(bool recording) { m_isRecording = recording; }
    void setFault(const DiskFault& fault)
    {
        m_fault = fault;
        m_hasFailed = false;
    }
    /// Whether the fault's call came since it was set.
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }

private:
    struct Handle;
    struct Inode {
        int id;
        QByteArray bytes;
        int readers = 0; ///< handles with any lock
        const Handle* writer = nullptr; ///< holds RESERVED or more
        bool isExclusive = false; ///< the writer does
    };
    struct Calls; ///< the C functions that SQLite calls

    [[nodiscard]] int faultFor(int extendedCode);
    void record(DiskEvent event);
    /// SQLite's VFSs sync the folder with the first sync of a new file.
    void syncNamesWith(int inode);

    std::string m_name;
    std::unique_ptr<sqlite3_vfs> m_vfs;
    std::map<std::string, std::shared_ptr<Inode>> m_files;
    std::vector<DiskEvent> m_events;
    std::set<int> m_newNames; ///< created and not yet synced
    int m_nextInode = 1;
    bool m_isRecording = false;
    DiskFault m_fault;
    bool m_hasFailed = false;
};

} // namespace doorstep::test
