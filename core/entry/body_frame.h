#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace doorstep::entry {

/// How the plaintext inside a seal is framed. Values are inside sealed bytes for ever.
enum class BodyFrame : quint8 {
    Stored = 0, ///< payload as it is
    Zstd = 1, ///< zstd frame without its 4 magic bytes
    ZstdDictionary1 = 2 ///< the same, with the dictionary shipped as dictionary/v1.dict
};

/// Frame byte and payload, compressed with the dictionary unless storing is as short.
[[nodiscard]] QByteArray frameBody(QByteArrayView payload);
/// Corrupt when it does not parse; LimitExceeded when it would expand past MaxPayloadSize;
/// Unsupported for a frame byte of a newer version.
[[nodiscard]] Result<QByteArray> unframeBody(QByteArrayView framed);

/// The shipped dictionary, version 1. Its bytes are part of the format.
[[nodiscard]] QByteArrayView dictionaryV1();

} // namespace doorstep::entry
