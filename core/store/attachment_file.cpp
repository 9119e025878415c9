#include "core/store/attachment_file.h"

#include "core/crypto/chunk_stream.h"
#include "core/store/append_file.h"

#include <QFile>
#include <QtEndian>
#include <algorithm>

namespace doorstep::store {

namespace attachment_file {

constexpr QByteArrayView Magic("DSATT1\0\0", 8);
constexpr qsizetype HeadSize = 8 + AttachmentId::Size + crypto::StreamHeaderSize;

qint64 chunksOf(qint64 contentSize)
{
    return (contentSize + AttachmentChunk - 1) / AttachmentChunk;
}

/// A chunk opens only in its own file, at its own place. The stream's state chains the places too;
/// this says so by name, and ties the id in the file's head to its content.
QByteArray associated(AttachmentId id, qint64 chunk)
{
    QByteArray bytes = id.toBytes() + QByteArray(8, '\0');
    qToLittleEndian(quint64(chunk), bytes.data() + AttachmentId::Size);
    return bytes;
}

Status checkSize(qint64 size)
{
    if (size <= 0)
        return Error{ErrorCode::InvalidInput, "attachment without content", true};
    if (size > MaxAttachment)
        return Error{ErrorCode::LimitExceeded, "attachment is larger than its format allows", true};
    return {};
}

Error damaged()
{
    return {ErrorCode::Corrupt, "attachment is not as it was written", true};
}

} // namespace attachment_file

qint64 sealedAttachmentSize(qint64 contentSize)
{
    return attachment_file::HeadSize + contentSize
        + attachment_file::chunksOf(contentSize) * crypto::ChunkOverhead;
}

Result<AttachmentId> attachmentIdIn(QByteArrayView sealed)
{
    using namespace attachment_file;
    if (sealed.size() < HeadSize || !sealed.startsWith(Magic))
        return damaged();
    return AttachmentId::fromBytes(sealed.sliced(Magic.size(), AttachmentId::Size));
}

Result<crypto::Digest> writeAttachmentFile(
    const QString& path, AttachmentId id, const SecretBytes& key, QByteArrayView content)
{
    using namespace attachment_file;
    DOORSTEP_CHECK(checkSize(content.size()));
    crypto::ChunkSealer sealer(key);
    crypto::HashStream blob;
    DOORSTEP_CHECK(writeFileInParts(path, [&](const WritePart& write) -> Status {
        const auto put = [&](const QByteArray& part) -> Status {
            blob.add(part);
            return write(part);
        };
        DOORSTEP_CHECK(put(Magic.toByteArray() + id.toBytes() + sealer.header()));
        const qint64 chunks = chunksOf(content.size());
        for (qint64 chunk = 0; chunk < chunks; ++chunk) {
            const auto at = chunk * AttachmentChunk;
            const auto plain
                = content.sliced(at, std::min<qsizetype>(AttachmentChunk, content.size() - at));
            DOORSTEP_CHECK(put(sealer.seal(plain, associated(id, chunk), chunk == chunks - 1)));
        }
        return {};
    }));
    return blob.finish();
}

Result<QByteArray> readAttachmentFile(
    const QString& path, AttachmentId id, const SecretBytes& key, qint64 contentSize)
{
    using namespace attachment_file;
    DOORSTEP_CHECK(checkSize(contentSize));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return file.exists() ? Error::transient(ErrorCode::Io, "attachment cannot be read")
                             : Error{ErrorCode::NotFound, "attachment is not on this device", true};
    const QByteArray head = file.read(HeadSize);
    if (file.size() != sealedAttachmentSize(contentSize)
        || !head.startsWith(Magic.toByteArray() + id.toBytes()))
        return damaged();
    DOORSTEP_TRY(opener,
        crypto::ChunkOpener::start(key, QByteArrayView(head).last(crypto::StreamHeaderSize)));
    QByteArray content;
    content.reserve(contentSize);
    const qint64 chunks = chunksOf(contentSize);
    for (qint64 number = 0; number < chunks; ++number) {
        DOORSTEP_TRY(chunk,
            opener.open(
                file.read(AttachmentChunk + crypto::ChunkOverhead), associated(id, number)));
        if (chunk.isLast != (number == chunks - 1))
            return damaged();
        content += chunk.plain;
    }
    return content.size() == contentSize ? Result<QByteArray>(content) : damaged();
}

} // namespace doorstep::store
