#include "core/vfs/wal_file.h"

#include "core/base/mutant.h"
#include "core/vfs/main_file.h"

#include <algorithm>
#include <cstring>
#include <sodium.h>

namespace doorstep::vfs {

namespace {

/// The frame a byte of the WAL belongs to, as that frame's offset.
sqlite3_int64 frameAt(sqlite3_int64 offset)
{
    return offset - (offset - WalHeaderSize) % FrameSize;
}

} // namespace

WalFile::WalFile(MainFile& main)
    : m_main(main)
{
    m_main.attach(this);
}

WalFile::~WalFile()
{
    m_main.attach(nullptr);
}

int WalFile::close()
{
    endAppending();
    return m_base.close();
}

void WalFile::endAppending()
{
    m_gathered.clear();
    m_unchained.clear();
    m_hasHeader = false;
}

int WalFile::flush()
{
    if (m_hasHeader) {
        m_hasHeader = false;
        return refuse(SQLITE_IOERR_WRITE, "WAL frame header without its page", m_headerAt);
    }
    if (m_gathered.empty())
        return SQLITE_OK;
    // Kept on failure: SQLite was told that these frames are written, so the commit must fail too.
    const int rc = m_base.write(m_gathered.data(), int(m_gathered.size()), m_gatheredAt);
    if (rc == SQLITE_OK)
        m_gathered.clear();
    return rc;
}

int WalFile::truncate(sqlite3_int64 size)
{
    m_lastReadFrame = -1;
    if (const int rc = flush(); rc != SQLITE_OK)
        return rc;
    m_appendedTo = std::min(m_appendedTo, size);
    return m_base.truncate(size);
}

int WalFile::sync(int flags)
{
    if (const int rc = flush(); rc != SQLITE_OK)
        return rc;
    // SQLite (seen in 3.40) forgets to write some checksums when a transaction that spilled its
    // cache rolls back to a savepoint. Recovery would end there and lose this commit and all that
    // follow.
    if (!m_unchained.empty())
        return refuse(SQLITE_IOERR_FSYNC, "WAL frame without a checksum", *m_unchained.begin());
    m_main.dropNonces();
    return m_base.sync(flags);
}

int WalFile::size(sqlite3_int64* bytes)
{
    if (const int rc = flush(); rc != SQLITE_OK)
        return rc;
    return m_base.size(bytes);
}

int WalFile::read(Byte* to, int count, sqlite3_int64 offset)
{
    m_lastReadFrame = -1;
    if (const int rc = flush(); rc != SQLITE_OK)
        return rc;
    if (offset + count <= WalHeaderSize) {
        if (offset == 0)
            m_appendedTo = 0; // SQLite starts to rebuild the wal-index
        return m_base.read(to, count, offset);
    }
    if (offset < WalHeaderSize)
        return refuse(SQLITE_IOERR_READ, "unknown read of the WAL", offset);
    const sqlite3_int64 frame = frameAt(offset);
    const auto within = int(offset - frame);
    if (within == FrameHeaderSize && count == PageSize)
        return readPage(to, frame);
    if (within == 0 && count == FrameSize)
        return readFrame(to, frame);
    if (within == FrameChecksumOffset && count == FrameChecksumSize)
        return readChecksum(to, frame);
    return refuse(SQLITE_IOERR_READ, "unknown read of the WAL", offset);
}

int WalFile::readPage(Byte* to, sqlite3_int64 frame)
{
    // Readers and the checkpoint come here for frames the wal-index vouches for: damage is an
    // error.
    if (const int rc = m_base.read(m_frame.data(), FrameSize, frame); rc != SQLITE_OK)
        return rc == SQLITE_IOERR_SHORT_READ ? SQLITE_IOERR_DATA : rc;
    const quint32 page = readU32be(m_frame.data());
    const Byte* sealed = m_frame.data() + FrameHeaderSize;
    if (m_main.isCheckpointing()) {
        std::memcpy(to, sealed, PageSize);
        return m_main.carry(page, sealed);
    }
    return m_main.openPage(page, sealed, to)
        ? SQLITE_OK
        : refuse(SQLITE_IOERR_DATA, "authentication failed for WAL frame", frame);
}

int WalFile::readFrame(Byte* to, sqlite3_int64 frame)
{
    if (const int rc = m_base.read(to, FrameSize, frame); rc != SQLITE_OK)
        return rc;
    m_main.cipher().maskFrameChecksum(to);
    if (!m_main.openPage(readU32be(to), to + FrameHeaderSize, to + FrameHeaderSize)) {
        if (mutated(Mutant::TornFrameFatal))
            return SQLITE_IOERR_DATA;
        // Recovery reads on until a frame is not valid, and after a power cut that is the normal
        // end of the WAL. An error would lose the store; a frame with other salts ends recovery
        // here.
        for (int i = FrameSaltOffset; i < FrameChecksumOffset; ++i)
            to[i] = Byte(to[i] ^ 0xff);
        return SQLITE_OK;
    }
    m_lastReadFrame = frame;
    std::memcpy(m_lastReadHeader.data(), to, FrameHeaderSize);
    return SQLITE_OK;
}

int WalFile::readChecksum(Byte* to, sqlite3_int64 frame)
{
    if (const int rc = m_base.read(m_frame.data(), FrameSize, frame); rc != SQLITE_OK)
        return rc;
    m_main.cipher().maskFrameChecksum(m_frame.data());
    std::memcpy(to, m_frame.data() + FrameChecksumOffset, FrameChecksumSize);
    return SQLITE_OK;
}

int WalFile::write(const Byte* from, int count, sqlite3_int64 offset)
{
    if (offset == 0 && count == WalHeaderSize)
        return writeFileHeader(from);
    if (offset < WalHeaderSize)
        return refuse(SQLITE_IOERR_WRITE, "unknown write to the WAL", offset);
    const sqlite3_int64 frame = frameAt(offset);
    const auto within = int(offset - frame);
    if (within == 0 && count == FrameHeaderSize)
        return writeFrameHeader(from, frame);
    m_lastReadFrame = -1;
    if (within == FrameHeaderSize && count == PageSize)
        return m_hasHeader && m_headerAt == frame ? writeFramePage(from, frame)
                                                  : rewritePage(from, frame);
    return refuse(SQLITE_IOERR_WRITE, "unknown write to the WAL", offset);
}

int WalFile::writeFileHeader(const Byte* from)
{
    m_lastReadFrame = -1;
    if (readU32be(from + 8) != PageSize)
        return refuse(SQLITE_IOERR_WRITE, "WAL of another page size", 0);
    if (const int rc = flush(); rc != SQLITE_OK)
        return rc;
    m_appendedTo = 0;
    m_unchained.clear();
    return m_base.write(from, WalHeaderSize, 0);
}

int WalFile::writeFrameHeader(const Byte* from, sqlite3_int64 frame)
{
    if (isChecksumRewrite(from, frame))
        return rewriteChecksum(from, frame);
    m_lastReadFrame = -1;
    if (m_hasHeader || frame != m_gatheredAt + sqlite3_int64(m_gathered.size())) {
        if (const int rc = flush(); rc != SQLITE_OK)
            return rc;
    }
    std::memcpy(m_header.data(), from, FrameHeaderSize);
    m_headerAt = frame;
    m_hasHeader = true;
    return SQLITE_OK;
}

int WalFile::writeFramePage(const Byte* page, sqlite3_int64 frame)
{
    m_hasHeader = false;
    if (!allZero(page + m_main.cipher().layout().nonceOffset(),
            std::size_t(m_main.cipher().layout().reserved())))
        return refuse(SQLITE_IOERR_WRITE, "reserved bytes in use in WAL frame", frame);
    if (m_gathered.empty())
        m_gatheredAt = frame;
    const std::size_t start = m_gathered.size();
    m_gathered.resize(start + FrameSize);
    Byte* const target = m_gathered.data() + start;
    std::memcpy(target, m_header.data(), FrameHeaderSize);
    m_main.seal(readU32be(target), page, target + FrameHeaderSize);
    m_main.cipher().maskFrameChecksum(target);
    m_appendedTo = std::max(m_appendedTo, frame + FrameSize);
    noteChaining(frame);
    // After a commit frame SQLite may publish the transaction at once, without a sync.
    const bool commits = readU32be(target + FrameTruncateOffset) != 0;
    return commits || m_gathered.size() >= GatherLimit ? flush() : SQLITE_OK;
}

void WalFile::noteChaining(sqlite3_int64 frame)
{
    // What lies behind an appended frame belongs to something rolled back.
    m_unchained.erase(m_unchained.lower_bound(frame), m_unchained.end());
    // SQLite leaves salts and checksum out when it will write them at the commit.
    if (allZero(m_header.data() + FrameSaltOffset, FrameHeaderSize - FrameSaltOffset))
        m_unchained.insert(frame);
}

bool WalFile::isChecksumRewrite(const Byte* header, sqlite3_int64 frame) const
{
    // A transaction that changed one of its own earlier frames has the checksums from there on
    // written again: each frame is read whole, then its header is written. An append to the frame
    // that recovery last read looks alike; but recovery starts at the file header, which sets
    // m_appendedTo back.
    return m_lastReadFrame == frame && frame + FrameSize <= m_appendedTo
        && std::memcmp(header, m_lastReadHeader.data(), FrameSaltOffset) == 0;
}

int WalFile::rewriteChecksum(const Byte* header, sqlite3_int64 frame)
{
    m_lastReadFrame = -1;
    // Sealed anew: two checksums under one mask would show their difference.
    std::array<Byte, PageSize> plain;
    int rc = m_base.read(m_frame.data(), FrameSize, frame);
    const quint32 page = readU32be(header);
    if (rc == SQLITE_OK && !m_main.openPage(page, m_frame.data() + FrameHeaderSize, plain.data()))
        rc = refuse(SQLITE_IOERR_DATA, "authentication failed for WAL frame", frame);
    if (rc == SQLITE_OK) {
        std::memcpy(m_frame.data(), header, FrameHeaderSize);
        m_main.seal(page, plain.data(), m_frame.data() + FrameHeaderSize);
        m_main.cipher().maskFrameChecksum(m_frame.data());
        rc = m_base.write(m_frame.data(), FrameSize, frame);
    }
    if (rc == SQLITE_OK)
        m_unchained.erase(frame);
    sodium_memzero(plain.data(), plain.size());
    return rc;
}

int WalFile::rewritePage(const Byte* page, sqlite3_int64 frame)
{
    if (const int rc = flush(); rc != SQLITE_OK)
        return rc;
    if (frame + FrameSize > m_appendedTo)
        return refuse(SQLITE_IOERR_WRITE, "page without a header in WAL frame", frame);
    if (!allZero(page + m_main.cipher().layout().nonceOffset(),
            std::size_t(m_main.cipher().layout().reserved())))
        return refuse(SQLITE_IOERR_WRITE, "reserved bytes in use in WAL frame", frame);
    if (const int rc = m_base.read(m_frame.data(), FrameHeaderSize, frame); rc != SQLITE_OK)
        return rc;
    m_main.seal(readU32be(m_frame.data()), page, m_frame.data());
    return m_base.write(m_frame.data(), PageSize, frame + FrameHeaderSize);
}

} // namespace doorstep::vfs
