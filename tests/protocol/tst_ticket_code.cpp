#include "sync/protocol/ticket_code.h"
#include "tests/entry/entry_samples.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::sync;

class TestTicketCode : public QObject {
    Q_OBJECT
    const Instant m_now{1'795'510'800'000};

    TicketCode sample() const
    {
        TicketCode code;
        code.practice = test::idOf<PracticeId>(0x11);
        code.ticket = test::idOf<TicketId>(0x22);
        code.secret = SecretBytes::copyOf(QByteArray(32, 's'));
        code.expires = m_now.plusMs(600'000);
        code.pinNow.bytes.fill(1);
        code.pinNext.bytes.fill(2);
        code.authority = "practice.example:8443";
        return code;
    }
    QByteArray sampleText() const { return encodeTicketCode(sample())->view().toByteArray(); }

private Q_SLOTS:
    void code_roundTrip_keepsEveryField()
    {
        const auto text = sampleText();
        QVERIFY(text.startsWith("DS1:"));
        for (const char c : text)
            QVERIFY2(QByteArray("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:").contains(c),
                "QR alphanumeric mode");
        const auto decoded = decodeTicketCode(text, m_now);
        QVERIFY(decoded.ok());
        const auto expected = sample();
        QCOMPARE(decoded->practice, expected.practice);
        QCOMPARE(decoded->ticket, expected.ticket);
        QVERIFY(decoded->secret.equals(expected.secret));
        QCOMPARE(decoded->expires, expected.expires);
        QCOMPARE(decoded->pinNow, expected.pinNow);
        QCOMPARE(decoded->pinNext, expected.pinNext);
        QCOMPARE(decoded->authority, expected.authority);
    }
    void code_anyCharacterChanged_isRefused()
    {
        const auto text = sampleText();
        for (qsizetype i = 0; i < text.size(); ++i) {
            auto changed = text;
            changed[i] = text[i] == 'A' ? 'B' : 'A';
            QVERIFY2(!decodeTicketCode(changed, m_now), qPrintable(QString::number(i)));
        }
    }
    void code_cutOrExtended_isRefused()
    {
        const auto text = sampleText();
        for (qsizetype size = 0; size < text.size(); ++size)
            QVERIFY(!decodeTicketCode(text.first(size), m_now));
        QVERIFY(!decodeTicketCode(text + 'A', m_now));
        QVERIFY(!decodeTicketCode(text + text, m_now));
        QVERIFY(!decodeTicketCode(text.toLower(), m_now));
    }
    void code_foreign_isRefusedAsForeign()
    {
        for (const QByteArray foreign : {"https://example.com/a", "WIFI:T:WPA;S:home;P:secret;;",
                 "0109504000059101", "DS2:AAAA", "", "9990000000"}) {
            const auto decoded = decodeTicketCode(foreign, m_now);
            QVERIFY(!decoded);
            QCOMPARE(decoded.error().code, ErrorCode::Unsupported);
        }
        QCOMPARE(decodeTicketCode("DS1:AAAA", m_now).error().code, ErrorCode::Corrupt);
        QCOMPARE(decodeTicketCode("DS1:" + QByteArray(100'000, 'A'), m_now).error().code,
            ErrorCode::Corrupt);
    }
    void code_expired_isRefused()
    {
        const auto expires = sample().expires;
        QVERIFY(decodeTicketCode(sampleText(), expires.plusMs(-1)).ok());
        QCOMPARE(decodeTicketCode(sampleText(), expires).error().code, ErrorCode::Expired);
    }
    void code_hostileAuthority_isNotEncoded()
    {
        for (const QByteArray bad :
            {"", "a", "exa mple:1", "evil.example/path", "EXAMPLE:1", "a\nb:1"}) {
            auto code = sample();
            code.authority = bad;
            QVERIFY(!encodeTicketCode(code));
        }
        auto code = sample();
        code.secret = SecretBytes::copyOf("short");
        QVERIFY(!encodeTicketCode(code));
    }
    void claim_roundTrip_forgivesHowPeopleType()
    {
        const auto secret = SecretBytes::copyOf(crypto::randomBytes(ClaimSecretBytes));
        const auto text = encodeClaimCode(secret).view().toByteArray();
        QCOMPARE(text.size(), 39);
        QVERIFY(decodeClaimCode(text)->equals(secret));
        QVERIFY(decodeClaimCode(text.toLower().replace('-', ' '))->equals(secret));
        QVERIFY(!decodeClaimCode(text.chopped(1)));
        QVERIFY(!decodeClaimCode(text + "AAAA"));
        QVERIFY(!decodeClaimCode("0189-0000-0000-0000-0000-0000-0000-0000"));
    }
    void base32_rfc4648Vectors()
    {
        const std::vector<std::pair<QByteArray, QByteArray>> vectors{{"", ""}, {"f", "MY"},
            {"fo", "MZXQ"}, {"foo", "MZXW6"}, {"foob", "MZXW6YQ"}, {"fooba", "MZXW6YTB"},
            {"foobar", "MZXW6YTBOI"}};
        for (const auto& [plain, text] : vectors) {
            QCOMPARE(encodeBase32(plain).view().toByteArray(), text);
            QCOMPARE(decodeBase32(text)->view().toByteArray(), plain);
        }
        for (const QByteArray bad : {"M", "MZX", "MZXW6Y", "MZ", "my", "M1"})
            QVERIFY2(!decodeBase32(bad), bad.constData());
    }
};
DOORSTEP_TEST(TestTicketCode);

#include "tst_ticket_code.moc"
