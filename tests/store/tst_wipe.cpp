#include "core/store/attachment_store.h"
#include "core/store/start_state.h"
#include "core/store/wipe.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>

using namespace doorstep;
using namespace Qt::StringLiterals;
using store::StartState;
using test::StoreFixture;

/// A desk's order carried out on the files of a store.
class TestWipe : public QObject {
    Q_OBJECT

    static entry::WipeOrdered order(const StoreFixture& fixture)
    {
        entry::WipeOrdered made{
            fixture.device, EntryId({7}), {1'795'510'800'000}, entry::WipeMode::AtOnce, {}};
        entry::certify(made, fixture.practice, fixture.practiceSign.secretKey);
        return made;
    }
    static QByteArray bytesOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void saveTwice(StoreFixture& fixture)
    {
        auto store = fixture.openNew();
        QVERIFY(store);
        const PatientId mabel({3});
        QVERIFY(store->save(fixture.patientAct(mabel, u"Thistlewood"_s, u"Mabel"_s)).ok());
        QVERIFY(store->save(fixture.noteAct(mabel, u"The gate sticks."_s)).ok());
    }
    static store::DeviceIdentity identityOf(const StoreFixture& fixture)
    {
        return std::move(*store::readDeviceIdentity(fixture.files, fixture.deviceSecret));
    }
    static void wipe(StoreFixture& fixture, const SecretBytes& wipedSecret)
    {
        const auto identity = identityOf(fixture);
        auto record = store::acceptWipe(fixture.files, identity, order(fixture));
        QVERIFY(record);
        QVERIFY(store::keepWipedDevice(fixture.files, identity, wipedSecret).ok());
        QVERIFY(store::destroyKeys(fixture.files).ok());
        QVERIFY(store::destroyRecords(fixture.files).ok());
        record->isDone = true;
        QVERIFY(store::noteWipe(fixture.files, *record).ok());
    }
    static StartState state(const StoreFixture& fixture)
    {
        return store::startState(
            fixture.files, Error{ErrorCode::NotFound, "the keystore has no such secret"});
    }

private Q_SLOTS:
    void orderThatNoDeskSigned_isNotBelieved_andNothingChanges()
    {
        StoreFixture fixture;
        saveTwice(fixture);
        const auto identity = identityOf(fixture);
        auto forged = order(fixture);
        entry::certify(forged, fixture.practice, crypto::makeSignKeyPair().secretKey);
        auto others = order(fixture);
        others.device = DeviceId({8});
        entry::certify(others, fixture.practice, fixture.practiceSign.secretKey);
        auto changed = order(fixture);
        changed.order = EntryId({9});
        for (const auto& wrong : {forged, others, changed}) {
            const auto accepted = store::acceptWipe(fixture.files, identity, wrong);
            QCOMPARE(accepted.error().code, ErrorCode::Untrusted);
        }
        QVERIFY(!QFile::exists(fixture.files.wipeOrder()));
        QVERIFY(fixture.open().ok());
    }
    void wiped_noKeyAndNoRecordIsLeft_outboxAndSpoolAreWhole()
    {
        StoreFixture fixture;
        saveTwice(fixture);
        QVERIFY(QDir().mkpath(fixture.files.attachments() + u"/deep"_s));
        QVERIFY(QDir().mkpath(fixture.files.setAside() + u"/1"_s));
        QVERIFY(QFile::copy(fixture.files.database(), fixture.files.setAside() + u"/1/store.db"_s));
        QVERIFY(QFile::copy(fixture.files.outbox(), fixture.files.outbox() + u".damaged"_s));
        const QByteArray outbox = bytesOf(fixture.files.outbox());
        const QByteArray spool = bytesOf(fixture.files.spool());
        QVERIFY(!outbox.isEmpty() && !spool.isEmpty());

        wipe(fixture, crypto::randomSecret());
        auto left = QDir(fixture.files.folder)
                        .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        left.sort();
        QCOMPARE(left,
            QStringList({u"device.wiped"_s, u"outbox.seal"_s, u"outbox.seal.damaged"_s, u"spool"_s,
                u"wipe.order"_s}));
        QCOMPARE(bytesOf(fixture.files.outbox()), outbox);
        QCOMPARE(bytesOf(fixture.files.spool()), spool);
        const auto read = store::readOutbox(fixture.files.outbox(), fixture.recovery);
        QVERIFY(read);
        QCOMPARE(read->lines.size(), std::size_t(2));
        QCOMPARE(store::Spool::open(fixture.files.spool())->pending().size(), std::size_t(2));
        QCOMPARE(state(fixture), StartState::Wiped);
    }
    void whatSends_isKeptUnderItsOwnSecret_withoutNamesOrBoxKey()
    {
        StoreFixture fixture;
        saveTwice(fixture);
        const auto wipedSecret = crypto::randomSecret();
        wipe(fixture, wipedSecret);
        const auto kept = store::readWipedDevice(fixture.files, wipedSecret);
        QVERIFY(kept);
        QCOMPARE(kept->device, fixture.device);
        QVERIFY(kept->names.empty());
        QVERIFY(kept->signSeed.view() == fixture.deviceSign.secretKey.view().first(32));
        QVERIFY(kept->boxSecret.view() != fixture.deviceBox.secretKey.view());
        QCOMPARE(store::readWipedDevice(fixture.files, fixture.deviceSecret).error().code,
            ErrorCode::WrongSecret);
        QCOMPARE(store::readDeviceIdentity(fixture.files, fixture.deviceSecret).error().code,
            ErrorCode::NotFound);
    }
    void orderBelieved_storeIsNeverOpenedAgain_whateverIsStillThere()
    {
        StoreFixture fixture;
        saveTwice(fixture);
        QVERIFY(store::acceptWipe(fixture.files, identityOf(fixture), order(fixture)).ok());
        QCOMPARE(
            store::startState(fixture.files, fixture.deviceSecret.clone()), StartState::Wiping);
        const auto record = store::readWipe(fixture.files);
        QVERIFY(record && *record);
        QCOMPARE((*record)->deviceSecret, store::deviceSecretName(fixture.secretId));
        QVERIFY(!(*record)->isDone);
        QVERIFY((*record)->order == order(fixture));
    }
    void secondOrder_doesNotTakeBackWhatTheFirstHasComeTo()
    {
        StoreFixture fixture;
        saveTwice(fixture);
        const auto identity = identityOf(fixture);
        wipe(fixture, crypto::randomSecret());
        auto second = order(fixture);
        second.order = EntryId({8});
        entry::certify(second, fixture.practice, fixture.practiceSign.secretKey);
        const auto record = store::acceptWipe(fixture.files, identity, second);
        QVERIFY(record);
        QVERIFY(record->isDone);
        QCOMPARE(record->order.order, EntryId({7}));
    }
    void everyStepAgain_isHarmless()
    {
        StoreFixture fixture;
        saveTwice(fixture);
        const auto wipedSecret = crypto::randomSecret();
        wipe(fixture, wipedSecret);
        QVERIFY(store::destroyKeys(fixture.files).ok());
        QVERIFY(store::destroyRecords(fixture.files).ok());
        QCOMPARE(state(fixture), StartState::Wiped);
        QVERIFY(store::readWipedDevice(fixture.files, wipedSecret).ok());
    }
    void wiped_isPutAside_andTheDeviceIsSetUpAsANewOne()
    {
        StoreFixture fixture;
        saveTwice(fixture);
        QCOMPARE(store::putWipedAside(fixture.files).error().code, ErrorCode::Refused);
        wipe(fixture, crypto::randomSecret());
        QVERIFY(store::putWipedAside(fixture.files).ok());
        QCOMPARE(state(fixture), StartState::FirstRun);
        QVERIFY(fixture.create().ok());
        QVERIFY(fixture.open().ok());
        const QString aside
            = fixture.files.folder + u".wiped-"_s + QString::fromLatin1(EntryId({7}).toHex());
        const auto read = store::readOutbox(aside + u"/outbox.seal"_s, fixture.recovery);
        QVERIFY(read);
        QCOMPARE(read->lines.size(), std::size_t(2));
    }
    void damagedRecord_isNoOrder_andTheStoreOpens()
    {
        StoreFixture fixture;
        saveTwice(fixture);
        QFile file(fixture.files.wipeOrder());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not an order");
        file.close();
        QVERIFY(!store::readWipe(fixture.files).ok());
        QCOMPARE(
            store::startState(fixture.files, fixture.deviceSecret.clone()), StartState::Unlock);
    }
};
DOORSTEP_TEST(TestWipe);

#include "tst_wipe.moc"
