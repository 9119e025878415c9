#pragma once

#include "core/vfs/base_file.h"
#include "core/vfs/page_format.h"

namespace doorstep::vfs {

class MainFile;

/// One file that SQLite has open on this VFS. One connection owns it and SQLite serialises its
/// calls. Functions return SQLite result codes; the defaults pass to the file below.
class SealedFile {
public:
    SealedFile() = default;
    virtual ~SealedFile() = default;
    SealedFile(const SealedFile&) = delete;
    SealedFile& operator=(const SealedFile&) = delete;

    virtual int close() { return m_base.close(); }
    virtual int read(Byte* to, int count, sqlite3_int64 offset) = 0;
    virtual int write(const Byte* from, int count, sqlite3_int64 offset) = 0;
    virtual int truncate(sqlite3_int64 size) { return m_base.truncate(size); }
    virtual int sync(int flags) { return m_base.sync(flags); }
    virtual int size(sqlite3_int64* bytes) { return m_base.size(bytes); }
    virtual int lock(int level) { return m_base.lock(level); }
    virtual int unlock(int level) { return m_base.unlock(level); }
    virtual int isReserved(int* out);
    virtual int control(int operation, void* argument);
    virtual int sectorSize();
    virtual int deviceCharacteristics();
    virtual int shmMap(int region, int size, bool extend, void volatile** out);
    virtual int shmLock(int first, int count, int flags);
    virtual int shmUnmap(bool remove);
    /// Null unless this is the database file itself.
    [[nodiscard]] virtual MainFile* asMain() { return nullptr; }

protected:
    BaseFile m_base;
};

/// Logs (without a path: it may hold a name) and returns the code.
int refuse(int code, const char* what, sqlite3_int64 where);

} // namespace doorstep::vfs
