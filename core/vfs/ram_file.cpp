#include "core/vfs/ram_file.h"

#include <algorithm>
#include <cstring>
#include <sodium.h>

namespace doorstep::vfs {

RamFile::~RamFile()
{
    wipe(0, m_size);
}

int RamFile::read(Byte* to, int count, sqlite3_int64 offset)
{
    const auto there = int(std::clamp<sqlite3_int64>(m_size - offset, 0, count));
    for (int done = 0; done < there;) {
        const sqlite3_int64 at = offset + done;
        const auto part = int(std::min<sqlite3_int64>(there - done, ChunkSize - at % ChunkSize));
        std::memcpy(to + done, m_chunks[std::size_t(at / ChunkSize)].get() + at % ChunkSize,
            std::size_t(part));
        done += part;
    }
    if (there == count)
        return SQLITE_OK;
    std::memset(to + there, 0, std::size_t(count - there));
    return SQLITE_IOERR_SHORT_READ;
}

int RamFile::write(const Byte* from, int count, sqlite3_int64 offset)
{
    const sqlite3_int64 end = offset + count;
    while (sqlite3_int64(m_chunks.size()) * ChunkSize < end)
        m_chunks.push_back(std::make_unique<Byte[]>(std::size_t(ChunkSize)));
    for (int done = 0; done < count;) {
        const sqlite3_int64 at = offset + done;
        const auto part = int(std::min<sqlite3_int64>(count - done, ChunkSize - at % ChunkSize));
        std::memcpy(m_chunks[std::size_t(at / ChunkSize)].get() + at % ChunkSize, from + done,
            std::size_t(part));
        done += part;
    }
    m_size = std::max(m_size, end);
    return SQLITE_OK;
}

int RamFile::truncate(sqlite3_int64 size)
{
    if (size >= m_size)
        return SQLITE_OK;
    wipe(size, m_size);
    m_size = size;
    m_chunks.resize(std::size_t((size + ChunkSize - 1) / ChunkSize));
    return SQLITE_OK;
}

int RamFile::size(sqlite3_int64* bytes)
{
    *bytes = m_size;
    return SQLITE_OK;
}

int RamFile::isReserved(int* out)
{
    *out = 0;
    return SQLITE_OK;
}

void RamFile::wipe(sqlite3_int64 from, sqlite3_int64 to)
{
    for (sqlite3_int64 at = from; at < to;) {
        const auto part = std::min(to - at, ChunkSize - at % ChunkSize);
        sodium_memzero(
            m_chunks[std::size_t(at / ChunkSize)].get() + at % ChunkSize, std::size_t(part));
        at += part;
    }
}

} // namespace doorstep::vfs
