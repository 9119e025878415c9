#include "tests/fault/fault_rounds.h"
#include "tests/support/test_registry.h"
#include "tests/vfs/sealed_fixture.h"

#include <QProcess>
#include <QTemporaryDir>
#include <random>

using namespace doorstep;
using namespace doorstep::test;

/// kill -9 of a real process in the middle of its commits, through Qt SQL, on a real disk.
class TestKill : public QObject {
    Q_OBJECT
private:
    static QString writerProgram() { return QStringLiteral(DOORSTEP_BIN_DIR "/fault_writer"); }
    QString path() const { return m_dir->filePath(QStringLiteral("store.db")); }

    /// Lets a writer run for some milliseconds after its first commit, kills it, and returns the
    /// last number that it acknowledged.
    int runAndKill(const QString& journalMode, int milliseconds)
    {
        QProcess writer;
        writer.start(writerProgram(), {path(), journalMode});
        int last = 0;
        const auto readNumbers = [&] {
            while (writer.canReadLine())
                last = writer.readLine().trimmed().toInt();
        };
        if (writer.waitForReadyRead(20'000))
            QTest::qSleep(milliseconds);
        writer.kill();
        writer.waitForFinished();
        readNumbers();
        return last;
    }

    /// What is wrong with the store after a kill; empty when nothing is.
    QByteArray fault(int acknowledged)
    {
        if (const QStringList found = filesHolding(m_dir->path(), {Marker}); !found.isEmpty())
            return "plaintext: " + found.join(u' ').toUtf8();
        const auto key = loadTestKey();
        Connection store(QStringLiteral("after"));
        if (const auto status = vfs::openSealed(store.db(), path(), key); !status)
            return "open: " + status.error().detail;
        const int last = store.value(QStringLiteral("SELECT max(number) FROM commits")).toInt();
        if (last < acknowledged)
            return "acknowledged " + QByteArray::number(acknowledged) + ", there "
                + QByteArray::number(last);
        // Dense, and each with its three notes: no transaction is there in part.
        if (store.value(QStringLiteral("SELECT count(*) FROM commits")).toInt() != last)
            return "a commit is missing";
        if (store.value(QStringLiteral("SELECT count(*) FROM notes")).toInt() != 3 * qMin(last, 40))
            return "a transaction is there in part";
        const QString check = store.value(QStringLiteral("PRAGMA integrity_check")).toString();
        return check == QStringLiteral("ok") ? QByteArray() : check.toUtf8();
    }

    std::unique_ptr<QTemporaryDir> m_dir;

private Q_SLOTS:
    void initTestCase() { QVERIFY(vfs::registerSealedVfs().ok()); }
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void kill_duringCommits_nothingAcknowledgedIsLost_data()
    {
        QTest::addColumn<QString>("journalMode");
        QTest::addColumn<int>("kills");
        QTest::newRow("WAL") << QStringLiteral("WAL") << 32;
        QTest::newRow("DELETE") << QStringLiteral("DELETE") << 12;
        QTest::newRow("TRUNCATE") << QStringLiteral("TRUNCATE") << 6;
        QTest::newRow("PERSIST") << QStringLiteral("PERSIST") << 6;
    }
    void kill_duringCommits_nothingAcknowledgedIsLost()
    {
        QFETCH(const QString, journalMode);
        QFETCH(const int, kills);
        std::mt19937_64 random(faultSeed());
        for (int i = 0; i < faultRounds(kills); ++i) {
            const int acknowledged = runAndKill(journalMode, int(random() % 40));
            QVERIFY2(acknowledged > 0, "the writer did not start");
            const QByteArray found = fault(acknowledged);
            QVERIFY2(found.isEmpty(),
                found + " (seed " + QByteArray::number(faultSeed()) + ", kill "
                    + QByteArray::number(i) + ")");
        }
    }

    void secondProcess_whileOpen_isBusy()
    {
        const auto key = loadTestKey();
        Connection store(QStringLiteral("first"));
        QVERIFY(vfs::openSealed(store.db(), path(), key).ok());
        QProcess second;
        second.start(writerProgram(), {path(), QStringLiteral("WAL")});
        QVERIFY(second.waitForFinished(20'000));
        QCOMPARE(second.exitCode(), 3);
        QVERIFY(store.run(QStringLiteral("CREATE TABLE mine(a)")));
    }
};

DOORSTEP_TEST(TestKill);
#include "tst_kill.moc"
