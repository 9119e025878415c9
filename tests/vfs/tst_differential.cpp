#include "tests/fault/fault_rounds.h"
#include "tests/fault/workload.h"
#include "tests/support/test_registry.h"
#include "tests/vfs/sealed_fixture.h"

#include <QTemporaryDir>

using namespace doorstep;
using namespace doorstep::test;

/// The same SQL on a sealed store and on plain SQLite gives the same rows, in every journal mode.
class TestDifferential : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(vfs::registerSealedVfs().ok()); }

    void sameTransactions_sealedAndPlain_sameRows_data()
    {
        QTest::addColumn<QByteArray>("journalMode");
        for (const char* mode : {"DELETE", "TRUNCATE", "PERSIST", "WAL", "MEMORY"})
            QTest::newRow(mode) << QByteArray(mode);
    }
    void sameTransactions_sealedAndPlain_sameRows()
    {
        QFETCH(const QByteArray, journalMode);
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("sealed.db"));
        const auto key = loadTestKey();
        SqlConnection plain("file::memory:");
        auto sealed = std::make_unique<SqlConnection>(key.uri(path).toUtf8());
        const auto setUp = [&](SqlConnection& store) {
            // A small cache and temporary files "on disk": spills, sorter runs, statement journals.
            return store.run("PRAGMA cache_size = 15; PRAGMA temp_store = FILE;"
                             "PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 40")
                && store.value("PRAGMA journal_mode = " + journalMode).toUpper() == journalMode;
        };
        QVERIFY(setUp(*sealed));
        std::mt19937_64 random(faultSeed());
        Workload workload(random, Marker.toUtf8());
        QVERIFY(sealed->run(workload.creation()) && plain.run(workload.creation()));
        const int rounds = faultRounds(120);
        for (int i = 0; i < rounds; ++i) {
            for (const QByteArray& sql : workload.transaction()) {
                QVERIFY2(plain.run(sql), plain.what());
                QVERIFY2(sealed->run(sql), sql.left(60) + ": " + sealed->what());
            }
            if (const QByteArray sql = workload.housekeeping(journalMode == "WAL"); !sql.isEmpty())
                QVERIFY2(sealed->run(sql), sealed->what());
            if (i % 20 == 0) {
                // A second connection has its own cache: it reads what is on the disk.
                SqlConnection second(key.uri(path).toUtf8());
                QCOMPARE(Workload::digest(second), Workload::digest(plain));
                QCOMPARE(second.value("PRAGMA integrity_check"), QByteArray("ok"));
            }
            if (i == rounds / 2) {
                sealed = std::make_unique<SqlConnection>(key.uri(path).toUtf8());
                QVERIFY(setUp(*sealed));
            }
        }
        QVERIFY(
            sealed->run("CREATE TEMP TABLE sorted AS SELECT * FROM visits ORDER BY note, name"));
        QCOMPARE(Workload::digest(*sealed), Workload::digest(plain));
        QCOMPARE(filesHolding(dir.path(), {Marker}), QStringList());
        sealed.reset();
        QCOMPARE(filesHolding(dir.path(), {Marker}), QStringList());
        const auto check = vfs::verifyStore(path, key);
        QVERIFY(check.ok() && !check->firstBad && check->pages > 10);
    }

    void journalMode_changedBackAndForth_keepsTheRows()
    {
        const QTemporaryDir dir;
        const auto key = loadTestKey();
        SqlConnection store(key.uri(dir.filePath(QStringLiteral("modes.db"))).toUtf8());
        std::mt19937_64 random(faultSeed());
        Workload workload(random, Marker.toUtf8());
        QVERIFY(store.run(workload.creation()));
        for (const char* mode : {"WAL", "DELETE", "WAL", "PERSIST", "TRUNCATE", "WAL", "DELETE"}) {
            QCOMPARE(store.value(QByteArray("PRAGMA journal_mode = ") + mode).toUpper(),
                QByteArray(mode));
            const QByteArray before = Workload::digest(store);
            for (const QByteArray& sql : workload.transaction())
                QVERIFY2(store.run(sql), store.what());
            QVERIFY(
                Workload::digest(store) != before || store.value("PRAGMA integrity_check") == "ok");
            QCOMPARE(store.value("PRAGMA integrity_check"), QByteArray("ok"));
        }
        QCOMPARE(filesHolding(dir.path(), {Marker}), QStringList());
    }
};

DOORSTEP_TEST(TestDifferential);
#include "tst_differential.moc"
