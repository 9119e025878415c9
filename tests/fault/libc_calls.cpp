/// The names of libc that change files, taken by this program: its own code and every library it
/// loads find them here first. A call in the recorded folder goes through RecordedFolder, any other
/// straight to the kernel. Built without fortification, whose headers define some of these names.
#include "tests/fault/recorded_folder.h"

#include <cstdarg>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using doorstep::test::RecordedFolder;
using doorstep::test::recordedFolder;

namespace {

RecordedFolder* folderOf(const char* path)
{
    RecordedFolder* folder = recordedFolder();
    return folder && folder->holds(path) ? folder : nullptr;
}

RecordedFolder* folderOf(int descriptor)
{
    RecordedFolder* folder = recordedFolder();
    return folder && folder->holds(descriptor) ? folder : nullptr;
}

int openAny(const char* path, int flags, mode_t mode)
{
    if (auto* folder = folderOf(path))
        return folder->open(path, flags, mode);
    return int(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

mode_t modeOf(int flags, va_list rest)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? mode_t(va_arg(rest, unsigned)) : 0;
}

int syncAny(int descriptor, long call)
{
    if (auto* folder = folderOf(descriptor))
        return folder->sync(descriptor);
    return int(::syscall(call, descriptor));
}

int renameAny(const char* from, const char* to, unsigned flags)
{
    if (auto* folder = folderOf(from))
        return folder->rename(from, to, flags);
    return int(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags));
}

/// Ways to change a folder that the log does not know. Nobody used them when this was written.
void refuseIn(const char* path)
{
    if (folderOf(path))
        std::abort();
}

} // namespace

extern "C" {

int open(const char* path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = modeOf(flags, rest);
    va_end(rest);
    return openAny(path, flags, mode);
}

int open64(const char* path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = modeOf(flags, rest);
    va_end(rest);
    return openAny(path, flags | O_LARGEFILE, mode);
}

int close(int descriptor)
{
    if (auto* folder = folderOf(descriptor))
        return folder->close(descriptor);
    return int(::syscall(SYS_close, descriptor));
}

ssize_t write(int descriptor, const void* from, size_t count)
{
    if (auto* folder = folderOf(descriptor))
        return folder->write(descriptor, from, count, std::nullopt);
    return ::syscall(SYS_write, descriptor, from, count);
}

ssize_t pwrite64(int descriptor, const void* from, size_t count, off64_t offset)
{
    if (auto* folder = folderOf(descriptor))
        return folder->write(descriptor, from, count, offset);
    return ::syscall(SYS_pwrite64, descriptor, from, count, offset);
}

ssize_t pwrite(int descriptor, const void* from, size_t count, off_t offset)
{
    return pwrite64(descriptor, from, count, offset);
}

int ftruncate64(int descriptor, off64_t size) noexcept
{
    if (auto* folder = folderOf(descriptor))
        return folder->truncate(descriptor, size);
    return int(::syscall(SYS_ftruncate, descriptor, size));
}

int ftruncate(int descriptor, off_t size) noexcept
{
    return ftruncate64(descriptor, size);
}

int fsync(int descriptor)
{
    return syncAny(descriptor, SYS_fsync);
}

int fdatasync(int descriptor)
{
    return syncAny(descriptor, SYS_fdatasync);
}

int rename(const char* from, const char* to) noexcept
{
    return renameAny(from, to, 0);
}

int renameat2(int, const char* from, int, const char* to, unsigned flags) noexcept
{
    return renameAny(from, to, flags);
}

int unlink(const char* path) noexcept
{
    if (auto* folder = folderOf(path))
        return folder->unlink(path);
    return int(::syscall(SYS_unlink, path));
}

int truncate64(const char* path, off64_t size) noexcept
{
    refuseIn(path);
    return int(::syscall(SYS_truncate, path, size));
}

int link(const char* from, const char* to) noexcept
{
    refuseIn(from);
    return int(::syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}
}
