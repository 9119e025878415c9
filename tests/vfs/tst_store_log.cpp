#include "core/vfs/page_format.h"
#include "tests/support/test_registry.h"
#include "tests/vfs/sealed_fixture.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace doorstep;
using namespace doorstep::test;

/// verifyStore on a store whose WAL was never applied, as a kill leaves it.
class TestStoreLog : public QObject {
    Q_OBJECT
private:
    static constexpr int Commits = 8;
    static constexpr auto Insert = "INSERT INTO visits(note) VALUES ('%1 %2')";

    QString path() const { return m_dir->filePath(QStringLiteral("found.db")); }
    QString log() const { return path() + QStringLiteral("-wal"); }

    /// 500 rows in the file, then commits that are only in the log; taken away while open.
    void leaveStore()
    {
        const QString at = m_dir->filePath(QStringLiteral("left.db"));
        Connection writer(QStringLiteral("left"));
        QVERIFY(vfs::openSealed(writer.db(), at, *m_key).ok());
        QVERIFY(
            writer.run(QStringLiteral("CREATE TABLE visits(id INTEGER PRIMARY KEY, note TEXT)")));
        QVERIFY(writer.db().transaction());
        for (int i = 0; i < 500; ++i)
            QVERIFY(writer.run(QString::fromLatin1(Insert).arg(Marker).arg(i)));
        QVERIFY(writer.db().commit());
        QVERIFY(writer.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
        for (int i = 0; i < Commits; ++i)
            QVERIFY(writer.run(QString::fromLatin1(Insert).arg(Marker).arg(i)));
        QVERIFY(QFile::copy(at, path()));
        QVERIFY(QFile::copy(at + QStringLiteral("-wal"), log()));
    }
    static void flip(const QString& file, qint64 byte, int bit)
    {
        QFile changed(file);
        QVERIFY(changed.open(QIODevice::ReadWrite));
        QVERIFY(changed.seek(byte));
        char was = 0;
        QVERIFY(changed.getChar(&was));
        QVERIFY(changed.seek(byte));
        QVERIFY(changed.putChar(char(was ^ (1 << bit))));
    }
    [[nodiscard]] vfs::StoreCheck check()
    {
        const auto checked = vfs::verifyStore(path(), *m_key);
        if (!checked)
            qFatal("verify: %s", checked.error().detail.constData());
        return *checked;
    }
    [[nodiscard]] static qint64 offsetOf(quint32 frame)
    {
        return vfs::WalHeaderSize + qint64(frame - 1) * vfs::FrameSize;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<vfs::VfsKey> m_key;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(vfs::registerSealedVfs().ok());
        m_key = std::make_unique<vfs::VfsKey>(loadTestKey(3, 5));
    }
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        leaveStore();
    }

    void log_whole_isCheckedAndNothingIsApplied()
    {
        const auto before = QFileInfo(log()).size();
        const auto checked = check();
        QVERIFY(!checked.firstBad && !checked.badFrame);
        QCOMPARE(qint64(checked.frames), (before - vfs::WalHeaderSize) / vfs::FrameSize);
        QVERIFY(checked.frames >= Commits);
        QCOMPARE(QFileInfo(log()).size(), before);
        QCOMPARE(check().frames, checked.frames);
    }
    void log_anyBitOfAFrame_namesTheFrame()
    {
        const quint32 frames = check().frames;
        const quint32 seed = QRandomGenerator::global()->generate();
        QRandomGenerator random(seed);
        for (int i = 0; i < 120; ++i) {
            // Not the last: its salts changed, it would be an earlier run's frame.
            const auto frame = quint32(random.bounded(1, int(frames)));
            const bool inHeader = i % 3 == 0;
            const qint64 byte = offsetOf(frame)
                + random.bounded(inHeader ? vfs::FrameHeaderSize : vfs::FrameSize);
            const int bit = random.bounded(8);
            flip(log(), byte, bit);
            const auto checked = check();
            QVERIFY2(checked.badFrame == frame && checked.frames < frame && !checked.firstBad,
                qPrintable(
                    QStringLiteral("seed %1, byte %2, bit %3").arg(seed).arg(byte).arg(bit)));
            flip(log(), byte, bit);
        }
    }
    void log_header_isNamedAsFrameZero()
    {
        flip(log(), 17, 2);
        const auto checked = check();
        QCOMPARE(checked.badFrame, std::optional<quint32>(0));
        QCOMPARE(checked.frames, 0u);
        QVERIFY(!checked.firstBad);
    }
    void log_cutInsideItsLastFrame_endsBeforeIt()
    {
        const quint32 frames = check().frames;
        QVERIFY(QFile::resize(log(), QFileInfo(log()).size() - 100));
        const auto checked = check();
        QVERIFY(checked.frames < frames);
        QVERIFY(!checked.firstBad);
    }
    void page_thatTheLogReplaces_mayBeTorn_andAnotherMayNot()
    {
        // The last page of the table's tail is rewritten by every commit; page 2 is its root.
        const quint32 pages = check().pages;
        const auto inFile = quint32(QFileInfo(path()).size() / vfs::PageSize);
        int replaced = 0;
        int named = 0;
        for (quint32 page = 1; page <= qMin(pages, inFile); ++page) {
            flip(path(), qint64(page - 1) * vfs::PageSize + 1000, 4);
            const auto bad = check().firstBad;
            QVERIFY(!bad || bad == page);
            ++(bad ? named : replaced);
            flip(path(), qint64(page - 1) * vfs::PageSize + 1000, 4);
        }
        QVERIFY(replaced >= 1);
        QVERIFY(named >= 2);
    }
    void anotherKey_opensNothing()
    {
        const auto wrong = loadTestKey(4, 5);
        const auto checked = vfs::verifyStore(path(), wrong);
        QVERIFY(checked.ok());
        QCOMPARE(checked->firstBad, std::optional<quint32>(1));
        QCOMPARE(checked->badFrame, std::optional<quint32>(1));
    }
};
DOORSTEP_TEST(TestStoreLog);

#include "tst_store_log.moc"
