#include "core/store/freshness.h"

#include "core/store/database.h"
#include "core/store/entry_store.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QDir>

using namespace doorstep;
using test::StoreFixture;

/// A mark kept elsewhere tells an older copy of a store from the newest.
class TestFreshness : public QObject {
    Q_OBJECT

    static std::optional<store::PutBack> putBack(store::Store& store)
    {
        return store::PutBackStore(store.connection()).find().value();
    }
    static Status saveNote(StoreFixture& fixture, store::Store& store)
    {
        const auto patient = fixture.mint.next<PatientId>();
        const auto saved = store.save(fixture.noteAct(patient, QStringLiteral("Gate sticks.")));
        return saved ? Status() : Status(saved.error());
    }
    static QHash<QString, QByteArray> filesOf(const StoreFixture& fixture)
    {
        QHash<QString, QByteArray> all;
        for (const QFileInfo& file : QDir(fixture.files.folder).entryInfoList(QDir::Files))
            all[file.filePath()] = store::readFileWhole(file.filePath(), 1 << 30).value();
        return all;
    }
    static void putBackFiles(const StoreFixture& fixture, const QHash<QString, QByteArray>& all)
    {
        QDir(fixture.files.folder).removeRecursively();
        QVERIFY(QDir().mkpath(fixture.files.folder));
        for (auto file = all.begin(); file != all.end(); ++file)
            QVERIFY(store::writeFileWhole(file.key(), file.value()));
    }

private Q_SLOTS:
    void mark_isReadBack_ofAnotherDeviceOrOtherBytes_isRefused()
    {
        const DeviceId device({1, 2, 3});
        const auto mark = store::generationMark(device, 7);
        QCOMPARE(mark.size(), std::size_t(32));
        QCOMPARE(*store::generationOfMark(mark, device), 7);
        QCOMPARE(store::generationOfMark(mark, DeviceId({9})).error().code, ErrorCode::Corrupt);
        for (const int at : {0, 4, 15}) { // magic, version, the sign of the generation
            QByteArray other = mark.view().toByteArray();
            other[at] = static_cast<char>(other[at] ^ 0x80);
            QCOMPARE(store::generationOfMark(SecretBytes::copyOf(other), device).error().code,
                ErrorCode::Corrupt);
        }
        QCOMPARE(store::generationOfMark(SecretBytes(31), device).error().code, ErrorCode::Corrupt);
    }
    void generation_risesWithEachAct_andIsToldWithIt()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        QCOMPARE(*store->generation(), 0);
        const auto saved = store->save(
            fixture.noteAct(fixture.mint.next<PatientId>(), QStringLiteral("Gate sticks.")));
        QVERIFY(saved);
        QCOMPARE(saved->generation, 1);
        QCOMPARE(*store->generation(), 1);
    }
    void newestStore_meetsItsMark_nothingIsSaid()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        QVERIFY(saveNote(fixture, *store));
        const auto incarnation = *store::incarnationBeside(fixture.files);
        for (const qint64 reached : {0, 1}) {
            QVERIFY(store->meetGeneration(reached));
            QVERIFY(!putBack(*store));
            QCOMPARE(*store::incarnationBeside(fixture.files), incarnation);
        }
    }
    void olderCopyOfTheFolder_isNoticedOnce_withWhatItLacks_andItsEntriesGoUnderNewNumbers()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        QVERIFY(saveNote(fixture, *store));
        store.reset();
        const auto copy = filesOf(fixture);
        const auto incarnation = *store::incarnationBeside(fixture.files);
        store = std::move(*fixture.open());
        for (int later = 0; later < 3; ++later)
            QVERIFY(saveNote(fixture, *store));
        const qint64 reached = *store->generation();
        store.reset();

        putBackFiles(fixture, copy);
        store = std::move(*fixture.open());
        QVERIFY(!putBack(*store)); // by itself the copy cannot know
        QVERIFY(store->meetGeneration(reached));
        QCOMPARE(putBack(*store)->acts, 3);
        QCOMPARE(putBack(*store)->noticed, fixture.clock.now());
        QVERIFY(*store::incarnationBeside(fixture.files) != incarnation);
        QCOMPARE(store->outgoing(0, 10, 1 << 20)->waiting, 1); // what the copy holds is sent anew
        const auto second = *store::incarnationBeside(fixture.files);

        store.reset();
        store = std::move(*fixture.open());
        QVERIFY(store->meetGeneration(reached));
        QCOMPARE(putBack(*store)->acts, 3); // not again
        QCOMPARE(*store::incarnationBeside(fixture.files), second);
        QVERIFY(store::PutBackStore(store->connection()).clear());
        QVERIFY(!putBack(*store));
        QVERIFY(saveNote(fixture, *store));
        QVERIFY(*store->generation() > reached); // no generation stands for two states
    }
    void serverKnowsMore_isSaidToo_howMuchIsNotKnown()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        QVERIFY(store->startIncarnation());
        QCOMPARE(putBack(*store), (store::PutBack{fixture.clock.now(), 0}));
    }
    void databaseMadeAnewByAPerson_isNoOlderCopy()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        QVERIFY(saveNote(fixture, *store));
        store.reset();
        QVERIFY(store::setDatabaseAside(fixture.files));
        QVERIFY(store::makeDatabaseAnew(fixture.files, fixture.masterKey));
        store = std::move(*fixture.open());
        QVERIFY(store->meetGeneration(5));
        QVERIFY(!putBack(*store));
        QCOMPARE(*store->generation(), 6);
    }
};

DOORSTEP_TEST(TestFreshness);

#include "tst_freshness.moc"
