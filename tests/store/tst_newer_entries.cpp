#include "core/store/database.h"
#include "core/store/entry_store.h"
#include "core/store/setting_store.h"
#include "core/store/trust_store.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::Colleague;
using test::StoreFixture;

/// Entries of a newer version are kept, counted, and take effect with the update. The other builds
/// themselves are in tests/fault_sync/versions.
class TestNewerEntries : public QObject {
    Q_OBJECT

    static store::Page pageOf(std::vector<store::PageEntry> entries)
    {
        return {std::move(entries), std::nullopt, "after", false};
    }
    static int newer(store::Store& store)
    {
        return *store::EntryStore(store.connection()).notUnderstood();
    }
    static std::size_t lone(store::Store& store)
    {
        return store::TrustStore(store.connection()).loneDue({1'000'000})->size();
    }
    static std::unique_ptr<store::Store> openWithLone(StoreFixture& fixture)
    {
        auto store = fixture.openNew();
        const Colleague desk(fixture);
        auto page = desk.certificates();
        page.push_back({3, desk.clear(entry::LoneExpected{{5}, AggregateId({7})}), {}});
        return store && store->applyPage(pageOf(page)) ? std::move(store) : nullptr;
    }
    /// As a program that did not have the kind left the store.
    static bool forget(store::Store& store, const QByteArray& word)
    {
        QByteArrayList words = entry::clearWords();
        const bool known = words.removeOne(word);
        return known && store.connection().run(u"DELETE FROM loneExpected"_s)
            && store::SettingStore(store.connection())
                   .put(store::setting::ClearWords, words.join('\n'));
    }

private Q_SLOTS:
    void sealedOfAnUnknownKind_isCountedAndKept()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const PatientId patient = fixture.mint.next<PatientId>();
        QVERIFY(store->save(fixture.patientAct(patient, u"Testcase"_s, u"Olive"_s)));
        QCOMPARE(newer(*store), 0);
        const Colleague desk(fixture);
        auto page = desk.certificates();
        auto unknown = fixture.noteAct(patient, u"of another kind"_s).drafts().front();
        unknown.payload.kind = u"songSung"_s;
        page.push_back({3, desk.seal(unknown, fixture.careKey), {}});
        auto newerNote = fixture.noteAct(patient, u"of another schema"_s).drafts().front();
        newerNote.payload.schema = 2;
        page.push_back({4, desk.seal(newerNote, fixture.careKey), {}});
        QVERIFY(store->applyPage(pageOf(page)));
        QCOMPARE(newer(*store), 2);
        const auto about
            = store::EntryStore(store->connection()).ofAggregate(patient.as<AggregateId>());
        QCOMPARE(about->size(), std::size_t(3));
    }
    void clearOfAKindThatTheUpdateBrings_isActedOnAtTheNextStart()
    {
        StoreFixture fixture;
        {
            auto store = openWithLone(fixture);
            QVERIFY(store);
            QCOMPARE(lone(*store), std::size_t(1));
            QVERIFY(forget(*store, "lone.expected 1"));
            QCOMPARE(lone(*store), std::size_t(0));
        }
        auto store = fixture.open();
        QVERIFY(store);
        QCOMPARE(lone(**store), std::size_t(1));
    }
    void clearOfKnownKinds_isNotActedOnAgain()
    {
        StoreFixture fixture;
        {
            auto store = openWithLone(fixture);
            QVERIFY(store);
            QVERIFY(forget(*store, "pins.ordered 1"));
        }
        auto store = fixture.open();
        QVERIFY(store);
        QCOMPARE(lone(**store), std::size_t(0));
    }
};

DOORSTEP_TEST(TestNewerEntries);

#include "tst_newer_entries.moc"
