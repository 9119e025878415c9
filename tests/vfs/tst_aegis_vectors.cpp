#include "core/vfs/sealed_vfs.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <sodium.h>

using namespace doorstep;
using namespace Qt::StringLiterals;

/// The second page cipher against its draft's known answers, through the functions the page layer
/// calls. tests/format checks the same file against a second implementation everywhere.
class TestAegisVectors : public QObject {
    Q_OBJECT
private:
    static QByteArray hex(const QJsonValue& vector, QLatin1StringView name)
    {
        return QByteArray::fromHex(vector[name].toString().toLatin1());
    }
    QJsonObject m_vectors;

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(DOORSTEP_SOURCE_DIR "/tests/fixtures/crypto/aegis-256.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_vectors = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(m_vectors["cases"_L1].toArray().size(), 5);
        QCOMPARE(m_vectors["refused"_L1].toArray().size(), 4);
    }
    void aegis256_draft_sameBytesBothWays_andForgeriesRefused()
    {
#ifdef crypto_aead_aegis256_KEYBYTES
        if (!vfs::isAvailable(vfs::CipherId::Aegis256))
            QSKIP("AEGIS-256: this processor has no AES instructions");
        for (const QJsonValue& vector : m_vectors["cases"_L1].toArray()) {
            const QByteArray plain = hex(vector, "plain"_L1);
            QByteArray sealed(plain.size(), '\0');
            QByteArray tag(crypto_aead_aegis256_ABYTES, '\0');
            const QByteArray associated = hex(vector, "associated"_L1);
            const QByteArray nonce = hex(vector, "nonce"_L1);
            const QByteArray key = hex(vector, "key"_L1);
            const auto bytes = [](auto& array) {
                return reinterpret_cast<const unsigned char*>(array.constData());
            };
            QCOMPARE(crypto_aead_aegis256_encrypt_detached(
                         reinterpret_cast<unsigned char*>(sealed.data()),
                         reinterpret_cast<unsigned char*>(tag.data()), nullptr, bytes(plain),
                         quint64(plain.size()), bytes(associated), quint64(associated.size()),
                         nullptr, bytes(nonce), bytes(key)),
                0);
            QCOMPARE(sealed, hex(vector, "sealed"_L1));
            QCOMPARE(tag, hex(vector, "tag"_L1));
        }
        for (const QString& list : {u"cases"_s, u"refused"_s}) {
            for (const QJsonValue& vector : m_vectors[list].toArray()) {
                const QByteArray sealed = hex(vector, "sealed"_L1);
                const QByteArray tag = hex(vector, "tag"_L1);
                const QByteArray associated = hex(vector, "associated"_L1);
                const QByteArray nonce = hex(vector, "nonce"_L1);
                const QByteArray key = hex(vector, "key"_L1);
                QByteArray plain(sealed.size(), '\0');
                const auto bytes = [](auto& array) {
                    return reinterpret_cast<const unsigned char*>(array.constData());
                };
                const int failed = crypto_aead_aegis256_decrypt_detached(
                    reinterpret_cast<unsigned char*>(plain.data()), nullptr, bytes(sealed),
                    quint64(sealed.size()), bytes(tag), bytes(associated),
                    quint64(associated.size()), bytes(nonce), bytes(key));
                QCOMPARE(failed == 0, list == u"cases"_s);
                if (failed == 0)
                    QCOMPARE(plain, hex(vector, "plain"_L1));
            }
        }
#else
        QSKIP("AEGIS-256: this libsodium is older than 1.0.19 and does not have it");
#endif
    }
};
DOORSTEP_TEST(TestAegisVectors);

#include "tst_aegis_vectors.moc"
