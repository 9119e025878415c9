#include "core/store/database.h"
#include "core/store/patient_store.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QDirIterator>

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::StoreFixture;

/// An empty database in the place of one that was set aside, and never anywhere else.
class TestMadeAnew : public QObject {
    Q_OBJECT

    static QStringList setAside(const StoreFixture& fixture, const QString& name)
    {
        QStringList found;
        QDirIterator files(
            fixture.files.setAside(), {name}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            found.push_back(files.next());
        return found;
    }

private Q_SLOTS:
    void databaseThatIsThere_orWasNotSetAside_isNotReplaced()
    {
        StoreFixture fixture;
        QVERIFY(fixture.openNew());
        const auto anew = [&] { return store::makeDatabaseAnew(fixture.files, fixture.masterKey); };
        QVERIFY(!store::isDatabaseSetAside(fixture.files));
        QCOMPARE(anew().error().code, ErrorCode::Exists);
        QVERIFY(QFile::remove(fixture.files.database())); // nobody set it aside
        QVERIFY(!store::isDatabaseSetAside(fixture.files));
        QCOMPARE(anew().error().code, ErrorCode::Refused);
        QVERIFY(!QFile::exists(fixture.files.database()));
    }
    void keyOfAnotherStore_makesNothing()
    {
        StoreFixture fixture;
        QVERIFY(fixture.openNew());
        QVERIFY(store::setDatabaseAside(fixture.files));
        QCOMPARE(store::makeDatabaseAnew(fixture.files, crypto::randomSecret()).error().code,
            ErrorCode::Untrusted);
        QVERIFY(store::isDatabaseSetAside(fixture.files));
    }
    /// The log opens under the same key: SQLite would read the old rows into the new database.
    void logThatAKillLeftBehind_isSetAsideToo()
    {
        StoreFixture fixture;
        const PatientId patient({3});
        QByteArray log;
        {
            auto store = fixture.openNew();
            QVERIFY(store);
            QVERIFY(store->save(fixture.patientAct(patient, u"Testcase"_s, u"Olive"_s)));
            log = *store::readFileWhole(fixture.files.database() + u"-wal"_s, 1 << 30);
        }
        QVERIFY(!log.isEmpty());
        QVERIFY(store::setDatabaseAside(fixture.files));
        QVERIFY(store::writeFileWhole(fixture.files.database() + u"-wal"_s, log));
        QVERIFY(store::writeFileWhole(fixture.files.spool(), {}));

        QVERIFY(store::makeDatabaseAnew(fixture.files, fixture.masterKey));
        const QStringList kept = setAside(fixture, u"store.db-wal"_s);
        QCOMPARE(kept.size(), 1);
        QCOMPARE(*store::readFileWhole(kept.front(), 1 << 30), log);
        auto store = fixture.open();
        QVERIFY2(store, store ? "" : store.error().detail.constData());
        QCOMPARE(*(*store)->generation(), -1);
        QVERIFY(!store::PatientStore((*store)->connection()).find(patient)->has_value());
    }
    void whatAKilledAttemptLeft_isNotUsed()
    {
        StoreFixture fixture;
        QVERIFY(fixture.openNew());
        QVERIFY(store::setDatabaseAside(fixture.files));
        const QString draft = fixture.files.database() + u".new"_s;
        QVERIFY(QDir().mkpath(draft));
        QVERIFY(store::writeFileWhole(draft + u"/store.db"_s, "half"));
        QVERIFY(store::makeDatabaseAnew(fixture.files, fixture.masterKey));
        QVERIFY(!QFile::exists(draft));
        auto store = fixture.open();
        QVERIFY(store);
        QCOMPARE(*(*store)->generation(), -1);
    }
};
DOORSTEP_TEST(TestMadeAnew);

#include "tst_made_anew.moc"
