#include "core/vfs/main_file.h"

#include "core/vfs/wal_file.h"

#include <cstdlib>

namespace doorstep::vfs {

int MainFile::lock(int level)
{
    const int rc = m_base.lock(level);
    if (rc == SQLITE_OK && level > m_lockLevel)
        m_lockLevel = level;
    return rc;
}

int MainFile::unlock(int level)
{
    if (level < m_lockLevel)
        m_lockLevel = level;
    return m_base.unlock(level);
}

int MainFile::shmMap(int region, int size, bool extend, void volatile** out)
{
    return m_store->walIndex.map(m_shmHolder, region, size, extend, out);
}

int MainFile::shmLock(int first, int count, int flags)
{
    // Lock 0 is the right to append to the WAL. Frames not yet on disk when it is given back were
    // rolled back, and their place belongs to the next writer.
    if (first == 0 && flags == (SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE) && m_wal)
        m_wal->endAppending();
    return m_store->walIndex.lock(m_shmHolder, first, count, flags);
}

int MainFile::shmUnmap(bool)
{
    if (m_store)
        m_store->walIndex.unmap(m_shmHolder);
    return SQLITE_OK;
}

int MainFile::control(int operation, void* argument)
{
    switch (operation) {
    case SQLITE_FCNTL_PRAGMA:
        return answerPragma(static_cast<char**>(argument));
    case SQLITE_FCNTL_MMAP_SIZE:
        *static_cast<sqlite3_int64*>(argument) = 0; // mapped pages would be ciphertext
        return SQLITE_OK;
    case SQLITE_FCNTL_POWERSAFE_OVERWRITE:
        *static_cast<int*>(argument) = 1;
        return SQLITE_OK;
    case SQLITE_FCNTL_SIZE_HINT:
    case SQLITE_FCNTL_CHUNK_SIZE:
        return SQLITE_OK; // would grow the file by holes
    case SQLITE_FCNTL_CKPT_START:
        m_carried = std::make_unique<CarriedPage>();
        return SQLITE_OK;
    case SQLITE_FCNTL_CKPT_DONE:
        m_carried.reset();
        return SQLITE_OK;
    case SQLITE_FCNTL_BEGIN_ATOMIC_WRITE:
    case SQLITE_FCNTL_COMMIT_ATOMIC_WRITE:
    case SQLITE_FCNTL_ROLLBACK_ATOMIC_WRITE:
        return SQLITE_NOTFOUND;
    default:
        break;
    }
    const int rc = SealedFile::control(operation, argument);
    if (rc == SQLITE_OK && operation == SQLITE_FCNTL_VFSNAME) {
        auto** name = static_cast<char**>(argument);
        *name = sqlite3_mprintf("%s/%z", SealedVfsName, *name);
    }
    return rc;
}

int MainFile::answerPragma(char** argument) const
{
    char*& answer = argument[0];
    const char* name = argument[1];
    const char* value = argument[2];
    if (sqlite3_stricmp(name, "sealed_status") == 0) {
        answer = sqlite3_mprintf("cipher=%d format=%d page=%d sealed=%llu opened=%llu",
            int(m_cipher->cipher()), FormatVersion, PageSize, m_sealed, m_opened);
        return answer ? SQLITE_OK : SQLITE_NOMEM;
    }
    if (value && sqlite3_stricmp(name, "page_size") == 0 && std::atoi(value) != PageSize) {
        answer = sqlite3_mprintf("the pages of a sealed store have %d bytes", PageSize);
        return SQLITE_ERROR;
    }
    return SQLITE_NOTFOUND;
}

} // namespace doorstep::vfs
