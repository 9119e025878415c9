// Known answers from outside, so that code and test cannot be wrong together. Sources are named in
// tests/fixtures/crypto/vectors.json.

#include "core/crypto/crypto.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace doorstep;
using namespace Qt::StringLiterals;

class TestCryptoVectors : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(DOORSTEP_SOURCE_DIR "/tests/fixtures/crypto/vectors.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_vectors = QJsonDocument::fromJson(file.readAll()).object();
    }
    void ed25519_rfc8032_sameKeysAndSignatures()
    {
        for (const QJsonObject& vector : cases("ed25519"_L1)) {
            const auto pair
                = crypto::signKeyPairFromSeed(SecretBytes::copyOf(hex(vector, "seed"_L1)));
            const QByteArray message = hex(vector, "message"_L1);
            const auto signature = crypto::sign(pair.secretKey, message);
            QCOMPARE(pair.publicKey.toBytes(), hex(vector, "publicKey"_L1));
            QCOMPARE(signature.toBytes(), hex(vector, "signature"_L1));
            QVERIFY(crypto::verify(pair.publicKey, message, signature));
        }
    }
    void xchacha20poly1305_draft_sameBytesBothWays()
    {
        for (const QJsonObject& vector : cases("xchacha20poly1305"_L1)) {
            const auto key = SecretBytes::copyOf(hex(vector, "key"_L1));
            const QByteArray nonce = hex(vector, "nonce"_L1);
            const QByteArray associated = hex(vector, "associated"_L1);
            const QByteArray plain = hex(vector, "plain"_L1);
            const QByteArray sealed = hex(vector, "sealed"_L1);
            QCOMPARE(crypto::seal(key, nonce, associated, plain), sealed);
            QCOMPARE(*crypto::open(key, nonce, associated, sealed), plain);
            QVERIFY(crypto::openSecret(key, nonce, associated, sealed)
                        ->equals(SecretBytes::copyOf(plain)));
        }
    }
    void blake2b_reference_sameDigests()
    {
        for (const QJsonObject& vector : cases("blake2b"_L1)) {
            const QByteArray message = hex(vector, "message"_L1);
            const QByteArray expected = hex(vector, "bits256"_L1);
            const QByteArrayView start = QByteArrayView(message).first(message.size() / 2);
            const QByteArrayView rest = QByteArrayView(message).sliced(message.size() / 2);
            const auto key = SecretBytes::copyOf(hex(vector, "key"_L1));
            if (key.isEmpty()) {
                QCOMPARE(crypto::hash({start, rest}).toBytes(), expected);
                QCOMPARE(crypto::nonceFrom({start, rest}).toBytes(), hex(vector, "bits192"_L1));
            } else {
                QCOMPARE(crypto::keyedHash(key, {start, rest}).toBytes(), expected);
                QVERIFY(
                    crypto::deriveKey(key, {start, rest}).equals(SecretBytes::copyOf(expected)));
            }
        }
    }
    void argon2id_reference_sameKey()
    {
        for (const QJsonObject& vector : cases("argon2id"_L1)) {
            const crypto::PwhashCost cost{static_cast<quint32>(vector["ops"_L1].toInt()),
                static_cast<quint32>(vector["memKiB"_L1].toInt())};
            const auto key = crypto::pwhash(
                SecretBytes::copyOf(hex(vector, "secret"_L1)), hex(vector, "salt"_L1), cost);
            QVERIFY(key.ok());
            QVERIFY(key->equals(SecretBytes::copyOf(hex(vector, "key"_L1))));
        }
    }
    void crc32c_rfc3720_sameChecksums()
    {
        for (const QJsonObject& vector : cases("crc32c"_L1)) {
            QCOMPARE(crypto::crc32c(hex(vector, "message"_L1)),
                vector["crc"_L1].toString().toUInt(nullptr, 16));
        }
    }

private:
    QList<QJsonObject> cases(QLatin1StringView name) const
    {
        QList<QJsonObject> list;
        const QJsonArray array = m_vectors[name].toObject()["cases"_L1].toArray();
        for (const auto& value : array)
            list.append(value.toObject());
        if (list.isEmpty())
            qFatal("no vectors for %s", name.data());
        return list;
    }
    static QByteArray hex(const QJsonObject& vector, QLatin1StringView field)
    {
        const QByteArray text = vector[field].toString().toLatin1();
        const QByteArray bytes = QByteArray::fromHex(text);
        if (bytes.toHex() != text)
            qFatal("bad hex in %s", field.data());
        return bytes;
    }

    QJsonObject m_vectors;
};
DOORSTEP_TEST(TestCryptoVectors);

#include "tst_crypto_vectors.moc"
