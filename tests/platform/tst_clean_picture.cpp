#include "platform/picture/clean_picture.h"
#include "tests/support/test_registry.h"

#include <QBuffer>
#include <QImage>
#include <QImageWriter>
#include <QtEndian>

using namespace doorstep;
using namespace Qt::StringLiterals;
using platform::cleanPicture;

namespace {

QByteArray encoded(const QImage& image, const QByteArray& format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.setQuality(95);
    return writer.write(image) ? bytes : QByteArray();
}

/// Red on the left, blue on the right.
QImage halves(QSize size, QImage::Format format = QImage::Format_RGB32)
{
    QImage image(size, format);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            image.setPixelColor(x, y, x < size.width() / 2 ? Qt::red : Qt::blue);
    return image;
}

template <typename Number> QByteArray big(Number number)
{
    QByteArray bytes(sizeof(Number), '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray field(quint16 tag, quint16 type, quint32 count, const QByteArray& value)
{
    return big(tag) + big(type) + big(count) + value.leftJustified(4, '\0');
}

/// An Exif segment as a phone writes it: orientation, maker, and a GPS directory that says where.
QByteArray exif(quint16 orientation)
{
    const QByteArray maker("CanaryPhone\0", 12);
    constexpr quint32 Ifd = 8, IfdSize = 2 + 3 * 12 + 4;
    const quint32 makerAt = Ifd + IfdSize, gpsAt = makerAt + quint32(maker.size());
    const quint32 placeAt = gpsAt + 2 + 2 * 12 + 4;
    QByteArray tiff("MM\0\x2a", 4);
    tiff += big(Ifd) + big(quint16(3));
    tiff += field(0x010f, 2, quint32(maker.size()), big(makerAt));
    tiff += field(0x0112, 3, 1, big(orientation));
    tiff += field(0x8825, 4, 1, big(gpsAt));
    tiff += big(quint32(0)) + maker;
    tiff += big(quint16(2)) + field(1, 2, 2, "N") + field(2, 5, 3, big(placeAt)) + big(quint32(0));
    for (const quint32 part : {53u, 1u, 47u, 1u, 5959u, 100u})
        tiff += big(part);
    const QByteArray content = QByteArray("Exif\0\0", 6) + tiff;
    return "\xff\xe1" + big(quint16(content.size() + 2)) + content;
}

/// PNG, annex D.
quint32 crc32(const QByteArray& bytes)
{
    quint32 crc = ~0u;
    for (const char byte : bytes) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1) != 0 ? 0xedb88320u ^ (crc >> 1) : crc >> 1;
    }
    return ~crc;
}

/// The same file with a header that says another size, its checksum right.
QByteArray pngSaying(QByteArray png, quint32 width, quint32 height)
{
    png.replace(16, 8, big(width) + big(height));
    png.replace(29, 4, big(crc32(png.mid(12, 17))));
    return png;
}

/// Behind the start mark, where a camera puts it.
QByteArray withSegment(const QByteArray& jpeg, const QByteArray& segment)
{
    return jpeg.first(2) + segment + jpeg.sliced(2);
}

QByteArray comment(const QByteArray& text)
{
    return "\xff\xfe" + big(quint16(text.size() + 2)) + text;
}

bool isRed(QRgb pixel)
{
    return qRed(pixel) > 180 && qBlue(pixel) < 80;
}
bool isBlue(QRgb pixel)
{
    return qBlue(pixel) > 180 && qRed(pixel) < 80;
}

} // namespace

class TestCleanPicture : public QObject {
    Q_OBJECT

    static bool holdsNothingBesidePixels(const QByteArray& jpeg)
    {
        for (const QByteArray& gone : {"Exif"_ba, "Canary"_ba, "CanaryText"_ba, "ICC_PROFILE"_ba,
                 "http://ns.adobe.com"_ba, "\xff\xe1"_ba, "\xff\xe2"_ba, "\xff\xfe"_ba})
            if (jpeg.contains(gone))
                return false;
        return jpeg.startsWith("\xff\xd8\xff");
    }

private Q_SLOTS:
    void exifWithPlace_isGone_orientationIsApplied()
    {
        const QByteArray camera = withSegment(
            withSegment(encoded(halves({64, 32}), "jpeg"), exif(6)), comment("CanaryText"));
        QVERIFY(camera.contains("CanaryPhone"));
        QCOMPARE(QImage::fromData(camera).size(), QSize(64, 32));
        const auto clean = cleanPicture(camera);
        QVERIFY2(clean.ok(), clean ? "" : clean.error().detail.constData());
        QVERIFY(holdsNothingBesidePixels(clean->jpeg));
        const QImage upright = QImage::fromData(clean->jpeg);
        // Turned clockwise: what was left is up.
        QCOMPARE(clean->size, QSize(32, 64));
        QCOMPARE(upright.size(), clean->size);
        QVERIFY(isRed(upright.pixel(16, 8)));
        QVERIFY(isBlue(upright.pixel(16, 56)));
    }
    void everyOrientation_keepsTheShape()
    {
        for (quint16 orientation = 1; orientation <= 8; ++orientation) {
            const auto clean
                = cleanPicture(withSegment(encoded(halves({60, 20}), "jpeg"), exif(orientation)));
            QVERIFY(clean.ok());
            QCOMPARE(clean->size, orientation < 5 ? QSize(60, 20) : QSize(20, 60));
        }
    }
    void largePhoto_isKeptSmaller_turnedOrNot()
    {
        const QByteArray jpeg = encoded(halves({4000, 1000}), "jpeg");
        QCOMPARE(cleanPicture(jpeg)->size, QSize(2048, 512));
        const auto turned = cleanPicture(withSegment(jpeg, exif(8)));
        QCOMPARE(turned->size, QSize(512, 2048));
        const QImage upright = QImage::fromData(turned->jpeg);
        QVERIFY(isBlue(upright.pixel(256, 100)));
        QVERIFY(isRed(upright.pixel(256, 1900)));
        QCOMPARE(cleanPicture(encoded(halves({1000, 4000}), "png"))->size, QSize(512, 2048));
    }
    void png_textsGo_transparencyIsWhite()
    {
        QImage image(40, 40, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        image.setText(u"Comment"_s, u"CanaryText"_s);
        const QByteArray png = encoded(image, "png");
        QVERIFY(png.contains("CanaryText"));
        const auto clean = cleanPicture(png);
        QVERIFY(clean.ok());
        QVERIFY(holdsNothingBesidePixels(clean->jpeg));
        QCOMPARE(QImage::fromData(clean->jpeg).pixelColor(20, 20), QColor(Qt::white));
    }
    void decompressionBomb_isRefusedByItsHeader()
    {
        // A real PNG of one white pixel whose header says 30,000 x 30,000: 3.6 GB decoded.
        QImage dot(1, 1, QImage::Format_RGB32);
        dot.fill(Qt::white);
        const QByteArray png = encoded(dot, "png");
        QVERIFY(cleanPicture(pngSaying(png, 1, 1)).ok());
        QCOMPARE(
            cleanPicture(pngSaying(png, 30'000, 30'000)).error().code, ErrorCode::LimitExceeded);
        QCOMPARE(cleanPicture(pngSaying(png, 5'000, 4'001)).error().code, ErrorCode::LimitExceeded);
        QByteArray jpeg = encoded(dot, "jpeg");
        const auto frame = jpeg.indexOf("\xff\xc0");
        QVERIFY(frame > 0);
        jpeg.replace(frame + 5, 4, big(quint16(60'000)) + big(quint16(60'000)));
        QCOMPARE(cleanPicture(jpeg).error().code, ErrorCode::LimitExceeded);
        jpeg.replace(frame + 5, 4, big(quint16(4'001)) + big(quint16(5'000)));
        QCOMPARE(cleanPicture(jpeg).error().code, ErrorCode::LimitExceeded);
        jpeg.replace(frame + 5, 4, big(quint16(12'001)) + big(quint16(1)));
        QCOMPARE(cleanPicture(jpeg).error().code, ErrorCode::LimitExceeded);
    }
    void tooManyBytesOrScans_areRefused()
    {
        const QByteArray jpeg = encoded(halves({16, 16}), "jpeg");
        QVERIFY(cleanPicture(jpeg).ok());
        QCOMPARE(cleanPicture(jpeg + QByteArray(platform::MaxPictureBytes, 'x')).error().code,
            ErrorCode::LimitExceeded);
        QCOMPARE(cleanPicture(jpeg + QByteArray("\xff\xda", 2).repeated(platform::MaxJpegScans))
                     .error()
                     .code,
            ErrorCode::LimitExceeded);
    }
    void anythingElse_isRefusedBeforeADecoderSeesIt()
    {
        const QImage image = halves({16, 16});
        for (const char* format : {"bmp", "ppm", "xpm"}) {
            const QByteArray bytes = encoded(image, format);
            QVERIFY(!bytes.isEmpty());
            QCOMPARE(cleanPicture(bytes).error().code, ErrorCode::Unsupported);
        }
        for (const QByteArray& bytes : {QByteArray(), "GIF89a\1\0\1\0"_ba, "<svg xmlns=''/>"_ba,
                 "RIFF\0\0\0\0WEBP"_ba, "\xff\xd8"_ba, "%PDF-1.7"_ba})
            QCOMPARE(cleanPicture(bytes).error().code, ErrorCode::Unsupported);
    }
    void damagedPictures_areRefusedOrClean_neverMore()
    {
        const QByteArray camera = withSegment(encoded(halves({32, 32}), "jpeg"), exif(3));
        const QByteArray png = encoded(halves({32, 32}), "png");
        for (const QByteArray& whole : {camera, png})
            for (qsizetype at = 0; at < whole.size(); ++at) {
                QByteArray damaged = whole;
                damaged[at] = char(damaged[at] ^ 0x55);
                const auto clean = cleanPicture(damaged);
                QVERIFY2(!clean || holdsNothingBesidePixels(clean->jpeg), QByteArray::number(at));
                const auto cut = cleanPicture(whole.first(at));
                QVERIFY2(!cut || holdsNothingBesidePixels(cut->jpeg), QByteArray::number(at));
            }
    }
};

DOORSTEP_TEST(TestCleanPicture);
#include "tst_clean_picture.moc"
