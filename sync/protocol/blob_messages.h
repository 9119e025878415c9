#pragma once

#include "core/base/id.h"
#include "core/crypto/crypto.h"

/// Attachments on the wire: a blob is a sealed file under the BLAKE2b-256 of its bytes. It goes up
/// by `PATCH /blob/<64 hex>`, one step a request, and comes down by `GET /blob/<64
/// hex>?o=<offset>`. Both are signed like every request (request_signature.h), so path, query and
/// body are covered.
namespace doorstep::sync {

using BlobName = crypto::Digest;

[[nodiscard]] QByteArray blobPath(const BlobName& name);
/// Corrupt unless `path` is exactly what blobPath() writes.
[[nodiscard]] Result<BlobName> blobNameIn(QByteArrayView path);
/// The query of a GET: digits without leading zeros, at most limits::MaxBlob.
[[nodiscard]] QByteArray blobQuery(qint64 offset);
[[nodiscard]] Result<qint64> blobOffsetIn(QByteArrayView query);

/// Body of a PATCH. Without bytes it only asks how far the blob is.
struct BlobStep {
    ScopeId scope; ///< whose readers may have it: that of the entry which names it
    qint64 length = 0; ///< of the whole blob
    qint64 offset = 0; ///< of `bytes` in it
    QByteArray bytes; ///< at most limits::BlobStepBytes, not past `length`
    bool operator==(const BlobStep&) const = default;
};
[[nodiscard]] QByteArray encodeBlobStep(const BlobStep& step);
[[nodiscard]] Result<BlobStep> decodeBlobStep(QByteArrayView bytes);

/// What a PATCH is answered: with 200 when the step was taken (or nothing was to be taken), with
/// 409 when it was not. Either way it says where to go on.
struct BlobPlace {
    qint64 offset = 0; ///< so much is durable; the next step begins here
    bool done = false; ///< all of it, under the right hash, durable
    bool thrownAway = false; ///< 409: the whole had another hash; it begins again at 0
    bool operator==(const BlobPlace&) const = default;
};
[[nodiscard]] QByteArray encodeBlobPlace(const BlobPlace& place);
[[nodiscard]] Result<BlobPlace> decodeBlobPlace(QByteArrayView bytes);

/// What a GET is answered.
struct BlobPart {
    qint64 length = 0; ///< of the whole blob
    QByteArray bytes; ///< from the offset asked for; never empty
    bool operator==(const BlobPart&) const = default;
};
[[nodiscard]] QByteArray encodeBlobPart(const BlobPart& part);
[[nodiscard]] Result<BlobPart> decodeBlobPart(QByteArrayView bytes);

} // namespace doorstep::sync
