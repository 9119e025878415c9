#include "core/store/append_file.h"
#include "core/store/key_envelope.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QtEndian>

using namespace doorstep;
using store::KeyEnvelope;
using test::StoreFixture;

class TestKeyEnvelope : public QObject {
    Q_OBJECT

    struct Sealed {
        SecretBytes masterKey = crypto::randomSecret();
        SecretBytes deviceSecret = crypto::randomSecret();
        crypto::BoxKeyPair recovery = crypto::makeBoxKeyPair();
        StaffId amina{{1}}, bo{{2}};
        SecretBytes aminaSeed = crypto::randomSecret();

        store::StaffKeys keysOf(StaffId staff) const
        {
            return {staff, masterKey.clone(),
                staff == amina ? aminaSeed.clone() : crypto::randomSecret()};
        }
        KeyEnvelope make() const
        {
            store::EnvelopeHead head;
            head.store = store::StoreId({7});
            head.deviceSecret = store::DeviceSecretId({8});
            head.recoveryKey = recovery.publicKey;
            auto envelope = KeyEnvelope::create(head, masterKey);
            const auto put = envelope->putStaff(keysOf(amina), StoreFixture::secret("135790"),
                store::SecretKind::Pin, deviceSecret, StoreFixture::CheapCost);
            return put ? std::move(*envelope) : *KeyEnvelope::create({}, masterKey);
        }
    };

    /// Bytes with a right crc after a change: what only a person with intent would make.
    static QByteArray withCrc(QByteArray bytes)
    {
        bytes.chop(4);
        char crc[4];
        qToLittleEndian(crypto::crc32c(bytes), crc);
        return bytes + QByteArray(crc, 4);
    }
    static constexpr qsizetype SlotsAt = 98;
    static constexpr qsizetype RecoverySlotBytes = 1 + 16 + 1 + 4 + 4 + 16 + 24 + 24 + 2 + 80;

private Q_SLOTS:
    void open_rightPin_givesTheKeys()
    {
        const Sealed sealed;
        const QByteArray bytes = sealed.make().encode(sealed.masterKey);
        const auto envelope = KeyEnvelope::decode(bytes);
        QVERIFY(envelope);
        QCOMPARE(envelope->encode(sealed.masterKey), bytes);
        QCOMPARE(envelope->staff().size(), std::size_t(1));
        const auto keys
            = envelope->open(sealed.amina, StoreFixture::secret("135790"), sealed.deviceSecret);
        QVERIFY(keys);
        QVERIFY(keys->masterKey.equals(sealed.masterKey));
        QVERIFY(keys->signSeed.equals(sealed.aminaSeed));
    }
    void open_wrongPin_isWrongSecret_otherDevice_isKeystoreMissing()
    {
        const Sealed sealed;
        const auto envelope = sealed.make();
        QCOMPARE(envelope.open(sealed.amina, StoreFixture::secret("135791"), sealed.deviceSecret)
                     .error()
                     .code,
            ErrorCode::WrongSecret);
        QCOMPARE(envelope.open(sealed.amina, StoreFixture::secret("135790"), crypto::randomSecret())
                     .error()
                     .code,
            ErrorCode::KeystoreMissing);
        QCOMPARE(envelope.open(sealed.bo, StoreFixture::secret("135790"), sealed.deviceSecret)
                     .error()
                     .code,
            ErrorCode::NotFound);
    }
    void openRecovery_theCardsKeyAndNoOther()
    {
        const Sealed sealed;
        const auto envelope = KeyEnvelope::decode(sealed.make().encode(sealed.masterKey));
        QVERIFY(envelope->openRecovery(sealed.recovery)->equals(sealed.masterKey));
        QCOMPARE(
            envelope->openRecovery(crypto::makeBoxKeyPair()).error().code, ErrorCode::WrongSecret);
    }
    void decode_everyByteDamaged_isRefused()
    {
        const Sealed sealed;
        const QByteArray bytes = sealed.make().encode(sealed.masterKey);
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            QByteArray damaged = bytes;
            damaged[i] = static_cast<char>(damaged.at(i) ^ 0x40);
            QVERIFY(!KeyEnvelope::decode(damaged));
            QVERIFY(!KeyEnvelope::decode(bytes.first(i)));
        }
    }
    void open_changedByAStranger_isUntrusted()
    {
        const Sealed sealed;
        QByteArray bytes = sealed.make().encode(sealed.masterKey);
        bytes[65] = static_cast<char>(bytes.at(65) ^ 1); // the recovery key, 65..96
        const auto envelope = KeyEnvelope::decode(withCrc(bytes));
        QVERIFY(envelope);
        QCOMPARE(envelope->open(sealed.amina, StoreFixture::secret("135790"), sealed.deviceSecret)
                     .error()
                     .code,
            ErrorCode::Untrusted);
        auto changed = KeyEnvelope::decode(withCrc(bytes));
        QCOMPARE(changed
                     ->putStaff(sealed.keysOf(sealed.bo), StoreFixture::secret("2"),
                         store::SecretKind::Pin, sealed.deviceSecret, StoreFixture::CheapCost)
                     .error()
                     .code,
            ErrorCode::Untrusted);
    }
    void decode_argonBomb_isRefusedBeforeAnyoneCouldPay()
    {
        const Sealed sealed;
        const QByteArray bytes = sealed.make().encode(sealed.masterKey);
        const qsizetype cost = SlotsAt + RecoverySlotBytes + 18;
        for (const auto& [ops, memory] : {std::pair{3u, 0xffffffffu}, {1u, 65536u}, {11u, 65536u},
                 {3u, 19u * 1024 - 1}, {3u, 256u * 1024 + 1}}) {
            QByteArray bomb = bytes;
            qToLittleEndian<quint32>(ops, bomb.data() + cost);
            qToLittleEndian<quint32>(memory, bomb.data() + cost + 4);
            const auto refused = KeyEnvelope::decode(withCrc(bomb));
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::LimitExceeded);
        }
    }
    void decode_newerVersionAndTooManySlots_areTold()
    {
        const Sealed sealed;
        QByteArray newer = sealed.make().encode(sealed.masterKey);
        newer[5] = '2';
        QCOMPARE(KeyEnvelope::decode(withCrc(newer)).error().code, ErrorCode::Unsupported);
        QByteArray crowded = sealed.make().encode(sealed.masterKey);
        crowded[SlotsAt - 1] = 33;
        QCOMPARE(KeyEnvelope::decode(withCrc(crowded)).error().code, ErrorCode::LimitExceeded);
        QCOMPARE(KeyEnvelope::decode(QByteArray(KeyEnvelope::MaxBytes + 1, 'x')).error().code,
            ErrorCode::LimitExceeded);
    }
    void slot_ofAnUnknownType_survives()
    {
        const Sealed sealed;
        QByteArray bytes = sealed.make().encode(sealed.masterKey);
        bytes[SlotsAt + RecoverySlotBytes] = 77;
        const auto envelope = KeyEnvelope::decode(withCrc(bytes));
        QVERIFY(envelope);
        QVERIFY(envelope->staff().empty());
        QCOMPARE(envelope->encode(sealed.masterKey).at(SlotsAt + RecoverySlotBytes), char(77));
    }
    void renewDeviceSecret_keepsEveryPin_oldSecretIsWorthless()
    {
        const Sealed sealed;
        auto envelope = sealed.make();
        QVERIFY(envelope.putStaff(sealed.keysOf(sealed.bo), StoreFixture::secret("246802"),
            store::SecretKind::Pin, sealed.deviceSecret, StoreFixture::CheapCost));
        QVERIFY(envelope.removeStaff(sealed.amina, sealed.masterKey));
        const SecretBytes renewed = crypto::randomSecret();
        QVERIFY(envelope.renewDeviceSecret(
            sealed.masterKey, sealed.deviceSecret, store::DeviceSecretId({5}), renewed));
        QCOMPARE(envelope.head().epoch, quint64(2));
        QVERIFY(envelope.open(sealed.bo, StoreFixture::secret("246802"), renewed));
        QVERIFY(!envelope.open(sealed.bo, StoreFixture::secret("246802"), sealed.deviceSecret));
        QCOMPARE(envelope.open(sealed.amina, StoreFixture::secret("135790"), renewed).error().code,
            ErrorCode::NotFound);
    }
    void readEnvelope_firstCopyDamaged_secondIsUsed_higherEpochWins()
    {
        QTemporaryDir folder;
        const store::StoreFiles files{folder.path()};
        QCOMPARE(store::readEnvelope(files).error().code, ErrorCode::NotFound);
        const Sealed sealed;
        auto envelope = sealed.make();
        QVERIFY(store::writeEnvelope(files, envelope, sealed.masterKey));
        QVERIFY(store::writeFileWhole(files.envelope(), "torn"));
        QVERIFY(store::readEnvelope(files));
        QVERIFY(QFile::remove(files.envelope()));
        QVERIFY(store::readEnvelope(files));
        QVERIFY(envelope.renewDeviceSecret(sealed.masterKey, sealed.deviceSecret,
            store::DeviceSecretId({5}), crypto::randomSecret()));
        QVERIFY(store::writeFileWhole(files.envelope(), envelope.encode(sealed.masterKey)));
        QCOMPARE(store::readEnvelope(files)->head().epoch, quint64(2));
        QVERIFY(store::writeFileWhole(files.envelope(), "torn"));
        QVERIFY(store::writeFileWhole(files.envelopeCopy(), "torn"));
        QCOMPARE(store::readEnvelope(files).error().code, ErrorCode::Corrupt);
    }
};
DOORSTEP_TEST(TestKeyEnvelope);

#include "tst_key_envelope.moc"
