#pragma once

#include "core/base/id.h"
#include "core/crypto/crypto.h"

#include <QString>

namespace doorstep::store {

using AttachmentId = Id<struct AttachmentTag>; ///< 16 random bytes, unlike ids that are minted

/// One attachment's file, sealed under a key of its own (docs/store-format.md, Attachment):
///
///     "DSATT1\0\0" | id 16 | stream header 24 | sealed chunks of 65536 + 17, the last one shorter
///
/// Every chunk is bound to the id and its number; the last one is marked, so a cut shows.

/// Plain bytes of a chunk. Beside what is given or returned, memory is a few of these.
inline constexpr qsizetype AttachmentChunk = 65536;
/// A photo as we encode them is below 1 MiB; a phone's own largest, about 12.
inline constexpr qint64 MaxAttachment = qint64{16} * 1024 * 1024;

[[nodiscard]] qint64 sealedAttachmentSize(qint64 contentSize);

/// Durable under `path` when ok, and nothing of it there when not (DiskFull, Io). InvalidInput for
/// no content, LimitExceeded above MaxAttachment. Returns the file's BLAKE2b-256: its name on the
/// wire. `key` must be new.
[[nodiscard]] Result<crypto::Digest> writeAttachmentFile(
    const QString& path, AttachmentId id, const SecretBytes& key, QByteArrayView content);
/// The id in the head of a sealed file; Corrupt when it is no such file.
[[nodiscard]] Result<AttachmentId> attachmentIdIn(QByteArrayView sealed);
/// All of the content or nothing: Corrupt when any byte, the order or the end is not as written.
[[nodiscard]] Result<QByteArray> readAttachmentFile(
    const QString& path, AttachmentId id, const SecretBytes& key, qint64 contentSize);

} // namespace doorstep::store
