#include "core/vfs/main_file.h"

#include "core/base/mutant.h"
#include "core/vfs/wal_file.h"

#include <algorithm>
#include <cstring>
#include <sodium.h>

namespace doorstep::vfs {

namespace {

// SQLite reads these 16 bytes of page 1 at the start of each read transaction in the rollback
// modes, to see whether its cache is still good.
constexpr int VersionOffset = 24;
constexpr int VersionSize = 16;
// SQLite's number for the lock of a checkpoint.
constexpr int CheckpointLock = 1;

sqlite3_int64 offsetOf(quint32 page)
{
    return sqlite3_int64(page - 1) * PageSize;
}

} // namespace

MainFile::MainFile(std::shared_ptr<const PageCipher> cipher, bool announcesGeometry)
    : m_cipher(std::move(cipher))
    , m_announcesGeometry(announcesGeometry)
    , m_nonces(m_cipher->layout().nonceSize)
{
}

MainFile::~MainFile()
{
    MainFile::shmUnmap(false);
}

int MainFile::open(
    sqlite3_vfs* base, OpenStores& stores, const char* name, int flags, int* outFlags)
{
    if (const int rc = stores.join(base, name, m_store); rc != SQLITE_OK)
        return rc;
    if (const int rc = m_base.open(base, name, flags, outFlags); rc != SQLITE_OK)
        return rc;
    // Without it SQLite pads and splits WAL writes at sectors, which this format has no place for.
    if (!(deviceCharacteristics() & SQLITE_IOCAP_POWERSAFE_OVERWRITE))
        return refuse(SQLITE_CANTOPEN, "file system without powersafe overwrite", 0);
    return SQLITE_OK;
}

int MainFile::close()
{
    shmUnmap(false);
    const int rc = m_base.close();
    m_store.leave();
    return rc;
}

void MainFile::seal(quint32 page, const Byte* plain, Byte* sealed)
{
    ++m_sealed;
    m_cipher->seal(page, plain, m_nonces.next(), sealed);
}

bool MainFile::openPage(quint32 page, const Byte* sealed, Byte* plain)
{
    ++m_opened;
    return m_cipher->open(page, sealed, plain);
}

int MainFile::read(Byte* to, int count, sqlite3_int64 offset)
{
    if (count == PageSize && offset % PageSize == 0)
        return readPage(quint32(offset / PageSize) + 1, to);
    if (offset == 0 && count <= SqliteHeaderSize)
        return readHeader(to, count);
    if (offset == VersionOffset && count == VersionSize)
        return readVersion(to, count);
    return readPart(to, count, offset);
}

int MainFile::readPage(quint32 page, Byte* to)
{
    const int rc = m_base.read(to, PageSize, offsetOf(page));
    if (rc == SQLITE_IOERR_SHORT_READ) {
        std::memset(to, 0, PageSize);
        return isBeyondEnd(page) ? rc : refuse(SQLITE_IOERR_DATA, "file ends before page", page);
    }
    if (rc != SQLITE_OK)
        return rc;
    std::array<Byte, MaxReserved> nonceAndTag;
    if (page == 1)
        std::memcpy(nonceAndTag.data(), to + m_cipher->layout().nonceOffset(),
            std::size_t(m_cipher->layout().reserved()));
    if (!openPage(page, to, to))
        return refuse(SQLITE_IOERR_DATA, "authentication failed for page", page);
    if (page == 1)
        rememberVersion(nonceAndTag.data(), to);
    return SQLITE_OK;
}

bool MainFile::isBeyondEnd(quint32 page) const
{
    // To SQLite a page behind the end of the file is zeros, and inside a write transaction that
    // grows the file it may ask for one. Anywhere else the file was cut off, and zeros would be a
    // silent change.
    sqlite3_int64 bytes = 0;
    if (m_base.size(&bytes) != SQLITE_OK || bytes > offsetOf(page))
        return false;
    const bool isWriting = m_lockLevel >= SQLITE_LOCK_RESERVED || (m_shmHolder.exclusive & 1U);
    return page == 1 || isWriting;
}

int MainFile::readHeader(Byte* to, int count)
{
    // SQLite asks for this before it takes any lock or looks for a journal or WAL to apply: a torn
    // page 1 must not fail here, or the good copy is never used. What it needs then is known.
    const int rc = readPage(1, m_scratch.data());
    if (rc == SQLITE_OK) {
        std::memcpy(to, m_scratch.data(), std::size_t(count));
        sodium_memzero(m_scratch.data(), PageSize);
        return SQLITE_OK;
    }
    if (rc == SQLITE_IOERR_DATA && !mutated(Mutant::TornFirstPageFatal)) {
        m_cipher->knownHeader(to, count);
        return SQLITE_OK;
    }
    std::memset(to, 0, std::size_t(count));
    if (rc != SQLITE_IOERR_SHORT_READ)
        return rc;
    // A new file takes our geometry from here. Not the target of VACUUM INTO: SQLite sets the
    // source's geometry there itself, and reports "out of memory" when it is already fixed.
    if (m_announcesGeometry)
        m_cipher->knownHeader(to, count);
    return SQLITE_OK;
}

int MainFile::readVersion(Byte* to, int count)
{
    const auto reserved = m_cipher->layout().reserved();
    std::array<Byte, MaxReserved> current;
    if (m_version.valid
        && m_base.read(current.data(), reserved, m_cipher->layout().nonceOffset()) == SQLITE_OK
        && std::memcmp(current.data(), m_version.nonceAndTag.data(), std::size_t(reserved)) == 0) {
        std::memcpy(to, m_version.bytes.data(), std::size_t(count));
        return SQLITE_OK;
    }
    return readPart(to, count, VersionOffset);
}

int MainFile::readPart(Byte* to, int count, sqlite3_int64 offset)
{
    int rc = SQLITE_OK;
    while (count > 0 && rc == SQLITE_OK) {
        const auto within = int(offset % PageSize);
        const int part = std::min(count, PageSize - within);
        rc = readPage(quint32(offset / PageSize) + 1, m_scratch.data());
        if (rc == SQLITE_OK) {
            std::memcpy(to, m_scratch.data() + within, std::size_t(part));
            to += part;
            offset += part;
            count -= part;
        }
    }
    if (rc == SQLITE_IOERR_SHORT_READ)
        std::memset(to, 0, std::size_t(count));
    sodium_memzero(m_scratch.data(), PageSize);
    return rc;
}

void MainFile::rememberVersion(const Byte* nonceAndTag, const Byte* plain)
{
    m_version.valid = true;
    std::memcpy(
        m_version.nonceAndTag.data(), nonceAndTag, std::size_t(m_cipher->layout().reserved()));
    std::memcpy(m_version.bytes.data(), plain + VersionOffset, VersionSize);
}

int MainFile::write(const Byte* from, int count, sqlite3_int64 offset)
{
    if (count != PageSize || offset % PageSize != 0)
        return refuse(SQLITE_IOERR_WRITE, "write that is not a page", offset);
    const auto page = quint32(offset / PageSize) + 1;
    if (m_carried && m_carried->page != 0)
        return writeCarried(page, from);
    if (!allZero(
            from + m_cipher->layout().nonceOffset(), std::size_t(m_cipher->layout().reserved())))
        return refuse(SQLITE_IOERR_WRITE, "reserved bytes in use in page", page);
    if (page == 1) {
        const int pageSize = (from[PageSizeOffset] << 8) | (from[PageSizeOffset + 1] << 16);
        if (pageSize != PageSize || from[ReservedOffset] != m_cipher->layout().reserved())
            return refuse(SQLITE_IOERR_WRITE, "other page geometry in page", page);
    }
    if (const int rc = fillGap(page); rc != SQLITE_OK)
        return rc;
    return writePage(page, from);
}

int MainFile::writePage(quint32 page, const Byte* plain)
{
    seal(page, plain, m_scratch.data());
    const int rc = writeSealed(page, m_scratch.data());
    if (rc == SQLITE_OK && page == 1)
        rememberVersion(m_scratch.data() + m_cipher->layout().nonceOffset(), plain);
    return rc;
}

int MainFile::writeSealed(quint32 page, const Byte* sealed)
{
    if (page == 1)
        m_version.valid = false;
    const int rc = m_base.write(sealed, PageSize, offsetOf(page));
    if (rc == SQLITE_OK && page > m_store->pagesOnDisk)
        m_store->pagesOnDisk = page;
    return rc;
}

int MainFile::fillGap(quint32 before)
{
    // SQLite does not write free pages; a file grown past them has holes, and a hole must not be
    // readable as a page of zeros or anybody could make one. So the gap gets sealed zeros.
    if (before <= m_store->pagesOnDisk + 1)
        return SQLITE_OK;
    sqlite3_int64 bytes = 0;
    if (const int rc = m_base.size(&bytes); rc != SQLITE_OK)
        return rc;
    m_store->pagesOnDisk = quint32(bytes / PageSize);
    static constexpr std::array<Byte, PageSize> Zeros{};
    for (quint32 page = m_store->pagesOnDisk + 1; page < before; ++page) {
        if (page == LockBytePage)
            continue;
        if (const int rc = writePage(page, Zeros.data()); rc != SQLITE_OK)
            return rc;
    }
    return SQLITE_OK;
}

int MainFile::truncate(sqlite3_int64 size)
{
    if (size % PageSize != 0)
        return refuse(SQLITE_IOERR_TRUNCATE, "truncation inside a page", size);
    // As an extension it would make a hole.
    const auto pages = quint32(size / PageSize);
    if (const int rc = fillGap(pages + 1); rc != SQLITE_OK)
        return rc;
    m_store->pagesOnDisk = pages;
    if (pages == 0)
        m_version.valid = false;
    return m_base.truncate(size);
}

int MainFile::sync(int flags)
{
    m_nonces.drop();
    return m_base.sync(flags);
}

bool MainFile::isCheckpointing() const
{
    return m_carried && (m_shmHolder.exclusive & (1U << CheckpointLock));
}

int MainFile::carry(quint32 page, const Byte* sealed)
{
    // What SQLite was given is no page to it: a read that no write follows was not a copy.
    if (m_carried->page != 0)
        return refuse(SQLITE_IOERR_READ, "checkpoint did not write page", m_carried->page);
    if (!m_cipher->verify(page, sealed))
        return refuse(SQLITE_IOERR_DATA, "authentication failed for WAL frame of page", page);
    m_carried->page = page;
    std::memcpy(m_carried->sealed.data(), sealed, PageSize);
    return SQLITE_OK;
}

int MainFile::writeCarried(quint32 page, const Byte* sealed)
{
    if (m_carried->page != page || std::memcmp(m_carried->sealed.data(), sealed, PageSize) != 0)
        return refuse(SQLITE_IOERR_WRITE, "checkpoint wrote something else than page", page);
    if (const int rc = fillGap(page); rc != SQLITE_OK)
        return rc;
    m_carried->page = 0;
    return writeSealed(page, sealed);
}

} // namespace doorstep::vfs
