#include "sync/protocol/repin_code.h"
#include "sync/protocol/ticket_code.h"
#include "tests/entry/entry_samples.h"
#include "tests/support/test_registry.h"

#include <limits>
#include <random>

using namespace doorstep;
using namespace doorstep::sync;

class TestRepinCode : public QObject {
    Q_OBJECT
    const crypto::SignKeyPair m_practice = crypto::makeSignKeyPair();

    RepinCode sample(std::size_t pins = 2) const
    {
        RepinCode code;
        code.practice = test::idOf<PracticeId>(0x11);
        code.serial = 0x0000010203040506;
        code.pins.resize(pins);
        for (std::size_t i = 0; i < pins; ++i)
            code.pins[i].bytes.fill(quint8(i + 1));
        code.authority = "practice.example:8443";
        certify(code, m_practice.secretKey);
        return code;
    }
    static QByteArray checked(QByteArray bytes)
    {
        bytes += crypto::hash({bytes}).view().first(4);
        return "DSP1:" + encodeBase32(bytes).view().toByteArray();
    }
    static QByteArray bytesOf(const QByteArray& text)
    {
        return decodeBase32(QByteArrayView(text).sliced(5))->view().chopped(4).toByteArray();
    }

private Q_SLOTS:
    void code_roundTrip_isTheSame_andInTheQrsAlphabet()
    {
        for (const std::size_t pins : {std::size_t(2), std::size_t(3), std::size_t(8)}) {
            const auto text = encodeRepinCode(sample(pins));
            QVERIFY(text.ok());
            QVERIFY(text->startsWith("DSP1:"));
            for (const char c : *text)
                QVERIFY(QByteArray("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:").contains(c));
            const auto decoded = decodeRepinCode(*text);
            QVERIFY(decoded.ok());
            QVERIFY(*decoded == sample(pins));
            QVERIFY(isCertified(*decoded, m_practice.publicKey));
        }
    }
    void code_bytesAreAsTheProtocolSays()
    {
        const auto code = sample();
        const QByteArray bytes = bytesOf(*encodeRepinCode(code));
        const QByteArray said = QByteArray(1, 1) + QByteArray(16, 0x11)
            + QByteArray::fromHex("0605040302010000") + QByteArray(1, 2) + QByteArray(32, 1)
            + QByteArray(32, 2) + QByteArray(1, 21) + "practice.example:8443";
        QCOMPARE(bytes, said + code.practiceSignature.toBytes());
        QVERIFY(crypto::verify(m_practice.publicKey, "DS-REPIN-1" + said, code.practiceSignature));
    }
    void code_anyCharacterChanged_cutOrExtended_isRefused()
    {
        const QByteArray text = *encodeRepinCode(sample());
        for (qsizetype i = 0; i < text.size(); ++i) {
            QByteArray changed = text;
            changed[i] = text[i] == 'A' ? 'B' : 'A';
            QVERIFY2(!decodeRepinCode(changed), qPrintable(QString::number(i)));
            QVERIFY(!decodeRepinCode(text.first(i)));
        }
        QVERIFY(!decodeRepinCode(text + 'A'));
        QVERIFY(!decodeRepinCode(text + text));
        QCOMPARE(decodeRepinCode("DS1:AAAA").error().code, ErrorCode::Unsupported);
    }
    void code_withACheckThatFits_butCountsThatDoNot_isRefused()
    {
        const QByteArray bytes = bytesOf(*encodeRepinCode(sample()));
        for (int count = 0; count < 256; ++count) {
            QByteArray changed = bytes;
            changed[25] = char(count);
            QCOMPARE(decodeRepinCode(checked(changed)).ok(), count == 2);
            changed = bytes;
            changed[26 + 64] = char(count);
            QCOMPARE(decodeRepinCode(checked(changed)).ok(), count == 21);
        }
        QByteArray alike = bytes;
        alike.replace(26 + 32, 32, QByteArray(32, 1));
        QVERIFY(!decodeRepinCode(checked(alike)));
        QByteArray host = bytes;
        host[26 + 65] = 'P';
        QVERIFY(!decodeRepinCode(checked(host)));
        QByteArray newer = bytes;
        newer[0] = 2;
        QCOMPARE(decodeRepinCode(checked(newer)).error().code, ErrorCode::Unsupported);
        QByteArray serial = bytes;
        serial.replace(17, 8, QByteArray(8, 0));
        QVERIFY(!decodeRepinCode(checked(serial)));
    }
    void signature_coversEveryField()
    {
        const auto stands = [this](auto change) {
            RepinCode changed = sample();
            change(changed);
            return isCertified(changed, m_practice.publicKey);
        };
        QVERIFY(stands([](auto&) {}));
        QVERIFY(!stands([](auto& code) { code.practice = test::idOf<PracticeId>(0x12); }));
        QVERIFY(!stands([](auto& code) { code.serial += 1; }));
        QVERIFY(!stands([](auto& code) { code.pins[1].bytes[0] ^= 1; }));
        QVERIFY(!stands([](auto& code) { code.authority = "other.example:8443"; }));
        // The server's own order about the same pins is signed under another label.
        const auto code = sample();
        entry::PinsOrdered order{code.serial, code.pins, {}};
        entry::certify(order, code.practice, m_practice.secretKey);
        QVERIFY(
            !stands([&](auto& changed) { changed.practiceSignature = order.practiceSignature; }));
    }
    void code_outOfRange_isNotWritten()
    {
        const auto isWritten = [this](auto change) {
            RepinCode changed = sample();
            change(changed);
            return encodeRepinCode(changed).ok();
        };
        QVERIFY(!isWritten([](auto& code) { code.pins.pop_back(); }));
        QVERIFY(!isWritten([](auto& code) { code.serial = 0; }));
        QVERIFY(isWritten([](auto& code) { code.serial = entry::PinsOrdered::mostSerial; }));
        for (const quint64 serial : {entry::PinsOrdered::mostSerial + 1,
                 quint64(std::numeric_limits<qint64>::max()), ~quint64(0)})
            QVERIFY(!isWritten([&](auto& code) { code.serial = serial; }));
        QVERIFY(!isWritten([](auto& code) { code.authority = "Practice:1"; }));
    }
    void authority_isAHostAndAPort_writtenAndRead()
    {
        const auto isTaken = [this](const QByteArray& authority) {
            RepinCode changed = sample();
            changed.authority = authority;
            const bool isWritten = encodeRepinCode(changed).ok();
            QByteArray bytes = bytesOf(*encodeRepinCode(sample()));
            bytes.replace(26 + 64, 1 + 21, char(authority.size()) + authority);
            const bool isRead = decodeRepinCode(checked(bytes)).ok();
            if (isWritten != isRead)
                qFatal("%s: written %d, read %d", authority.constData(), isWritten, isRead);
            return isWritten;
        };
        for (const char* good : {"a:1", "practice.example:65535", "192.0.2.7:443", "[::1]:8443"})
            QVERIFY2(isTaken(good), good);
        for (const char* bad : {"practice.example", "practice.example:", ":8443", "a:0", "a:65536",
                 "a:000001", "a:x1", "a:-1", "::1:8443", "[]:8443", "[::1]", "a:1:2", "::::"})
            QVERIFY2(!isTaken(bad), bad);
    }
    void serialBeyondTheMost_isNotRead()
    {
        QByteArray bytes = bytesOf(*encodeRepinCode(sample()));
        bytes.replace(17, 8, QByteArray::fromHex("ffffffffffffff7f"));
        QCOMPARE(decodeRepinCode(checked(bytes)).error().code, ErrorCode::Corrupt);
    }
    void anyBytes_neverCrash()
    {
        const QByteArray bytes = bytesOf(*encodeRepinCode(sample(3)));
        for (quint32 seed = 1; seed <= 5'000; ++seed) {
            std::mt19937 random(seed);
            QByteArray damaged = bytes;
            for (int i = 0; i < 3; ++i)
                damaged[qsizetype(random() % quint32(damaged.size()))] = char(random());
            const auto code = decodeRepinCode(checked(damaged));
            if (code)
                QVERIFY2(
                    *encodeRepinCode(*code) == checked(damaged), qPrintable(QString::number(seed)));
        }
    }
};
DOORSTEP_TEST(TestRepinCode);

#include "tst_repin_code.moc"
