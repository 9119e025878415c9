#include "core/entry/cbor.h"
#include "core/entry/clear_kinds.h"
#include "tests/entry/entry_samples.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::entry;
using namespace Qt::StringLiterals;

namespace clear {

std::vector<crypto::Digest> pins(quint8 count)
{
    std::vector<crypto::Digest> made(count);
    for (quint8 i = 0; i < count; ++i)
        made[i].bytes.fill(i);
    return made;
}

/// One of every kind, each field different from its default.
QList<ClearBody> samples()
{
    const auto device = test::idOf<DeviceId>(1);
    const auto staff = test::idOf<StaffId>(2);
    const auto scope = test::idOf<ScopeId>(3);
    const auto entry = test::idOf<EntryId>(4);
    crypto::SignPublicKey signKey;
    signKey.bytes.fill(5);
    crypto::BoxPublicKey boxKey;
    boxKey.bytes.fill(6);
    crypto::Signature signature;
    signature.bytes.fill(7);
    return {DeviceCertificate{device, DeviceRole::Desk, signKey, boxKey, {1}, signature},
        StaffCertificate{staff, device, signKey, StaffRole::Nurse, {2}, signature},
        ServerCertificate{signKey, {3}, signature}, DeviceRevoked{device, signature},
        StaffRevoked{staff, signature}, EntryReleased{entry, u"checked"_s},
        EntryRejected{entry, u"not-ours"_s}, ScopeGranted{device, scope, {4}, {5}},
        ScopeRevoked{device, scope, {6}, {7}},
        KeysWrapped{KeyClass::Desk, 9, device, QByteArray(80, 'w'), crypto::hash({"key"})},
        LoneExpected{{8}, test::idOf<AggregateId>(8)},
        WipeOrdered{device, entry, {9}, WipeMode::AtOnce, signature},
        PinsOrdered{10, pins(3), signature},
        RecoverySealed{
            boxKey, KeyClass::Desk, 11, QByteArray(80, 's'), crypto::hash({"key"}), signature}};
}

QByteArray payload(const QString& kind, int schema, const QCborMap& fields)
{
    return encodeCbor({{"k"_L1, kind}, {"v"_L1, schema}, {"a"_L1, QByteArray(16, 'a')},
        {"t"_L1, QByteArray(16, 't')}, {"d"_L1, fields}});
}

} // namespace clear

class TestClearKinds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKind_encodeDecode_isTheSame()
    {
        const auto act = test::idOf<ActId>(9);
        // One sample a kind, and UnknownClear is the kind without.
        QCOMPARE(size_t(clear::samples().size()) + 1, std::variant_size_v<ClearBody>);
        for (const ClearBody& body : clear::samples()) {
            const QByteArray bytes = *encodeClear(body, act);
            const auto decoded = decodeClear(classOf(body), bytes);
            QVERIFY(decoded.ok());
            QVERIFY2(decoded->body == body, qPrintable(decoded->kind));
            QCOMPARE(decoded->act, act);
            QCOMPARE(decoded->aggregate, aggregateOf(body));
            QCOMPARE(decoded->raw, bytes);
            QVERIFY(!isSealed(classOf(body)));
        }
    }
    void words_areOneAKindAndRole_andEachEntryNeedsItsOwn()
    {
        const QByteArrayList words = clearWords();
        QCOMPARE(QSet<QByteArray>(words.begin(), words.end()).size(), words.size());
        QCOMPARE(words.size(), clear::samples().size() + 3 + 6);
        for (const ClearBody& body : clear::samples()) {
            const auto decoded = decodeClear(classOf(body), *encodeClear(body, {}));
            const QByteArrayList needed = clearWordsOf(body);
            QVERIFY(needed.contains(decoded->kind.toLatin1() + " 1"));
            QVERIFY(!isBeyond(body, words));
            for (const QByteArray& word : needed) {
                QByteArrayList fewer = words;
                QCOMPARE(fewer.removeAll(word), 1);
                QVERIFY(isBeyond(body, fewer));
            }
        }
        QVERIFY(!isBeyond(UnknownClear{}, {}));
    }
    void unknownField_isKeptInRaw()
    {
        const QByteArray bytes = clear::payload(u"entry.released"_s, 1,
            {{"released"_L1, QByteArray(16, 'e')}, {"reason"_L1, u"ok"_s}, {"later"_L1, 1}});
        const auto decoded = decodeClear(EntryClass::Control, bytes);
        QVERIFY(std::holds_alternative<EntryReleased>(decoded->body));
        QCOMPARE(decoded->raw, bytes);
    }
    void keysWrapped_ofBefore_hasNoNameOfItsKey()
    {
        const auto decoded = decodeClear(EntryClass::Keyring,
            clear::payload(u"keys.wrapped"_s, 1,
                {{"keyClass"_L1, 1}, {"epoch"_L1, 1}, {"device"_L1, QByteArray(16, 'd')},
                    {"wrapped"_L1, QByteArray(80, 'w')}}));
        QVERIFY(decoded.ok());
        QVERIFY(std::get<KeysWrapped>(decoded->body).keyName == crypto::Digest());
    }
    void newerKindSchemaRoleOrWrongClass_isUnknown()
    {
        const QCborMap released{{"released"_L1, QByteArray(16, 'e')}, {"reason"_L1, u"ok"_s}};
        const QCborMap certificate{{"device"_L1, QByteArray(16, 'd')}, {"role"_L1, u"watch"_s},
            {"signKey"_L1, QByteArray(32, 's')}, {"boxKey"_L1, QByteArray(32, 'b')},
            {"notAfter"_L1, 1}, {"practiceSignature"_L1, QByteArray(64, 'p')}};
        const auto isUnknown = [](EntryClass entryClass, const QByteArray& bytes) {
            const auto decoded = decodeClear(entryClass, bytes);
            return decoded && std::holds_alternative<UnknownClear>(decoded->body)
                && decoded->raw == bytes;
        };
        QVERIFY(isUnknown(EntryClass::Control, clear::payload(u"future.kind"_s, 1, released)));
        QVERIFY(isUnknown(EntryClass::Control, clear::payload(u"entry.released"_s, 2, released)));
        QVERIFY(isUnknown(EntryClass::Grant, clear::payload(u"entry.released"_s, 1, released)));
        QVERIFY(isUnknown(
            EntryClass::Control, clear::payload(u"device.certificate"_s, 1, certificate)));
    }
    void knownKind_fieldMissingOrWrong_isCorrupt()
    {
        for (const ClearBody& body : clear::samples()) {
            const QCborMap whole = *decodeCbor(*encodeClear(body, test::idOf<ActId>(9)));
            const QCborMap fields = whole.value("d"_L1).toMap();
            for (auto it = fields.constBegin(); it != fields.constEnd(); ++it) {
                if (it.key().toString() == "keyName"_L1)
                    continue; // lines of before have none
                QCborMap without = fields;
                without.remove(it.key().toString());
                QCborMap wrong = fields;
                wrong[it.key().toString()] = true;
                for (const QCborMap& bad : {without, wrong}) {
                    QCborMap payload = whole;
                    payload["d"_L1] = bad;
                    QCOMPARE(decodeClear(classOf(body), encodeCbor(payload)).error().code,
                        ErrorCode::Corrupt);
                }
            }
        }
    }
    void encode_unknown_isInvalidInput()
    {
        QCOMPARE(encodeClear(UnknownClear{}, {}).error().code, ErrorCode::InvalidInput);
    }
    void certificates_byThePractice_verifyOnlyAsSigned()
    {
        const auto practiceSign = crypto::makeSignKeyPair();
        const auto practice = test::idOf<PracticeId>(0x11);
        const auto check = [&](auto body, auto... change) {
            certify(body, practice, practiceSign.secretKey);
            const auto valid = [&](const auto& candidate) {
                return isCertified(candidate, practice, practiceSign.publicKey);
            };
            const auto changed = [&](auto apply) {
                auto copy = body;
                apply(copy);
                return valid(copy);
            };
            return valid(body) && !(changed(change) || ...)
                && !isCertified(body, test::idOf<PracticeId>(0x12), practiceSign.publicKey)
                && !isCertified(body, practice, crypto::makeSignKeyPair().publicKey);
        };
        const auto device = [](auto& body) { body.device = test::idOf<DeviceId>(9); };
        const auto later = [](auto& body) { body.notAfter.ms += 1; };
        QVERIFY(check(
            DeviceCertificate{}, device, later, [](auto& body) { body.role = DeviceRole::Desk; },
            [](auto& body) { body.signKey.bytes[31] ^= 1; },
            [](auto& body) { body.boxKey.bytes[0] ^= 1; }));
        QVERIFY(check(
            StaffCertificate{}, device, later, [](auto& body) { body.role = StaffRole::Gp; },
            [](auto& body) { body.staff = test::idOf<StaffId>(9); },
            [](auto& body) { body.staffKey.bytes[0] ^= 1; }));
        QVERIFY(
            check(ServerCertificate{}, later, [](auto& body) { body.serverKey.bytes[0] ^= 1; }));
        QVERIFY(check(DeviceRevoked{}, device));
        QVERIFY(check(StaffRevoked{}, [](auto& body) { body.staff = test::idOf<StaffId>(9); }));
        RecoverySealed seal;
        seal.sealed = QByteArray(80, 's');
        QVERIFY(check(
            seal, [](auto& body) { body.recoveryKey.bytes[31] ^= 1; },
            [](auto& body) { body.keyClass = KeyClass::Desk; },
            [](auto& body) { body.epoch = 1U << 31; }, [](auto& body) { body.sealed[79] = 't'; },
            [](auto& body) { body.check.bytes[0] ^= 1; }));
    }
    void recoverySeal_ofAnotherLengthOrClass_isNotRead()
    {
        const auto read = [](RecoverySealed seal, qsizetype length) {
            seal.sealed = QByteArray(length, 's');
            return decodeClear(EntryClass::Keyring, *encodeClear(seal, {}));
        };
        QVERIFY(std::holds_alternative<RecoverySealed>(read({}, 80)->body));
        QVERIFY(!read({}, 79));
        QVERIFY(!read({}, 81));
        RecoverySealed later;
        later.keyClass = static_cast<KeyClass>(3);
        QVERIFY(std::holds_alternative<UnknownClear>(read(later, 80)->body));
    }
    void wipeOrder_anyFieldChanged_isNotTheDesks()
    {
        const auto practiceSign = crypto::makeSignKeyPair();
        const auto practice = test::idOf<PracticeId>(0x11);
        WipeOrdered order{
            test::idOf<DeviceId>(1), test::idOf<EntryId>(2), {3}, WipeMode::AfterSending, {}};
        certify(order, practice, practiceSign.secretKey);
        QVERIFY(isCertified(order, practice, practiceSign.publicKey));
        const auto stands = [&](auto change) {
            WipeOrdered changed = order;
            change(changed);
            return isCertified(changed, practice, practiceSign.publicKey);
        };
        QVERIFY(!stands([](auto& body) { body.device = test::idOf<DeviceId>(9); }));
        QVERIFY(!stands([](auto& body) { body.order = test::idOf<EntryId>(9); }));
        QVERIFY(!stands([](auto& body) { body.issued.ms += 1; }));
        QVERIFY(!stands([](auto& body) { body.mode = WipeMode::AtOnce; }));
        QVERIFY(!isCertified(order, test::idOf<PracticeId>(0x12), practiceSign.publicKey));
        // A server's own key signs leases and acknowledgements, and orders nothing.
        certify(order, practice, crypto::makeSignKeyPair().secretKey);
        QVERIFY(!isCertified(order, practice, practiceSign.publicKey));
    }
    void pinsOrder_anyFieldChanged_isNotTheDesks()
    {
        const auto practiceSign = crypto::makeSignKeyPair();
        const auto practice = test::idOf<PracticeId>(0x11);
        PinsOrdered order{7, clear::pins(3), {}};
        certify(order, practice, practiceSign.secretKey);
        const auto stands = [&](auto change) {
            PinsOrdered changed = order;
            change(changed);
            return isCertified(changed, practice, practiceSign.publicKey);
        };
        QVERIFY(stands([](auto&) {}));
        QVERIFY(!stands([](auto& body) { body.serial = 8; }));
        QVERIFY(!stands([](auto& body) { body.serial += quint64(1) << 32; }));
        QVERIFY(!stands([](auto& body) { body.pins.pop_back(); }));
        QVERIFY(!stands([](auto& body) { std::swap(body.pins[0], body.pins[1]); }));
        QVERIFY(!stands([](auto& body) { body.pins[2].bytes[31] ^= 1; }));
        QVERIFY(!isCertified(order, test::idOf<PracticeId>(0x12), practiceSign.publicKey));
        certify(order, practice, crypto::makeSignKeyPair().secretKey);
        QVERIFY(!isCertified(order, practice, practiceSign.publicKey));
    }
    void pinsOrder_withOnePin_orTwoAlike_orNine_isCorrupt()
    {
        const auto isRead = [](std::vector<crypto::Digest> pins) {
            const auto bytes = encodeClear(PinsOrdered{1, std::move(pins), {}}, {});
            const auto decoded = decodeClear(EntryClass::Control, *bytes);
            return decoded.ok() && std::holds_alternative<PinsOrdered>(decoded->body);
        };
        QVERIFY(isRead(clear::pins(2)) && isRead(clear::pins(8)));
        QVERIFY(!isRead({}) && !isRead(clear::pins(1)) && !isRead(clear::pins(9)));
        QVERIFY(!isRead({crypto::Digest(), crypto::Digest()}));
        QVERIFY(!decodeClear(EntryClass::Control, *encodeClear(PinsOrdered{}, {})));
    }
    void pinsOrder_serialBeyondTheMost_isCorrupt()
    {
        const auto isRead = [](quint64 serial) {
            const auto bytes = encodeClear(PinsOrdered{serial, clear::pins(2), {}}, {});
            const auto decoded = decodeClear(EntryClass::Control, *bytes);
            return decoded.ok() && std::holds_alternative<PinsOrdered>(decoded->body);
        };
        QVERIFY(isRead(1) && isRead(PinsOrdered::mostSerial));
        QVERIFY(!isRead(PinsOrdered::mostSerial + 1) && !isRead((quint64(1) << 63) - 1));
    }
    void serial_twoYearsAheadOfBoth_isNear_andNoFurther()
    {
        constexpr quint64 Reach = 730ULL * 86'400'000;
        QVERIFY(isSerialNear(1, 5, {0}));
        QVERIFY(isSerialNear(Reach + 5, 5, {0}) && !isSerialNear(Reach + 6, 5, {0}));
        QVERIFY(isSerialNear(Reach + 9, 5, {9}) && !isSerialNear(Reach + 10, 5, {9}));
        QVERIFY(!isSerialNear(Reach + 6, 5, {-1}));
        QVERIFY(!isSerialNear(~quint64(0), 5, {9}));
    }
    void revocations_ofDeviceAndStaff_doNotStandForEachOther()
    {
        const auto practiceSign = crypto::makeSignKeyPair();
        DeviceRevoked device{test::idOf<DeviceId>(1), {}};
        certify(device, {}, practiceSign.secretKey);
        const StaffRevoked staff{test::idOf<StaffId>(1), device.practiceSignature};
        QVERIFY(!isCertified(staff, {}, practiceSign.publicKey));
    }
    void decode_anyMutation_neverCrashes()
    {
        const auto samples = clear::samples();
        for (quint32 seed = 1; seed <= 20'000; ++seed) {
            std::mt19937 random(seed);
            const ClearBody& body = samples[qsizetype(seed) % samples.size()];
            const QByteArray bytes
                = test::mutated(*encodeClear(body, test::idOf<ActId>(9)), random);
            const auto decoded = decodeClear(classOf(body), bytes);
            QVERIFY2(!decoded || decoded->raw == bytes, qPrintable(u"seed %1"_s.arg(seed)));
        }
    }
};
DOORSTEP_TEST(TestClearKinds);

#include "tst_clear_kinds.moc"
