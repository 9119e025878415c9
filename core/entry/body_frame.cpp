// The plaintext inside a seal: one frame byte, then the payload, compressed or not.
//
// zstd frames are written with content size and without checksum (the seal authenticates) and
// dictionary id (the frame byte names the dictionary); the 4 magic bytes every frame starts with
// are left out and put back on reading. Exactly one frame, nothing after it. Memory is allotted
// from the stated content size only after that was held against the cap.

#include "core/entry/body_frame.h"

#include "core/entry/entry.h"

#include <cstdlib>
#include <memory>
#include <zstd.h>

namespace doorstep::entry {

namespace {

constexpr qsizetype MagicSize = 4;
constexpr char ZstdMagic[] = "\x28\xb5\x2f\xfd";
// Payloads are some hundred bytes: the highest ordinary level costs tens of microseconds.
constexpr int CompressionLevel = 12;

struct FreeZstd {
    void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
    void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};
template <typename T> using ZstdPtr = std::unique_ptr<T, FreeZstd>;

template <typename T> ZstdPtr<T> allotted(T* raw)
{
    if (!raw)
        std::abort(); // out of memory, as operator new would
    return ZstdPtr<T>(raw);
}

std::size_t sizeOf(QByteArrayView view)
{
    return static_cast<std::size_t>(view.size());
}

const ZSTD_CDict* compressionDictionary()
{
    static const auto dictionary = allotted(
        ZSTD_createCDict(dictionaryV1().data(), sizeOf(dictionaryV1()), CompressionLevel));
    return dictionary.get();
}

const ZSTD_DDict* expansionDictionary()
{
    static const auto dictionary
        = allotted(ZSTD_createDDict(dictionaryV1().data(), sizeOf(dictionaryV1())));
    return dictionary.get();
}

/// The frame without its magic, or empty when zstd refuses.
QByteArray compressed(QByteArrayView payload)
{
    const auto context = allotted(ZSTD_createCCtx());
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 0);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_dictIDFlag, 0);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_contentSizeFlag, 1);
    ZSTD_CCtx_refCDict(context.get(), compressionDictionary());
    QByteArray out(static_cast<qsizetype>(ZSTD_compressBound(sizeOf(payload))), Qt::Uninitialized);
    const std::size_t size
        = ZSTD_compress2(context.get(), out.data(), sizeOf(out), payload.data(), sizeOf(payload));
    if (ZSTD_isError(size))
        return {};
    out.truncate(static_cast<qsizetype>(size));
    return out.sliced(MagicSize);
}

Result<QByteArray> expanded(QByteArrayView frameWithoutMagic, const ZSTD_DDict* dictionary)
{
    const QByteArray frame = QByteArray(ZstdMagic, MagicSize) + frameWithoutMagic.toByteArray();
    const unsigned long long size = ZSTD_getFrameContentSize(frame.constData(), sizeOf(frame));
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
        return Error{ErrorCode::Corrupt, "body frame states no size"};
    if (size > MaxPayloadSize)
        return Error{ErrorCode::LimitExceeded, "body would expand past the limit"};
    if (ZSTD_findFrameCompressedSize(frame.constData(), sizeOf(frame)) != sizeOf(frame))
        return Error{ErrorCode::Corrupt, "body is not one whole frame"};
    const auto context = allotted(ZSTD_createDCtx());
    QByteArray out(static_cast<qsizetype>(size), Qt::Uninitialized);
    const std::size_t written = ZSTD_decompress_usingDDict(
        context.get(), out.data(), sizeOf(out), frame.constData(), sizeOf(frame), dictionary);
    if (written != size)
        return Error{ErrorCode::Corrupt, "body frame does not expand"};
    return out;
}

} // namespace

QByteArray frameBody(QByteArrayView payload)
{
    const QByteArray frame = compressed(payload);
    if (frame.isEmpty() || frame.size() >= payload.size())
        return char(BodyFrame::Stored) + payload.toByteArray();
    return char(BodyFrame::ZstdDictionary1) + frame;
}

Result<QByteArray> unframeBody(QByteArrayView framed)
{
    if (framed.isEmpty())
        return Error{ErrorCode::Corrupt, "body has no frame byte"};
    const QByteArrayView rest = framed.sliced(1);
    switch (static_cast<BodyFrame>(framed.front())) {
    case BodyFrame::Stored:
        if (rest.size() > MaxPayloadSize)
            return Error{ErrorCode::LimitExceeded, "body is past the limit"};
        return rest.toByteArray();
    case BodyFrame::Zstd:
        return expanded(rest, nullptr);
    case BodyFrame::ZstdDictionary1:
        return expanded(rest, expansionDictionary());
    }
    return Error{ErrorCode::Unsupported, "body framed by a newer version"};
}

} // namespace doorstep::entry
