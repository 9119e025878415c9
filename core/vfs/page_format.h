#pragma once

#include "core/vfs/sealed_vfs.h"

#include <cstddef>

/// The numbers of the page layer (docs/store-format.md). Offsets and sizes in bytes.
namespace doorstep::vfs {

using Byte = unsigned char;

inline constexpr int FormatVersion = 1;
inline constexpr int PageSize = 4096;

// Page 1, the part that is not encrypted.
inline constexpr int SaltSize = 16;
inline constexpr int PageSizeOffset = 16; ///< u16be, SQLite's own place
inline constexpr int ReservedOffset = 20; ///< SQLite's own place
inline constexpr int FormatVersionOffset = 21; ///< to SQLite: 64
inline constexpr int CipherOffset = 22; ///< to SQLite: 32
inline constexpr int ZeroOffset = 23; ///< to SQLite: 32
inline constexpr int ClearSize = 24;
inline constexpr Byte SqliteMagic[] = "SQLite format 3"; ///< 16 with its terminating zero
inline constexpr int SqliteHeaderSize = 100;
inline constexpr int FreelistOffset = 32; ///< u32be, first trunk page, inside the ciphertext

/// SQLite never reads or writes the page that holds its lock bytes, at 1 GiB.
inline constexpr quint32 LockBytePage = 0x40000000 / PageSize + 1;

// The largest of any cipher; a Layout has the actual ones.
inline constexpr int MaxNonceSize = 32;
inline constexpr int MaxReserved = 64;

struct Layout {
    int nonceSize;
    int tagSize;
    [[nodiscard]] constexpr int reserved() const { return nonceSize + tagSize; }
    [[nodiscard]] constexpr int nonceOffset() const { return PageSize - reserved(); }
};

[[nodiscard]] constexpr Layout layoutOf(CipherId cipher)
{
    switch (cipher) {
    case CipherId::XChaCha20Poly1305:
        return {24, 16};
    case CipherId::Aegis256:
        return {32, 32};
    }
    return {0, 0};
}

// The write-ahead log.
inline constexpr int WalHeaderSize = 32;
inline constexpr int WalChecksumAreaOffset = 24; ///< in the WAL header, clear: covers clear bytes
inline constexpr int FrameHeaderSize = 24;
inline constexpr int FrameTruncateOffset = 4; ///< u32be, not zero in a commit frame
inline constexpr int FrameSaltOffset = 8;
inline constexpr int FrameChecksumOffset = 16; ///< masked
inline constexpr int FrameChecksumSize = 8;
inline constexpr int FrameSize = FrameHeaderSize + PageSize;

// The rollback journal.
inline constexpr int JournalSectorSize = 512;
inline constexpr int JournalHeaderSize = 28;
inline constexpr int JournalCountOffset = 8; ///< u32be, records that are known to be on disk
inline constexpr int JournalChecksumSize = 4; ///< masked

[[nodiscard]] inline quint32 readU32be(const Byte* at)
{
    return (quint32(at[0]) << 24) | (quint32(at[1]) << 16) | (quint32(at[2]) << 8) | at[3];
}

[[nodiscard]] inline bool allZero(const Byte* from, std::size_t count)
{
    Byte any = 0;
    for (std::size_t i = 0; i < count; ++i)
        any = Byte(any | from[i]);
    return any == 0;
}

} // namespace doorstep::vfs
