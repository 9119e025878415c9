#include "core/vfs/base_file.h"

#include <cstddef>
#include <new>

namespace doorstep::vfs {

int BaseFile::open(sqlite3_vfs* base, const char* name, int flags, int* outFlags)
{
    m_memory = std::make_unique<std::byte[]>(std::size_t(base->szOsFile));
    m_file = reinterpret_cast<sqlite3_file*>(m_memory.get());
    const int rc = base->xOpen(base, name, m_file, flags, outFlags);
    if (rc != SQLITE_OK)
        close();
    return rc;
}

int BaseFile::close()
{
    // SQLite's rule: a file has methods exactly when it must be closed, also after a failed open.
    const int rc = m_file && m_file->pMethods ? m_file->pMethods->xClose(m_file) : SQLITE_OK;
    m_file = nullptr;
    m_memory.reset();
    return rc;
}

} // namespace doorstep::vfs
