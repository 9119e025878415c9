#include "platform/linux/local_files.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <sys/stat.h>

using namespace doorstep;

class TestLocalFiles : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    platform::LocalFiles m_files;

    QUrl at(const char* name) const
    {
        return QUrl::fromLocalFile(m_folder.filePath(QString::fromUtf8(name)));
    }
    void put(const char* name, const QByteArray& bytes) const
    {
        QFile file(at(name).toLocalFile());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private Q_SLOTS:
    void read_regularFile_givesNameAndBytes()
    {
        put("list.csv", "a,b\n");
        const auto picked = m_files.read(at("list.csv"), 100);
        QVERIFY(picked);
        QCOMPARE(picked->name, QStringLiteral("list.csv"));
        QCOMPARE(picked->bytes, QByteArray("a,b\n"));
    }
    void read_anythingElse_isRefusedWithoutHanging()
    {
        QCOMPARE(::mkfifo(at("pipe").toLocalFile().toUtf8().constData(), 0600), 0);
        put("target", "x");
        QVERIFY(QFile::link(at("target").toLocalFile(), at("link").toLocalFile()));
        for (const QUrl& url :
            {at("pipe"), at("link"), at("."), QUrl::fromLocalFile(QStringLiteral("/dev/zero"))}) {
            const auto picked = m_files.read(url, 100);
            QVERIFY(!picked);
            QCOMPARE(picked.error().code, ErrorCode::InvalidInput);
        }
        QCOMPARE(m_files.read(QUrl(QStringLiteral("http://example.invalid/a")), 100).error().code,
            ErrorCode::InvalidInput);
        QCOMPARE(m_files.read(at("absent"), 100).error().code, ErrorCode::NotFound);
    }
    void read_overTheBound_isRefused()
    {
        put("big", QByteArray(101, 'x'));
        QCOMPARE(m_files.read(at("big"), 100).error().code, ErrorCode::LimitExceeded);
        QVERIFY(m_files.read(at("big"), 101));
    }
    void write_isOwnerOnlyAndNeverReplaces()
    {
        QVERIFY(m_files.write(at("export.csv"), "one"));
        struct stat status { };
        QCOMPARE(::stat(at("export.csv").toLocalFile().toUtf8().constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777, 0600u);
        QCOMPARE(m_files.write(at("export.csv"), "two").error().code, ErrorCode::Exists);
        QCOMPARE(m_files.read(at("export.csv"), 10)->bytes, QByteArray("one"));
    }
};
DOORSTEP_TEST(TestLocalFiles);

#include "tst_local_files.moc"
