#include "sync/server/tls_rotation.h"
#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QTemporaryDir>
#include <random>

using namespace doorstep;
using namespace doorstep::server;
using namespace Qt::StringLiterals;

/// Devices pin {now, next}: whatever happens to a rotation, the key that serves is one of those two
/// until devices were told of others.
class TestTlsRotation : public QObject {
    Q_OBJECT
    static constexpr Instant Now{1'795'510'800'000};
    static constexpr qint64 Day = 86'400'000;

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_folder.reset(); }

    void rotated_theNextKeyServes_andAnotherOneIsPromised()
    {
        const auto before = open();
        QVERIFY(rotateTlsKeys(path(), before).ok());
        const auto after = open();
        QCOMPARE(after.pinNow, before.pinNext);
        QVERIFY(after.pinNext != before.pinNow && after.pinNext != before.pinNext);
        QVERIFY(after.privateKeyPem != before.privateKeyPem);
        QCOMPARE(after.notAfter, Now.plusMs(730 * Day));
        const QSslCertificate certificate(after.certificatePem);
        QCOMPARE(certificate.expiryDate().toMSecsSinceEpoch(), after.notAfter.ms);
        QVERIFY(open().pinNext == after.pinNext);
        // The old key stays, for a server that has to go back.
        QFile was(TlsFiles{path()}.was());
        QVERIFY(was.open(QIODevice::ReadOnly));
        QCOMPARE(was.readAll(), before.privateKeyPem);
    }
    void everyFileOfIt_isTheOwnersAlone()
    {
        QVERIFY(rotateTlsKeys(path(), open()).ok());
        (void)open();
        int files = 0;
        for (QDirIterator each(path(), QDir::Files); each.hasNext(); ++files) {
            each.next();
            const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther;
            QVERIFY2(!(each.fileInfo().permissions() & others), qPrintable(each.fileName()));
        }
        QCOMPARE(files, 5);
    }
    void killedAfterAnyStep_devicesReachIt_andItIsBroughtToAnEnd()
    {
        const auto steps = tlsRotationSteps();
        for (std::size_t done = 0; done <= steps.size(); ++done) {
            m_folder = std::make_unique<QTemporaryDir>();
            const auto before = open();
            for (const auto& step : steps.first(done))
                QVERIFY2(step.run({path()}).ok(), step.name);
            const auto after = open(); // the next start
            const bool serves = done >= 3;
            QCOMPARE(after.pinNow, serves ? before.pinNext : before.pinNow);
            if (serves)
                QVERIFY(after.pinNext != before.pinNow && after.pinNext != before.pinNext);
            else
                QCOMPARE(after.pinNext, before.pinNext);
            QVERIFY(!QFile::exists(TlsFiles{path()}.after()));
            QVERIFY(QFile::exists(TlsFiles{path()}.next()));
            QCOMPARE(*readPinFile(TlsFiles{path()}.nextPin()), after.pinNext);
            QCOMPARE(open().pinNext, after.pinNext);
            // And it can go on from there.
            const auto again = rotateTlsKeys(path(), after);
            QVERIFY2(again.ok(), again ? "" : again.error().detail.constData());
            QCOMPARE(open().pinNow, after.pinNext);
        }
    }
    void cutBeforeTheKeyServes_andTheNextKeyTakenAway_thePromiseStands()
    {
        const auto before = open();
        QVERIFY(tlsRotationSteps().front().run({path()}).ok());
        QVERIFY(QFile::remove(TlsFiles{path()}.next()));
        const auto after = open();
        QCOMPARE(after.pinNow, before.pinNow);
        QCOMPARE(after.pinNext, before.pinNext);
    }
    void nextKeyOffTheMachine_orAnotherOne_nothingIsRotated()
    {
        const auto before = open();
        const TlsFiles files{path()};
        const QString away = path() + u"/away"_s;
        QVERIFY(QFile::rename(files.next(), away));
        QCOMPARE(rotateTlsKeys(path(), before).error().code, ErrorCode::NotFound);
        const QTemporaryDir other;
        (void)*openTlsIdentity(other.path(), "127.0.0.1", Now);
        QVERIFY(QFile::copy(TlsFiles{other.path()}.next(), files.next()));
        const auto reopened = open();
        QCOMPARE(reopened.pinNext, before.pinNext); // what devices pin
        QCOMPARE(rotateTlsKeys(path(), reopened).error().code, ErrorCode::Untrusted);
        QCOMPARE(open().pinNow, before.pinNow);
        QVERIFY(QFile::remove(files.next()) && QFile::rename(away, files.next()));
        QVERIFY(rotateTlsKeys(path(), open()).ok());
    }
    void pinThatCannotBeRead_isNotReplaced_norAnotherKeyPromised_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isOpenToOthers");
        const QByteArray pin = QByteArray(64, 'a') + '\n';
        QTest::newRow("0644") << pin << true;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("cut") << pin.first(31) << false;
        QTest::newRow("too long") << pin.repeated(3) << false;
    }
    void pinThatCannotBeRead_isNotReplaced_norAnotherKeyPromised()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, isOpenToOthers);
        const auto before = open();
        const TlsFiles files{path()};
        const QString away = path() + u"/away"_s;
        QFile file(files.nextPin());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
        file.close();
        if (isOpenToOthers)
            QVERIFY(file.setPermissions(
                QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
        for (const bool isKeyHere : {true, false}) {
            if (!isKeyHere)
                QVERIFY(QFile::rename(files.next(), away));
            const auto opened = openTlsIdentity(path(), "127.0.0.1", Now);
            QVERIFY(!opened.ok());
            QVERIFY(opened.error().code != ErrorCode::NotFound);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), text);
            file.close();
            QCOMPARE(QFile::exists(files.next()), isKeyHere);
        }
        // A rotation that was cut is not settled by guessing either.
        QVERIFY(tlsRotationSteps().front().run({path()}).ok());
        QVERIFY(!openTlsIdentity(path(), "127.0.0.1", Now));
        QVERIFY(QFile::exists(files.after()) && !QFile::exists(files.next()));
        // Without the file its key, which is here, says the same.
        QVERIFY(QFile::rename(away, files.next()) && file.remove());
        QCOMPARE(open().pinNext, before.pinNext);
    }
    void certificate_lastsTwoYears_andIsMadeAgainOnlyAfterItsEnd_forTheSameKey()
    {
        const auto first = open();
        const auto late = *openTlsIdentity(path(), "127.0.0.1", Now.plusMs(729 * Day));
        QCOMPARE(late.certificatePem, first.certificatePem);
        const auto over = *openTlsIdentity(path(), "127.0.0.1", Now.plusMs(731 * Day));
        QVERIFY(over.certificatePem != first.certificatePem);
        QCOMPARE(over.pinNow, first.pinNow);
        QCOMPARE(over.pinNext, first.pinNext);
    }
    void warning_comesAtSixty_thirty_andSevenDays()
    {
        const Instant end = Now.plusMs(730 * Day);
        const auto left = [&](qint64 ms) { return certificateWarning(end, end.plusMs(-ms)); };
        QVERIFY(!left(730 * Day) && !left(60 * Day + 1));
        QCOMPARE(left(60 * Day), std::optional(60));
        QCOMPARE(left(30 * Day + 1), std::optional(60));
        QCOMPARE(left(30 * Day), std::optional(30));
        QCOMPARE(left(7 * Day), std::optional(7));
        QCOMPARE(left(1), std::optional(7));
        QCOMPARE(left(0), std::optional(0));
        QCOMPARE(left(-Day), std::optional(0));
        QVERIFY(certificateWarningText(7).contains("7 days"));
    }
    void realProcess_killedAtAnyMoment_neverLosesBothKeys()
    {
        constexpr quint32 Seed = 20'261'130;
        std::mt19937 random(Seed);
        QVERIFY(run({u"status"_s}));
        auto known = open();
        int rotated = 0;
        for (int round = 0; round < 25; ++round) {
            QProcess process;
            process.start(program(), {u"tls"_s, u"rotate"_s, u"--again"_s, u"--db"_s, path()});
            QVERIFY(process.waitForStarted());
            QTest::qWait(int(random() % 200));
            process.kill();
            process.waitForFinished();
            const auto found = open();
            const auto shown = QStringLiteral("seed %1, round %2").arg(Seed).arg(round);
            QVERIFY2(
                found.pinNow == known.pinNow || found.pinNow == known.pinNext, qPrintable(shown));
            if (found.pinNow == known.pinNow)
                QVERIFY2(found.pinNext == known.pinNext, qPrintable(shown));
            else
                ++rotated;
            known = found;
        }
        QVERIFY(run({u"tls"_s, u"rotate"_s, u"--again"_s}));
        QCOMPARE(open().pinNow, known.pinNext);
        qInfo("%d of 25 killed rotations had come to serve the next key", rotated);
    }

private:
    QString path() const { return m_folder->path(); }
    TlsIdentity open() const { return *openTlsIdentity(path(), "127.0.0.1", Now); }
    static QString program() { return QStringLiteral(DOORSTEP_BIN_DIR "/doorstep-server"); }
    bool run(QStringList arguments) const
    {
        QProcess process;
        process.start(program(), arguments << u"--db"_s << path());
        return process.waitForFinished() && process.exitCode() == 0;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};
DOORSTEP_TEST(TestTlsRotation);

#include "tst_tls_rotation.moc"
