#include "core/crypto/crypto.h"
#include "tests/support/test_registry.h"

using namespace doorstep;

namespace misuse {

/// Every byte of a sealed thing changed in turn, and every shorter piece of it.
template <typename Opens> bool anyDamageOpens(const QByteArray& sealed, Opens opens)
{
    for (qsizetype i = 0; i < sealed.size(); ++i) {
        QByteArray damaged = sealed;
        damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i % 8)));
        if (opens(damaged) || opens(sealed.first(i)))
            return true;
    }
    return opens(sealed + '\0');
}

} // namespace misuse

class TestCryptoMisuse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void open_anyByteChanged_isCorrupt()
    {
        const auto key = crypto::randomSecret();
        const QByteArray nonce = crypto::randomBytes(crypto::NonceSize);
        const QByteArray sealed = crypto::seal(key, nonce, "header", "blood pressure 128/76");
        QCOMPARE(*crypto::open(key, nonce, "header", sealed), "blood pressure 128/76");
        QVERIFY(!misuse::anyDamageOpens(sealed,
            [&](QByteArrayView bytes) { return crypto::open(key, nonce, "header", bytes).ok(); }));
        QVERIFY(!misuse::anyDamageOpens(sealed, [&](QByteArrayView bytes) {
            return crypto::openSecret(key, nonce, "header", bytes).ok();
        }));
        QCOMPARE(crypto::open(key, nonce, "other", sealed).error().code, ErrorCode::Corrupt);
        QCOMPARE(crypto::open(crypto::randomSecret(), nonce, "header", sealed).error().code,
            ErrorCode::Corrupt);
        QVERIFY(!crypto::open(key, crypto::randomBytes(crypto::NonceSize), "header", sealed));
    }
    void seal_emptyPlain_opensEmpty()
    {
        const auto key = crypto::randomSecret();
        const QByteArray nonce = crypto::randomBytes(crypto::NonceSize);
        QCOMPARE(*crypto::open(key, nonce, {}, crypto::seal(key, nonce, {}, {})), QByteArray());
    }
    void sealedBox_anyByteChanged_isCorrupt()
    {
        const auto recipient = crypto::makeBoxKeyPair();
        const QByteArray sealed
            = *crypto::sealTo(recipient.publicKey, "thirty-two bytes of a key here.");
        QVERIFY(!misuse::anyDamageOpens(sealed,
            [&](QByteArrayView bytes) { return crypto::openSealed(recipient, bytes).ok(); }));
        QVERIFY(!crypto::openSealed(crypto::makeBoxKeyPair(), sealed));
        QVERIFY(crypto::openSealedSecret(recipient, sealed)
                    ->equals(SecretBytes::copyOf("thirty-two bytes of a key here.")));
    }
    void boxKeyPair_fromItsSecret_isTheSame()
    {
        const auto pair = crypto::makeBoxKeyPair();
        const auto again = crypto::boxKeyPairFromSecret(pair.secretKey.clone());
        QCOMPARE(again.publicKey.toBytes(), pair.publicKey.toBytes());
        QCOMPARE(*crypto::openSealed(again, *crypto::sealTo(pair.publicKey, "x")), "x");
    }
    void sealTo_pointOfSmallOrder_isInvalidInput()
    {
        QCOMPARE(
            crypto::sealTo(crypto::BoxPublicKey(), "key").error().code, ErrorCode::InvalidInput);
        crypto::BoxPublicKey one;
        one.bytes[0] = 1;
        QVERIFY(!crypto::sealTo(one, "key"));
    }
    void verify_messageOrSignatureChanged_isFalse()
    {
        const auto pair = crypto::makeSignKeyPair();
        const auto signature = crypto::sign(pair.secretKey, "message");
        QVERIFY(!misuse::anyDamageOpens("message", [&](QByteArrayView bytes) {
            return crypto::verify(pair.publicKey, bytes, signature);
        }));
        QVERIFY(!misuse::anyDamageOpens(signature.toBytes(), [&](QByteArrayView bytes) {
            const auto other = crypto::Signature::fromBytes(bytes);
            return other && crypto::verify(pair.publicKey, "message", *other);
        }));
        QVERIFY(!crypto::verify(crypto::SignPublicKey(), "message", crypto::Signature()));
    }
    void pwhash_costOutsideBounds_isRefusedBeforeAllocation()
    {
        const auto pin = SecretBytes::copyOf("123456");
        const QByteArray salt(16, 's');
        for (const crypto::PwhashCost cost : {crypto::PwhashCost{1, 65536}, {11, 65536}, {3, 19455},
                 {3, 262145}, {3, 0xffffffff}, {0, 0}}) {
            QCOMPARE(crypto::pwhash(pin, salt, cost).error().code, ErrorCode::LimitExceeded);
        }
        QCOMPARE(crypto::pwhash(pin, "short", {}).error().code, ErrorCode::InvalidInput);
    }
    void tunedPwhashCost_thisDevice_isOneOfTheFour()
    {
        const QList<crypto::PwhashCost> four{{3, 65536}, {2, 65536}, {3, 32768}, {2, 19456}};
        QVERIFY(four.contains(crypto::tunedPwhashCost()));
    }
    void tunedPwhashCost_isTheMostThatStaysInTheBudget()
    {
        // MiB times passes a millisecond, and what such a device takes.
        const auto device = [](double pace) {
            return [pace](crypto::PwhashCost cost, const std::function<void()>& run) {
                run();
                return qint64(double(cost.ops) * cost.memKiB / 1024 / pace);
            };
        };
        const std::pair<double, crypto::PwhashCost> table[]
            = {{1.0, {3, 65536}}, {192.0 / 500, {3, 65536}}, {192.0 / 502, {2, 65536}},
                {128.0 / 502, {3, 32768}}, {96.0 / 502, {2, 19456}}, {0.001, {2, 19456}}};
        for (const auto& [pace, cost] : table)
            QCOMPARE(crypto::tunedPwhashCost(device(pace)), cost);
    }
    void raisedPwhashCost_judgesByTimeTaken_andNeverLowersAnything()
    {
        using Cost = crypto::PwhashCost;
        const Cost least{2, 19456};
        QCOMPARE(crypto::raisedPwhashCost(least, 0), (Cost{3, 65536}));
        QCOMPARE(crypto::raisedPwhashCost(least, 79), (Cost{3, 65536})); // 399 ms
        QCOMPARE(crypto::raisedPwhashCost(least, 80), (Cost{2, 65536})); // 404 would be too near
        QCOMPARE(crypto::raisedPwhashCost(least, 119), (Cost{3, 32768}));
        QVERIFY(!crypto::raisedPwhashCost(least, 159));
        QCOMPARE(crypto::raisedPwhashCost({3, 32768}, 100), (Cost{3, 65536}));
        QVERIFY(!crypto::raisedPwhashCost({3, 65536}, 1));
        QVERIFY(!crypto::raisedPwhashCost({10, 262144}, 1));
        QVERIFY(!crypto::raisedPwhashCost({2, 131072}, 1)); // less memory is less
        QVERIFY(!crypto::raisedPwhashCost(least, 1'000'000'000'000));
    }
    void equal_comparesSizeAndContent()
    {
        QVERIFY(crypto::equal("", ""));
        QVERIFY(crypto::equal("same", "same"));
        QVERIFY(!crypto::equal("same", "samf"));
        QVERIFY(!crypto::equal("same", "sam"));
    }
    void fixed_otherSize_isInvalidInput()
    {
        QVERIFY(crypto::Digest::fromBytes(QByteArray(32, 'x')).ok());
        QCOMPARE(
            crypto::Digest::fromBytes(QByteArray(31, 'x')).error().code, ErrorCode::InvalidInput);
        QCOMPARE(crypto::Digest::fromBytes({}).error().code, ErrorCode::InvalidInput);
    }
    void random_twoDraws_differ()
    {
        QVERIFY(crypto::randomBytes(32) != crypto::randomBytes(32));
        QVERIFY(!crypto::randomSecret().equals(crypto::randomSecret()));
    }
};
DOORSTEP_TEST(TestCryptoMisuse);

#include "tst_crypto_misuse.moc"
