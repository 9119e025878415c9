#include "core/crypto/crypto.h"
#include "core/entry/cbor.h"
#include "tests/entry/entry_samples.h"
#include "tests/support/test_registry.h"

#include <QCborArray>

using namespace doorstep;
using namespace doorstep::entry;
using namespace Qt::StringLiterals;

class TestCbor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void encode_anyInsertionOrder_sameBytes()
    {
        const QCborMap one{
            {"b"_L1, 1}, {"aa"_L1, QByteArray("x")}, {"a"_L1, QCborArray{1, -1, u"t"_s}}};
        const QCborMap two{
            {"a"_L1, QCborArray{1, -1, u"t"_s}}, {"aa"_L1, QByteArray("x")}, {"b"_L1, 1}};
        QCOMPARE(encodeCbor(one).toHex(), encodeCbor(two).toHex());
        // Shorter keys first, as RFC 8949 section 4.2.1 orders encodings.
        QCOMPARE(encodeCbor(one).toHex(), "a3616183012061746162016261614178");
        QCOMPARE(encodeCbor(*decodeCbor(encodeCbor(one))), encodeCbor(one));
    }
    /// Of one value, in the only order there is: Qt's writer says the same.
    void encode_everyTypeAndLengthOfHead_isWhatQtWrites()
    {
        QList<QCborValue> values{true, false, QCborValue(QCborValue::Null), 0, -1};
        for (const int bits : {4, 5, 7, 8, 15, 16, 31, 32, 62}) {
            const qint64 edge = qint64{1} << bits;
            for (const qint64 near : {edge - 1, edge, edge + 1})
                values << near << -near << -1 - near;
        }
        values << std::numeric_limits<qint64>::max() << std::numeric_limits<qint64>::min();
        for (const int length : {0, 1, 23, 24, 255, 256, 65'535, 65'536})
            values << QByteArray(length, '\x80') << QString(length, u'\u00e9');
        for (const QCborValue& value : std::as_const(values)) {
            QCborMap map;
            map[QStringLiteral("k")] = value;
            QCOMPARE(encodeCbor(map), map.toCborValue().toCbor());
            QVERIFY(decodeCbor(encodeCbor(map)));
        }
    }
    void encode_longCollections_useShortestHeads()
    {
        QCborArray many;
        for (int i = 0; i < 300; ++i)
            many.append(i);
        const QByteArray bytes = encodeCbor({{"n"_L1, many}});
        QCOMPARE(bytes.first(6).toHex(), "a1616e99012c");
        QCOMPARE(decodeCbor(bytes)->value("n"_L1).toArray().size(), 300);
    }
    void decode_otherEncodings_areCorrupt_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("not a map") << QByteArray("01");
        QTest::newRow("keys out of order") << QByteArray("a2616202616101");
        QTest::newRow("key twice") << QByteArray("a2616101616102");
        QTest::newRow("integer too long") << QByteArray("a161611801");
        QTest::newRow("length too long") << QByteArray("a178016101");
        QTest::newRow("indefinite map") << QByteArray("bf616101ff");
        QTest::newRow("indefinite bytes") << QByteArray("a161615f4101ff");
        QTest::newRow("integer key") << QByteArray("a10101");
        QTest::newRow("float") << QByteArray("a16161fb3ff8000000000000");
        QTest::newRow("tag") << QByteArray("a16161c11a514b67b0");
        QTest::newRow("undefined") << QByteArray("a16161f7");
        QTest::newRow("bad UTF-8") << QByteArray("a1616161ff");
        QTest::newRow("trailing byte") << QByteArray("a161610100");
        QTest::newRow("cut") << QByteArray("a16161");
        QTest::newRow("claims 4 GiB") << QByteArray("a161615affffffff00");
        QTest::newRow("claims 2^60 fields") << QByteArray("bb100000000000000061610161");
        QTest::newRow("too deep") << QByteArray("a16161") + QByteArray("81").repeated(16) + "01";
        QTest::newRow("hostile depth")
            << QByteArray("a16161") + QByteArray("81").repeated(100'000) + "01";
    }
    void decode_otherEncodings_areCorrupt()
    {
        QFETCH(QByteArray, hex);
        QCOMPARE(decodeCbor(QByteArray::fromHex(hex)).error().code, ErrorCode::Corrupt);
    }
    void decode_greatestDepth_isAccepted()
    {
        const QByteArray hex = QByteArray("a16161") + QByteArray("81").repeated(15) + "01";
        QVERIFY(decodeCbor(QByteArray::fromHex(hex)).ok());
    }
    void decode_anyMutation_decodesOnlyWhatEncodesBack()
    {
        const QByteArray whole = encodeCbor({{"k"_L1, u"device.certificate"_s}, {"v"_L1, 1},
            {"d"_L1,
                QCborMap{{"device"_L1, QByteArray(16, 'd')},
                    {"list"_L1, QCborArray{1, 2, QCborMap()}}}}});
        for (quint32 seed = 1; seed <= 20'000; ++seed) {
            std::mt19937 random(seed);
            const QByteArray bytes = test::mutated(whole, random);
            const auto map = decodeCbor(bytes);
            QVERIFY2(!map || encodeCbor(*map) == bytes, qPrintable(u"seed %1"_s.arg(seed)));
        }
    }
    void reader_firstWrongField_isNamed()
    {
        CborReader in(
            {{"n"_L1, 7}, {"t"_L1, u"word"_s}, {"b"_L1, QByteArray(16, 'i')}, {"yes"_L1, true}});
        QCOMPARE(in.integer("n"_L1, 0, 10), 7);
        QCOMPARE(in.text("t"_L1, 4), u"word"_s);
        QCOMPARE(in.fixed<EntryId>("b"_L1).toBytes(), QByteArray(16, 'i'));
        QVERIFY(in.boolean("yes"_L1));
        QVERIFY(in.status().ok());
        QCOMPARE(in.integer("n"_L1, 8, 10), 8);
        QCOMPARE(in.text("absent"_L1, 4), QString());
        QCOMPARE(in.status().error().detail, "field missing or out of range: n");
    }
    void reader_wrongTypeOrTooLong_fails()
    {
        const QCborMap map{{"n"_L1, 7}, {"t"_L1, u"word"_s}, {"b"_L1, QByteArray(16, 'i')}};
        const auto fails = [&](auto read) {
            CborReader in(map);
            read(in);
            return !in.status().ok();
        };
        QVERIFY(fails([](CborReader& in) { (void)in.text("t"_L1, 3); }));
        QVERIFY(fails([](CborReader& in) { (void)in.text("b"_L1, 99); }));
        QVERIFY(fails([](CborReader& in) { (void)in.bytes("b"_L1, 15); }));
        QVERIFY(fails([](CborReader& in) { (void)in.bytes("t"_L1, 99); }));
        QVERIFY(fails([](CborReader& in) { (void)in.fixed<crypto::Digest>("b"_L1); }));
        QVERIFY(fails([](CborReader& in) { (void)in.boolean("n"_L1); }));
        QVERIFY(fails([](CborReader& in) { (void)in.map("n"_L1); }));
        QVERIFY(fails([](CborReader& in) { (void)in.array("n"_L1, 9); }));
        QVERIFY(fails([](CborReader& in) { (void)in.instant("t"_L1); }));
    }
};
DOORSTEP_TEST(TestCbor);

#include "tst_cbor.moc"
