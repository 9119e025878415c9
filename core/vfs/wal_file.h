#pragma once

#include "core/vfs/sealed_file.h"

#include <set>
#include <vector>

namespace doorstep::vfs {

/// The write-ahead log of one connection. Its header and the frame headers stay clear but for the
/// masked checksums; pages are sealed as in the database file. SQLite writes a frame as header,
/// then page; here both go out as one write, and frames before a commit frame wait to go out with
/// it.
class WalFile final : public SealedFile {
public:
    explicit WalFile(MainFile& main);
    ~WalFile() override;
    [[nodiscard]] int open(sqlite3_vfs* base, const char* name, int flags, int* outFlags)
    {
        return m_base.open(base, name, flags, outFlags);
    }

    int close() override;
    int read(Byte* to, int count, sqlite3_int64 offset) override;
    int write(const Byte* from, int count, sqlite3_int64 offset) override;
    int truncate(sqlite3_int64 size) override;
    int sync(int flags) override;
    int size(sqlite3_int64* bytes) override;

    /// The right to append is given back: forgets frames that are not on disk, they were rolled
    /// back.
    void endAppending();

private:
    static constexpr std::size_t GatherLimit = std::size_t(16) * FrameSize;

    int readPage(Byte* to, sqlite3_int64 frame);
    int readFrame(Byte* to, sqlite3_int64 frame);
    int readChecksum(Byte* to, sqlite3_int64 frame);
    int writeFileHeader(const Byte* from);
    int writeFrameHeader(const Byte* from, sqlite3_int64 frame);
    int writeFramePage(const Byte* page, sqlite3_int64 frame);
    [[nodiscard]] bool isChecksumRewrite(const Byte* header, sqlite3_int64 frame) const;
    int rewriteChecksum(const Byte* header, sqlite3_int64 frame);
    int rewritePage(const Byte* page, sqlite3_int64 frame);
    void noteChaining(sqlite3_int64 frame);
    int flush();

    MainFile& m_main;
    std::vector<Byte> m_gathered; ///< whole sealed frames, to be written at m_gatheredAt
    sqlite3_int64 m_gatheredAt = 0;
    sqlite3_int64 m_appendedTo = 0; ///< end of the frames this connection appended to this WAL
    std::set<sqlite3_int64> m_unchained; ///< frames that still wait for their checksum
    bool m_hasHeader = false; ///< m_header waits for its page
    sqlite3_int64 m_headerAt = 0;
    std::array<Byte, FrameHeaderSize> m_header{};
    sqlite3_int64 m_lastReadFrame = -1; ///< the last call was a whole, authentic read of this frame
    std::array<Byte, FrameHeaderSize> m_lastReadHeader{};
    std::array<Byte, FrameSize> m_frame{}; ///< scratch, sealed bytes only
};

} // namespace doorstep::vfs
