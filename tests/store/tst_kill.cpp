#include "core/store/entry_store.h"
#include "core/store/patient_store.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QProcess>
#include <QRandomGenerator>

using namespace doorstep;
using test::StoreFixture;

/// kill -9 of a process that saves: every acknowledged save is whole afterwards.
class TestKill : public QObject {
    Q_OBJECT

    static void start(QProcess& writer, const StoreFixture& fixture)
    {
        writer.setProgram(QStringLiteral(DOORSTEP_BIN_DIR "/store_writer"));
        writer.setArguments({fixture.files.folder, QStringLiteral("Testcase")});
        writer.start();
        QVERIFY(writer.waitForStarted());
        for (const SecretBytes* secret :
            {&fixture.masterKey, &fixture.staffSeed, &fixture.deviceSecret})
            writer.write(secret->view().toByteArray().toHex());
        writer.closeWriteChannel();
    }
    static void verifyAcknowledged(
        StoreFixture& fixture, store::Store& store, const QList<QByteArray>& acknowledged)
    {
        QSet<EntryId> spooled, sealed;
        const auto spool = store::Spool::open(fixture.files.spool());
        QVERIFY(spool);
        for (const auto& entry : spool->pending())
            spooled.insert(entry::decodeEntry(entry.bytes)->header.id);
        const auto outbox = store::readOutbox(fixture.files.outbox(), fixture.recovery);
        QVERIFY(outbox);
        QCOMPARE(outbox->unreadable, 0);
        for (const auto& line : outbox->lines) {
            const auto entries = store::unpackEntries(line.content);
            QVERIFY(entries);
            for (const auto& entry : *entries)
                sealed.insert(entry::decodeEntry(entry)->header.id);
        }
        for (const QByteArray& line : acknowledged) {
            const auto entry = *EntryId::fromHex(line.first(32));
            const auto patient = *PatientId::fromHex(line.sliced(33));
            QVERIFY(store::PatientStore(store.connection()).find(patient)->has_value());
            QVERIFY(store::EntryStore(store.connection()).receipt(entry)->has_value());
            QVERIFY(spooled.contains(entry));
            QVERIFY(sealed.contains(entry));
        }
        // Database and spool hold the same entries: nothing half-done was left between them.
        QCOMPARE(store::EntryStore(store.connection()).receiptCounts()->here, int(spooled.size()));
    }

private Q_SLOTS:
    void killedWhileSaving_everyAcknowledgedSaveIsWhole()
    {
        const quint32 seed = qEnvironmentVariableIsSet("DOORSTEP_SEED")
            ? qEnvironmentVariable("DOORSTEP_SEED").toUInt()
            : QRandomGenerator::global()->generate();
        const int kills = std::max(1, qEnvironmentVariableIntValue("DOORSTEP_KILLS"));
        QRandomGenerator random(seed);
        StoreFixture fixture;
        QVERIFY(fixture.openNew() != nullptr);
        QList<QByteArray> acknowledged;
        for (int kill = 0; kill < std::max(kills, 12); ++kill) {
            QProcess writer;
            start(writer, fixture);
            const int enough = int(acknowledged.size()) + int(random.bounded(1, 25));
            QByteArray said;
            while (acknowledged.size() + said.count('\n') < enough) {
                QVERIFY2(
                    writer.waitForReadyRead(30'000), writer.readAllStandardError().constData());
                said += writer.readAllStandardOutput();
            }
            QTest::qSleep(int(random.bounded(0, 6)));
            writer.kill();
            QVERIFY(writer.waitForFinished());
            said += writer.readAllStandardOutput();
            said.truncate(said.lastIndexOf('\n') + 1);
            for (const QByteArray& line : said.split('\n'))
                if (!line.isEmpty())
                    acknowledged << line;
            auto store = fixture.open();
            QVERIFY2(store, qPrintable(QStringLiteral("seed %1, kill %2").arg(seed).arg(kill)));
            verifyAcknowledged(fixture, **store, acknowledged);
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(QStringLiteral("seed %1, kill %2").arg(seed).arg(kill)));
        }
        qInfo("%lld acknowledged saves, none lost", qlonglong(acknowledged.size()));
    }
    void secondProcess_findsTheStoreBusy()
    {
        StoreFixture fixture;
        const auto store = fixture.openNew();
        QVERIFY(store);
        QProcess writer;
        start(writer, fixture);
        QVERIFY(writer.waitForFinished(30'000));
        QCOMPARE(writer.exitCode(), 3);
    }
};
DOORSTEP_TEST(TestKill);

#include "tst_kill.moc"
