#include "tests/fault/memory_disk.h"

#include "core/vfs/wiped_memory.h"

#include <QRandomGenerator>
#include <algorithm>
#include <cstring>

namespace doorstep::test {

struct MemoryDisk::Handle {
    sqlite3_file head;
    MemoryDisk* disk;
    std::shared_ptr<Inode>* inode;
    int level;
};

struct MemoryDisk::Calls {
    static Handle& handle(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
    static MemoryDisk& disk(sqlite3_vfs* vfs) { return *static_cast<MemoryDisk*>(vfs->pAppData); }

    static int close(sqlite3_file* file)
    {
        unlock(file, SQLITE_LOCK_NONE);
        delete handle(file).inode;
        file->pMethods = nullptr;
        return SQLITE_OK;
    }

    static int read(sqlite3_file* file, void* to, int count, sqlite3_int64 offset)
    {
        Handle& h = handle(file);
        if (const int rc = h.disk->faultFor(SQLITE_IOERR_READ))
            return rc;
        const QByteArray& bytes = (*h.inode)->bytes;
        const auto there = int(std::clamp<sqlite3_int64>(bytes.size() - offset, 0, count));
        std::memcpy(to, bytes.constData() + std::min<sqlite3_int64>(offset, bytes.size()),
            std::size_t(there));
        if (there == count)
            return SQLITE_OK;
        std::memset(static_cast<char*>(to) + there, 0, std::size_t(count - there));
        return SQLITE_IOERR_SHORT_READ;
    }

    static int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset)
    {
        Handle& h = handle(file);
        int rc = h.disk->faultFor(SQLITE_IOERR_WRITE);
        if (rc != SQLITE_OK)
            count /= 2; // a failed write may have written some of it
        QByteArray& bytes = (*h.inode)->bytes;
        if (bytes.size() < offset + count)
            bytes.append(QByteArray(qsizetype(offset + count - bytes.size()), '\0'));
        std::memcpy(bytes.data() + offset, from, std::size_t(count));
        h.disk->record({DiskEvent::Kind::Write, (*h.inode)->id, {}, offset,
            QByteArray(static_cast<const char*>(from), count), {}});
        return rc;
    }

    static int truncate(sqlite3_file* file, sqlite3_int64 size)
    {
        Handle& h = handle(file);
        if (const int rc = h.disk->faultFor(SQLITE_IOERR_TRUNCATE))
            return rc;
        QByteArray& bytes = (*h.inode)->bytes;
        if (size <= bytes.size())
            bytes.truncate(qsizetype(size));
        else
            bytes.append(QByteArray(qsizetype(size - bytes.size()), '\0'));
        h.disk->record({DiskEvent::Kind::Truncate, (*h.inode)->id, {}, size, {}, {}});
        return SQLITE_OK;
    }

    static int sync(sqlite3_file* file, int)
    {
        Handle& h = handle(file);
        if (const int rc = h.disk->faultFor(SQLITE_IOERR_FSYNC))
            return rc;
        h.disk->record({DiskEvent::Kind::Sync, (*h.inode)->id, {}, 0, {}, {}});
        h.disk->syncNamesWith((*h.inode)->id);
        return SQLITE_OK;
    }

    static int size(sqlite3_file* file, sqlite3_int64* bytes)
    {
        *bytes = (*handle(file).inode)->bytes.size();
        return SQLITE_OK;
    }

    static int lock(sqlite3_file* file, int level)
    {
        Handle& h = handle(file);
        Inode& inode = **h.inode;
        const bool othersWrite = inode.writer && inode.writer != &h;
        if (level <= h.level)
            return SQLITE_OK;
        if (level == SQLITE_LOCK_SHARED && othersWrite && inode.isExclusive)
            return SQLITE_BUSY;
        if (level >= SQLITE_LOCK_RESERVED && othersWrite)
            return SQLITE_BUSY;
        if (level == SQLITE_LOCK_EXCLUSIVE && inode.readers > 1)
            return SQLITE_BUSY;
        inode.readers += h.level == SQLITE_LOCK_NONE;
        if (level >= SQLITE_LOCK_RESERVED)
            inode.writer = &h;
        inode.isExclusive = inode.isExclusive || level == SQLITE_LOCK_EXCLUSIVE;
        h.level = level;
        return SQLITE_OK;
    }
    static int unlock(sqlite3_file* file, int level)
    {
        Handle& h = handle(file);
        Inode& inode = **h.inode;
        if (level >= h.level)
            return SQLITE_OK;
        if (inode.writer == &h) {
            inode.writer = nullptr;
            inode.isExclusive = false;
        }
        inode.readers -= level == SQLITE_LOCK_NONE;
        h.level = level;
        return SQLITE_OK;
    }
    static int isReserved(sqlite3_file* file, int* out)
    {
        *out = (*handle(file).inode)->writer != nullptr;
        return SQLITE_OK;
    }
    static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
    static int sectorSize(sqlite3_file*) { return 512; }
    static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

    static int open(
        sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags)
    {
        static constexpr sqlite3_io_methods Methods
            = {1, close, read, write, truncate, sync, size, lock, unlock, isReserved, control,
                sectorSize, characteristics, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};
        file->pMethods = nullptr;
        MemoryDisk& self = disk(vfs);
        if (const int rc = self.faultFor(SQLITE_CANTOPEN))
            return rc;
        auto found = self.m_files.find(name);
        if (found == self.m_files.end()) {
            if (!(flags & SQLITE_OPEN_CREATE))
                return SQLITE_CANTOPEN;
            auto made = std::make_shared<Inode>(Inode{self.m_nextInode++, {}, 0, nullptr, false});
            self.record({DiskEvent::Kind::Create, made->id, name, 0, {}, {}});
            self.m_newNames.insert(made->id);
            found = self.m_files.emplace(name, std::move(made)).first;
        }
        handle(file).disk = &self;
        handle(file).inode = new std::shared_ptr<Inode>(found->second);
        handle(file).level = SQLITE_LOCK_NONE;
        file->pMethods = &Methods;
        if (outFlags)
            *outFlags = flags;
        return SQLITE_OK;
    }

    static int remove(sqlite3_vfs* vfs, const char* name, int syncDirectory)
    {
        MemoryDisk& self = disk(vfs);
        if (const int rc = self.faultFor(SQLITE_IOERR_DELETE))
            return rc;
        const auto found = self.m_files.find(name);
        if (found == self.m_files.end())
            return SQLITE_IOERR_DELETE_NOENT;
        self.record({DiskEvent::Kind::Delete, found->second->id, name, 0, {}, {}});
        if (syncDirectory)
            self.record({DiskEvent::Kind::SyncNames, 0, {}, 0, {}, {}});
        self.m_files.erase(found);
        return SQLITE_OK;
    }

    static int access(sqlite3_vfs* vfs, const char* name, int flags, int* out)
    {
        const auto found = disk(vfs).m_files.find(name);
        *out = found != disk(vfs).m_files.end()
            && (flags != SQLITE_ACCESS_EXISTS || !found->second->bytes.isEmpty());
        return SQLITE_OK;
    }

    static int fullPathname(sqlite3_vfs*, const char* name, int size, char* out)
    {
        sqlite3_snprintf(size, out, "%s", name);
        return SQLITE_OK;
    }

    static int randomness(sqlite3_vfs*, int size, char* out)
    {
        // SQLite seeds its generator once from here; nothing of a run's schedule depends on it.
        QRandomGenerator::system()->generate(out, out + size);
        return size;
    }

    static int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
    static int currentTime(sqlite3_vfs*, double* out)
    {
        *out = 2'461'368.5;
        return SQLITE_OK;
    }
    static int currentTimeInt64(sqlite3_vfs*, sqlite3_int64* out)
    {
        *out = 212'662'238'400'000;
        return SQLITE_OK;
    }
    static int lastError(sqlite3_vfs*, int, char*) { return 0; }
};

MemoryDisk::MemoryDisk(std::string vfsName)
    : m_name(std::move(vfsName))
    , m_vfs(std::make_unique<sqlite3_vfs>())
{
    if (!vfs::wipeSqliteMemory()) // as the product has it; no longer once SQLite runs
        std::abort();
    sqlite3_initialize();
    m_vfs->iVersion = 2;
    m_vfs->szOsFile = sizeof(Handle);
    m_vfs->mxPathname = 512;
    m_vfs->zName = m_name.c_str();
    m_vfs->pAppData = this;
    m_vfs->xOpen = Calls::open;
    m_vfs->xDelete = Calls::remove;
    m_vfs->xAccess = Calls::access;
    m_vfs->xFullPathname = Calls::fullPathname;
    m_vfs->xRandomness = Calls::randomness;
    m_vfs->xSleep = Calls::sleep;
    m_vfs->xCurrentTime = Calls::currentTime;
    m_vfs->xCurrentTimeInt64 = Calls::currentTimeInt64;
    m_vfs->xGetLastError = Calls::lastError;
    sqlite3_vfs_register(m_vfs.get(), 0);
}

MemoryDisk::~MemoryDisk()
{
    sqlite3_vfs_unregister(m_vfs.get());
}

void MemoryDisk::setFiles(const Files& files)
{
    m_files.clear();
    m_events.clear();
    for (const auto& [name, bytes] : files)
        m_files.emplace(
            name, std::make_shared<Inode>(Inode{m_nextInode++, bytes, 0, nullptr, false}));
}

MemoryDisk::Files MemoryDisk::files() const
{
    Files files;
    for (const auto& [name, inode] : m_files)
        files.emplace(name, inode->bytes);
    return files;
}

void MemoryDisk::flipBit(const std::string& name, qint64 bit)
{
    QByteArray& bytes = m_files.at(name)->bytes;
    bytes[qsizetype(bit / 8)] = char(bytes[qsizetype(bit / 8)] ^ (1 << (bit % 8)));
}

int MemoryDisk::faultFor(int extendedCode)
{
    if (m_fault.at == 0 || --m_fault.at > 0)
        return SQLITE_OK;
    m_fault.at = m_fault.forEver ? 1 : 0;
    m_hasFailed = true;
    return m_fault.code == SQLITE_IOERR ? extendedCode : m_fault.code;
}

void MemoryDisk::syncNamesWith(int inode)
{
    if (!m_newNames.contains(inode))
        return;
    m_newNames.clear();
    record({DiskEvent::Kind::SyncNames, 0, {}, 0, {}, {}});
}

void MemoryDisk::record(DiskEvent event)
{
    if (m_isRecording)
        m_events.push_back(std::move(event));
}

} // namespace doorstep::test
