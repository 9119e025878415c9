#pragma once

#include <memory>
#include <sqlite3.h>

namespace doorstep::vfs {

/// One open file of the VFS below: owns its memory and closes it. Functions return SQLite result
/// codes.
class BaseFile {
public:
    BaseFile() = default;
    ~BaseFile() { close(); }
    BaseFile(const BaseFile&) = delete;
    BaseFile& operator=(const BaseFile&) = delete;

    /// `name` must have the layout SQLite gives file names (URI parameters behind the terminator)
    /// and outlive this object. `outFlags` may be null.
    [[nodiscard]] int open(sqlite3_vfs* base, const char* name, int flags, int* outFlags);
    int close();

    [[nodiscard]] sqlite3_file* raw() const { return m_file; }
    [[nodiscard]] int read(void* to, int count, sqlite3_int64 offset) const
    {
        return m_file->pMethods->xRead(m_file, to, count, offset);
    }
    [[nodiscard]] int write(const void* from, int count, sqlite3_int64 offset) const
    {
        return m_file->pMethods->xWrite(m_file, from, count, offset);
    }
    [[nodiscard]] int truncate(sqlite3_int64 size) const
    {
        return m_file->pMethods->xTruncate(m_file, size);
    }
    [[nodiscard]] int sync(int flags) const { return m_file->pMethods->xSync(m_file, flags); }
    [[nodiscard]] int size(sqlite3_int64* bytes) const
    {
        return m_file->pMethods->xFileSize(m_file, bytes);
    }
    [[nodiscard]] int lock(int level) const { return m_file->pMethods->xLock(m_file, level); }
    [[nodiscard]] int unlock(int level) const { return m_file->pMethods->xUnlock(m_file, level); }

private:
    std::unique_ptr<std::byte[]> m_memory;
    sqlite3_file* m_file = nullptr;
};

/// A file name in the layout SQLite gives its VFSs, for files that SQLite does not open itself.
class VfsFileName {
public:
    explicit VfsFileName(const char* path)
        : m_name(sqlite3_create_filename(path, "", "", 0, nullptr))
    {
    }
    ~VfsFileName() { sqlite3_free_filename(const_cast<char*>(m_name)); }
    VfsFileName(const VfsFileName&) = delete;
    VfsFileName& operator=(const VfsFileName&) = delete;
    [[nodiscard]] const char* get() const { return m_name; }

private:
    const char* m_name;
};

} // namespace doorstep::vfs
