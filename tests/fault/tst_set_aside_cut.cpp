#include "core/store/append_file.h"
#include "core/store/database.h"
#include "core/store/set_aside.h"
#include "tests/fault/recorded_folder.h"
#include "tests/store/store_fixture.h"
#include "tests/support/seed.h"
#include "tests/support/test_registry.h"

#include <QDir>

using namespace doorstep;
using namespace doorstep::test;
using namespace Qt::StringLiterals;

/// The files of a database that was set aside, after a power cut at any moment of their sealing.
class TestSetAsideCut : public QObject {
    Q_OBJECT
    static constexpr int CutsPerMoment = 4;

    /// What the recovery key gives of each file, by name.
    static QMap<QString, QByteArray> contentOf(
        const store::StoreFiles& files, const crypto::BoxKeyPair& recovery, const QString& scratch)
    {
        QMap<QString, QByteArray> content;
        for (const QString& folder : store::setAsideFolders(files)) {
            for (const store::SetAsideFile& file : store::setAsideFiles(folder)) {
                const bool had = !file.isSealed || store::openSetAside(file, recovery, scratch);
                const auto bytes = store::readFileWhole(file.isSealed ? scratch : file.path, Most);
                if (had && bytes)
                    content[file.name()] = *bytes;
            }
        }
        return content;
    }
    static constexpr qint64 Most = 1 << 30;

private Q_SLOTS:
    void cutAnywhere_everyFileIsWhole_andTheSealingGoesOn()
    {
        const quint64 seed = test::seedOr(20261130);
        StoreFixture fixture(u"tablet"_s, seed);
        QVERIFY(fixture.openNew());
        const QString wal = fixture.files.database() + u"-wal"_s;
        QVERIFY(store::writeFileWhole(wal, crypto::randomBytes(70'000)));
        QVERIFY(store::setDatabaseAside(fixture.files));
        QVERIFY(store::makeDatabaseAnew(fixture.files, fixture.masterKey));

        const QTemporaryDir scratch;
        const QString opened = scratch.filePath(u"opened"_s);
        const auto before = contentOf(fixture.files, fixture.recovery, opened);
        QVERIFY(before.contains(u"store.db"_s) && before.contains(u"store.db-wal"_s));

        const QByteArray folder = fixture.files.folder.toUtf8();
        RecordedFolder recorded(folder);
        QVERIFY(store::sealSetAside(fixture.files, fixture.recovery.publicKey));
        QVERIFY(recorded.replayed() == filesIn(folder)); // no call went past the record

        const store::StoreFiles image{scratch.filePath(u"image"_s)};
        PowerCut::Random random(seed);
        PowerCut cut(recorded.events(), recorded.start());
        int underWay = 0;
        for (std::size_t moment = 0; moment <= recorded.events().size(); ++moment) {
            cut.advanceTo(moment);
            for (int each = 0; each < CutsPerMoment; ++each) {
                const QByteArray where = "seed " + QByteArray::number(seed) + ", event "
                    + QByteArray::number(qulonglong(moment)) + ", cut " + QByteArray::number(each);
                putFiles(image.folder.toUtf8(), cut.image(random));
                QVERIFY2(contentOf(image, fixture.recovery, opened) == before, where.constData());
                QVERIFY2(store::sealSetAside(image, fixture.recovery.publicKey), where.constData());
                QVERIFY2(contentOf(image, fixture.recovery, opened) == before, where.constData());
                for (const QString& aside : store::setAsideFolders(image))
                    for (const store::SetAsideFile& file : store::setAsideFiles(aside))
                        QVERIFY2(file.isSealed && !QFile::exists(file.path), where.constData());
                underWay += int(moment > 0 && moment < recorded.events().size());
            }
        }
        QVERIFY(underWay > 100);
        qInfo("%d cuts while it was under way", underWay);
    }
};
DOORSTEP_TEST(TestSetAsideCut);

#include "tst_set_aside_cut.moc"
