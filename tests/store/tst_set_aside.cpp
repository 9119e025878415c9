#include "core/store/append_file.h"
#include "core/store/database.h"
#include "core/store/recovery.h"
#include "core/store/set_aside.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::StoreFixture;

namespace {

constexpr qint64 Most = 1 << 30;

QByteArray bytesAt(const QString& path)
{
    const auto bytes = store::readFileWhole(path, Most);
    return bytes ? *bytes : QByteArray();
}

} // namespace

class TestSetAside : public QObject {
    Q_OBJECT

    const crypto::BoxKeyPair m_recovery = crypto::makeBoxKeyPair();
    QTemporaryDir m_folder;
    int m_made = 0;

    /// A folder of a store that holds nothing but one database set aside, of this content.
    [[nodiscard]] store::StoreFiles storeWith(const QByteArray& content, const QString& name)
    {
        const store::StoreFiles files{m_folder.filePath(QString::number(++m_made))};
        const QString folder = files.setAside() + u"/1795510800000"_s;
        if (!QDir().mkpath(folder) || !store::writeFileWhole(folder + u'/' + name, content))
            return {};
        return files;
    }
    [[nodiscard]] static store::SetAsideFile only(const store::StoreFiles& files)
    {
        const QStringList folders = store::setAsideFolders(files);
        const auto found = folders.size() == 1 ? store::setAsideFiles(folders.front())
                                               : std::vector<store::SetAsideFile>();
        return found.size() == 1 ? found.front() : store::SetAsideFile();
    }
    [[nodiscard]] QString to() const { return m_folder.filePath(u"opened"_s); }

private Q_SLOTS:
    void sealed_givesTheBytesBack_toTheRecoveryKeyAlone_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 65535, 65536, 65537, 131072, 200'000})
            QTest::addRow("%d", size) << size;
    }
    void sealed_givesTheBytesBack_toTheRecoveryKeyAlone()
    {
        QFETCH(int, size);
        const QByteArray content = crypto::randomBytes(size);
        const auto files = storeWith(content, u"store.db"_s);
        QVERIFY(!only(files).isSealed);
        QVERIFY(store::sealSetAside(files, m_recovery.publicKey));
        const auto file = only(files);
        QVERIFY(file.isSealed);
        QCOMPARE(file.name(), u"store.db"_s);
        QVERIFY(!QFile::exists(file.path));
        QVERIFY(store::openSetAside(file, m_recovery, to()));
        QCOMPARE(bytesAt(to()), content);
        QVERIFY(QFile::remove(to()));
        QCOMPARE(store::openSetAside(file, crypto::makeBoxKeyPair(), to()).error().code,
            ErrorCode::Corrupt);
        QVERIFY(!QFile::exists(to()));
        const QByteArray sealed = bytesAt(file.sealedPath());
        QVERIFY(store::sealSetAside(files, m_recovery.publicKey)); // nothing is left to do
        QCOMPARE(bytesAt(file.sealedPath()), sealed);
    }
    void changedCutOrRenamed_isNeverTakenForTheOriginal()
    {
        const auto files = storeWith(crypto::randomBytes(150'000), u"store.db"_s);
        QVERIFY(store::sealSetAside(files, m_recovery.publicKey));
        const auto file = only(files);
        const QByteArray sealed = bytesAt(file.sealedPath());
        const auto opens = [&](const QByteArray& bytes) {
            return store::writeFileWhole(file.sealedPath(), bytes)
                && store::openSetAside(file, m_recovery, to());
        };
        QVERIFY(opens(sealed));
        QVERIFY(QFile::remove(to()));
        constexpr qsizetype Head = 8 + 80 + 24;
        constexpr qsizetype Sealed = 65536 + 17;
        for (const qsizetype at : {qsizetype{0}, qsizetype{8}, qsizetype{60}, qsizetype{90}, Head,
                 Head + Sealed, Head + 2 * Sealed, sealed.size() - 1}) {
            QByteArray changed = sealed;
            changed[at] = static_cast<char>(changed.at(at) ^ 1);
            QVERIFY2(!opens(changed), QByteArray::number(at).constData());
        }
        for (const qsizetype size :
            {qsizetype{0}, Head - 1, Head, Head + Sealed, Head + 2 * Sealed, sealed.size() - 1})
            QVERIFY2(!opens(sealed.first(size)), QByteArray::number(size).constData());
        QVERIFY(!opens(sealed + QByteArray(17, '\0')));
        QVERIFY(!opens(sealed.first(Head) + sealed.mid(Head + Sealed, Sealed)
            + sealed.mid(Head, Sealed) + sealed.mid(Head + 2 * Sealed)));
        QVERIFY(!QFile::exists(to()));

        store::SetAsideFile other{QFileInfo(file.path).path() + u"/store.db-wal"_s, true};
        QVERIFY(store::writeFileWhole(other.sealedPath(), sealed));
        QCOMPARE(store::openSetAside(other, m_recovery, to()).error().code, ErrorCode::Corrupt);
    }
    void databaseSetAside_sealed_isReadByTheCardsStill()
    {
        StoreFixture fixture;
        const PatientId patient({3});
        {
            auto store = fixture.openNew();
            QVERIFY(store->save(fixture.patientAct(patient, u"Thistlewood"_s, u"M"_s)));
        }
        QVERIFY(store::setDatabaseAside(fixture.files));
        QVERIFY(store::makeDatabaseAnew(fixture.files, fixture.masterKey));
        QVERIFY(store::sealSetAside(fixture.files, fixture.recovery.publicKey));
        QVERIFY(QFile::remove(fixture.files.outbox()));
        QVERIFY(QFile::remove(fixture.files.spool()));
        const QTemporaryDir scratch;
        const auto found = store::recover(fixture.files, fixture.recovery, scratch.path());
        QVERIFY(found);
        QCOMPARE(found->entries.size(), std::size_t{1});
        const store::RecoveredEntry& entry = found->entries.begin()->second;
        QVERIFY(entry.inDatabase);
        const auto payload = found->open(entry.entry);
        QVERIFY(payload && payload->contains("Thistlewood"));
    }
};
DOORSTEP_TEST(TestSetAside);

#include "tst_set_aside.moc"
