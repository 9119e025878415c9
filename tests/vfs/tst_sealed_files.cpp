#include "tests/support/test_registry.h"
#include "tests/vfs/sealed_fixture.h"

#include <QTemporaryDir>
#include <QThread>
#include <atomic>

using namespace doorstep;
using namespace doorstep::test;

/// Copies, checks and threads over whole stores.
class TestSealedFiles : public QObject {
    Q_OBJECT
private:
    QString path(const char* name) const { return m_dir->filePath(QLatin1String(name)); }
    void makeStore(const vfs::VfsKey& key, const QString& at)
    {
        Connection writer(QStringLiteral("make files"));
        QVERIFY(vfs::openSealed(writer.db(), at, key).ok());
        QVERIFY(
            writer.run(QStringLiteral("CREATE TABLE visits(id INTEGER PRIMARY KEY, note TEXT)")));
        QVERIFY(writer.db().transaction());
        for (int i = 0; i < 500; ++i)
            QVERIFY(writer.run(
                QStringLiteral("INSERT INTO visits(note) VALUES ('%1 %2')").arg(Marker).arg(i)));
        QVERIFY(writer.db().commit());
    }

    std::unique_ptr<QTemporaryDir> m_dir;

private Q_SLOTS:
    void initTestCase() { QVERIFY(vfs::registerSealedVfs().ok()); }
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void cleanup()
    {
        QCOMPARE(
            filesHolding(m_dir->path(), {Marker, QStringLiteral("CREATE TABLE")}), QStringList());
    }

    void copyStore_underAnotherKey_opensWithThatKeyOnly()
    {
        const auto oldKey = loadTestKey(1, 1);
        const auto newKey = loadTestKey(2, 2);
        makeStore(oldKey, path("old.db"));
        const auto copied = vfs::copyStore(path("old.db"), oldKey, path("new.db"), newKey);
        QVERIFY2(copied.ok(), copied ? "" : copied.error().detail.constData());
        {
            Connection reader(QStringLiteral("copy"));
            QVERIFY(vfs::openSealed(reader.db(), path("new.db"), newKey).ok());
            QCOMPARE(reader.value(QStringLiteral("SELECT count(*) FROM visits")).toInt(), 500);
        }
        Connection wrong(QStringLiteral("copy wrong"));
        QCOMPARE(vfs::openSealed(wrong.db(), path("new.db"), oldKey).error().code,
            ErrorCode::WrongSecret);
    }

    void copyStore_toAWiderCipher_opensAndTheWayBackIsRefused()
    {
        if (!vfs::isAvailable(vfs::CipherId::Aegis256))
            QSKIP("this libsodium or processor has no AEGIS-256");
        const auto narrow = loadTestKey(1, 1);
        const auto wide
            = vfs::VfsKey::load(testKey(2), testSalt(2), vfs::CipherId::Aegis256).value();
        makeStore(narrow, path("narrow.db"));
        QVERIFY(vfs::copyStore(path("narrow.db"), narrow, path("wide.db"), wide).ok());
        Connection reader(QStringLiteral("wide"));
        const auto status = vfs::openSealed(reader.db(), path("wide.db"), wide);
        QVERIFY(status.ok() && status->cipher == vfs::CipherId::Aegis256);
        QCOMPARE(reader.value(QStringLiteral("SELECT count(*) FROM visits")).toInt(), 500);
        reader.close();
        QCOMPARE(vfs::copyStore(path("wide.db"), wide, path("back.db"), narrow).error().code,
            ErrorCode::Unsupported);
    }

    void copyStore_targetExists_isRefusedAndUntouched()
    {
        const auto key = loadTestKey();
        makeStore(key, path("a.db"));
        makeStore(key, path("b.db"));
        QFile target(path("b.db"));
        QVERIFY(target.open(QIODevice::ReadOnly));
        const QByteArray before = target.readAll();
        const auto copied = vfs::copyStore(path("a.db"), key, path("b.db"), key);
        QVERIFY(!copied.ok());
        QCOMPARE(copied.error().code, ErrorCode::Exists);
        QVERIFY(target.seek(0));
        QCOMPARE(target.readAll(), before);
    }

    void verifyStore_wholeOpenAndMissing_says()
    {
        const auto key = loadTestKey();
        makeStore(key, path("v.db"));
        const auto whole = vfs::verifyStore(path("v.db"), key);
        QVERIFY(whole.ok() && !whole->firstBad && whole->pages > 5);
        QCOMPARE(vfs::verifyStore(path("none.db"), key).error().code, ErrorCode::NotFound);
        QVERIFY(!QFile::exists(path("none.db")));
        Connection reader(QStringLiteral("open"));
        QVERIFY(vfs::openSealed(reader.db(), path("v.db"), key).ok());
        QCOMPARE(vfs::verifyStore(path("v.db"), key).error().code, ErrorCode::Busy);
    }

    void pageSize_other_isRefused()
    {
        const auto key = loadTestKey();
        Connection store(QStringLiteral("page size"));
        QVERIFY(vfs::openSealed(store.db(), path("p.db"), key).ok());
        QVERIFY(!store.run(QStringLiteral("PRAGMA page_size = 8192")));
        QVERIFY(store.run(QStringLiteral("PRAGMA page_size = 4096")));
    }

    void fullTextIndex_rowsWithTheWord_areFound()
    {
        const auto key = loadTestKey();
        Connection store(QStringLiteral("fts"));
        QVERIFY(vfs::openSealed(store.db(), path("f.db"), key).ok());
        QVERIFY(store.run(QStringLiteral("CREATE VIRTUAL TABLE words USING fts5(body)")));
        QVERIFY(
            store.run(QStringLiteral("INSERT INTO words VALUES ('%1 wound clean')").arg(Marker)));
        QCOMPARE(store.value(QStringLiteral("SELECT count(*) FROM words WHERE words MATCH 'wound'"))
                     .toInt(),
            1);
    }

    void attachedStore_writtenTo_isSealedToo()
    {
        const auto key = loadTestKey();
        Connection store(QStringLiteral("two stores"));
        QVERIFY(vfs::openSealed(store.db(), path("t.db"), key).ok());
        QVERIFY(store.run(QStringLiteral("ATTACH '%1' AS other").arg(key.uri(path("u.db")))));
        QVERIFY(store.run(QStringLiteral("CREATE TABLE other.t(a)")));
        QVERIFY(store.run(QStringLiteral("INSERT INTO other.t VALUES ('%1')").arg(Marker)));
    }

    void writerAndReaders_atOnce_everySnapshotIsWhole()
    {
        const auto key = loadTestKey();
        const QString at = path("threads.db");
        Connection writer(QStringLiteral("thread writer"));
        QVERIFY(vfs::openSealed(writer.db(), at, key).ok());
        QVERIFY(writer.run(QStringLiteral("PRAGMA wal_autocheckpoint = 30")));
        QVERIFY(writer.run(QStringLiteral("CREATE TABLE a(n INTEGER, pad TEXT)")));
        QVERIFY(writer.run(QStringLiteral("CREATE TABLE b(n INTEGER, pad TEXT)")));
        std::atomic_bool done = false;
        std::atomic_int snapshots = 0;
        std::atomic_int wrong = 0;
        std::vector<std::unique_ptr<QThread>> readers;
        for (int i = 0; i < 3; ++i) {
            readers.emplace_back(QThread::create([&, i] {
                Connection reader(QStringLiteral("thread reader %1").arg(i));
                if (!vfs::openSealed(reader.db(), at, key, vfs::OpenMode::ReadOnly))
                    ++wrong;
                while (!done) {
                    // Both tables always have the same count in a committed state.
                    const auto difference = reader.value(QStringLiteral(
                        "SELECT (SELECT count(*) FROM a) - (SELECT count(*) FROM b)"));
                    wrong += difference.toString() != QStringLiteral("0");
                    ++snapshots;
                }
            }));
            readers.back()->start();
        }
        const QString pad = Marker.repeated(20);
        for (int i = 0; i < 300; ++i) {
            QVERIFY(writer.db().transaction());
            QVERIFY(writer.run(QStringLiteral("INSERT INTO a VALUES (%1, '%2')").arg(i).arg(pad)));
            QVERIFY(writer.run(QStringLiteral("INSERT INTO b VALUES (%1, '%2')").arg(i).arg(pad)));
            QVERIFY(writer.db().commit());
        }
        done = true;
        for (const auto& reader : readers)
            QVERIFY(reader->wait(30'000));
        QCOMPARE(wrong.load(), 0);
        QVERIFY(snapshots > 0);
        QCOMPARE(writer.value(QStringLiteral("SELECT count(*) FROM a")).toInt(), 300);
    }
};

DOORSTEP_TEST(TestSealedFiles);
#include "tst_sealed_files.moc"
