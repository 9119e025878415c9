#include "core/store/start_state.h"
#include "core/store/wipe.h"
#include "tests/fault/recorded_folder.h"
#include "tests/store/store_fixture.h"
#include "tests/support/seed.h"
#include "tests/support/test_registry.h"

#include <QDir>

using namespace doorstep;
using namespace doorstep::test;
using namespace Qt::StringLiterals;

/// The files of a wipe after a kill or a power cut between any two calls of the file system.
class TestWipeCut : public QObject {
    Q_OBJECT
    static constexpr int CutsPerMoment = 12;

    static entry::WipeOrdered order(const StoreFixture& fixture)
    {
        entry::WipeOrdered made{
            fixture.device, EntryId({7}), {1'795'510'800'000}, entry::WipeMode::AtOnce, {}};
        entry::certify(made, fixture.practice, fixture.practiceSign.secretKey);
        return made;
    }
    /// From the order on disk to its end, as a start does it; the secret still opens what is there.
    static Status goOn(const store::StoreFiles& files, const SecretBytes& deviceSecret,
        const SecretBytes& wipedSecret)
    {
        DOORSTEP_TRY(record, store::readWipe(files));
        if (const auto identity = store::readDeviceIdentity(files, deviceSecret))
            DOORSTEP_CHECK(store::keepWipedDevice(files, *identity, wipedSecret));
        DOORSTEP_CHECK(store::destroyKeys(files));
        DOORSTEP_CHECK(store::destroyRecords(files));
        record->isDone = true;
        return store::noteWipe(files, *record);
    }
    static QByteArray fileOf(const MemoryDisk::Files& files, const char* name)
    {
        const auto found = files.find(name);
        return found == files.end() ? QByteArray() : found->second;
    }

private Q_SLOTS:
    void cutAnywhere_theWipeGoesOn_andWhatWasNotSentStays()
    {
        const quint64 seed = test::seedOr(20261130);
        StoreFixture fixture(u"tablet"_s, seed);
        {
            auto store = fixture.openNew();
            QVERIFY(store);
            QVERIFY(store->save(fixture.patientAct(PatientId({3}), u"Thistlewood"_s, u"M"_s)).ok());
            QVERIFY(store->save(fixture.noteAct(PatientId({3}), u"The gate sticks."_s)).ok());
        }
        const QByteArray folder = fixture.files.folder.toUtf8();
        const MemoryDisk::Files before = filesIn(folder);
        const SecretBytes wipedSecret = crypto::randomSecret();

        RecordedFolder recorded(folder);
        const auto identity = store::readDeviceIdentity(fixture.files, fixture.deviceSecret);
        QVERIFY(identity);
        QVERIFY(store::acceptWipe(fixture.files, *identity, order(fixture)).ok());
        const std::size_t accepted = recorded.events().size();
        QVERIFY(goOn(fixture.files, fixture.deviceSecret, wipedSecret).ok());
        QVERIFY(recorded.replayed() == filesIn(folder)); // no call went past the record

        const QTemporaryDir scratch;
        const store::StoreFiles image{scratch.filePath(u"image"_s)};
        PowerCut::Random random(seed);
        PowerCut cut(recorded.events(), recorded.start());
        int wentOn = 0;
        int untouched = 0;
        for (std::size_t moment = 0; moment <= recorded.events().size(); ++moment) {
            cut.advanceTo(moment);
            for (int each = 0; each < CutsPerMoment; ++each) {
                const QByteArray where = "seed " + QByteArray::number(seed) + ", event "
                    + QByteArray::number(qulonglong(moment)) + ", cut " + QByteArray::number(each);
                putFiles(image.folder.toUtf8(), cut.image(random));
                const auto record = store::readWipe(image);
                const bool isOrdered = record && record->has_value();
                QVERIFY2(isOrdered || moment < accepted, where.constData());
                if (!isOrdered) {
                    // Nothing was destroyed before the order was there to stay.
                    for (const auto& [name, bytes] : before)
                        QVERIFY2(filesIn(image.folder.toUtf8()).at(name) == bytes,
                            (where + ": " + name.c_str()).constData());
                    ++untouched;
                    continue;
                }
                const bool hadDevice = store::readWipedDevice(image, wipedSecret).ok()
                    || store::readDeviceIdentity(image, fixture.deviceSecret).ok();
                QVERIFY2(hadDevice, where.constData()); // what sends is never lost in between
                QVERIFY2(goOn(image, fixture.deviceSecret, wipedSecret).ok(), where.constData());
                const auto after = filesIn(image.folder.toUtf8());
                QVERIFY2(after.size() == 4, where.constData());
                QVERIFY2(store::readWipedDevice(image, wipedSecret).ok(), where.constData());
                for (const char* kept : {"outbox.seal", "spool"})
                    QVERIFY2(!fileOf(before, kept).isEmpty()
                            && fileOf(after, kept) == fileOf(before, kept),
                        (where + ": " + kept).constData());
                QVERIFY2(store::startState(image, Error{ErrorCode::NotFound, "none"})
                        == store::StartState::Wiped,
                    where.constData());
                ++wentOn;
            }
        }
        QVERIFY(untouched > 0);
        QVERIFY(wentOn > 200);
        qInfo("%d cuts went on, %d came before the order", wentOn, untouched);
    }
};
DOORSTEP_TEST(TestWipeCut);

#include "tst_wipe_cut.moc"
