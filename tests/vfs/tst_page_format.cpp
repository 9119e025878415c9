#include "core/vfs/page_cipher.h"
#include "tests/support/test_registry.h"
#include "tests/vfs/sealed_fixture.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <numeric>

using namespace doorstep;
using namespace doorstep::test;

namespace {

using Page = std::array<vfs::Byte, vfs::PageSize>;

Page patternPage()
{
    Page page{};
    for (int i = 0; i < vfs::PageSize - 40; ++i)
        page[std::size_t(i)] = vfs::Byte(i * 7 + 3);
    return page;
}

QByteArray sha256(const Page& page)
{
    return QCryptographicHash::hash(
        QByteArrayView(reinterpret_cast<const char*>(page.data()), vfs::PageSize),
        QCryptographicHash::Sha256)
        .toHex();
}

QByteArray hexOf(const vfs::Byte* bytes, int count)
{
    return QByteArray(reinterpret_cast<const char*>(bytes), count).toHex();
}

} // namespace

/// The bytes of docs/store-format.md. The expected values were computed by another implementation,
/// written from that page. A failure here means that stores in the field no longer open.
class TestPageFormat : public QObject {
    Q_OBJECT
private:
    const vfs::PageCipher m_cipher{testKey(7), testSalt(9), vfs::CipherId::XChaCha20Poly1305};
    std::array<vfs::Byte, 24> m_nonce{};

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(vfs::registerSealedVfs().ok());
        std::iota(m_nonce.begin(), m_nonce.end(), vfs::Byte(100));
    }

    void seal_page5_isTheFormatsBytes()
    {
        Page sealed;
        m_cipher.seal(5, patternPage().data(), m_nonce.data(), sealed.data());
        QCOMPARE(sha256(sealed),
            QByteArray("657d856cd3deb4d2209bffb5c3c1679a29eabfddd5777ed779e7540c6bf57b8a"));
        Page opened;
        QVERIFY(m_cipher.open(5, sealed.data(), opened.data()));
        QVERIFY(opened == patternPage());
    }

    void seal_page1_isTheFormatsBytes()
    {
        Page plain = patternPage();
        const QByteArray header
            = QByteArray("SQLite format 3\0", 16) + QByteArray::fromHex("1000020228402020");
        std::copy(header.begin(), header.end(), plain.begin());
        Page sealed;
        m_cipher.seal(1, plain.data(), m_nonce.data(), sealed.data());
        QCOMPARE(hexOf(sealed.data(), vfs::ClearSize),
            QByteArray("090909090909090909090909090909091000020228010100"));
        QCOMPARE(sha256(sealed),
            QByteArray("230b332ce4c55bd69d5612c1fe113d1287926bb1378769b12e918d6b98ce1df8"));
        Page opened;
        QVERIFY(m_cipher.open(1, sealed.data(), opened.data()));
        QVERIFY(opened == plain);
    }

    void masks_ofAFrameAndARecord_areTheFormatsBytes()
    {
        std::array<vfs::Byte, vfs::FrameSize> frame{};
        const QByteArray header = QByteArray::fromHex("000000050000000901020304a0b0c0d0");
        std::copy(header.begin(), header.end(), frame.begin());
        vfs::Byte* const sealed = frame.data() + vfs::FrameHeaderSize;
        m_cipher.seal(5, patternPage().data(), m_nonce.data(), sealed);
        m_cipher.maskFrameChecksum(frame.data());
        QCOMPARE(hexOf(frame.data() + vfs::FrameChecksumOffset, vfs::FrameChecksumSize),
            QByteArray("965506e48e409627"));
        std::array<vfs::Byte, 4> checksum{};
        m_cipher.maskJournalChecksum(sealed + vfs::PageSize - 40, checksum.data());
        QCOMPARE(hexOf(checksum.data(), 4), QByteArray("5555a9b2"));
    }

    void verify_ofAnyByteChanged_saysWhatOpenSays()
    {
        for (const quint32 page : {1U, 5U}) {
            Page sealed;
            m_cipher.seal(page, patternPage().data(), m_nonce.data(), sealed.data());
            QVERIFY(m_cipher.verify(page, sealed.data()));
            QVERIFY(!m_cipher.verify(page + 1, sealed.data()));
            for (std::size_t i = 0; i < sealed.size(); ++i) {
                sealed[i] = vfs::Byte(sealed[i] ^ 1);
                QVERIFY2(!m_cipher.verify(page, sealed.data()), QByteArray::number(qulonglong(i)));
                sealed[i] = vfs::Byte(sealed[i] ^ 1);
            }
        }
    }

    void open_otherPageNumberOrAnyChangedByte_failsAndGivesZeros()
    {
        Page sealed;
        m_cipher.seal(5, patternPage().data(), m_nonce.data(), sealed.data());
        Page opened;
        QVERIFY(!m_cipher.open(6, sealed.data(), opened.data()));
        QVERIFY(vfs::allZero(opened.data(), opened.size()));
        for (std::size_t at = 0; at < sealed.size(); at += 61) {
            sealed[at] ^= 1;
            QVERIFY(!m_cipher.open(5, sealed.data(), opened.data()));
            sealed[at] ^= 1;
        }
        QVERIFY(m_cipher.open(5, sealed.data(), opened.data()));
    }

    void nonces_ofAPool_areNeverTheSame()
    {
        vfs::NoncePool pool(24);
        QSet<QByteArray> seen;
        for (int i = 0; i < 2'000; ++i) {
            const QByteArray nonce = hexOf(pool.next(), 24);
            QVERIFY(!seen.contains(nonce));
            seen.insert(nonce);
            if (i % 7 == 0)
                pool.drop();
        }
    }

    void cipherByte_unknown_isUnsupported()
    {
        QVERIFY(vfs::cipherFromByte(1).ok());
        QCOMPARE(vfs::cipherFromByte(0).error().code, ErrorCode::Unsupported);
        QCOMPARE(vfs::cipherFromByte(77).error().code, ErrorCode::Unsupported);
    }

    void storeOfFormat1_fromTheFixtures_opens()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("store.db"));
        QVERIFY(QFile::copy(
            QStringLiteral(DOORSTEP_SOURCE_DIR "/tests/fixtures/store/format-1.sealed"), path));
        const auto key = loadTestKey();
        const auto check = vfs::verifyStore(path, key);
        QVERIFY(check.ok() && !check->firstBad && check->pages == 2);
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
        Connection store(QStringLiteral("fixture"));
        QVERIFY(vfs::openSealed(store.db(), path, key).ok());
        QCOMPARE(store.value(QStringLiteral("SELECT count(*) FROM notes")).toInt(), 20);
        QCOMPARE(store.value(QStringLiteral("SELECT note FROM notes WHERE id = 8")).toString(),
            Marker + QStringLiteral(" 7"));
    }
};

DOORSTEP_TEST(TestPageFormat);
#include "tst_page_format.moc"
