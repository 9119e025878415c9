#include "sync/server/blob_files.h"

#include "core/crypto/chunk_stream.h"
#include "sync/protocol/limits.h"
#include "sync/server/private_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>
#include <algorithm>

namespace doorstep::server {
namespace blob_files_detail {

constexpr qint64 ReadBytes = qint64{64} * 1024;
/// Of a small disk no more than this part is kept free.
constexpr qint64 SmallDiskPart = 8;

QString hex(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

/// Makes a folder and those above it down to `root`, each durable in its parent.
Status makeFolder(const QString& root, const QStringList& names)
{
    QString path = root;
    for (const QString& name : names) {
        const QString parent = path;
        path += QLatin1Char('/') + name;
        if (QFileInfo::exists(path))
            continue;
        // Two blobs of a practice may begin at once.
        if (!QDir().mkdir(path) && !QFileInfo::exists(path))
            return Error::transient(ErrorCode::Io, "blob folder");
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        DOORSTEP_CHECK(syncPath(parent));
    }
    return {};
}

} // namespace blob_files_detail

QString BlobFiles::folderOf(PracticeId practice) const
{
    return m_directory + QStringLiteral("/blobs/") + blob_files_detail::hex(practice.toBytes());
}

QString BlobFiles::pathOf(PracticeId practice, const sync::BlobName& name) const
{
    return folderOf(practice) + QLatin1Char('/') + blob_files_detail::hex(name.toBytes());
}

std::optional<qint64> BlobFiles::size(PracticeId practice, const sync::BlobName& name) const
{
    const QFileInfo file(pathOf(practice, name));
    return file.isFile() ? std::optional(file.size()) : std::nullopt;
}

Status BlobFiles::append(
    PracticeId practice, const sync::BlobName& name, qint64 offset, QByteArrayView bytes) const
{
    using namespace blob_files_detail;
    if (offset == 0)
        DOORSTEP_CHECK(makeFolder(m_directory, {QStringLiteral("blobs"), hex(practice.toBytes())}));
    return extendPrivateFile(pathOf(practice, name), offset, bytes);
}

Result<crypto::Digest> BlobFiles::hash(
    PracticeId practice, const sync::BlobName& name, qint64 length) const
{
    using namespace blob_files_detail;
    QFile file(pathOf(practice, name));
    if (!file.open(QIODevice::ReadOnly) || file.size() < length)
        return Error{ErrorCode::NotFound, "blob file"};
    crypto::HashStream stream;
    for (qint64 left = length; left > 0;) {
        const QByteArray part = file.read(std::min(left, ReadBytes));
        if (part.isEmpty())
            return Error::transient(ErrorCode::Io, "blob file");
        stream.add(part);
        left -= part.size();
    }
    return stream.finish();
}

Result<QByteArray> BlobFiles::read(
    PracticeId practice, const sync::BlobName& name, qint64 offset, qint64 count) const
{
    QFile file(pathOf(practice, name));
    if (!file.open(QIODevice::ReadOnly) || file.size() < offset + count || !file.seek(offset))
        return Error{ErrorCode::NotFound, "blob file"};
    QByteArray bytes = file.read(count);
    if (bytes.size() != count)
        return Error::transient(ErrorCode::Io, "blob file");
    return bytes;
}

void BlobFiles::remove(PracticeId practice, const sync::BlobName& name) const
{
    QFile::remove(pathOf(practice, name));
}

bool BlobFiles::hasRoom() const
{
    const QStorageInfo disk(m_directory);
    const qint64 reserve = std::min(
        sync::limits::BlobDiskReserve, disk.bytesTotal() / blob_files_detail::SmallDiskPart);
    return disk.bytesAvailable() > reserve;
}

Status BlobFiles::copyInto(
    const QString& folder, PracticeId practice, const sync::BlobName& name, qint64 length) const
{
    using namespace blob_files_detail;
    const QString practiceName = hex(practice.toBytes());
    const QString copy
        = folder + QLatin1Char('/') + practiceName + QLatin1Char('/') + hex(name.toBytes());
    if (QFileInfo(copy).size() == length)
        return {};
    const auto bytes = read(practice, name, 0, length);
    if (!bytes)
        return bytes.error();
    if (crypto::hash({*bytes}) != name)
        return Error{ErrorCode::Corrupt, "blob file"};
    DOORSTEP_CHECK(makeFolder(folder, {practiceName}));
    return writePrivateFile(copy, *bytes);
}

} // namespace doorstep::server
