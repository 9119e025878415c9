#pragma once

#include "core/vfs/sealed_file.h"

namespace doorstep::vfs {

/// The rollback journal of one connection. Headers and page numbers stay clear; the page of a
/// record is sealed as in the database file and the checksum behind it is masked.
class JournalFile final : public SealedFile {
public:
    explicit JournalFile(MainFile& main)
        : m_main(main)
    {
    }
    [[nodiscard]] int open(sqlite3_vfs* base, const char* name, int flags, int* outFlags)
    {
        return m_base.open(base, name, flags, outFlags);
    }

    int read(Byte* to, int count, sqlite3_int64 offset) override;
    int write(const Byte* from, int count, sqlite3_int64 offset) override;
    int truncate(sqlite3_int64 size) override;
    int sync(int flags) override;

private:
    int readRecordPage(Byte* to, sqlite3_int64 offset);
    int writeRecordPage(const Byte* page, sqlite3_int64 offset);
    [[nodiscard]] bool isCounted(sqlite3_int64 pageOffset) const;
    void rememberPage(const Byte* sealed, sqlite3_int64 offset);

    MainFile& m_main;
    sqlite3_int64 m_numberAt = -1; ///< where the last page number was written
    quint32 m_number = 0;
    sqlite3_int64 m_pageAt = -1; ///< where the last page image was read or written
    std::array<Byte, MaxReserved> m_nonceAndTag{}; ///< of that image
    sqlite3_int64 m_headerAt = 0; ///< the header whose record count was read last
    quint32 m_recordCount = 0;
    sqlite3_int64 m_writtenTo = 0; ///< end of what this connection wrote for the transaction
    std::array<Byte, PageSize> m_scratch{}; ///< sealed bytes only
};

} // namespace doorstep::vfs
