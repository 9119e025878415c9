#include "core/vfs/sealed_vfs_registration.h"

#include "core/vfs/file_methods.h"
#include "core/vfs/journal_file.h"
#include "core/vfs/main_file.h"
#include "core/vfs/ram_file.h"
#include "core/vfs/wal_file.h"
#include "core/vfs/wiped_memory.h"

#include <QScopeGuard>
#include <sodium.h>

namespace doorstep::vfs {

namespace {

SealedVfs& sealedOf(sqlite3_vfs* vfs)
{
    return *static_cast<SealedVfs*>(vfs->pAppData);
}
sqlite3_vfs* baseOf(sqlite3_vfs* vfs)
{
    return sealedOf(vfs).base;
}

int openMain(
    SealedVfs& vfs, const char* name, int flags, int* outFlags, std::unique_ptr<SealedFile>& out)
{
    const char* keyId = sqlite3_uri_parameter(name, "key");
    auto cipher = keyId ? vfs.keys->find(keyId) : nullptr;
    if (!cipher)
        return refuse(SQLITE_AUTH, "no such key loaded", 0);
    const bool isCopyTarget = sqlite3_uri_boolean(name, "copy", 0) != 0;
    auto file = std::make_unique<MainFile>(std::move(cipher), !isCopyTarget);
    const int rc = file->open(vfs.base, vfs.stores, name, flags, outFlags);
    out = std::move(file);
    return rc;
}

template <typename FileType>
int openBeside(
    SealedVfs& vfs, const char* name, int flags, int* outFlags, std::unique_ptr<SealedFile>& out)
{
    MainFile* main = mainFileOf(sqlite3_database_file_object(name));
    if (!main)
        return refuse(SQLITE_CANTOPEN, "journal without its store", 0);
    auto file = std::make_unique<FileType>(*main);
    const int rc = file->open(vfs.base, name, flags, outFlags);
    out = std::move(file);
    return rc;
}

int openAny(
    SealedVfs& vfs, const char* name, int flags, int* outFlags, std::unique_ptr<SealedFile>& out)
{
    constexpr int Temporary = SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_TEMP_JOURNAL
        | SQLITE_OPEN_TRANSIENT_DB | SQLITE_OPEN_SUBJOURNAL;
    if (!name || (flags & Temporary)) {
        out = std::make_unique<RamFile>();
        if (outFlags)
            *outFlags = flags;
        return SQLITE_OK;
    }
    if (flags & SQLITE_OPEN_MAIN_DB)
        return openMain(vfs, name, flags, outFlags, out);
    if (flags & SQLITE_OPEN_MAIN_JOURNAL)
        return openBeside<JournalFile>(vfs, name, flags, outFlags, out);
    if (flags & SQLITE_OPEN_WAL)
        return openBeside<WalFile>(vfs, name, flags, outFlags, out);
    return refuse(SQLITE_CANTOPEN, "unknown kind of file", flags);
}

int openFile(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags)
{
    file->pMethods = nullptr;
    return guarded([&] {
        std::unique_ptr<SealedFile> opened;
        const int rc = openAny(sealedOf(vfs), name, flags, outFlags, opened);
        if (rc != SQLITE_OK)
            return rc;
        attachFile(file, std::move(opened));
        return SQLITE_OK;
    });
}

int deleteFile(sqlite3_vfs* vfs, const char* name, int syncDirectory)
{
    return baseOf(vfs)->xDelete(baseOf(vfs), name, syncDirectory);
}

int accessFile(sqlite3_vfs* vfs, const char* name, int flags, int* out)
{
    return baseOf(vfs)->xAccess(baseOf(vfs), name, flags, out);
}

int fullPathname(sqlite3_vfs* vfs, const char* name, int size, char* out)
{
    return baseOf(vfs)->xFullPathname(baseOf(vfs), name, size, out);
}

int fillRandomness(sqlite3_vfs* vfs, int size, char* out)
{
    return baseOf(vfs)->xRandomness(baseOf(vfs), size, out);
}

int sleepMicroseconds(sqlite3_vfs* vfs, int microseconds)
{
    return baseOf(vfs)->xSleep(baseOf(vfs), microseconds);
}

int currentTime(sqlite3_vfs* vfs, double* out)
{
    return baseOf(vfs)->xCurrentTime(baseOf(vfs), out);
}

int currentTimeInt64(sqlite3_vfs* vfs, sqlite3_int64* out)
{
    return baseOf(vfs)->xCurrentTimeInt64(baseOf(vfs), out);
}

int lastError(sqlite3_vfs* vfs, int size, char* out)
{
    return baseOf(vfs)->xGetLastError ? baseOf(vfs)->xGetLastError(baseOf(vfs), size, out) : 0;
}

/// Nothing loads extensions through this VFS; SQLite calls these without looking.
void* openLibrary(sqlite3_vfs*, const char*)
{
    return nullptr;
}
void libraryError(sqlite3_vfs*, int size, char* out)
{
    sqlite3_snprintf(size, out, "a sealed store loads no extensions");
}
using Symbol = void (*)();
Symbol findSymbol(sqlite3_vfs*, void*, const char*)
{
    return nullptr;
}
void closeLibrary(sqlite3_vfs*, void*) { }

void fillMethods(SealedVfs& sealed)
{
    sqlite3_vfs& vfs = sealed.vfs;
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(Handle);
    vfs.mxPathname = sealed.base->mxPathname;
    vfs.zName = sealed.name.c_str();
    vfs.pAppData = &sealed;
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    vfs.xAccess = accessFile;
    vfs.xFullPathname = fullPathname;
    vfs.xDlOpen = openLibrary;
    vfs.xDlError = libraryError;
    vfs.xDlSym = findSymbol;
    vfs.xDlClose = closeLibrary;
    vfs.xRandomness = fillRandomness;
    vfs.xSleep = sleepMicroseconds;
    vfs.xCurrentTime = currentTime;
    vfs.xGetLastError = lastError;
    vfs.xCurrentTimeInt64 = currentTimeInt64;
}

} // namespace

SealedVfs* findSealedVfs(const char* name)
{
    sqlite3_vfs* vfs = sqlite3_vfs_find(name);
    return vfs && vfs->xOpen == openFile ? &sealedOf(vfs) : nullptr;
}

Status registerSealedVfs(const char* name, const char* baseVfs)
{
    // Where something else has started SQLite, the store opens all the same: a person without the
    // records is the greater harm.
    static_cast<void>(wipeSqliteMemory().ok());
    if (sodium_init() < 0 || sqlite3_initialize() != SQLITE_OK)
        return Error{ErrorCode::Internal, "libsodium or SQLite does not start"};
    // SQLite's own mutex for registrations by an application: looking and adding are one step.
    sqlite3_mutex* const mutex = sqlite3_mutex_alloc(SQLITE_MUTEX_STATIC_VFS3);
    sqlite3_mutex_enter(mutex);
    const auto leave = qScopeGuard([mutex] { sqlite3_mutex_leave(mutex); });
    if (findSealedVfs(name))
        return {};
    sqlite3_vfs* base = sqlite3_vfs_find(baseVfs);
    if (sqlite3_vfs_find(name) || !base || base->iVersion < 2)
        return Error{ErrorCode::Unsupported, "VFS name taken, or no VFS to stand on"};
    auto sealed = std::make_unique<SealedVfs>();
    sealed->name = name;
    sealed->base = base;
    fillMethods(*sealed);
    if (sqlite3_vfs_register(&sealed->vfs, 0) != SQLITE_OK)
        return Error{ErrorCode::Internal, "SQLite refuses the VFS"};
    static_cast<void>(sealed.release()); // SQLite has it now, to the end of the process
    return {};
}

} // namespace doorstep::vfs
