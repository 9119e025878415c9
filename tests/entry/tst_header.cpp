#include "core/entry/entry.h"
#include "tests/entry/entry_samples.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::entry;

class TestHeader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void encode_sample_isTheDocumentedLayout()
    {
        Header header = test::sampleHeader(EntryClass::Plan);
        header.keyClass = KeyClass::Desk;
        header.keyEpoch = 0x01020304;
        header.bodyHash.bytes.fill(0x66);
        const QByteArray expected = "01" + QByteArray("11").repeated(16)
            + QByteArray("22").repeated(16) + QByteArray("33").repeated(16)
            + QByteArray("44").repeated(16) + "02" + QByteArray("55").repeated(16) + "02"
            + "04030201" + "808ec80ca2010000" + QByteArray("66").repeated(32);
        QCOMPARE(encodeHeader(header).toHex(), expected);
        QCOMPARE(encodeHeader(header).size(), HeaderSize);
        QVERIFY(*decodeHeader(encodeHeader(header)) == header);
    }
    void encode_wallBefore1970_roundTrips()
    {
        Header header = test::sampleHeader(EntryClass::Control);
        header.keyClass = KeyClass::None;
        header.wall = {-1};
        QVERIFY(*decodeHeader(encodeHeader(header)) == header);
    }
    void decode_wrongBytes_saysWhy_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<char>("value");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("version 2") << 0 << char(2) << ErrorCode::Unsupported;
        QTest::newRow("class 0") << 65 << char(0) << ErrorCode::Unsupported;
        QTest::newRow("class 7") << 65 << char(7) << ErrorCode::Unsupported;
        QTest::newRow("key class 3") << 82 << char(3) << ErrorCode::Unsupported;
        QTest::newRow("sealed without key class") << 82 << char(0) << ErrorCode::Corrupt;
        QTest::newRow("unsealed with key class") << 65 << char(3) << ErrorCode::Corrupt;
        QTest::newRow("key class without epoch") << 83 << char(0) << ErrorCode::Corrupt;
    }
    void decode_wrongBytes_saysWhy()
    {
        QFETCH(int, at);
        QFETCH(char, value);
        QFETCH(ErrorCode, code);
        Header header = test::sampleHeader();
        header.keyEpoch = 1;
        QByteArray bytes = encodeHeader(header);
        QVERIFY(decodeHeader(bytes).ok());
        bytes[at] = value;
        QCOMPARE(decodeHeader(bytes).error().code, code);
    }
    void decode_otherSize_isCorrupt()
    {
        Header header = test::sampleHeader();
        header.keyEpoch = 1;
        const QByteArray bytes = encodeHeader(header);
        for (qsizetype size = 0; size < HeaderSize; ++size)
            QCOMPARE(decodeHeader(bytes.first(size)).error().code, ErrorCode::Corrupt);
        QCOMPARE(decodeHeader(bytes + 'x').error().code, ErrorCode::Corrupt);
    }
    void chain_orderAndHeader_decideTheHash()
    {
        Header first = test::sampleHeader();
        Header second = test::sampleHeader();
        second.id = test::idOf<EntryId>(0x23);
        const crypto::Digest start;
        const auto both = chain(chain(start, first), second);
        QVERIFY(both != chain(chain(start, second), first));
        QVERIFY(both != chain(start, second));
        first.bodyHash.bytes[0] = 1;
        QVERIFY(both != chain(chain(start, first), second));
    }
};
DOORSTEP_TEST(TestHeader);

#include "tst_header.moc"
