#include "tests/fault/fault_rounds.h"
#include "tests/fault/memory_disk.h"
#include "tests/fault/workload.h"
#include "tests/support/test_registry.h"
#include "tests/vfs/sealed_fixture.h"

using namespace doorstep;
using namespace doorstep::test;

/// Every single disk call of a run fails once, or from then on: nothing acknowledged is lost,
/// nothing is damaged, and the store works again when the disk does.
class TestIoErrors : public QObject {
    Q_OBJECT
private:
    static QString path() { return QStringLiteral("/failing.db"); }
    QByteArray uri() const { return m_key->uri(path()).toUtf8(); }

    struct Outcome {
        QByteArray acknowledged; ///< digest of the last commit that returned well
        QByteArrayList attempted; ///< of those after it that failed, whose fate is open
    };

    /// Ten transactions on the failing store; the same on a store in memory says what must be
    /// there.
    Outcome live(quint64 seed, const QByteArray& journalMode)
    {
        SqlConnection reference("file::memory:");
        SqlConnection store(uri());
        Workload::Random random(seed);
        Workload workload(random, Marker.toUtf8());
        store.run("PRAGMA synchronous = EXTRA; PRAGMA cache_size = 10; PRAGMA cache_spill = OFF;"
                  "PRAGMA wal_autocheckpoint = 15");
        store.run("PRAGMA journal_mode = " + journalMode);
        Outcome outcome;
        attempt(
            store, reference, {"BEGIN", workload.creation().mid(6).chopped(7), "COMMIT"}, outcome);
        for (int i = 0; i < 10; ++i)
            attempt(store, reference, workload.transaction(), outcome);
        return outcome;
    }

    static void attempt(SqlConnection& store, SqlConnection& reference,
        const QByteArrayList& statements, Outcome& outcome)
    {
        bool wentWell = true;
        for (const QByteArray& sql : statements)
            wentWell = wentWell && store.run(sql);
        for (const QByteArray& sql : statements.mid(0, statements.size() - 1))
            reference.run(sql);
        if (wentWell && statements.constLast() == "COMMIT") {
            reference.run("COMMIT");
            outcome = {Workload::digest(reference), {}};
            return;
        }
        outcome.attempted << Workload::digest(reference);
        reference.run("ROLLBACK");
        if (!sqlite3_get_autocommit(store.raw()))
            store.run("ROLLBACK");
    }

    MemoryDisk m_disk{"failing-disk"};
    std::unique_ptr<vfs::VfsKey> m_key;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(vfs::registerSealedVfs("sealed-failing", "failing-disk").ok());
        m_key = std::make_unique<vfs::VfsKey>(loadTestKey(7, 9, "sealed-failing"));
    }

    void diskCall_fails_acknowledgedCommitsStayAndStoreRecovers_data()
    {
        QTest::addColumn<QByteArray>("journalMode");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("forEver");
        QTest::newRow("WAL, I/O error once") << QByteArray("WAL") << SQLITE_IOERR << false;
        QTest::newRow("WAL, I/O error for ever") << QByteArray("WAL") << SQLITE_IOERR << true;
        QTest::newRow("WAL, disk full once") << QByteArray("WAL") << SQLITE_FULL << false;
        QTest::newRow("WAL, disk full for ever") << QByteArray("WAL") << SQLITE_FULL << true;
        QTest::newRow("DELETE, I/O error once") << QByteArray("DELETE") << SQLITE_IOERR << false;
        QTest::newRow("DELETE, disk full for ever") << QByteArray("DELETE") << SQLITE_FULL << true;
    }
    void diskCall_fails_acknowledgedCommitsStayAndStoreRecovers()
    {
        QFETCH(const QByteArray, journalMode);
        QFETCH(const int, code);
        QFETCH(const bool, forEver);
        int call = 1;
        for (bool reached = true; reached; ++call) {
            m_disk.setFiles({});
            m_disk.setFault({call, forEver, code});
            const Outcome outcome = live(faultSeed(), journalMode);
            reached = m_disk.hasFailed();
            m_disk.setFault({});
            SqlConnection store(uri());
            const QByteArray digest = Workload::digest(store);
            const QByteArray note = "call " + QByteArray::number(call) + " of seed "
                + QByteArray::number(faultSeed()) + ": " + digest;
            QVERIFY2(digest == outcome.acknowledged || outcome.attempted.contains(digest), note);
            QCOMPARE(store.value("PRAGMA integrity_check"), QByteArray("ok"));
            QVERIFY2(store.run("CREATE TABLE after(a); INSERT INTO after VALUES (1)"), note);
            for (const auto& [name, bytes] : m_disk.files())
                QVERIFY2(!holdsText(bytes, Marker), name.c_str());
        }
        QVERIFY(call > 50);
    }
};

DOORSTEP_TEST(TestIoErrors);
#include "tst_io_errors.moc"
