#include "core/vfs/wiped_memory.h"
#include "tests/support/test_registry.h"
#include "tests/vfs/sealed_fixture.h"

#include <QTemporaryDir>
#include <cstring>
#include <sqlite3.h>

using namespace doorstep;
using namespace doorstep::test;

/// The store as the product opens it: through QSqlDatabase.
class TestOpenSealed : public QObject {
    Q_OBJECT
private:
    QString path() const { return m_dir->filePath(QStringLiteral("store.db")); }
    /// A store with one table of `rows` rows holding Marker; closed again.
    void makeStore(const vfs::VfsKey& key, int rows)
    {
        Connection writer(QStringLiteral("make"));
        const auto status = vfs::openSealed(writer.db(), path(), key);
        QVERIFY2(status.ok(), status ? "" : status.error().detail.constData());
        QVERIFY(
            writer.run(QStringLiteral("CREATE TABLE visits(id INTEGER PRIMARY KEY, note TEXT)")));
        QVERIFY(writer.db().transaction());
        for (int i = 0; i < rows; ++i)
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

    void registering_again_isHarmless() { QVERIFY(vfs::registerSealedVfs().ok()); }

    void sqliteMemory_givenBack_isWiped()
    {
        QVERIFY(vfs::wipeSqliteMemory()); // again, and it was in time
        constexpr int Was = 4000, Stays = 3000;
        auto* block = static_cast<char*>(sqlite3_malloc(Was));
        std::memset(block, 'x', Was);
        auto* kept = static_cast<char*>(sqlite3_realloc(block, Stays));
        QVERIFY(kept == block); // or there would be nothing to look at
        QCOMPARE(QByteArray(kept, Stays).count('x'), Stays);
        const auto end = qsizetype(sqlite3_msize(kept));
        QVERIFY(end >= Was);
        QVERIFY(!QByteArray(kept + Stays, end - Stays).contains('x'));
        auto* grown = static_cast<char*>(sqlite3_realloc(kept, 2 * Was));
        QCOMPARE(QByteArray(grown, Stays).count('x'), Stays);
        sqlite3_free(grown);
    }
    void openSealed_newStore_reportsSealing()
    {
        const auto key = loadTestKey();
        Connection writer(QStringLiteral("new"));
        const auto status = vfs::openSealed(writer.db(), path(), key);
        QVERIFY(status.ok());
        QCOMPARE(status->formatVersion, 1);
        QCOMPARE(status->pageSize, 4096);
        QVERIFY(status->cipher == vfs::CipherId::XChaCha20Poly1305);
        const quint64 before = status->pagesSealed;
        QVERIFY(writer.run(QStringLiteral("CREATE TABLE t(a)")));
        QVERIFY(vfs::sealedStatus(writer.db())->pagesSealed > before);
    }

    void openSealed_writtenAndReopened_rowsAreThere()
    {
        const auto key = loadTestKey();
        makeStore(key, 300);
        Connection reader(QStringLiteral("again"));
        QVERIFY(vfs::openSealed(reader.db(), path(), key).ok());
        QCOMPARE(reader.value(QStringLiteral("SELECT count(*) FROM visits")).toInt(), 300);
        QCOMPARE(reader.value(QStringLiteral("PRAGMA integrity_check")).toString(),
            QStringLiteral("ok"));
    }

    void openSealed_pragmas_areTheStores()
    {
        const auto key = loadTestKey();
        Connection writer(QStringLiteral("pragmas"));
        QVERIFY(vfs::openSealed(writer.db(), path(), key).ok());
        const auto pragma = [&](const char* name) {
            return writer.value(QStringLiteral("PRAGMA ") + QLatin1String(name)).toString();
        };
        QCOMPARE(pragma("journal_mode"), QStringLiteral("wal"));
        QCOMPARE(pragma("synchronous"), QStringLiteral("2"));
        QCOMPARE(pragma("fullfsync"), QStringLiteral("1"));
        QCOMPARE(pragma("secure_delete"), QStringLiteral("1"));
        QCOMPARE(pragma("foreign_keys"), QStringLiteral("1"));
        QCOMPARE(pragma("temp_store"), QStringLiteral("2"));
        QCOMPARE(pragma("cache_size"), QStringLiteral("-16384"));
        QCOMPARE(pragma("trusted_schema"), QStringLiteral("0"));
        QVERIFY2(!writer.run(QStringLiteral("SELECT \"no such column\"")), "DQS is off");
    }

    void openSealed_otherKeySameSalt_isCorrupt()
    {
        makeStore(loadTestKey(), 3);
        const auto other = loadTestKey(8);
        Connection reader(QStringLiteral("other"));
        const auto status = vfs::openSealed(reader.db(), path(), other);
        QVERIFY(!status.ok());
        QCOMPARE(status.error().code, ErrorCode::Corrupt);
        QVERIFY(!reader.db().isOpen());
    }

    void openSealed_otherSalt_isWrongSecret()
    {
        makeStore(loadTestKey(), 3);
        const auto other = loadTestKey(7, 10);
        Connection reader(QStringLiteral("salt"));
        const auto status = vfs::openSealed(reader.db(), path(), other);
        QVERIFY(!status.ok());
        QCOMPARE(status.error().code, ErrorCode::WrongSecret);
    }

    void openSealed_newerFormat_isUnsupported_notDamage()
    {
        const auto key = loadTestKey();
        makeStore(key, 3);
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(21));
        QVERIFY(file.putChar(2));
        file.close();
        Connection reader(QStringLiteral("newer"));
        const auto status = vfs::openSealed(reader.db(), path(), key);
        QVERIFY(!status.ok());
        QCOMPARE(status.error().code, ErrorCode::Unsupported);
    }

    void openSealed_keyDropped_isLocked()
    {
        Connection reader(QStringLiteral("dropped"));
        {
            const auto key = loadTestKey();
            reader.db().setConnectOptions(vfs::connectOptions(vfs::OpenMode::ReadWrite));
            reader.db().setDatabaseName(key.uri(path()));
        }
        QVERIFY(!reader.db().open());
        QCOMPARE(vfs::storeError(reader.db().lastError()).code, ErrorCode::Locked);
        QVERIFY(!QFile::exists(path()));
    }

    void openSealed_keyDroppedWhileOpen_connectionKeepsWorking()
    {
        auto key = std::make_unique<vfs::VfsKey>(loadTestKey());
        Connection writer(QStringLiteral("keeps"));
        QVERIFY(vfs::openSealed(writer.db(), path(), *key).ok());
        key.reset();
        QVERIFY(writer.run(QStringLiteral("CREATE TABLE t(a)")));
        QVERIFY(writer.run(QStringLiteral("INSERT INTO t VALUES (1)")));
    }

    void openSealed_plainDatabase_isRefusedUntouched()
    {
        {
            Connection plain(QStringLiteral("plain"));
            plain.db().setDatabaseName(path());
            QVERIFY(plain.db().open());
            QVERIFY(plain.run(QStringLiteral("CREATE TABLE t(a)")));
        }
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        file.close();
        const auto key = loadTestKey();
        Connection sealed(QStringLiteral("sealed"));
        const auto status = vfs::openSealed(sealed.db(), path(), key);
        QVERIFY(!status.ok());
        QCOMPARE(status.error().code, ErrorCode::WrongSecret);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), before);
        file.close();
        QVERIFY(file.remove());
    }

    void sealedStatus_plainConnection_isUnsupported()
    {
        Connection plain(QStringLiteral("memory"));
        plain.db().setDatabaseName(QStringLiteral(":memory:"));
        QVERIFY(plain.db().open());
        const auto status = vfs::sealedStatus(plain.db());
        QVERIFY(!status.ok());
        QCOMPARE(status.error().code, ErrorCode::Unsupported);
    }

    void openSealed_readOnlyMissing_isNotFound()
    {
        const auto key = loadTestKey();
        Connection reader(QStringLiteral("missing"));
        const auto status = vfs::openSealed(reader.db(), path(), key, vfs::OpenMode::ReadOnly);
        QVERIFY(!status.ok());
        QCOMPARE(status.error().code, ErrorCode::NotFound);
        QVERIFY(!QFile::exists(path()));
    }

    void openSealed_readOnlyBesideWriter_seesCommitsAndCannotWrite()
    {
        const auto key = loadTestKey();
        makeStore(key, 5);
        Connection writer(QStringLiteral("w"));
        QVERIFY(vfs::openSealed(writer.db(), path(), key).ok());
        Connection reader(QStringLiteral("r"));
        QVERIFY(vfs::openSealed(reader.db(), path(), key, vfs::OpenMode::ReadOnly).ok());
        QVERIFY(writer.run(QStringLiteral("INSERT INTO visits(note) VALUES ('six')")));
        QCOMPARE(reader.value(QStringLiteral("SELECT count(*) FROM visits")).toInt(), 6);
        QVERIFY(!reader.run(QStringLiteral("DELETE FROM visits")));
    }

    void openSealed_pathWithSpecialCharacters_opensThatFile()
    {
        const QString odd = m_dir->filePath(QStringLiteral("a b?c#d%20é&key=x.db"));
        const auto key = loadTestKey();
        Connection writer(QStringLiteral("odd"));
        QVERIFY(vfs::openSealed(writer.db(), odd, key).ok());
        QVERIFY(writer.run(QStringLiteral("CREATE TABLE t(a)")));
        QVERIFY(QFile::exists(odd));
    }
};

DOORSTEP_TEST(TestOpenSealed);
#include "tst_open_sealed.moc"
