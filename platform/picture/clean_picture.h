#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QSize>

namespace doorstep::platform {

/// A photo fit to keep: pixels and nothing else. What a camera writes beside them (place, time, the
/// device's serial number, a thumbnail of what was cropped away) is gone, because the pixels are
/// encoded anew.
struct CleanPicture {
    QByteArray jpeg; ///< baseline JPEG in sRGB, quality 85
    QSize size; ///< upright: the orientation in the file has been applied
};

/// What is looked at before a pixel is decoded.
/// - 24 MiB of file: a phone's 20-megapixel JPEG has at most about 15, a PNG of a document less.
/// - 20 megapixels by the file's own header: what phones take by default is 12; 80 MB of pixels.
/// - 12,000 on a side: no camera's shape is longer, and encoders have limits of their own.
/// - 64 scans of a JPEG: a progressive one has about 10, and each costs a pass over every pixel.
inline constexpr qint64 MaxPictureBytes = qint64{24} * 1024 * 1024;
inline constexpr qint64 MaxPicturePixels = 20'000'000;
inline constexpr int MaxPictureSide = 12'000;
inline constexpr int MaxJpegScans = 64;
/// And of what is kept: enough for a wound or a leaflet, about 400 KB.
inline constexpr int KeptPictureSide = 2048;

/// JPEG or PNG by its first bytes, whatever its name said; from memory to memory. Errors:
/// - Unsupported: another format.
/// - LimitExceeded: above a bound; the decoder was not asked.
/// - Corrupt: it does not decode.
/// Memory: the pixels of the file once (a PNG) or at the kept size (a JPEG, which is scaled while
/// decoding), and twice those kept. Slow: not on the GUI thread. Sets QImageReader's allocation
/// limit of the process to Qt's own default, 128 MB.
[[nodiscard]] Result<CleanPicture> cleanPicture(QByteArrayView file);

} // namespace doorstep::platform
