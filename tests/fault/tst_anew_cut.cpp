#include "core/store/database.h"
#include "core/store/freshness.h"
#include "core/store/patient_store.h"
#include "tests/fault/recorded_folder.h"
#include "tests/store/store_fixture.h"
#include "tests/support/seed.h"
#include "tests/support/test_registry.h"

#include <set>

using namespace doorstep;
using namespace doorstep::test;
using namespace Qt::StringLiterals;

/// A database made anew, after a kill or a power cut between any two calls of the file system: none
/// is there and a person is asked again, or the new one is there, whole.
class TestAnewCut : public QObject {
    Q_OBJECT
    static constexpr int CutsPerMoment = 6;
    static constexpr int WholeWayEach = 20; ///< of the cuts that differ in the draft alone

    /// Like Store::open after a right PIN, on other files.
    static Result<std::unique_ptr<store::Store>> open(
        StoreFixture& fixture, const store::StoreFiles& files)
    {
        DOORSTEP_TRY(identity, store::readDeviceIdentity(files, fixture.deviceSecret));
        return store::Store::open(
            files, fixture.staffKeys(), std::move(identity), fixture.clock, fixture.mint);
    }

    static MemoryDisk::Files withoutDraft(MemoryDisk::Files files)
    {
        std::erase_if(
            files, [](const auto& file) { return file.first.starts_with("store.db.new/"); });
        return files;
    }

private Q_SLOTS:
    void cutAnywhere_noDatabaseOrTheNewOne_andWhatWasNotSentIsInIt()
    {
        const quint64 seed = test::seedOr(20261130);
        const PatientId patient({3});
        StoreFixture fixture(u"tablet"_s, seed);
        {
            auto store = fixture.openNew();
            QVERIFY(store);
            QVERIFY(store->save(fixture.patientAct(patient, u"Thistlewood"_s, u"M"_s)).ok());
            QVERIFY(store->save(fixture.noteAct(patient, u"The gate sticks."_s)).ok());
        }
        QVERIFY(store::setDatabaseAside(fixture.files).ok());
        const QByteArray folder = fixture.files.folder.toUtf8();

        RecordedFolder recorded(folder);
        QVERIFY(store::makeDatabaseAnew(fixture.files, fixture.masterKey).ok());
        QVERIFY(recorded.replayed() == filesIn(folder)); // no call went past the record

        const QTemporaryDir scratch;
        const store::StoreFiles image{scratch.filePath(u"image"_s)};
        PowerCut::Random random(seed);
        PowerCut cut(recorded.events(), recorded.start());
        std::set<MemoryDisk::Files> seen;
        int asked = 0;
        int there = 0;
        for (std::size_t moment = 0; moment <= recorded.events().size(); ++moment) {
            cut.advanceTo(moment);
            for (int each = 0; each < CutsPerMoment; ++each) {
                const QByteArray where = "seed " + QByteArray::number(seed) + ", event "
                    + QByteArray::number(qulonglong(moment)) + ", cut " + QByteArray::number(each);
                const auto files = cut.image(random);
                putFiles(image.folder.toUtf8(), files);
                const bool isAsked = store::isDatabaseSetAside(image);
                isAsked ? ++asked : ++there;
                if (!seen.insert(withoutDraft(files)).second && asked % WholeWayEach != 0)
                    continue;
                if (isAsked)
                    QVERIFY2(store::makeDatabaseAnew(image, fixture.masterKey).ok(), where);
                auto store = open(fixture, image);
                QVERIFY2(store, where + ": " + (store ? QByteArray() : store.error().detail));
                QCOMPARE(*(*store)->generation(), -1);
                QVERIFY2((*store)->meetGeneration(5).ok(), where);
                QVERIFY2(!*store::PutBackStore((*store)->connection()).find(), where);
                QCOMPARE((*store)->outgoing(0, 10, 1 << 20)->waiting, 2);
                QVERIFY2((*store)->putEpochKey(fixture.careKey).ok(), where);
                QVERIFY2(
                    store::PatientStore((*store)->connection()).find(patient)->has_value(), where);
            }
        }
        QVERIFY(asked > 50);
        QVERIFY(there > 0);
        qInfo("%d cuts ask again, %d have the new database", asked, there);
    }
};
DOORSTEP_TEST(TestAnewCut);

#include "tst_anew_cut.moc"
