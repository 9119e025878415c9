#include "tests/fault/recorded_folder.h"

#include <cerrno>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <set>
#include <string_view>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace doorstep::test {

namespace recording {

// What stands between a program and libc has nowhere else to find its object.
RecordedFolder* current = nullptr;

// Straight to the kernel: libc's names lead back to libc_calls.cpp.
int openAt(const char* path, int flags, mode_t mode)
{
    return int(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

qint64 sizeOf(int descriptor)
{
    struct stat status { };
    return ::fstat(descriptor, &status) == 0 ? qint64(status.st_size) : 0;
}

QByteArray contentOf(const std::string& path)
{
    const int descriptor = openAt(path.c_str(), O_RDONLY | O_CLOEXEC, 0);
    QByteArray bytes(qsizetype(sizeOf(descriptor)), Qt::Uninitialized);
    if (::pread(descriptor, bytes.data(), std::size_t(bytes.size()), 0) != bytes.size())
        std::abort();
    ::syscall(SYS_close, descriptor);
    return bytes;
}

template <typename Use>
void eachFile(const std::string& root, const std::string& below, const Use& use)
{
    DIR* folder = ::opendir((root + '/' + below).c_str());
    while (const dirent* entry = folder ? ::readdir(folder) : nullptr) {
        const std::string name = entry->d_name;
        if (name == "." || name == "..")
            continue;
        const std::string path = below.empty() ? name : below + '/' + name;
        if (entry->d_type == DT_DIR)
            eachFile(root, path, use);
        else
            use(path);
    }
    if (folder)
        ::closedir(folder);
}

/// Folders in which nothing is, and those in which then nothing is any more: a store's folder with
/// an empty one in it is no place for a new store.
void removeEmptyFolders(const std::string& path)
{
    std::vector<std::string> below;
    if (DIR* folder = ::opendir(path.c_str())) {
        while (const dirent* entry = ::readdir(folder))
            if (entry->d_type == DT_DIR && entry->d_name != std::string_view(".")
                && entry->d_name != std::string_view(".."))
                below.push_back(path + '/' + entry->d_name);
        ::closedir(folder);
    }
    for (const std::string& each : below) {
        removeEmptyFolders(each);
        ::rmdir(each.c_str());
    }
}

void makeParents(const std::string& path)
{
    for (auto slash = path.find('/', 1); slash != std::string::npos;
         slash = path.find('/', slash + 1))
        ::mkdir(path.substr(0, slash).c_str(), 0700);
}

} // namespace recording

RecordedFolder* recordedFolder()
{
    return recording::current;
}

MemoryDisk::Files filesIn(const QByteArray& folder)
{
    MemoryDisk::Files files;
    const std::string root = folder.toStdString();
    recording::eachFile(root, {}, [&](const std::string& name) {
        files.emplace(name, recording::contentOf(root + '/' + name));
    });
    return files;
}

void putFiles(const QByteArray& folder, const MemoryDisk::Files& files)
{
    const std::string root = folder.toStdString();
    recording::eachFile(root, {}, [&](const std::string& name) {
        if (!files.contains(name))
            ::unlink((root + '/' + name).c_str());
    });
    recording::removeEmptyFolders(root);
    for (const auto& [name, bytes] : files) {
        const std::string path = root + '/' + name;
        int descriptor = recording::openAt(path.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600);
        if (descriptor < 0) {
            recording::makeParents(path);
            descriptor = recording::openAt(path.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600);
        }
        if (::syscall(SYS_write, descriptor, bytes.constData(), bytes.size()) != bytes.size())
            std::abort();
        ::syscall(SYS_close, descriptor);
    }
}

RecordedFolder::RecordedFolder(QByteArray path)
    : m_path(std::move(path))
{
    for (const auto& [name, bytes] : filesIn(m_path)) {
        m_start.names[name] = m_nextInode;
        m_start.contents[m_nextInode++] = bytes;
    }
    m_names = m_start.names;
    recording::current = this;
}

RecordedFolder::~RecordedFolder()
{
    recording::current = nullptr;
}

void RecordedFolder::setFault(const CallFault& fault)
{
    m_fault = fault;
    m_hasFailed = false;
}

MemoryDisk::Files RecordedFolder::replayed() const
{
    std::vector<DiskEvent> events;
    std::set<int> inodes;
    for (const DiskEvent& event : m_events)
        inodes.insert(event.inode);
    events = m_events;
    for (const int inode : inodes)
        events.push_back({DiskEvent::Kind::Sync, inode, {}, 0, {}, {}});
    events.push_back({DiskEvent::Kind::SyncNames, 0, {}, 0, {}, {}});
    PowerCut end(events, m_start);
    end.advanceTo(events.size());
    return end.durable();
}

bool RecordedFolder::holds(const char* path) const
{
    const std::size_t length = std::size_t(m_path.size());
    return std::strncmp(path, m_path.constData(), length) == 0
        && (path[length] == '/' || path[length] == '\0');
}

std::string RecordedFolder::nameOf(const char* path) const
{
    const std::string name = path + m_path.size();
    return name.empty() ? name : name.substr(name.find_first_not_of('/'));
}

int RecordedFolder::failure()
{
    if (m_fault.at == 0 || --m_fault.at > 0)
        return 0;
    m_fault.at = m_fault.forEver ? 1 : 0;
    m_hasFailed = true;
    return m_fault.code;
}

int RecordedFolder::open(const char* path, int flags, mode_t mode)
{
    if (const int code = failure()) {
        errno = code;
        return -1;
    }
    const int descriptor = recording::openAt(path, flags, mode);
    if (descriptor < 0)
        return descriptor;
    struct stat status { };
    ::fstat(descriptor, &status);
    if (S_ISDIR(status.st_mode)) {
        m_open[descriptor] = {0, false};
        return descriptor;
    }
    const std::string name = nameOf(path);
    auto found = m_names.find(name);
    if (found == m_names.end()) {
        found = m_names.emplace(name, m_nextInode++).first;
        record({DiskEvent::Kind::Create, found->second, name, 0, {}, {}});
    } else if (flags & O_TRUNC) {
        record({DiskEvent::Kind::Truncate, found->second, {}, 0, {}, {}});
    }
    m_open[descriptor] = {found->second, (flags & O_APPEND) != 0};
    return descriptor;
}

int RecordedFolder::close(int descriptor)
{
    m_open.erase(descriptor);
    return int(::syscall(SYS_close, descriptor));
}

ssize_t RecordedFolder::write(
    int descriptor, const void* from, std::size_t count, std::optional<off_t> offset)
{
    const OpenFile& file = m_open.at(descriptor);
    const qint64 size = recording::sizeOf(descriptor);
    const qint64 at = offset ? qint64(*offset)
        : file.appends       ? size
                             : qint64(::lseek(descriptor, 0, SEEK_CUR));
    // A failed write may have written some of it.
    int code = failure();
    if (code != 0)
        count /= 2;
    if (m_room && code != ENOSPC) {
        const qint64 growth = std::max<qint64>(0, at + qint64(count) - size);
        if (growth > *m_room) {
            const qint64 fits = std::max<qint64>(0, qint64(count) - (growth - *m_room));
            if (fits == 0)
                code = ENOSPC;
            count = std::size_t(fits);
        }
        *m_room -= std::min(growth, *m_room);
    }
    const auto written = count == 0 ? 0
        : offset                    ? ::syscall(SYS_pwrite64, descriptor, from, count, *offset)
                                    : ::syscall(SYS_write, descriptor, from, count);
    if (written > 0)
        record({DiskEvent::Kind::Write, file.inode, {}, at,
            QByteArray(static_cast<const char*>(from), qsizetype(written)), {}});
    if (code == 0)
        return written;
    errno = code;
    return -1;
}

int RecordedFolder::truncate(int descriptor, off_t size)
{
    if (const int code = failure()) {
        errno = code;
        return -1;
    }
    const qint64 before = recording::sizeOf(descriptor);
    if (::syscall(SYS_ftruncate, descriptor, size) != 0)
        return -1;
    if (m_room)
        *m_room += std::max<qint64>(0, before - qint64(size));
    record({DiskEvent::Kind::Truncate, m_open.at(descriptor).inode, {}, size, {}, {}});
    return 0;
}

int RecordedFolder::sync(int descriptor)
{
    if (const int code = failure()) {
        errno = code;
        return -1;
    }
    const int inode = m_open.at(descriptor).inode;
    if (inode == 0)
        record({DiskEvent::Kind::SyncNames, 0, {}, 0, {}, {}});
    else
        record({DiskEvent::Kind::Sync, inode, {}, 0, {}, {}});
    return 0;
}

int RecordedFolder::rename(const char* from, const char* to, unsigned flags)
{
    if (const int code = failure()) {
        errno = code;
        return -1;
    }
    struct stat replaced { };
    const qint64 freed = ::stat(to, &replaced) == 0 ? qint64(replaced.st_size) : 0;
    if (::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags) != 0)
        return -1;
    if (m_room)
        *m_room += freed;
    const DiskEvent event{DiskEvent::Kind::Rename, 0, nameOf(from), 0, {}, nameOf(to)};
    PowerCut::changeNames(m_names, event);
    record(event);
    return 0;
}

int RecordedFolder::unlink(const char* path)
{
    if (const int code = failure()) {
        errno = code;
        return -1;
    }
    struct stat status { };
    const qint64 bytes = ::stat(path, &status) == 0 ? qint64(status.st_size) : 0;
    if (::syscall(SYS_unlink, path) != 0)
        return -1;
    if (m_room)
        *m_room += bytes;
    const std::string name = nameOf(path);
    m_names.erase(name);
    record({DiskEvent::Kind::Delete, 0, name, 0, {}, {}});
    return 0;
}

} // namespace doorstep::test
