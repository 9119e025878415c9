#include "core/store/patient_store.h"
#include "tests/e2e/practice.h"
#include "tests/support/test_registry.h"

#include <QProcess>
#include <QStandardPaths>

using namespace doorstep;
using test::Practice;
using namespace Qt::StringLiterals;

/// The server stores and routes what it cannot read: neither the key nor a word of it is anywhere
/// in its memory, and the same search finds them in a tablet that is unlocked.
class TestBlindServer : public QObject {
    Q_OBJECT

    /// Byte by byte from locked memory: a plain copy of it would be what the search finds.
    static QByteArray hexOf(const SecretBytes& secret)
    {
        QByteArray hex;
        for (std::size_t at = 0; at < secret.size(); ++at)
            hex += QByteArray::number(uint(secret.data()[at]), 16).rightJustified(2, '0');
        return hex;
    }
    static QByteArray careKeyOf(test::PracticeDevice& device)
    {
        const auto key = test::finished(
            device.session.withStore(app::StorageThread::Urgency::Read, [](store::Store& store) {
                const auto care = store.newestEpochKey(entry::KeyClass::Care);
                return care ? Result<QByteArray>(hexOf(care->key)) : care.error();
            }));
        return key ? *key : QByteArray();
    }
    struct Search {
        int code = -1;
        QList<QByteArray> answers;
    };
    static Search searchIn(qint64 process, const QList<QByteArray>& hex)
    {
        QProcess search;
        search.start(u"python3"_s,
            {QStringLiteral(DOORSTEP_SOURCE_DIR "/tests/support/search_memory.py"),
                QString::number(process)});
        search.write(hex.join('\n'));
        search.closeWriteChannel();
        if (!search.waitForFinished(120'000) || search.exitStatus() != QProcess::NormalExit)
            return {};
        return {search.exitCode(), search.readAllStandardOutput().trimmed().split('\n')};
    }

private Q_SLOTS:
    void keyAndWords_areInTheUnlockedTablet_andNowhereInTheServer()
    {
        test::FoundedPractice founded;
        QVERIFY(founded.found());
        const QTemporaryDir folder;
        const auto practice = founded.copyInto(folder.path());
        QVERIFY(practice->open());
        Practice& p = *practice;
        const auto round = p.plan(p.oldest(3), {&p.one});
        for (const test::Door& door : round.doors)
            QVERIFY(p.one.save(p.vaccinates(p.one, p.staff.bronwen, round, door)));
        QVERIFY(p.one.syncs());
        QVERIFY(p.desk.syncs());
        QVERIFY(p.entriesAtServer() > 10);

        const QByteArray key = careKeyOf(p.one);
        QCOMPARE(key.size(), qsizetype(2 * crypto::KeySize));
        // A surname as the payload has it, and as Qt has it.
        const auto patient = p.one.read([&](store::Connection& connection) {
            return store::PatientStore(connection).find(round.doors.front().patient);
        });
        QVERIFY(patient.has_value());
        const QString surname = patient->family;
        QVERIFY2(surname.size() >= 8, "too short to be found for its own sake alone");
        const QByteArray utf16(
            reinterpret_cast<const char*>(surname.utf16()), surname.size() * qsizetype(2));
        const QList<QByteArray> wanted{key, surname.toUtf8().toHex(), utf16.toHex()};

        const Search server = searchIn(p.server.processId(), wanted);
        if (server.code == 3)
            QSKIP("reading another process's memory needs root");
        QCOMPARE(server.code, 0);
        QCOMPARE(server.answers, QList<QByteArray>(3, "absent"));
        const Search tablet = searchIn(QCoreApplication::applicationPid(), wanted);
        QCOMPARE(tablet.answers, QList<QByteArray>(3, "found"));
    }
};
DOORSTEP_TEST(TestBlindServer);

#include "tst_blind_server.moc"
