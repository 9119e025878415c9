#include "sync/protocol/limits.h"
#include "sync/protocol/wire_batch.h"
#include "tests/protocol/protocol_samples.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::sync;

class TestWireBatch : public QObject {
    Q_OBJECT
    const PracticeId m_practice = test::idOf<PracticeId>(0x11);
    const DeviceId m_device = test::idOf<DeviceId>(0x33);
    const BatchContext m_context{m_practice, m_device};

private Q_SLOTS:
    void batch_anyEntries_comeBackUnchanged()
    {
        for (quint32 seed = 1; seed <= 40; ++seed) {
            std::mt19937 random(seed);
            const auto entries = test::mixedEntries(random, m_practice, m_device, int(seed));
            for (const auto& context : {m_context, BatchContext{m_practice, DeviceId()}}) {
                const auto bytes = encodeBatch(context, entries);
                const auto decoded = decodeBatch(context, bytes);
                QVERIFY2(decoded.ok(), qPrintable(QStringLiteral("seed %1").arg(seed)));
                QVERIFY2(*decoded == entries, qPrintable(QStringLiteral("seed %1").arg(seed)));
            }
        }
    }
    void batch_mutated_isRefusedOrCanonical()
    {
        std::mt19937 random(77);
        const auto entries = test::mixedEntries(random, m_practice, m_device, 6);
        const auto good = encodeBatch(m_context, entries);
        int refused = 0;
        constexpr int Rounds = 20'000;
        for (int i = 0; i < Rounds; ++i) {
            const auto bad = test::mutated(good, random);
            const auto decoded = decodeBatch(m_context, bad);
            if (decoded.ok())
                QCOMPARE(encodeBatch(m_context, *decoded), bad);
            else
                ++refused;
        }
        QVERIFY(refused > Rounds / 4); // bodies and signatures are opaque: many changes still parse
    }
    void batch_otherPracticesContext_changesTheHeaderSoTheSignatureFails()
    {
        std::mt19937 random(5);
        FakeClockEntry sample(random, m_practice, m_device);
        const auto bytes = encodeBatch(m_context, {sample.entry});
        const auto moved = decodeBatch({test::idOf<PracticeId>(0x12), m_device}, bytes);
        QVERIFY(moved.ok());
        QVERIFY(!entry::verifyEntry(moved->front(), sample.staffKey.publicKey));
        QVERIFY(entry::verifyEntry(sample.entry, sample.staffKey.publicKey).ok());
    }
    void batch_tooManyEntries_isRefusedBeforeReadingThem()
    {
        QByteArray bytes("\x01\x00\x00\x00\xff\xff\x03", 7); // 65,535 entries announced
        const auto decoded = decodeBatch(m_context, bytes);
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, ErrorCode::LimitExceeded);
    }
    void batch_tableLargerThanItsBytes_isRefused()
    {
        QVERIFY(!decodeBatch(m_context, QByteArray("\x01\xe8\x07", 3)));
        QVERIFY(
            !decodeBatch(m_context, QByteArray("\x01\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 10)));
        QVERIFY(!decodeBatch(m_context, {}));
    }
    void batchLength_keepsBelowTheLimit_andSendsOneLargeEntry()
    {
        std::vector<entry::Entry> entries(20);
        for (auto& each : entries)
            each.body = QByteArray(40 * 1024, 'x');
        const auto length = batchLength(entries, 0, limits::MaxBatchEntries);
        QVERIFY(length > 1);
        QVERIFY(
            encodeBatch(m_context, {entries.begin(), entries.begin() + qsizetype(length)}).size()
            <= limits::MaxBatchBytes);
        entries[0].body = QByteArray(900 * 1024, 'x');
        QCOMPARE(batchLength(entries, 0, limits::MaxBatchEntries), std::size_t(1));
        QCOMPARE(batchLength(entries, 20, limits::MaxBatchEntries), std::size_t(0));
        QCOMPARE(batchLength(entries, 1, 2), std::size_t(2));
    }
    void wireSize_aDaysObservations_stayBelow260BytesEach()
    {
        constexpr int Count = 480; // 60 visits of 8
        constexpr int PerVisit = 8;
        std::mt19937 random(2026);
        test::FakeClock clock;
        IdMint mint(clock, 2026);
        const auto careKey = test::sampleKey();
        const auto staffKey = test::sampleStaffKey();
        std::vector<entry::Entry> entries;
        ScopeId scope;
        qsizetype payloadBytes = 0;
        for (int i = 0; i < Count; ++i) {
            clock.advanceMs(20'000);
            auto header = test::observationHeader(mint, clock, m_practice, m_device);
            scope = i % PerVisit ? scope : mint.next<ScopeId>();
            header.scope = scope;
            const auto payload = test::observationPayload(mint, random);
            payloadBytes += payload.size();
            entries.push_back(*entry::makeEntry(header, payload, &careKey, staffKey.secretKey));
        }
        qsizetype wire = 0;
        for (std::size_t at = 0; at < entries.size();) {
            const auto length = batchLength(entries, at, limits::MaxBatchEntries);
            const auto first = entries.begin() + qsizetype(at);
            wire += encodeBatch(m_context, {first, first + qsizetype(length)}).size();
            at += length;
        }
        qInfo("wire: %.1f bytes an entry, payload %.1f bytes of CBOR", double(wire) / Count,
            double(payloadBytes) / Count);
        QVERIFY(wire <= 260 * Count);
    }

private:
    struct FakeClockEntry {
        FakeClockEntry(std::mt19937& random, PracticeId practice, DeviceId device)
            : staffKey(test::sampleStaffKey())
        {
            test::FakeClock clock;
            IdMint mint(clock, 5);
            const auto key = test::sampleKey();
            entry = *entry::makeEntry(test::observationHeader(mint, clock, practice, device),
                test::observationPayload(mint, random), &key, staffKey.secretKey);
        }
        crypto::SignKeyPair staffKey;
        entry::Entry entry;
    };
};
DOORSTEP_TEST(TestWireBatch);

#include "tst_wire_batch.moc"
