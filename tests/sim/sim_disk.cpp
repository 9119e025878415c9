#include "tests/sim/sim_disk.h"

#include "core/vfs/sealed_vfs.h"

#include <QFile>
#include <algorithm>
#include <cstring>
#include <map>
#include <sqlite3.h>
#include <vector>

namespace doorstep::sim {

namespace disk_detail {

constexpr const char* Name = "sim-disk";

struct Content {
    std::vector<char> bytes;
    bool isDirty = false;
    bool isForgotten = false;
    int opened = 0;
};

/// By path; SQLite takes functions, not objects.
std::map<QByteArray, Content> contents;

struct File {
    sqlite3_file base;
    std::map<QByteArray, Content>::iterator content;
};

Content& contentOf(sqlite3_file* file)
{
    return reinterpret_cast<File*>(file)->content->second;
}

sqlite3_vfs* system()
{
    static auto* const found = sqlite3_vfs_find(nullptr);
    return found;
}

qint64 sizeOf(const Content& content)
{
    return qint64(content.bytes.size());
}

bool write(const QByteArray& path, Content& content)
{
    if (!content.isDirty || content.isForgotten)
        return true;
    QFile file(QString::fromUtf8(path));
    content.isDirty = !file.open(QIODevice::ReadWrite | QIODevice::Unbuffered)
        || file.write(content.bytes.data(), sizeOf(content)) != sizeOf(content)
        || !file.resize(sizeOf(content));
    return !content.isDirty;
}

int close(sqlite3_file* file)
{
    const auto at = reinterpret_cast<File*>(file)->content;
    file->pMethods = nullptr;
    if (--at->second.opened > 0)
        return SQLITE_OK;
    const bool isWritten = write(at->first, at->second);
    contents.erase(at);
    return isWritten ? SQLITE_OK : SQLITE_IOERR_CLOSE;
}

int read(sqlite3_file* file, void* to, int count, sqlite3_int64 offset)
{
    const Content& content = contentOf(file);
    const auto there = std::clamp<sqlite3_int64>(sizeOf(content) - offset, 0, count);
    if (there > 0)
        std::memcpy(to, content.bytes.data() + offset, std::size_t(there));
    if (there == count)
        return SQLITE_OK;
    std::memset(static_cast<char*>(to) + there, 0, std::size_t(count - there));
    return SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset)
{
    Content& content = contentOf(file);
    if (offset + count > sizeOf(content))
        content.bytes.resize(std::size_t(offset + count));
    std::memcpy(content.bytes.data() + offset, from, std::size_t(count));
    content.isDirty = true;
    return SQLITE_OK;
}

int truncate(sqlite3_file* file, sqlite3_int64 size)
{
    Content& content = contentOf(file);
    content.bytes.resize(std::size_t(size));
    content.isDirty = true;
    return SQLITE_OK;
}

int size(sqlite3_file* file, sqlite3_int64* bytes)
{
    *bytes = sizeOf(contentOf(file));
    return SQLITE_OK;
}

int sync(sqlite3_file*, int)
{
    return SQLITE_OK;
}

int lock(sqlite3_file*, int)
{
    return SQLITE_OK;
}

int isLocked(sqlite3_file*, int* is)
{
    *is = 0;
    return SQLITE_OK;
}

int control(sqlite3_file*, int, void*)
{
    return SQLITE_NOTFOUND;
}

int sectorSize(sqlite3_file*)
{
    return 4096;
}

int traits(sqlite3_file*)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

/// One process, one thread: nobody to lock out.
constexpr sqlite3_io_methods Methods{1, close, read, write, truncate, sync, size, lock, lock,
    isLocked, control, sectorSize, traits, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};

/// The file is made at once, for whoever asks whether it is there.
int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags)
{
    file->pMethods = nullptr;
    if (!name)
        return SQLITE_CANTOPEN;
    const auto [at, isNew] = contents.try_emplace(name);
    if (isNew) {
        QFile real(QString::fromUtf8(name));
        const bool mayMake = (flags & SQLITE_OPEN_CREATE) != 0;
        const bool isOpen = mayMake ? real.open(QIODevice::ReadWrite | QIODevice::Unbuffered)
                                    : real.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        if (!isOpen) {
            contents.erase(at);
            return SQLITE_CANTOPEN;
        }
        at->second.bytes.resize(std::size_t(real.size()));
        if (real.read(at->second.bytes.data(), real.size()) != real.size()) {
            contents.erase(at);
            return SQLITE_IOERR_READ;
        }
    }
    ++at->second.opened;
    reinterpret_cast<File*>(file)->content = at;
    file->pMethods = &Methods;
    if (outFlags)
        *outFlags = flags;
    return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* name, int syncsFolder)
{
    return system()->xDelete(system(), name, syncsFolder);
}

int access(sqlite3_vfs*, const char* name, int flags, int* is)
{
    return system()->xAccess(system(), name, flags, is);
}

int fullPath(sqlite3_vfs*, const char* name, int most, char* to)
{
    return system()->xFullPathname(system(), name, most, to);
}

sqlite3_vfs made()
{
    sqlite3_vfs vfs = *system(); // random numbers, sleep and time are the system's
    vfs.szOsFile = int(sizeof(File));
    vfs.pNext = nullptr;
    vfs.zName = Name;
    vfs.xOpen = open;
    vfs.xDelete = remove;
    vfs.xAccess = access;
    vfs.xFullPathname = fullPath;
    return vfs;
}

} // namespace disk_detail

Status registerSimDisk()
{
    using namespace disk_detail;
    if (sqlite3_initialize() != SQLITE_OK)
        return Error{ErrorCode::Internal, "SQLite does not start"};
    static sqlite3_vfs disk = made();
    if (sqlite3_vfs_register(&disk, 0) != SQLITE_OK)
        return Error{ErrorCode::Internal, "no disk"};
    return vfs::registerSealedVfs(vfs::SealedVfsName, Name);
}

void flushSimDisk(const QString& folder)
{
    const QByteArray start = folder.toUtf8();
    for (auto& [path, content] : disk_detail::contents) {
        if (path.startsWith(start))
            disk_detail::write(path, content);
    }
}

void forgetSimDisk(const QString& folder)
{
    const QByteArray start = folder.toUtf8();
    for (auto& [path, content] : disk_detail::contents)
        content.isForgotten = content.isForgotten || path.startsWith(start);
}

} // namespace doorstep::sim
