#include "core/entry/entry.h"
#include "tests/entry/entry_samples.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace doorstep;
using namespace doorstep::entry;
using namespace Qt::StringLiterals;

class TestEntry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sealed_rightKeys_verifiesAndOpens()
    {
        const auto key = test::sampleKey(7);
        const auto staff = test::sampleStaffKey();
        const Entry entry = *makeEntry(test::sampleHeader(), m_payload, &key, staff.secretKey);
        QCOMPARE(entry.header.keyEpoch, 7U);
        QCOMPARE(entry.header.keyClass, KeyClass::Care);
        QVERIFY(verifyEntry(entry, staff.publicKey).ok());
        QCOMPARE(*openPayload(entry, &key), m_payload);
        QVERIFY(!entry.body.contains("Ashdown"));
    }
    void clearClass_payloadStaysReadable_andSigned()
    {
        const auto staff = test::sampleStaffKey();
        for (const auto entryClass :
            {EntryClass::Grant, EntryClass::Keyring, EntryClass::Control}) {
            const Entry entry
                = *makeEntry(test::sampleHeader(entryClass), m_payload, nullptr, staff.secretKey);
            QCOMPARE(entry.body, m_payload);
            QCOMPARE(entry.header.keyClass, KeyClass::None);
            QVERIFY(verifyEntry(entry, staff.publicKey).ok());
            QCOMPARE(*openPayload(entry, nullptr), m_payload);
        }
    }
    void make_keyDoesNotFitClass_isInvalidInput()
    {
        const auto key = test::sampleKey();
        const auto staff = test::sampleStaffKey();
        const auto codeOf
            = [&](EntryClass entryClass, QByteArrayView payload, const EpochKey* given) {
                  return makeEntry(test::sampleHeader(entryClass), payload, given, staff.secretKey)
                      .error()
                      .code;
              };
        QCOMPARE(codeOf(EntryClass::Record, m_payload, nullptr), ErrorCode::InvalidInput);
        QCOMPARE(codeOf(EntryClass::Grant, m_payload, &key), ErrorCode::InvalidInput);
        QCOMPARE(codeOf(EntryClass::Record, "", &key), ErrorCode::InvalidInput);
        const EpochKey epochZero = test::sampleKey(0);
        QCOMPARE(codeOf(EntryClass::Record, m_payload, &epochZero), ErrorCode::InvalidInput);
        QCOMPARE(codeOf(EntryClass::Record, QByteArray(MaxPayloadSize + 1, 'x'), &key),
            ErrorCode::LimitExceeded);
    }
    void payload_ofTheLargestSize_roundTrips()
    {
        const auto key = test::sampleKey();
        const auto staff = test::sampleStaffKey();
        for (const QByteArray& payload : {QByteArray(MaxPayloadSize, 'x'),
                 crypto::randomBytes(MaxPayloadSize), QByteArray("x")}) {
            const Entry entry = *makeEntry(test::sampleHeader(), payload, &key, staff.secretKey);
            QVERIFY(*openPayload(entry, &key) == payload);
        }
    }
    void open_otherEpochOrClassOrKey_isRefused()
    {
        const auto key = test::sampleKey(2);
        const Entry entry
            = *makeEntry(test::sampleHeader(), m_payload, &key, test::sampleStaffKey().secretKey);
        const auto newer = test::sampleKey(3);
        const EpochKey desk{KeyClass::Desk, 2, key.key.clone()};
        const EpochKey wrong{KeyClass::Care, 2, crypto::randomSecret()};
        QCOMPARE(openPayload(entry, &newer).error().code, ErrorCode::InvalidInput);
        QCOMPARE(openPayload(entry, &desk).error().code, ErrorCode::InvalidInput);
        QCOMPARE(openPayload(entry, nullptr).error().code, ErrorCode::InvalidInput);
        QCOMPARE(openPayload(entry, &wrong).error().code, ErrorCode::Corrupt);
    }
    void redacted_bodyDropped_stillVerifies_opensAsNotFound()
    {
        const auto key = test::sampleKey();
        const auto staff = test::sampleStaffKey();
        Entry entry = *makeEntry(test::sampleHeader(), m_payload, &key, staff.secretKey);
        entry.body.clear();
        QVERIFY(verifyEntry(entry, staff.publicKey).ok());
        QCOMPARE(openPayload(entry, &key).error().code, ErrorCode::NotFound);
        QVERIFY(*decodeEntry(encodeEntry(entry)) == entry);
    }
    void verify_bodyOrHeaderOrKeyOther_saysWhich()
    {
        const auto key = test::sampleKey();
        const auto staff = test::sampleStaffKey();
        const Entry entry = *makeEntry(test::sampleHeader(), m_payload, &key, staff.secretKey);
        Entry otherBody = entry;
        otherBody.body[0] = char(otherBody.body[0] ^ 1);
        QCOMPARE(verifyEntry(otherBody, staff.publicKey).error().code, ErrorCode::Corrupt);
        Entry otherScope = entry;
        otherScope.header.scope = test::idOf<ScopeId>(0x56);
        QCOMPARE(verifyEntry(otherScope, staff.publicKey).error().code, ErrorCode::Untrusted);
        QCOMPARE(verifyEntry(entry, crypto::makeSignKeyPair().publicKey).error().code,
            ErrorCode::Untrusted);
    }
    void open_headerMovedToAnotherScope_isCorrupt()
    {
        const auto key = test::sampleKey();
        Entry entry
            = *makeEntry(test::sampleHeader(), m_payload, &key, test::sampleStaffKey().secretKey);
        entry.header.scope = test::idOf<ScopeId>(0x56);
        QCOMPARE(openPayload(entry, &key).error().code, ErrorCode::Corrupt);
    }
    void golden_entryOfTheFirstRelease_opens()
    {
        QFile file(QStringLiteral(DOORSTEP_SOURCE_DIR "/tests/fixtures/entry/entry-v1.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject golden = QJsonDocument::fromJson(file.readAll()).object();
        const auto bytes = [&](QLatin1StringView name) {
            return QByteArray::fromHex(golden[name].toString().toLatin1());
        };
        const auto entry = decodeEntry(bytes("entry"_L1));
        QVERIFY(entry.ok());
        const auto staff = crypto::signKeyPairFromSeed(SecretBytes::copyOf(bytes("staffSeed"_L1)));
        QVERIFY(verifyEntry(*entry, staff.publicKey).ok());
        const EpochKey key{KeyClass::Care, 1, SecretBytes::copyOf(bytes("careKey"_L1))};
        QCOMPARE(openPayload(*entry, &key)->toHex(), bytes("payload"_L1).toHex());
        QCOMPARE(chain({}, entry->header).toBytes().toHex(), bytes("chain"_L1).toHex());
    }
    void damaged_anyMutation_neverVerifies()
    {
        const auto key = test::sampleKey();
        const auto staff = test::sampleStaffKey();
        const QByteArray whole
            = encodeEntry(*makeEntry(test::sampleHeader(), m_payload, &key, staff.secretKey));
        for (quint32 seed = 1; seed <= 3'000; ++seed) {
            std::mt19937 random(seed);
            const QByteArray damaged = test::mutated(whole, random);
            const auto entry = decodeEntry(damaged);
            if (damaged == whole || !entry || entry->body.isEmpty())
                continue;
            QVERIFY2(
                !verifyEntry(*entry, staff.publicKey).ok(), qPrintable(u"seed %1"_s.arg(seed)));
            QVERIFY2(!openPayload(*entry, &key).ok()
                    || entry->header.bodyHash.toBytes() != whole.sliced(95, 32)
                    || entry->signature.toBytes() != whole.sliced(127, 64),
                qPrintable(u"seed %1"_s.arg(seed)));
        }
    }
    void decode_cutShort_isCorrupt()
    {
        const auto key = test::sampleKey();
        const QByteArray whole = encodeEntry(
            *makeEntry(test::sampleHeader(), m_payload, &key, test::sampleStaffKey().secretKey));
        for (qsizetype size = 0; size < HeaderSize + 64; ++size)
            QCOMPARE(
                decodeEntry(QByteArrayView(whole).first(size)).error().code, ErrorCode::Corrupt);
    }

private:
    const QByteArray m_payload = "a payload about Ashdown, who is not a real person";
};
DOORSTEP_TEST(TestEntry);

#include "tst_entry.moc"
