#include "core/vfs/log_reader.h"

#include <cstring>
#include <sodium.h>

namespace doorstep::vfs {

namespace log_reader {

constexpr quint32 MagicLittle = 0x377f0682; ///< sums run over little endian words
constexpr quint32 MagicBig = 0x377f0683;
constexpr quint32 Version = 3007000;
constexpr int VersionOffset = 4;
constexpr int LogPageSizeOffset = 8;
constexpr int LogSaltOffset = 16;
constexpr std::size_t LogSaltSize = 8;

quint32 word(const Byte* at, bool bigEndian)
{
    return bigEndian
        ? readU32be(at)
        : quint32(at[0]) | quint32(at[1]) << 8 | quint32(at[2]) << 16 | quint32(at[3]) << 24;
}

} // namespace log_reader

LogReader::~LogReader()
{
    sodium_memzero(m_frame.data(), m_frame.size());
}

qint64 LogReader::offsetOf(quint32 frame)
{
    return WalHeaderSize + qint64(frame - 1) * FrameSize;
}

void LogReader::add(Sum& sum, const Byte* bytes, int count) const
{
    for (int at = 0; at < count; at += 8) {
        sum.first += log_reader::word(bytes + at, m_bigEndian) + sum.second;
        sum.second += log_reader::word(bytes + at + 4, m_bigEndian) + sum.first;
    }
}

Status LogReader::read()
{
    DOORSTEP_TRY(size, m_store.logSize());
    m_size = size;
    if (m_size < WalHeaderSize)
        return {};
    DOORSTEP_CHECK(m_store.readLog(m_header.data(), WalHeaderSize, 0));
    if (readHeader())
        return readFrames();
    if (m_size >= WalHeaderSize + FrameSize)
        m_firstBad = 0;
    return {};
}

bool LogReader::readHeader()
{
    using namespace log_reader;
    const quint32 magic = readU32be(m_header.data());
    m_bigEndian = magic == MagicBig;
    add(m_headerSum, m_header.data(), WalChecksumAreaOffset);
    return (magic == MagicLittle || magic == MagicBig)
        && readU32be(m_header.data() + VersionOffset) == Version
        && readU32be(m_header.data() + LogPageSizeOffset) == PageSize
        && readU32be(m_header.data() + WalChecksumAreaOffset) == m_headerSum.first
        && readU32be(m_header.data() + WalChecksumAreaOffset + 4) == m_headerSum.second;
}

bool LogReader::carriesSalts() const
{
    return std::memcmp(m_frame.data() + FrameSaltOffset,
               m_header.data() + log_reader::LogSaltOffset, log_reader::LogSaltSize)
        == 0;
}

Status LogReader::readFrames()
{
    const auto inFile = quint32((m_size - WalHeaderSize) / FrameSize);
    std::map<quint32, quint32> uncommitted;
    Sum sum = m_headerSum;
    quint32 frame = 1;
    for (; frame <= inFile; ++frame) {
        DOORSTEP_CHECK(m_store.readLog(m_frame.data(), FrameSize, offsetOf(frame)));
        if (!fits(sum))
            break;
        uncommitted[readU32be(m_frame.data())] = frame;
        const quint32 committed = readU32be(m_frame.data() + FrameTruncateOffset);
        if (committed == 0)
            continue;
        for (const auto& [page, at] : uncommitted)
            m_images[page] = at;
        uncommitted.clear();
        m_frames = frame;
        m_pages = committed;
    }
    // Frames of an earlier run of the log carry other salts, and none of this run follows them.
    for (quint32 behind = frame; behind <= inFile && !m_firstBad; ++behind) {
        DOORSTEP_CHECK(m_store.readLog(m_frame.data(), FrameSize, offsetOf(behind)));
        if (carriesSalts())
            m_firstBad = frame;
    }
    return {};
}

bool LogReader::fits(Sum& sum)
{
    const quint32 page = readU32be(m_frame.data());
    if (page == 0 || !carriesSalts())
        return false;
    m_cipher.maskFrameChecksum(m_frame.data());
    Byte* const image = m_frame.data() + FrameHeaderSize;
    if (!m_cipher.open(page, image, image))
        return false;
    add(sum, m_frame.data(), FrameSaltOffset);
    add(sum, image, PageSize);
    return readU32be(m_frame.data() + FrameChecksumOffset) == sum.first
        && readU32be(m_frame.data() + FrameChecksumOffset + 4) == sum.second;
}

Status LogReader::readImage(quint32 page, Byte* to) const
{
    return m_store.readLog(to, PageSize, offsetOf(m_images.at(page)) + FrameHeaderSize);
}

} // namespace doorstep::vfs
