#include "core/vfs/file_methods.h"

#include <atomic>

namespace doorstep::vfs {

namespace {

SealedFile& fileOf(sqlite3_file* file)
{
    return *reinterpret_cast<Handle*>(file)->file;
}

int closeFile(sqlite3_file* file)
{
    const int rc = guarded([&] { return fileOf(file).close(); });
    delete reinterpret_cast<Handle*>(file)->file;
    file->pMethods = nullptr;
    return rc;
}

int readFile(sqlite3_file* file, void* to, int count, sqlite3_int64 offset)
{
    return guarded([&] { return fileOf(file).read(static_cast<Byte*>(to), count, offset); });
}

int writeFile(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset)
{
    return guarded(
        [&] { return fileOf(file).write(static_cast<const Byte*>(from), count, offset); });
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size)
{
    return guarded([&] { return fileOf(file).truncate(size); });
}

int syncFile(sqlite3_file* file, int flags)
{
    return guarded([&] { return fileOf(file).sync(flags); });
}

int sizeOfFile(sqlite3_file* file, sqlite3_int64* bytes)
{
    return guarded([&] { return fileOf(file).size(bytes); });
}

int lockFile(sqlite3_file* file, int level)
{
    return fileOf(file).lock(level);
}
int unlockFile(sqlite3_file* file, int level)
{
    return fileOf(file).unlock(level);
}
int isFileReserved(sqlite3_file* file, int* out)
{
    return fileOf(file).isReserved(out);
}

int controlFile(sqlite3_file* file, int operation, void* argument)
{
    return guarded([&] { return fileOf(file).control(operation, argument); });
}

int sectorSizeOf(sqlite3_file* file)
{
    return fileOf(file).sectorSize();
}
int characteristicsOf(sqlite3_file* file)
{
    return fileOf(file).deviceCharacteristics();
}

int mapShm(sqlite3_file* file, int region, int size, int extend, void volatile** out)
{
    return guarded([&] { return fileOf(file).shmMap(region, size, extend != 0, out); });
}

int lockShm(sqlite3_file* file, int first, int count, int flags)
{
    return guarded([&] { return fileOf(file).shmLock(first, count, flags); });
}

void shmBarrier(sqlite3_file*)
{
    std::atomic_thread_fence(std::memory_order_seq_cst);
}

int unmapShm(sqlite3_file* file, int remove)
{
    return guarded([&] { return fileOf(file).shmUnmap(remove != 0); });
}

constexpr sqlite3_io_methods Methods = {2, closeFile, readFile, writeFile, truncateFile, syncFile,
    sizeOfFile, lockFile, unlockFile, isFileReserved, controlFile, sectorSizeOf, characteristicsOf,
    mapShm, lockShm, shmBarrier, unmapShm, nullptr, nullptr};

} // namespace

void attachFile(sqlite3_file* file, std::unique_ptr<SealedFile> sealed)
{
    reinterpret_cast<Handle*>(file)->file = sealed.release();
    file->pMethods = &Methods;
}

MainFile* mainFileOf(sqlite3_file* file)
{
    return file && file->pMethods == &Methods ? fileOf(file).asMain() : nullptr;
}

} // namespace doorstep::vfs
