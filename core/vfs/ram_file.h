#pragma once

#include "core/vfs/sealed_file.h"

#include <vector>

namespace doorstep::vfs {

/// A temporary file that never touches a disk: sorter runs, statement journals, temporary tables.
/// Wiped when dropped.
class RamFile final : public SealedFile {
public:
    ~RamFile() override;
    int close() override { return SQLITE_OK; }
    int read(Byte* to, int count, sqlite3_int64 offset) override;
    int write(const Byte* from, int count, sqlite3_int64 offset) override;
    int truncate(sqlite3_int64 size) override;
    int sync(int) override { return SQLITE_OK; }
    int size(sqlite3_int64* bytes) override;
    int lock(int) override { return SQLITE_OK; }
    int unlock(int) override { return SQLITE_OK; }
    int isReserved(int* out) override;
    int control(int, void*) override { return SQLITE_NOTFOUND; }
    int sectorSize() override { return PageSize; }
    int deviceCharacteristics() override { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

private:
    static constexpr sqlite3_int64 ChunkSize = 65536;
    using Chunk = std::unique_ptr<Byte[]>;

    void wipe(sqlite3_int64 from, sqlite3_int64 to);

    std::vector<Chunk> m_chunks; ///< zero beyond m_size
    sqlite3_int64 m_size = 0;
};

} // namespace doorstep::vfs
