#include "sync/protocol/blob_messages.h"

#include "sync/protocol/limits.h"
#include "sync/protocol/message_fields.h"

#include <algorithm>

namespace doorstep::sync {

using namespace Qt::StringLiterals;

namespace blob_detail {

constexpr QByteArrayView PathStart = "/blob/";
constexpr QByteArrayView QueryStart = "o=";
constexpr qsizetype MaxPlaceBytes = 64;
/// A step or a part with its keys, numbers and scope.
constexpr qsizetype MaxMessageBytes = limits::BlobStepBytes + 128;

} // namespace blob_detail

QByteArray blobPath(const BlobName& name)
{
    return blob_detail::PathStart.toByteArray() + name.toBytes().toHex();
}

Result<BlobName> blobNameIn(QByteArrayView path)
{
    auto name = path.startsWith(blob_detail::PathStart)
        ? BlobName::fromBytes(
            QByteArray::fromHex(path.sliced(blob_detail::PathStart.size()).toByteArray()))
        : Result<BlobName>(Error{ErrorCode::Corrupt, "not a blob's path"});
    // fromHex skips what is no digit: only what would be written again is read.
    if (!name || blobPath(*name) != path)
        return Error{ErrorCode::Corrupt, "not a blob's path"};
    return name;
}

QByteArray blobQuery(qint64 offset)
{
    return blob_detail::QueryStart.toByteArray() + QByteArray::number(offset);
}

Result<qint64> blobOffsetIn(QByteArrayView query)
{
    bool isNumber = false;
    const auto digits
        = query.startsWith(blob_detail::QueryStart) ? query.sliced(2) : QByteArrayView();
    const qint64 offset = digits.toByteArray().toLongLong(&isNumber);
    if (!isNumber || offset < 0 || offset > limits::MaxBlob || blobQuery(offset) != query)
        return Error{ErrorCode::Corrupt, "not an offset"};
    return offset;
}

QByteArray encodeBlobStep(const BlobStep& step)
{
    return entry::encodeCbor({{"b"_L1, step.bytes}, {"l"_L1, step.length}, {"o"_L1, step.offset},
        {"s"_L1, step.scope.toBytes()}});
}

Result<BlobStep> decodeBlobStep(QByteArrayView bytes)
{
    DOORSTEP_TRY(map, decodeExactly(bytes, 4, blob_detail::MaxMessageBytes));
    entry::CborReader in(map);
    BlobStep step;
    step.bytes = in.bytes("b"_L1, int(limits::BlobStepBytes));
    step.length = in.integer("l"_L1, 1, limits::MaxBlob);
    step.offset = in.integer("o"_L1, 0, limits::MaxBlob);
    step.scope = in.fixed<ScopeId>("s"_L1);
    DOORSTEP_CHECK(in.status());
    if (step.scope.isNull() || step.offset + step.bytes.size() > step.length)
        return Error{ErrorCode::Corrupt, "blob step"};
    return step;
}

QByteArray encodeBlobPlace(const BlobPlace& place)
{
    return entry::encodeCbor(
        {{"d"_L1, place.done}, {"o"_L1, place.offset}, {"x"_L1, place.thrownAway}});
}

Result<BlobPlace> decodeBlobPlace(QByteArrayView bytes)
{
    DOORSTEP_TRY(map, decodeExactly(bytes, 3, blob_detail::MaxPlaceBytes));
    entry::CborReader in(map);
    BlobPlace place;
    place.done = in.boolean("d"_L1);
    place.offset = in.integer("o"_L1, 0, limits::MaxBlob);
    place.thrownAway = in.boolean("x"_L1);
    DOORSTEP_CHECK(in.status());
    return place;
}

QByteArray encodeBlobPart(const BlobPart& part)
{
    return entry::encodeCbor({{"b"_L1, part.bytes}, {"l"_L1, part.length}});
}

Result<BlobPart> decodeBlobPart(QByteArrayView bytes)
{
    DOORSTEP_TRY(map, decodeExactly(bytes, 2, blob_detail::MaxMessageBytes));
    entry::CborReader in(map);
    BlobPart part;
    part.bytes = in.bytes("b"_L1, int(limits::BlobStepBytes));
    part.length = in.integer("l"_L1, 1, limits::MaxBlob);
    DOORSTEP_CHECK(in.status());
    if (part.bytes.isEmpty() || part.bytes.size() > part.length)
        return Error{ErrorCode::Corrupt, "blob part"};
    return part;
}

} // namespace doorstep::sync
