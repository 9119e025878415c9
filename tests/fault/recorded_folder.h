#pragma once

#include "tests/fault/power_cut.h"

#include <optional>
#include <sys/types.h>

namespace doorstep::test {

/// The calls that can be made to fail.
enum class DiskCall { Open, Write, Sync, Truncate, Rename, Delete };

/// Which call in the folder is to fail, counted from when it was set.
struct CallFault {
    int at = 0; ///< 1 = the next call; 0 = none
    bool forEver = false;
    int code = 0; ///< errno
};

/// One folder of this process, seen from between the program and libc: whatever SQLite, Qt or the
/// product's own file code does in it is done for real and also written down, so that PowerCut can
/// say what each moment might have left. Calls fail on command. The program must link
/// libc_calls.cpp and be one thread; at most one folder is recorded at a time.
class RecordedFolder {
public:
    /// Starts recording: what is in the folder now counts as durable. `path` is absolute.
    explicit RecordedFolder(QByteArray path);
    ~RecordedFolder();
    RecordedFolder(const RecordedFolder&) = delete;
    RecordedFolder& operator=(const RecordedFolder&) = delete;

    [[nodiscard]] const DiskStart& start() const { return m_start; }
    [[nodiscard]] const std::vector<DiskEvent>& events() const { return m_events; }
    void setFault(const CallFault& fault);
    /// Whether the fault's call came since it was set.
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }
    /// How many bytes files may still grow by before the disk is full; nothing: no limit.
    void setRoom(std::optional<qint64> bytes) { m_room = bytes; }
    /// What the log says is there: the check that no call went past it.
    [[nodiscard]] MemoryDisk::Files replayed() const;

    // The calls, with the meaning and result of libc's.
    [[nodiscard]] bool holds(const char* path) const;
    [[nodiscard]] bool holds(int descriptor) const { return m_open.contains(descriptor); }
    int open(const char* path, int flags, mode_t mode);
    int close(int descriptor);
    ssize_t write(int descriptor, const void* from, std::size_t count, std::optional<off_t> offset);
    int truncate(int descriptor, off_t size);
    int sync(int descriptor);
    int rename(const char* from, const char* to, unsigned flags);
    int unlink(const char* path);

private:
    struct OpenFile {
        int inode; ///< 0: a folder
        bool appends;
    };
    [[nodiscard]] std::string nameOf(const char* path) const;
    /// An errno, or 0 to go on.
    [[nodiscard]] int failure();
    void record(DiskEvent event) { m_events.push_back(std::move(event)); }

    QByteArray m_path;
    DiskStart m_start;
    std::map<std::string, int> m_names; ///< as the program sees them
    std::map<int, OpenFile> m_open;
    std::vector<DiskEvent> m_events;
    int m_nextInode = 1;
    CallFault m_fault;
    bool m_hasFailed = false;
    std::optional<qint64> m_room;
};

/// The folder that libc_calls.cpp reports to; null when none is recorded.
[[nodiscard]] RecordedFolder* recordedFolder();

/// All files below a folder, by their path from it; and the reverse: exactly these files.
[[nodiscard]] MemoryDisk::Files filesIn(const QByteArray& folder);
void putFiles(const QByteArray& folder, const MemoryDisk::Files& files);

} // namespace doorstep::test
