#include "platform/picture/clean_picture.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImage>
#include <QImageReader>
#include <QImageWriter>
#include <QPainter>
#include <algorithm>

namespace doorstep::platform {

namespace picture {

constexpr int JpegQuality = 85;
constexpr int AllocationLimitMb
    = 128; // 20 megapixels are 80; a PNG of 16 bits a channel is refused
constexpr QByteArrayView JpegStart("\xff\xd8\xff", 3);
constexpr QByteArrayView PngStart("\x89PNG\r\n\x1a\n", 8);
constexpr QByteArrayView JpegScan("\xff\xda", 2);

/// Empty: neither.
QByteArray formatOf(QByteArrayView file)
{
    if (file.startsWith(JpegStart))
        return "jpeg";
    return file.startsWith(PngStart) ? "png" : QByteArray();
}

/// In a scan's own data a 0xff is followed by zero or a restart mark, so this finds scans, and at
/// most a few more in what stands before the picture.
int scansOf(QByteArrayView file)
{
    int scans = 0;
    for (qsizetype at = file.indexOf(JpegScan); at >= 0; at = file.indexOf(JpegScan, at + 2))
        ++scans;
    return scans;
}

Status checkSize(QSize size)
{
    if (size.isEmpty())
        return Error{ErrorCode::Corrupt, "picture without a size", true};
    if (std::max(size.width(), size.height()) > MaxPictureSide
        || qint64(size.width()) * size.height() > MaxPicturePixels)
        return Error{ErrorCode::LimitExceeded, "picture of too many pixels", true};
    return {};
}

/// The pixels alone: a QImage carries the file's texts, colour profile and resolution along, and
/// its writer writes them down again.
QImage pixelsOf(QImage image, QSize kept)
{
    if (image.colorSpace().isValid())
        image.convertToColorSpace(QColorSpace(QColorSpace::SRgb));
    QImage pixels(kept, QImage::Format_RGB32);
    pixels.fill(Qt::white); // behind a transparent PNG
    QPainter painter(&pixels);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRect(QPoint(0, 0), kept), image);
    return pixels;
}

} // namespace picture

Result<CleanPicture> cleanPicture(QByteArrayView file)
{
    using namespace picture;
    const QByteArray format = formatOf(file);
    if (format.isEmpty())
        return Error{ErrorCode::Unsupported, "neither JPEG nor PNG", true};
    if (file.size() > MaxPictureBytes || (format == "jpeg" && scansOf(file) > MaxJpegScans))
        return Error{ErrorCode::LimitExceeded, "picture is larger than any camera's", true};
    QByteArray bytes = QByteArray::fromRawData(file.data(), file.size());
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader::setAllocationLimit(AllocationLimitMb);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    DOORSTEP_CHECK(checkSize(size));
    const QSize kept = size.width() > KeptPictureSide || size.height() > KeptPictureSide
        ? size.scaled(KeptPictureSide, KeptPictureSide, Qt::KeepAspectRatio).expandedTo({1, 1})
        : size;
    if (format == "jpeg" && kept != size)
        reader.setScaledSize(kept);
    const QImage image = reader.read();
    if (image.isNull())
        return Error{ErrorCode::Corrupt, "picture does not decode", true};
    const bool isTurned = reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
    const QImage pixels = pixelsOf(image, isTurned ? kept.transposed() : kept);
    CleanPicture clean{{}, pixels.size()};
    QBuffer encoded(&clean.jpeg);
    encoded.open(QIODevice::WriteOnly);
    QImageWriter writer(&encoded, "jpeg");
    writer.setQuality(JpegQuality);
    if (!writer.write(pixels))
        return Error{ErrorCode::Internal, "picture does not encode", true};
    return clean;
}

} // namespace doorstep::platform
