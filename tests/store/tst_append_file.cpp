#include "core/store/append_file.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace doorstep;

class TestAppendFile : public QObject {
    Q_OBJECT

    static QList<QByteArray> linesOf(const QString& path)
    {
        QList<QByteArray> lines;
        if (!store::AppendFile::read(
                path, [&](QByteArrayView line) { lines << line.toByteArray(); }))
            lines << "unreadable";
        return lines;
    }
    static QByteArray bytesOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void put(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static void ignoreLine(QByteArrayView) { }

private Q_SLOTS:
    void append_linesComeBackInOrder_fileIsTheOwnersAlone()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lines"));
        auto file = store::AppendFile::open(path, ignoreLine);
        QVERIFY(file);
        QVERIFY(file->append("one"));
        QVERIFY(file->append(""));
        QVERIFY(file->append(QByteArray(100'000, 'x')));
        QCOMPARE(linesOf(path), (QList<QByteArray>{"one", "", QByteArray(100'000, 'x')}));
        struct stat status { };
        QCOMPARE(::stat(path.toUtf8().constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777, 0600u);
    }
    void append_theLineOfAWholePractice_isKept_aboveTheLimitNothingIs()
    {
        constexpr qsizetype FifteenThousandPatients = 24 * 1024 * 1024;
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lines"));
        auto file = store::AppendFile::open(path, ignoreLine);
        QVERIFY(file);
        const QByteArray list(FifteenThousandPatients, 'x');
        QVERIFY(file->append(list));
        const auto refused
            = file->append(QByteArray(qsizetype(store::AppendFile::MaxLine) + 1, 'x'));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::LimitExceeded);
        QCOMPARE(linesOf(path), QList<QByteArray>{list});
    }
    void open_cutAtEveryByte_keepsTheWholeLinesAndAppendsAfterThem()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lines"));
        {
            auto file = store::AppendFile::open(path, ignoreLine);
            QVERIFY(file && file->append("first") && file->append("second"));
        }
        const QByteArray whole = bytesOf(path);
        const qsizetype firstEnd = 8 + 5;
        for (qsizetype cut = 0; cut < whole.size(); ++cut) {
            put(path, whole.first(cut));
            QList<QByteArray> seen;
            auto file = store::AppendFile::open(
                path, [&](QByteArrayView line) { seen << line.toByteArray(); });
            QVERIFY(file);
            QCOMPARE(seen.size(), cut >= firstEnd ? 1 : 0);
            QVERIFY(file->append("after"));
            QCOMPARE(linesOf(path).last(), QByteArray("after"));
        }
    }
    void read_everyBitFlipped_neverGivesAnotherLine()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lines"));
        {
            auto file = store::AppendFile::open(path, ignoreLine);
            QVERIFY(file && file->append("first") && file->append("second"));
        }
        const QByteArray whole = bytesOf(path);
        for (qsizetype bit = 0; bit < whole.size() * 8; ++bit) {
            QByteArray flipped = whole;
            flipped[bit / 8] = static_cast<char>(flipped.at(bit / 8) ^ (1 << (bit % 8)));
            put(path, flipped);
            for (const QByteArray& line : linesOf(path))
                QVERIFY(line == "first" || line == "second");
            QVERIFY(linesOf(path).size() < 2);
        }
    }
    void append_diskFull_leavesNothingOfTheLine()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lines"));
        auto file = store::AppendFile::open(path, ignoreLine);
        QVERIFY(file && file->append("kept"));
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const auto former = ::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{40, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto full = file->append(QByteArray(1000, 'x'));
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        ::signal(SIGXFSZ, former);
        QVERIFY(!full);
        QCOMPARE(full.error().code, ErrorCode::DiskFull);
        QCOMPARE(linesOf(path), (QList<QByteArray>{"kept"}));
        QVERIFY(file->append("later"));
        QCOMPARE(linesOf(path), (QList<QByteArray>{"kept", "later"}));
    }
    void keepOnly_rewritesAndGoesOn()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lines"));
        auto file = store::AppendFile::open(path, ignoreLine);
        QVERIFY(file && file->append("a") && file->append("b") && file->append("c"));
        QVERIFY(file->keepOnly([](QByteArrayView line) { return line != "b"; }));
        QVERIFY(file->append("d"));
        QCOMPARE(linesOf(path), (QList<QByteArray>{"a", "c", "d"}));
        QCOMPARE(QFileInfo(path).size(), file->size());
    }
    void writeFileWhole_diskFull_leavesTheOldContent()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("whole"));
        QVERIFY(store::writeFileWhole(path, "old"));
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const auto former = ::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{100, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto full = store::writeFileWhole(path, QByteArray(1000, 'x'));
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        ::signal(SIGXFSZ, former);
        QCOMPARE(full.error().code, ErrorCode::DiskFull);
        QCOMPARE(bytesOf(path), QByteArray("old"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }
    void readFileWhole_overTheBound_isRefused()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("whole"));
        QVERIFY(store::writeFileWhole(path, "12345"));
        QCOMPARE(store::readFileWhole(path, 4).error().code, ErrorCode::LimitExceeded);
        QCOMPARE(*store::readFileWhole(path, 5), QByteArray("12345"));
        QCOMPARE(store::readFileWhole(path + u'x', 5).error().code, ErrorCode::NotFound);
    }
};
DOORSTEP_TEST(TestAppendFile);

#include "tst_append_file.moc"
