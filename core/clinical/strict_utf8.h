#pragma once

#include <QByteArrayView>
#include <QString>
#include <optional>

namespace doorstep::clinical {

/// Where the first byte stands that is not part of well-formed UTF-8 (RFC 3629): stray or missing
/// continuation, overlong form, surrogate, beyond U+10FFFF, cut at the end. None when all is well.
/// Qt's decoders replace such bytes in silence, which turns a wrong name into a plausible one.
[[nodiscard]] std::optional<qsizetype> firstBadUtf8(QByteArrayView bytes);

/// The text, or none when a byte is bad. A leading byte-order mark is kept.
[[nodiscard]] std::optional<QString> strictUtf8(QByteArrayView bytes);

} // namespace doorstep::clinical
