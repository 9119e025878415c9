#include "core/crypto/crypto.h"
#include "core/entry/body_frame.h"
#include "core/entry/entry.h"
#include "tests/entry/entry_samples.h"
#include "tests/support/test_registry.h"

#include <zstd.h>

using namespace doorstep;
using namespace doorstep::entry;
using namespace Qt::StringLiterals;

namespace frames {

QByteArray plainZstd(const QByteArray& payload)
{
    QByteArray out(qsizetype(ZSTD_compressBound(size_t(payload.size()))), Qt::Uninitialized);
    out.truncate(qsizetype(ZSTD_compress(
        out.data(), size_t(out.size()), payload.constData(), size_t(payload.size()), 3)));
    return out;
}

QByteArray framed(BodyFrame frame, const QByteArray& zstdFrame)
{
    return char(frame) + zstdFrame.sliced(4);
}

} // namespace frames

class TestBodyFrame : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dictionary_itsBytes_areFixedForEver()
    {
        QVERIFY(dictionaryV1().size() <= 16 * 1024);
        QCOMPARE(crypto::hash({dictionaryV1()}).toBytes().toHex(),
            "916c03f6580d0066ce68aa2850e2e9d27690ef084bfc8419317322a58d8f04d5");
    }
    void frame_everyday_roundTripsAndIsShort()
    {
        const QByteArray payload = "programme"
                                   "flu-2026-27"
                                   "route"
                                   "im"
                                   "site"
                                   "left-deltoid";
        const QByteArray body = frameBody(payload);
        QCOMPARE(body.front(), char(BodyFrame::ZstdDictionary1));
        QVERIFY(body.size() < payload.size());
        QCOMPARE(*unframeBody(body), payload);
    }
    void frame_incompressible_isStored()
    {
        const QByteArray payload = crypto::randomBytes(100);
        const QByteArray body = frameBody(payload);
        QCOMPARE(body, char(BodyFrame::Stored) + payload);
        QCOMPARE(*unframeBody(body), payload);
    }
    void unframe_plainZstd_isUnderstood()
    {
        const QByteArray payload("written without the dictionary, without the dictionary");
        QCOMPARE(
            *unframeBody(frames::framed(BodyFrame::Zstd, frames::plainZstd(payload))), payload);
    }
    void unframe_bomb_isRefusedByItsStatedSize()
    {
        const QByteArray bomb = frames::plainZstd(QByteArray(64 * 1024 * 1024, '\0'));
        QVERIFY(bomb.size() < 16 * 1024);
        QCOMPARE(unframeBody(frames::framed(BodyFrame::Zstd, bomb)).error().code,
            ErrorCode::LimitExceeded);
        QVERIFY(unframeBody(
            frames::framed(BodyFrame::Zstd, frames::plainZstd(QByteArray(MaxPayloadSize, '\0'))))
                    .ok());
    }
    void unframe_sizeUnderstated_isCorrupt()
    {
        // Single-segment frame header: descriptor, then one content size byte (here 0x20).
        QByteArray frame = frames::plainZstd(QByteArray(32, 'a'));
        QCOMPARE(frame[5], char(32));
        frame[5] = 31;
        QCOMPARE(
            unframeBody(frames::framed(BodyFrame::Zstd, frame)).error().code, ErrorCode::Corrupt);
    }
    void unframe_twoFrames_isCorrupt()
    {
        const QByteArray frame
            = frames::plainZstd("one frame is all there may be, all there may be");
        QCOMPARE(unframeBody(frames::framed(BodyFrame::Zstd, frame + frame)).error().code,
            ErrorCode::Corrupt);
    }
    void unframe_newerFrameByte_isUnsupported()
    {
        QCOMPARE(unframeBody("\x03 anything").error().code, ErrorCode::Unsupported);
        QCOMPARE(unframeBody("").error().code, ErrorCode::Corrupt);
    }
    void unframe_anyMutation_neverCrashesNorExceedsTheLimit()
    {
        const QByteArray payload = QByteArray("visit programme product batchNumber ").repeated(20);
        const QList<QByteArray> originals{frameBody(payload), char(BodyFrame::Stored) + payload,
            frames::framed(BodyFrame::Zstd, frames::plainZstd(payload))};
        for (quint32 seed = 1; seed <= 20'000; ++seed) {
            std::mt19937 random(seed);
            const auto result = unframeBody(test::mutated(originals[seed % 3], random));
            QVERIFY2(
                !result || result->size() <= MaxPayloadSize, qPrintable(u"seed %1"_s.arg(seed)));
        }
    }
};
DOORSTEP_TEST(TestBodyFrame);

#include "tst_body_frame.moc"
