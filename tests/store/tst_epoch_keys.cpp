#include "core/store/epoch_key_store.h"
#include "core/store/patient_store.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using test::Colleague;
using test::StoreFixture;

/// The practice keys a store holds: several of an epoch, and those of a store made before.
class TestEpochKeys : public QObject {
    Q_OBJECT

    static bool has(store::Store& store, PatientId patient)
    {
        const auto row = store::PatientStore(store.connection()).find(patient);
        return row && row->has_value();
    }
    static entry::EpochKey key(quint32 epoch)
    {
        return {entry::KeyClass::Care, epoch, crypto::randomSecret()};
    }
    static entry::EpochKey copyOf(const entry::EpochKey& key)
    {
        return {key.keyClass, key.epoch, key.key.clone()};
    }

private Q_SLOTS:
    void secondKeyOfAnEpoch_opensWhatTheFirstDidNot()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const Colleague desk(fixture);
        const auto first = key(2);
        const auto second = key(2);
        QVERIFY(store->putEpochKey(copyOf(first)).ok());
        const auto patient = fixture.mint.next<PatientId>();
        const auto act
            = fixture.patientAct(patient, QStringLiteral("Testcase"), QStringLiteral("Bo"));
        auto entries = desk.certificates();
        entries.push_back({3, desk.seal(act.drafts().front(), second), {}});
        QVERIFY(store->applyPage({entries, std::nullopt, "after", false}).ok());
        QVERIFY(!has(*store, patient));
        QVERIFY(store->putEpochKey(copyOf(second)).ok());
        QVERIFY(has(*store, patient));
        // Whichever came first, every device seals with the same one.
        const auto& least = entry::nameOf(first) < entry::nameOf(second) ? first : second;
        QVERIFY(store->newestEpochKey(entry::KeyClass::Care)->key.equals(least.key));
        store.reset();
        auto again = fixture.open();
        QCOMPARE((*again)->epochKeys()->size(), std::size_t(3));
        QVERIFY((*again)->newestEpochKey(entry::KeyClass::Care)->key.equals(least.key));
    }
    void sameKeyTwice_isOne()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const auto made = key(2);
        QVERIFY(store->putEpochKey(copyOf(made)).ok());
        QVERIFY(store->putEpochKey(copyOf(made)).ok());
        QCOMPARE(store->epochKeys()->size(), std::size_t(2));
    }
    void keyOfAPageThatFailed_isTakenWhenThePageComesAgain()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const auto wrap = crypto::randomSecret();
        const auto made = key(9);
        store::EpochKeyStore keys(store->connection(), wrap.clone());
        {
            auto failed = store::Transaction::begin(store->connection());
            QVERIFY(*keys.put(made));
            QCOMPARE((*keys.find(made.keyClass, made.epoch))->size(), std::size_t(1));
        }
        QVERIFY(*keys.put(made));
        store::EpochKeyStore later(store->connection(), wrap.clone());
        QCOMPARE((*later.find(made.keyClass, made.epoch))->size(), std::size_t(1));
    }
    void storeOfTheFourthVersion_keepsItsKeys()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const auto made = key(2);
        QVERIFY(store->putEpochKey(copyOf(made)).ok());
        const auto patient = fixture.mint.next<PatientId>();
        QVERIFY(store->save(
            fixture.patientAct(patient, QStringLiteral("Testcase"), QStringLiteral("Bo"))));
        for (const char* sql : {"ALTER TABLE epochKey RENAME TO later",
                 "CREATE TABLE epochKey(keyClass INTEGER NOT NULL, epoch INTEGER NOT NULL, "
                 "nonce BLOB NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY(keyClass, epoch)) "
                 "WITHOUT ROWID",
                 "INSERT INTO epochKey SELECT keyClass, epoch, nonce, sealed FROM later",
                 "DROP TABLE later", "DROP INDEX entryClosed",
                 "CREATE INDEX entryClosed ON entry(keyClass, keyEpoch) WHERE opened = 0",
                 "PRAGMA user_version = 4"})
            QVERIFY2(store->connection().run(QString::fromLatin1(sql)), sql);
        store.reset();
        auto again = fixture.open();
        QVERIFY2(again, again ? "" : again.error().detail.constData());
        QVERIFY(has(**again, patient));
        QVERIFY((*again)->newestEpochKey(entry::KeyClass::Care)->key.equals(made.key));
        QVERIFY((*again)->putEpochKey(key(2)).ok()); // which the fourth version had no room for
        QCOMPARE((*again)->epochKeys()->size(), std::size_t(3));
    }
};
DOORSTEP_TEST(TestEpochKeys);

#include "tst_epoch_keys.moc"
