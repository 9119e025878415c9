#include "core/vfs/journal_file.h"

#include "core/vfs/main_file.h"

#include <algorithm>
#include <cstring>

namespace doorstep::vfs {

namespace {

constexpr Byte JournalMagic[8] = {0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};
constexpr int MagicAndCountSize = 12;

// A record is a page number at a multiple of 8, the page, and a checksum. Headers start at sectors.
bool isNumberPlace(sqlite3_int64 offset)
{
    return offset % 8 == 0;
}
bool isPagePlace(sqlite3_int64 offset)
{
    return offset % 8 == 4;
}

/// Writes at a sector boundary that hold no content: a header with its padding, its record count,
/// and what makes a finished journal invalid.
bool isHeaderWrite(const Byte* from, int count, sqlite3_int64 offset)
{
    if (offset % JournalSectorSize != 0)
        return false;
    if (count == 1 || count == JournalHeaderSize)
        return allZero(from, std::size_t(count));
    // A new header has zeros for magic and count until its records are synced.
    const bool hasMagic
        = count >= MagicAndCountSize && std::memcmp(from, JournalMagic, sizeof JournalMagic) == 0;
    if (count == MagicAndCountSize)
        return hasMagic;
    return count >= JournalSectorSize && count <= PageSize && count % JournalSectorSize == 0
        && (hasMagic || allZero(from, MagicAndCountSize))
        && allZero(from + JournalHeaderSize, std::size_t(count - JournalHeaderSize));
}

} // namespace

int JournalFile::read(Byte* to, int count, sqlite3_int64 offset)
{
    if (count == PageSize && isPagePlace(offset))
        return readRecordPage(to, offset);
    const int rc = m_base.read(to, count, offset);
    if (rc == SQLITE_OK && count == JournalChecksumSize && m_pageAt >= 0
        && offset == m_pageAt + PageSize)
        m_main.cipher().maskJournalChecksum(m_nonceAndTag.data(), to);
    if (rc == SQLITE_OK && count == 4 && offset % JournalSectorSize == JournalCountOffset) {
        m_headerAt = offset - JournalCountOffset;
        m_recordCount = readU32be(to);
    }
    return rc;
}

bool JournalFile::isCounted(sqlite3_int64 pageOffset) const
{
    // The count is written after the records it counts are synced (synchronous=FULL or EXTRA).
    constexpr quint32 Unknown = 0xffffffff;
    constexpr int RecordSize = 4 + PageSize + JournalChecksumSize;
    const sqlite3_int64 first = m_headerAt + JournalSectorSize;
    return m_recordCount != Unknown && pageOffset >= first
        && (pageOffset - first) / RecordSize < m_recordCount;
}

int JournalFile::readRecordPage(Byte* to, sqlite3_int64 offset)
{
    if (const int rc = m_base.read(to, PageSize, offset); rc != SQLITE_OK)
        return rc;
    std::array<Byte, 4> number;
    if (const int rc = m_base.read(number.data(), 4, offset - 4); rc != SQLITE_OK)
        return rc;
    rememberPage(to, offset);
    if (m_main.openPage(readU32be(number.data()), to, to))
        return SQLITE_OK;
    m_pageAt = -1;
    if (offset + PageSize <= m_writtenTo || isCounted(offset))
        return refuse(SQLITE_IOERR_DATA, "authentication failed for journal record", offset);
    // Torn by a power cut, or left over in a PERSIST journal: to SQLite a short read ends the
    // journal.
    return SQLITE_IOERR_SHORT_READ;
}

int JournalFile::write(const Byte* from, int count, sqlite3_int64 offset)
{
    int rc = SQLITE_OK;
    if (count == PageSize && isPagePlace(offset)) {
        rc = writeRecordPage(from, offset);
    } else if (count == JournalChecksumSize && m_pageAt >= 0 && offset == m_pageAt + PageSize) {
        std::array<Byte, JournalChecksumSize> checksum;
        std::memcpy(checksum.data(), from, checksum.size());
        m_main.cipher().maskJournalChecksum(m_nonceAndTag.data(), checksum.data());
        rc = m_base.write(checksum.data(), count, offset);
        m_pageAt = -1;
    } else if (count == 4 && isNumberPlace(offset)) {
        m_numberAt = offset;
        m_number = readU32be(from);
        rc = m_base.write(from, count, offset);
    } else if (isHeaderWrite(from, count, offset)) {
        if (offset == 0)
            m_writtenTo = 0;
        rc = m_base.write(from, count, offset);
    } else {
        return refuse(SQLITE_IOERR_WRITE, "unknown write to the journal", offset);
    }
    m_writtenTo = std::max(m_writtenTo, offset + count);
    return rc;
}

int JournalFile::writeRecordPage(const Byte* page, sqlite3_int64 offset)
{
    if (m_numberAt != offset - 4)
        return refuse(SQLITE_IOERR_WRITE, "page without its number in the journal", offset);
    if (!allZero(page + m_main.cipher().layout().nonceOffset(),
            std::size_t(m_main.cipher().layout().reserved())))
        return refuse(SQLITE_IOERR_WRITE, "reserved bytes in use in journal record", offset);
    m_main.seal(m_number, page, m_scratch.data());
    rememberPage(m_scratch.data(), offset);
    return m_base.write(m_scratch.data(), PageSize, offset);
}

void JournalFile::rememberPage(const Byte* sealed, sqlite3_int64 offset)
{
    m_pageAt = offset;
    std::memcpy(m_nonceAndTag.data(), sealed + m_main.cipher().layout().nonceOffset(),
        std::size_t(m_main.cipher().layout().reserved()));
}

int JournalFile::truncate(sqlite3_int64 size)
{
    m_numberAt = -1;
    m_pageAt = -1;
    m_writtenTo = std::min(m_writtenTo, size);
    return m_base.truncate(size);
}

int JournalFile::sync(int flags)
{
    m_main.dropNonces();
    return m_base.sync(flags);
}

} // namespace doorstep::vfs
