/// Bytes that survive a power cut. POSIX only, in this one file: the calls Qt does not offer are
/// fsync of a folder and a truncate by descriptor.
///
/// Line: `len u32le | content (len bytes) | crc32c u32le` over length and content. A crash while
/// appending leaves a prefix of a line, or a line whose blocks never arrived: both fail the length
/// or the crc, and what stands before them is whole, because every line is fsynced before the next
/// is begun.
#include "core/store/append_file.h"

#include "core/base/mutant.h"
#include "core/crypto/crypto.h"

#include <QFile>
#include <QFileInfo>
#include <QtEndian>
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace doorstep::store {

namespace durable {

constexpr qsizetype FrameBytes = 8;

Error fileError(int code)
{
    if (code == ENOENT)
        return {ErrorCode::NotFound, "no such file", true};
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        return Error::transient(ErrorCode::DiskFull, "no room on the disk");
    return Error::transient(ErrorCode::Io, "file error " + QByteArray::number(code));
}

int openAt(const QString& path, int flags)
{
    return ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC | O_NOFOLLOW, 0600);
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
    return {};
}

Status sync(int descriptor)
{
    if (mutated(Mutant::FileNotSynced))
        return {};
    if (::fsync(descriptor) != 0)
        return fileError(errno);
    return {};
}

Status writeAndSync(int descriptor, QByteArrayView bytes)
{
    DOORSTEP_CHECK(writeAll(descriptor, bytes));
    return sync(descriptor);
}

QByteArray frame(QByteArrayView content)
{
    QByteArray line(content.size() + FrameBytes, Qt::Uninitialized);
    qToLittleEndian(static_cast<quint32>(content.size()), line.data());
    std::copy(content.begin(), content.end(), line.begin() + 4);
    const quint32 crc = crypto::crc32c(QByteArrayView(line).first(content.size() + 4));
    qToLittleEndian(crc, line.data() + 4 + content.size());
    return line;
}

/// Calls `line` for each whole line; returns how many bytes those are.
qint64 forEachLine(QByteArrayView bytes, const std::function<void(QByteArrayView)>& line)
{
    qint64 at = 0;
    while (bytes.size() - at >= FrameBytes) {
        const auto length = qFromLittleEndian<quint32>(bytes.data() + at);
        if (length > AppendFile::MaxLine || qint64(length) > bytes.size() - at - FrameBytes)
            break;
        const auto covered = bytes.sliced(at, 4 + qsizetype(length));
        const auto crc = qFromLittleEndian<quint32>(bytes.data() + at + 4 + length);
        if (crc != crypto::crc32c(covered) && !mutated(Mutant::LineCrcUnchecked))
            break;
        line(covered.sliced(4));
        at += FrameBytes + qint64(length);
    }
    return at;
}

Status writeOver(const QString& path, qint64 size)
{
    constexpr qint64 Part = 65536;
    const int descriptor = openAt(path, O_WRONLY);
    if (descriptor < 0)
        return fileError(errno);
    Status written;
    for (qint64 at = 0; at < size && written; at += Part)
        written = writeAll(
            descriptor, crypto::randomBytes(static_cast<int>(std::min(Part, size - at))));
    if (written)
        written = sync(descriptor);
    ::close(descriptor);
    return written;
}

/// The whole file, mapped: an outbox can be large and is read once.
template <typename Use> Status withBytes(const QString& path, const Use& use)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fileError(file.exists() ? EIO : ENOENT);
    const qint64 size = file.size();
    if (size == 0) {
        use(QByteArrayView());
        return {};
    }
    const uchar* bytes = file.map(0, size);
    if (!bytes)
        return fileError(EIO);
    use(QByteArrayView(bytes, size));
    return {};
}

} // namespace durable

Status syncFolder(const QString& folder)
{
    if (mutated(Mutant::FolderNotSynced))
        return {};
    const int descriptor = durable::openAt(folder, O_RDONLY | O_DIRECTORY);
    if (descriptor < 0)
        return durable::fileError(errno);
    const int failed = ::fsync(descriptor) == 0 ? 0 : errno;
    ::close(descriptor);
    if (failed != 0)
        return durable::fileError(failed);
    return {};
}

Status writeFileWhole(const QString& path, QByteArrayView bytes)
{
    return writeFileInParts(path, [&](const WritePart& write) { return write(bytes); });
}

Status writeFileInParts(const QString& path, const std::function<Status(const WritePart&)>& produce)
{
    const QString temporary
        = mutated(Mutant::WrittenInPlace) ? path : path + QStringLiteral(".new");
    const int descriptor = durable::openAt(temporary, O_WRONLY | O_CREAT | O_TRUNC);
    if (descriptor < 0)
        return durable::fileError(errno);
    const Status produced
        = produce([&](QByteArrayView part) { return durable::writeAll(descriptor, part); });
    const Status written
        = produced && !mutated(Mutant::RenamedUnsynced) ? durable::sync(descriptor) : produced;
    ::close(descriptor);
    const auto from = QFile::encodeName(temporary);
    if (!written) {
        ::unlink(from.constData());
        return written.error();
    }
    if (::rename(from.constData(), QFile::encodeName(path).constData()) != 0)
        return durable::fileError(errno);
    return syncFolder(QFileInfo(path).absolutePath());
}

Status shredFile(const QString& path)
{
    const QFileInfo file(path);
    if (!file.exists())
        return {};
    Status written = durable::writeOver(path, file.size());
    if (!QFile::remove(path))
        return Error::transient(ErrorCode::Io, "cannot delete a file");
    return written;
}

Result<QByteArray> readFileWhole(const QString& path, qint64 maxBytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return durable::fileError(file.exists() ? EIO : ENOENT);
    if (file.size() > maxBytes)
        return Error{ErrorCode::LimitExceeded, "file is larger than its format allows", true};
    const QByteArray bytes = file.read(maxBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return durable::fileError(EIO);
    if (bytes.size() > maxBytes)
        return Error{ErrorCode::LimitExceeded, "file is larger than its format allows", true};
    return bytes;
}

AppendFile::AppendFile(QString path, int descriptor, qint64 size)
    : m_path(std::move(path))
    , m_descriptor(descriptor)
    , m_size(size)
{
}

AppendFile::AppendFile(AppendFile&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_size(other.m_size)
{
}

AppendFile& AppendFile::operator=(AppendFile&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_size, other.m_size);
    return *this;
}

AppendFile::~AppendFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<AppendFile> AppendFile::open(
    const QString& path, const std::function<void(QByteArrayView)>& line)
{
    const int descriptor = durable::openAt(path, O_RDWR | O_CREAT | O_APPEND);
    if (descriptor < 0)
        return durable::fileError(errno);
    AppendFile file(path, descriptor, 0);
    DOORSTEP_CHECK(durable::withBytes(
        path, [&](QByteArrayView bytes) { file.m_size = durable::forEachLine(bytes, line); }));
    if (mutated(Mutant::TornTailKept))
        return file;
    if (::ftruncate(descriptor, file.m_size) != 0 || ::fsync(descriptor) != 0)
        return durable::fileError(errno);
    DOORSTEP_CHECK(syncFolder(QFileInfo(path).absolutePath()));
    return file;
}

Result<bool> AppendFile::read(const QString& path, const std::function<void(QByteArrayView)>& line)
{
    bool torn = false;
    DOORSTEP_CHECK(durable::withBytes(path,
        [&](QByteArrayView bytes) { torn = durable::forEachLine(bytes, line) < bytes.size(); }));
    return torn;
}

Status AppendFile::append(QByteArrayView content)
{
    if (content.size() > qsizetype(MaxLine))
        return Error{ErrorCode::LimitExceeded, "line is too long", true};
    if (m_descriptor < 0)
        return Error::transient(ErrorCode::Io, "file is closed");
    const QByteArray line = durable::frame(content);
    const Status written = durable::writeAndSync(m_descriptor, line);
    if (written) {
        m_size += line.size();
        return {};
    }
    // A half line in the middle would hide every later one, so nothing may follow it.
    if (auto cut = cutTo(m_size); !cut)
        return cut;
    return written.error();
}

Status AppendFile::cutTo(qint64 size)
{
    if (m_descriptor < 0)
        return Error::transient(ErrorCode::Io, "file is closed");
    if (::ftruncate(m_descriptor, size) != 0 || ::fsync(m_descriptor) != 0) {
        ::close(std::exchange(m_descriptor, -1));
        return durable::fileError(errno);
    }
    m_size = size;
    return {};
}

Status AppendFile::keepOnly(const std::function<bool(QByteArrayView)>& keep)
{
    QByteArray kept;
    DOORSTEP_CHECK(durable::withBytes(m_path, [&](QByteArrayView bytes) {
        durable::forEachLine(bytes, [&](QByteArrayView content) {
            if (keep(content))
                kept += durable::frame(content);
        });
    }));
    return replace(kept);
}

Status AppendFile::replaceWith(const std::vector<QByteArray>& lines)
{
    QByteArray bytes;
    for (const QByteArray& line : lines)
        bytes += durable::frame(line);
    return replace(bytes);
}

Status AppendFile::replace(const QByteArray& bytes)
{
    DOORSTEP_CHECK(writeFileWhole(m_path, bytes));
    const int descriptor = durable::openAt(m_path, O_RDWR | O_APPEND);
    if (descriptor < 0)
        return durable::fileError(errno);
    ::close(std::exchange(m_descriptor, descriptor));
    m_size = bytes.size();
    return {};
}

} // namespace doorstep::store
