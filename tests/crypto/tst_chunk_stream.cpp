#include "core/crypto/chunk_stream.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using crypto::ChunkOpener;
using crypto::ChunkSealer;

class TestChunkStream : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void chunks_openInOrder_lastOneSaysSo()
    {
        const auto key = crypto::randomSecret();
        ChunkSealer sealer(key);
        const QByteArray first = sealer.seal("one", "a", false);
        const QByteArray empty = sealer.seal({}, {}, false);
        const QByteArray last = sealer.seal("three", "c", true);
        QCOMPARE(first.size(), 3 + crypto::ChunkOverhead);
        auto opener = ChunkOpener::start(key, sealer.header());
        QVERIFY(opener.ok());
        const auto one = opener->open(first, "a");
        QCOMPARE(one->plain, QByteArray("one"));
        QVERIFY(!one->isLast);
        QCOMPARE(opener->open(empty, {})->plain, QByteArray());
        const auto three = opener->open(last, "c");
        QCOMPARE(three->plain, QByteArray("three"));
        QVERIFY(three->isLast);
    }
    void anyOtherChunk_keyHeaderOrAssociatedData_isRefused()
    {
        const auto key = crypto::randomSecret();
        ChunkSealer sealer(key);
        const QByteArray first = sealer.seal("one", "a", false);
        const QByteArray second = sealer.seal("two", "b", true);
        const auto opens = [&](const SecretBytes& with, QByteArrayView header,
                               QByteArrayView sealed, QByteArrayView associated) {
            auto opener = ChunkOpener::start(with, header);
            return opener && opener->open(sealed, associated);
        };
        QVERIFY(opens(key, sealer.header(), first, "a"));
        QVERIFY(!opens(crypto::randomSecret(), sealer.header(), first, "a"));
        QVERIFY(!opens(key, sealer.header(), first, "b"));
        QVERIFY(!opens(key, sealer.header(), second, "b"));
        QVERIFY(!opens(key, sealer.header().first(23), first, "a"));
        QVERIFY(!opens(key, ChunkSealer(key).header(), first, "a"));
        for (qsizetype i = 0; i < first.size(); ++i) {
            QByteArray damaged = first;
            damaged[i] = char(damaged[i] ^ 1);
            QVERIFY(!opens(key, sealer.header(), damaged, "a"));
            QVERIFY(!opens(key, sealer.header(), first.first(i), "a"));
        }
    }
    void hashStream_isTheHashOfItsParts()
    {
        crypto::HashStream stream;
        stream.add("Bea");
        stream.add({});
        stream.add(" Testcase");
        QCOMPARE(stream.finish(), crypto::hash({"Bea Testcase"}));
        QCOMPARE(crypto::HashStream().finish(), crypto::hash({}));
    }
};

DOORSTEP_TEST(TestChunkStream);
#include "tst_chunk_stream.moc"
