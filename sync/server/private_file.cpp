#include "sync/server/private_file.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace doorstep::server {
namespace private_file_detail {

class Descriptor {
public:
    explicit Descriptor(int fd)
        : m_fd(fd)
    {
    }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool valid() const { return m_fd >= 0; }

private:
    int m_fd;
};

Error systemError()
{
    const auto code = errno == ENOSPC || errno == EDQUOT ? ErrorCode::DiskFull : ErrorCode::Io;
    return Error::transient(code, "errno " + QByteArray::number(errno));
}

Status writeAll(int fd, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto written = ::write(fd, bytes.data(), static_cast<std::size_t>(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return systemError();
        bytes = bytes.sliced(written);
    }
    return {};
}

} // namespace private_file_detail

Status syncPath(const QString& path)
{
    using namespace private_file_detail;
    const Descriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    if (!file.valid() || ::fsync(file.get()) != 0)
        return systemError();
    return {};
}

Status writePrivateFile(const QString& path, QByteArrayView bytes)
{
    using namespace private_file_detail;
    const auto target = QFile::encodeName(path);
    const auto temporary = target + ".new";
    ::unlink(temporary.constData());
    {
        const Descriptor file(
            ::open(temporary.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!file.valid())
            return systemError();
        DOORSTEP_CHECK(writeAll(file.get(), bytes));
        if (::fsync(file.get()) != 0)
            return systemError();
    }
    if (::rename(temporary.constData(), target.constData()) != 0)
        return systemError();
    return syncPath(path.left(path.lastIndexOf(QLatin1Char('/'))));
}

Status movePrivateFile(const QString& from, const QString& to)
{
    using namespace private_file_detail;
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return systemError();
    return syncPath(to.left(to.lastIndexOf(QLatin1Char('/'))));
}

Status extendPrivateFile(const QString& path, qint64 offset, QByteArrayView bytes)
{
    using namespace private_file_detail;
    const auto target = QFile::encodeName(path);
    const bool isNew = ::access(target.constData(), F_OK) != 0;
    {
        const Descriptor file(
            ::open(target.constData(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (!file.valid() || ::ftruncate(file.get(), offset) != 0
            || ::lseek(file.get(), offset, SEEK_SET) != offset)
            return systemError();
        DOORSTEP_CHECK(writeAll(file.get(), bytes));
        if (::fsync(file.get()) != 0)
            return systemError();
    }
    return isNew ? syncPath(path.left(path.lastIndexOf(QLatin1Char('/')))) : Status();
}

Result<QByteArray> readPrivateFile(const QString& path, qint64 most)
{
    using namespace private_file_detail;
    struct stat facts { };
    if (::stat(QFile::encodeName(path).constData(), &facts) != 0)
        return errno == ENOENT ? Error{ErrorCode::NotFound, "file"} : systemError();
    if ((facts.st_mode & 077) != 0)
        return Error{ErrorCode::Untrusted, "file can be read by others: chmod 600"};
    if (facts.st_size > most)
        return Error{ErrorCode::LimitExceeded, "file size"};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return systemError();
    return file.readAll();
}

} // namespace doorstep::server
