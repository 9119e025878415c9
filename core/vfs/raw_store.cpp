#include "core/vfs/raw_store.h"

#include <QFile>
#include <algorithm>

namespace doorstep::vfs {

namespace {

Result<std::string> fullPathOf(sqlite3_vfs* base, const QString& path)
{
    std::string full(std::size_t(base->mxPathname) + 1, '\0');
    const int rc = base->xFullPathname(
        base, QFile::encodeName(path).constData(), base->mxPathname + 1, full.data());
    // Not an error: the path goes through a symbolic link.
    if (rc != SQLITE_OK && rc != SQLITE_OK_SYMLINK)
        return Error{ErrorCode::Io, "path is not usable"};
    full.resize(std::strlen(full.c_str()));
    return full;
}

} // namespace

Status RawStore::open(SealedVfs& vfs, const QString& path)
{
    m_vfs = &vfs;
    DOORSTEP_TRY(full, fullPathOf(vfs.base, path));
    if (!exists(full))
        return Error{ErrorCode::NotFound, "no store there"};
    if (vfs.stores.joinAlone(vfs.base, full.c_str(), m_store) != SQLITE_OK)
        return Error::transient(ErrorCode::Busy, "the store is open");
    m_name = std::make_unique<VfsFileName>(full.c_str());
    if (m_file.open(vfs.base, m_name->get(), SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE, nullptr)
        != SQLITE_OK)
        return Error{ErrorCode::Io, "the store's file does not open"};
    if (!exists(full + "-wal"))
        return {};
    m_logName = std::make_unique<VfsFileName>((full + "-wal").c_str());
    if (m_log.open(vfs.base, m_logName->get(), SQLITE_OPEN_WAL | SQLITE_OPEN_READONLY, nullptr)
        != SQLITE_OK)
        return Error{ErrorCode::Io, "the store's log does not open"};
    return {};
}

Result<qint64> RawStore::logSize() const
{
    sqlite3_int64 bytes = 0;
    if (m_logName && m_log.size(&bytes) != SQLITE_OK)
        return Error{ErrorCode::Io, "size of the store's log"};
    return qint64(bytes);
}

Status RawStore::readLog(Byte* to, int count, qint64 offset) const
{
    if (m_log.read(to, count, offset) != SQLITE_OK)
        return Error{ErrorCode::Io, "the store's log cannot be read"};
    return {};
}

bool RawStore::exists(const std::string& path) const
{
    int there = 0;
    return m_vfs->base->xAccess(m_vfs->base, path.c_str(), SQLITE_ACCESS_EXISTS, &there)
        == SQLITE_OK
        && there;
}

bool RawStore::hasHotJournal() const
{
    const std::string path = m_name->get();
    if (!exists(path + "-journal"))
        return false;
    // A journal whose first byte is zero is finished (PERSIST mode keeps it).
    const VfsFileName name((path + "-journal").c_str());
    BaseFile journal;
    Byte first = 0;
    return journal.open(
               m_vfs->base, name.get(), SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_READONLY, nullptr)
        != SQLITE_OK
        || (journal.read(&first, 1, 0) == SQLITE_OK && first != 0);
}

Result<qint64> RawStore::size() const
{
    sqlite3_int64 bytes = 0;
    if (m_file.size(&bytes) != SQLITE_OK)
        return Error{ErrorCode::Io, "size of the store's file"};
    return qint64(bytes);
}

Status RawStore::readPage(quint32 page, Byte* to) const
{
    if (m_file.read(to, PageSize, sqlite3_int64(page - 1) * PageSize) != SQLITE_OK)
        return Error{ErrorCode::Io, "page " + QByteArray::number(page) + " cannot be read"};
    return {};
}

Status RawStore::sync() const
{
    if (m_file.sync(SQLITE_SYNC_FULL) != SQLITE_OK)
        return Error{ErrorCode::Io, "the store's file cannot be synced"};
    return {};
}

Result<LoadedKey> findLoaded(const VfsKey& key)
{
    SealedVfs* vfs = findSealedVfs(key.vfsName().constData());
    auto cipher = vfs ? vfs->keys->find(key.id().constData()) : nullptr;
    if (!cipher)
        return Error{ErrorCode::Locked, "the key is not loaded"};
    return LoadedKey{vfs, std::move(cipher)};
}

Result<ClearStart> readClearStart(const QString& path, const VfsKey& key)
{
    DOORSTEP_TRY(loaded, findLoaded(key));
    DOORSTEP_TRY(full, fullPathOf(loaded.vfs->base, path));
    // Through the VFS below and never through another file API: on POSIX, closing any descriptor of
    // a file drops all locks the process has on it.
    const VfsFileName name(full.c_str());
    BaseFile file;
    std::array<Byte, ClearSize> start{};
    if (file.open(loaded.vfs->base, name.get(), SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READONLY, nullptr)
            != SQLITE_OK
        || file.read(start.data(), ClearSize, 0) != SQLITE_OK)
        return Error{ErrorCode::Io, "the store's file cannot be read"};
    const auto salt = loaded.cipher->salt();
    return ClearStart{
        std::equal(salt.begin(), salt.end(), start.begin()), start[FormatVersionOffset]};
}

} // namespace doorstep::vfs
