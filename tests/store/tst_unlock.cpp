#include "core/store/append_file.h"
#include "core/store/start_state.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QtEndian>

using namespace doorstep;
using store::StartState;
using test::StoreFixture;

class TestUnlock : public QObject {
    Q_OBJECT

    static Result<SecretBytes> failing(ErrorCode code) { return Error{code, "told to", false}; }
    static store::StaffKeys keysFor(const StoreFixture& fixture, const SecretBytes& masterKey)
    {
        return {fixture.amina, masterKey.clone(), crypto::randomSecret()};
    }

    static Result<store::Unlock> fastDoor(StoreFixture& fixture)
    {
        return store::Unlock::open(fixture.files, fixture.deviceSecret.clone(),
            fixture.boot.reader(), [](crypto::PwhashCost, const auto& run) -> qint64 {
                run();
                return 1;
            });
    }

private Q_SLOTS:
    void create_furnishingFails_leavesNoStore_andTheNextTryMakesOne()
    {
        StoreFixture fixture(QStringLiteral("tablet"));
        const auto full = [&](const store::StoreFiles& draft, const SecretBytes&) -> Status {
            if (draft.folder == fixture.files.folder)
                return Error{ErrorCode::Internal, "not in its place yet", true};
            return Error::transient(ErrorCode::Io, "disk full");
        };
        const auto failed = fixture.create(full);
        QCOMPARE(failed.error().code, ErrorCode::Io);
        QVERIFY(!fixture.files.storeExists());
        const auto furnish = [&](const store::StoreFiles& draft, const SecretBytes& master) {
            fixture.masterKey = master.clone();
            auto door
                = store::Unlock::open(draft, fixture.deviceSecret.clone(), fixture.boot.reader());
            return door ? door->putStaff(
                       fixture.staffKeys(), StoreFixture::secret("704923"), store::SecretKind::Pin)
                        : Status(door.error());
        };
        QVERIFY(fixture.create(furnish));
        QVERIFY(fixture.unlock()->tryPin(fixture.amina, StoreFixture::secret("704923")));
        QVERIFY(fixture.open());
    }
    void identity_withAsManyNamesAsAnEnrolmentBrings_isReadBack()
    {
        StoreFixture fixture;
        QVERIFY(fixture.create());
        auto identity = store::readDeviceIdentity(fixture.files, fixture.deviceSecret);
        QVERIFY(identity);
        identity->names.clear();
        for (quint8 person = 0; person < 200; ++person)
            identity->names.push_back(
                {StaffId({person, 1}), QStringLiteral("Staff Testcase"), QStringLiteral("nurse")});
        QVERIFY(store::writeDeviceIdentity(fixture.files, *identity, fixture.deviceSecret));
        const auto read = store::readDeviceIdentity(fixture.files, fixture.deviceSecret);
        QVERIFY2(read, read ? "" : read.error().detail.constData());
        QCOMPARE(read->names.size(), std::size_t(200));
    }
    void createStore_thenPin_thenUnlock()
    {
        StoreFixture fixture;
        const auto masterKey = fixture.create();
        QVERIFY2(masterKey, masterKey ? "" : masterKey.error().detail.constData());
        auto unlock = fixture.unlock();
        QVERIFY(unlock->putStaff(
            keysFor(fixture, *masterKey), StoreFixture::secret("135790"), store::SecretKind::Pin));
        auto later = fixture.unlock();
        const auto keys = later->tryPin(fixture.amina, StoreFixture::secret("135790"));
        QVERIFY(keys);
        QVERIFY(keys->masterKey.equals(*masterKey));
        QCOMPARE(later->lockout(fixture.amina)->fails, 0);
        QVERIFY(later->recover(fixture.recovery)->equals(*masterKey));
        const auto identity = store::readDeviceIdentity(fixture.files, fixture.deviceSecret);
        QCOMPARE(identity->names.front().name, QStringLiteral("Amina Testcase"));
        QCOMPARE(identity->device, fixture.device);
    }
    void createStore_neverOverAStore()
    {
        StoreFixture fixture;
        QVERIFY(fixture.create());
        QCOMPARE(fixture.create().error().code, ErrorCode::Exists);
        StoreFixture other;
        QVERIFY(QDir().mkpath(other.files.folder));
        QVERIFY(store::writeFileWhole(other.files.outbox(), "a former store's outbox"));
        QCOMPARE(other.create().error().code, ErrorCode::Exists);
    }
    void createStore_leftoverOfAKilledAttempt_isReplaced()
    {
        StoreFixture fixture;
        QVERIFY(QDir().mkpath(fixture.files.folder + QStringLiteral(".new")));
        QVERIFY(store::writeFileWhole(
            fixture.files.folder + QStringLiteral(".new/store.db"), "half made"));
        QVERIFY(fixture.create());
        QVERIFY(!QFile::exists(fixture.files.folder + QStringLiteral(".new")));
    }
    void tryPin_wrong_countsOnce_damageCountsNot()
    {
        StoreFixture fixture;
        const auto masterKey = fixture.create();
        auto unlock = fixture.unlock();
        QVERIFY(unlock->putStaff(
            keysFor(fixture, *masterKey), StoreFixture::secret("135790"), store::SecretKind::Pin));
        QCOMPARE(unlock->tryPin(fixture.amina, StoreFixture::secret("000000")).error().code,
            ErrorCode::WrongSecret);
        QCOMPARE(unlock->lockout(fixture.amina)->fails, 1);
        auto stranger = store::Unlock::open(
            fixture.files, fixture.deviceSecret.clone(), fixture.boot.reader());
        QCOMPARE(stranger->tryPin(StaffId({42}), StoreFixture::secret("1")).error().code,
            ErrorCode::NotFound);
        QCOMPARE(stranger->lockout(StaffId({42}))->fails, 0);
    }
    void tryPin_fiveWrong_thenEvenTheRightOneWaits()
    {
        StoreFixture fixture;
        const auto masterKey = fixture.create();
        QVERIFY(fixture.unlock()->putStaff(
            keysFor(fixture, *masterKey), StoreFixture::secret("135790"), store::SecretKind::Pin));
        for (int i = 0; i < 5; ++i)
            QCOMPARE(fixture.unlock()
                         ->tryPin(fixture.amina, StoreFixture::secret("000000"))
                         .error()
                         .code,
                ErrorCode::WrongSecret);
        QCOMPARE(
            fixture.unlock()->tryPin(fixture.amina, StoreFixture::secret("135790")).error().code,
            ErrorCode::Locked);
        fixture.boot.advanceMinutes(1);
        QVERIFY(fixture.unlock()->tryPin(fixture.amina, StoreFixture::secret("135790")));
    }
    void tryPin_slotBelowWhatTheDeviceCan_isRaised_withTheSamePin()
    {
        StoreFixture fixture;
        QVERIFY(fixture.create());
        const auto pin = StoreFixture::secret("135790");
        QVERIFY(fixture.unlock()->putStaff(fixture.staffKeys(), pin, store::SecretKind::Pin));
        const auto cost
            = [&] { return store::readEnvelope(fixture.files)->slotOf(fixture.amina)->cost; };
        QCOMPARE(cost(), StoreFixture::CheapCost);
        QVERIFY(fixture.unlock()->tryPin(fixture.amina, pin));
        QCOMPARE(cost(), StoreFixture::CheapCost); // a slow device stays

        QVERIFY(!fastDoor(fixture)->tryPin(fixture.amina, StoreFixture::secret("000000")));
        QCOMPARE(cost(), StoreFixture::CheapCost); // so does a stranger's guess
        auto door = fastDoor(fixture);
        const auto keys = door->tryPin(fixture.amina, pin);
        QVERIFY(keys && keys->signSeed.equals(fixture.staffSeed));
        const crypto::PwhashCost most{3, 64 * 1024};
        QCOMPARE(cost(), most);
        QCOMPARE(door->envelope().slotOf(fixture.amina)->cost, most);
        QCOMPARE(door->envelope().slotOf(fixture.amina)->secretKind, store::SecretKind::Pin);
        const auto copy = store::KeyEnvelope::decode(
            *store::readFileWhole(fixture.files.envelopeCopy(), store::KeyEnvelope::MaxBytes));
        QCOMPARE(copy->slotOf(fixture.amina)->cost, most);
        QVERIFY(fixture.unlock()->tryPin(fixture.amina, pin)->masterKey.equals(fixture.masterKey));
        QVERIFY(fixture.open());
    }
    void tryPin_raisingFails_theDoorOpensAsBefore_data()
    {
        QTest::addColumn<int>("judged");
        QTest::addColumn<bool>("writes");
        QTest::newRow("slower than judged") << 501 << true;
        QTest::newRow("no room for the first copy") << 1 << false;
    }
    void tryPin_raisingFails_theDoorOpensAsBefore()
    {
        QFETCH(int, judged);
        QFETCH(bool, writes);
        StoreFixture fixture;
        QVERIFY(fixture.create());
        const auto pin = StoreFixture::secret("135790");
        QVERIFY(fixture.unlock()->putStaff(fixture.staffKeys(), pin, store::SecretKind::Pin));
        const QByteArray before = *store::readFileWhole(fixture.files.envelope(), 1 << 20);
        if (!writes) // its temporary file cannot be made
            QVERIFY(QDir().mkpath(fixture.files.envelope() + QStringLiteral(".new")));
        auto door = store::Unlock::open(fixture.files, fixture.deviceSecret.clone(),
            fixture.boot.reader(), [judged](crypto::PwhashCost cost, const auto& run) -> qint64 {
                run();
                return cost == StoreFixture::CheapCost ? 1 : judged;
            });
        QVERIFY(door->tryPin(fixture.amina, pin));
        QCOMPARE(*store::readFileWhole(fixture.files.envelope(), 1 << 20), before);
        QCOMPARE(door->envelope().slotOf(fixture.amina)->cost, StoreFixture::CheapCost);
        QVERIFY(door->tryPin(fixture.amina, pin));
    }
    void tryPin_envelopeChangedByAnother_isNotWrittenOver()
    {
        StoreFixture fixture;
        QVERIFY(fixture.create());
        const auto pin = StoreFixture::secret("135790");
        QVERIFY(fixture.unlock()->putStaff(fixture.staffKeys(), pin, store::SecretKind::Pin));
        auto door = fastDoor(fixture);
        QVERIFY(fixture.unlock()->putStaff(
            fixture.staffKeys(), StoreFixture::secret("246801"), store::SecretKind::Pin));
        QVERIFY(door->tryPin(fixture.amina, pin)); // this door has not looked since
        QVERIFY(fixture.unlock()->tryPin(fixture.amina, StoreFixture::secret("246801")));
    }
    void removeStaff_otherPeopleStay_oldDeviceSecretOpensNothing()
    {
        StoreFixture fixture;
        const auto masterKey = fixture.create();
        auto unlock = fixture.unlock();
        QVERIFY(unlock->putStaff(
            keysFor(fixture, *masterKey), StoreFixture::secret("135790"), store::SecretKind::Pin));
        const StaffId bo({2});
        QVERIFY(unlock->putStaff({bo, masterKey->clone(), crypto::randomSecret()},
            StoreFixture::secret("a long passphrase"), store::SecretKind::Passphrase));
        const SecretBytes renewed = crypto::randomSecret();
        const store::DeviceSecretId newId({3});
        QVERIFY(unlock->removeStaff(fixture.amina, *masterKey, newId, renewed.clone()));

        auto old = store::Unlock::open(
            fixture.files, fixture.deviceSecret.clone(), fixture.boot.reader());
        QCOMPARE(old->tryPin(bo, StoreFixture::secret("a long passphrase")).error().code,
            ErrorCode::Locked); // the lockout file is another secret's: an hour first
        auto now = store::Unlock::open(fixture.files, renewed.clone(), fixture.boot.reader());
        QVERIFY(!store::readDeviceIdentity(fixture.files, fixture.deviceSecret));
        QVERIFY(store::readDeviceIdentity(fixture.files, renewed));
        QCOMPARE(now->envelope().head().deviceSecret, newId);
    }
    void startState_table()
    {
        StoreFixture fixture;
        const auto secret = [&] { return Result<SecretBytes>(fixture.deviceSecret.clone()); };
        QCOMPARE(startState(fixture.files, failing(ErrorCode::NotFound)), StartState::FirstRun);
        QVERIFY(store::deviceSecretName(fixture.files).isEmpty());
        QVERIFY(fixture.create());
        QVERIFY(!store::deviceSecretName(fixture.files).isEmpty());
        QCOMPARE(startState(fixture.files, secret()), StartState::Unlock);
        // The trap: a keystore that lost or hides its entry beside a store that is there.
        QCOMPARE(startState(fixture.files, failing(ErrorCode::NotFound)), StartState::RecoverKeys);
        QCOMPARE(startState(fixture.files, failing(ErrorCode::KeystoreMissing)),
            StartState::RecoverKeys);
        QCOMPARE(startState(fixture.files, failing(ErrorCode::KeystoreLocked)),
            StartState::KeystoreLocked);
        QVERIFY(QFile::remove(fixture.files.envelope()));
        QCOMPARE(startState(fixture.files, secret()), StartState::Unlock);
        QVERIFY(QFile::remove(fixture.files.envelopeCopy()));
        QCOMPARE(startState(fixture.files, failing(ErrorCode::NotFound)), StartState::RecoverStore);
    }
    void startState_envelopeOfANewerVersion_isNoDamage_data()
    {
        QTest::addColumn<bool>("first");
        QTest::addColumn<bool>("second");
        QTest::newRow("both copies") << true << true;
        QTest::newRow("its program was stopped after one") << true << false;
        QTest::newRow("the other one") << false << true;
    }
    void startState_envelopeOfANewerVersion_isNoDamage()
    {
        QFETCH(bool, first);
        QFETCH(bool, second);
        StoreFixture fixture;
        QVERIFY(fixture.create());
        QByteArray newer = store::readFileWhole(fixture.files.envelope(), 1 << 20)->chopped(4);
        newer[5] = '2';
        char crc[4];
        qToLittleEndian(crypto::crc32c(newer), crc);
        newer.append(crc, 4);
        if (first)
            QVERIFY(store::writeFileWhole(fixture.files.envelope(), newer));
        if (second)
            QVERIFY(store::writeFileWhole(fixture.files.envelopeCopy(), newer));
        QCOMPARE(startState(fixture.files, Result<SecretBytes>(fixture.deviceSecret.clone())),
            StartState::NewerStore);
    }
    void deviceIdentity_damagedFirstCopy_secondIsUsed_otherSecretIsTold()
    {
        StoreFixture fixture;
        QVERIFY(fixture.create());
        QVERIFY(store::writeFileWhole(fixture.files.device(), "torn"));
        const auto identity = store::readDeviceIdentity(fixture.files, fixture.deviceSecret);
        QVERIFY(identity);
        QVERIFY(identity->boxSecret.equals(fixture.deviceBox.secretKey));
        QVERIFY(store::writeDeviceIdentity(fixture.files, *identity, fixture.deviceSecret));
        QCOMPARE(store::readDeviceIdentity(fixture.files, crypto::randomSecret()).error().code,
            ErrorCode::WrongSecret);
    }
};
DOORSTEP_TEST(TestUnlock);

#include "tst_unlock.moc"
