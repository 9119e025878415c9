#include "core/vfs/sealed_file.h"

namespace doorstep::vfs {

int SealedFile::isReserved(int* out)
{
    return m_base.raw()->pMethods->xCheckReservedLock(m_base.raw(), out);
}

int SealedFile::control(int operation, void* argument)
{
    return m_base.raw()->pMethods->xFileControl(m_base.raw(), operation, argument);
}

int SealedFile::sectorSize()
{
    return m_base.raw()->pMethods->xSectorSize(m_base.raw());
}

int SealedFile::deviceCharacteristics()
{
    // Named, not inherited: every atomic-write or partial-read promise below is about bytes on disk
    // and would be false for pages that are sealed as a whole, and newer versions add such flags.
    constexpr int Kept = SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN;
    return m_base.raw()->pMethods->xDeviceCharacteristics(m_base.raw()) & Kept;
}

int SealedFile::shmMap(int, int, bool, void volatile** out)
{
    *out = nullptr;
    return SQLITE_IOERR_SHMMAP;
}

int SealedFile::shmLock(int, int, int)
{
    return SQLITE_IOERR_SHMLOCK;
}
int SealedFile::shmUnmap(bool)
{
    return SQLITE_OK;
}

int refuse(int code, const char* what, sqlite3_int64 where)
{
    sqlite3_log(code, "sealed: %s at %lld", what, where);
    return code;
}

} // namespace doorstep::vfs
