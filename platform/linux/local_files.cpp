#include "platform/linux/local_files.h"

#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace doorstep::platform {

namespace {

Error fileError(int code)
{
    if (code == ENOENT)
        return {ErrorCode::NotFound, "no such file", true};
    if (code == EEXIST)
        return {ErrorCode::Exists, "file exists", true};
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        return Error::transient(ErrorCode::DiskFull, "no room for the file");
    if (code == ELOOP)
        return {ErrorCode::InvalidInput, "a link, not a file", true};
    return Error::transient(ErrorCode::Io, "file not accessible");
}

Status writeAll(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written
            = ::write(descriptor, bytes.data(), static_cast<std::size_t>(bytes.size()));
        if (written < 0 && errno != EINTR)
            return fileError(errno);
        if (written > 0)
            bytes = bytes.sliced(written);
    }
    if (::fsync(descriptor) != 0)
        return fileError(errno);
    return {};
}

} // namespace

Result<PickedFile> LocalFiles::read(const QUrl& url, qint64 maxBytes) const
{
    if (!url.isLocalFile())
        return Error{ErrorCode::InvalidInput, "not a local file", true};
    const QString path = url.toLocalFile();
    // Opened once and asked by descriptor, so that what was checked is what is read. NONBLOCK: a
    // pipe without a writer must not hang us.
    const int descriptor = ::open(
        QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return fileError(errno);
    QFile file;
    if (!file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(descriptor);
        return Error::transient(ErrorCode::Io, "file not accessible");
    }
    struct stat status { };
    if (::fstat(descriptor, &status) != 0)
        return fileError(errno);
    if (!S_ISREG(status.st_mode))
        return Error{ErrorCode::InvalidInput, "not a regular file", true};
    if (status.st_size > maxBytes)
        return Error{ErrorCode::LimitExceeded, "file is too large", true};
    PickedFile picked{QFileInfo(path).fileName(), file.read(maxBytes + 1)};
    if (picked.bytes.size() > maxBytes)
        return Error{ErrorCode::LimitExceeded, "file grew while it was read", true};
    if (file.error() != QFileDevice::NoError)
        return Error::transient(ErrorCode::Io, "file could not be read");
    return picked;
}

Status LocalFiles::write(const QUrl& url, QByteArrayView bytes) const
{
    if (!url.isLocalFile())
        return Error{ErrorCode::InvalidInput, "not a local file", true};
    const QByteArray path = QFile::encodeName(url.toLocalFile());
    const int descriptor
        = ::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fileError(errno);
    Status written = writeAll(descriptor, bytes);
    ::close(descriptor);
    if (!written)
        ::unlink(path.constData());
    return written;
}

} // namespace doorstep::platform
