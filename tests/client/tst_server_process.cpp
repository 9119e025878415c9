#include "sync/client/practice_creation.h"
#include "sync/client/sync_engine.h"
#include "tests/client/client_device.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QProcess>

using namespace doorstep;
using namespace Qt::StringLiterals;

/// The real doorstep-server, as a process, killed whenever it hurts.
class TestServerProcess : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QDir().mkpath(database());
    }
    void cleanupTestCase()
    {
        m_desk.reset();
        kill();
        m_folder.reset();
    }

    void claimAndSync_throughTheRealProcess()
    {
        const QByteArray printed
            = admin({u"practice"_s, u"create"_s, u"--name"_s, u"Willow Lane Surgery"_s});
        const auto claim = claimIn(printed);
        QVERIFY2(claim.ok(), printed.constData());
        QVERIFY(serve(u"127.0.0.1:0"_s));
        m_desk = std::make_unique<test::ClientDevice>();
        m_desk->files = {m_folder->filePath(u"desk"_s)};
        m_desk->clock = &m_clock;
        m_desk->mint = &m_mint;
        m_desk->connectTo(m_address);
        client::NewPractice practice;
        practice.claim = claim->clone();
        practice.address = m_address;
        practice.personName = u"Carol Testcase"_s;
        practice.pin = SecretBytes::copyOf("correct horse battery");
        practice.files = m_desk->files;
        practice.deviceSecret = crypto::randomSecret();
        practice.bootTime = m_boot.reader();
        m_desk->deviceSecret = practice.deviceSecret.clone();
        client::PracticeCreation creation(*m_desk->transport, m_clock, m_mint);
        const auto created = test::waitFor(
            creation.create(std::move(practice), [](const auto&) { return Status(); }));
        QVERIFY2(created.ok(), created ? "" : created.error().detail.constData());
        auto door
            = store::Unlock::open(m_desk->files, m_desk->deviceSecret.clone(), m_boot.reader());
        auto keys = door->tryPin(created->staff, SecretBytes::copyOf("correct horse battery"));
        m_desk->staff = created->staff;
        m_desk->masterKey = keys->masterKey.clone();
        m_desk->staffSeed = keys->signSeed.clone();
        QVERIFY(m_desk->reopen().ok());
        const auto report = m_desk->sync();
        QVERIFY(report.ok());
        QCOMPARE(report->held, 0);
        QCOMPARE(m_desk->receipts().here, 0);
    }
    void serverKilledInTheMiddle_comesBack_nothingLostOrDoubled()
    {
        QVERIFY(m_desk != nullptr);
        const QString listen = QString::fromLatin1(m_address.authority);
        const auto patient = m_desk->savePatient(u"Ashdown"_s);
        int expected = 1;
        for (int round = 0; round < 5; ++round) {
            QVERIFY(m_desk->saveNotes(patient, 60));
            expected += 60;
            // The first batch arrives; the process dies before, while or after it takes the second.
            m_desk->transport->alter = [&](int, Result<client::WireAnswer>&) {
                m_desk->transport->alter = {};
                QTimer::singleShot(round * 3, this, [this] { kill(); });
            };
            (void)m_desk->sync();
            kill();
            QVERIFY(serve(listen));
            const auto report = m_desk->sync();
            QVERIFY2(report.ok(), report ? "" : report.error().detail.constData());
            QCOMPARE(m_desk->receipts().here, 0);
            QVERIFY(!report->newIncarnation);
        }
        const auto receipts = store::EntryStore(m_desk->store->connection())
                                  .receiptCountsOf(patient.as<AggregateId>());
        QCOMPARE(receipts->atPractice + receipts->safe, expected);
    }
    void keysRotatedWhileItServes_theNextPinReachesIt_beforeAndAfterARestart()
    {
        QVERIFY(m_desk != nullptr);
        const auto before = pinsIn(admin({u"status"_s}));
        const auto after = pinsIn(admin({u"tls"_s, u"rotate"_s}));
        QVERIFY(before.size() == 2 && after.size() == 2);
        QCOMPARE(after[0], before[1]);
        const QByteArray refused = admin({u"tls"_s, u"rotate"_s});
        QVERIFY2(refused.contains("first run doorstepctl server pins"), refused.constData());
        // The log is asked without a running server too.
        kill();
        const QByteArray offline = admin({u"tls"_s, u"rotate"_s});
        QVERIFY2(offline.contains("first run doorstepctl server pins"), offline.constData());
        const client::ServerAddress known{m_address.authority, before[0], before[1]};
        QVERIFY(serve(QString::fromLatin1(known.authority)));
        for (int start = 0; start < 2; ++start) {
            m_desk->connectTo(known);
            const auto report = m_desk->sync();
            QVERIFY2(report.ok(), report ? "" : report.error().detail.constData());
            m_desk->connectTo({m_address.authority, before[0], before[0]});
            QCOMPARE(m_desk->sync().error().code, ErrorCode::Untrusted);
            kill();
            QVERIFY(serve(QString::fromLatin1(known.authority)));
            QCOMPARE(m_address.pinNow, after[0]);
        }
        QVERIFY(admin({u"audit"_s}).contains("\"tls rotated\""));
    }

private:
    QString database() const { return m_folder->filePath(u"server"_s); }
    static QString program() { return QStringLiteral(DOORSTEP_BIN_DIR "/doorstep-server"); }
    QByteArray admin(QStringList arguments) const
    {
        QProcess process;
        arguments << u"--db"_s << database();
        process.start(program(), arguments);
        return process.waitForFinished()
            ? process.readAllStandardOutput() + process.readAllStandardError()
            : QByteArray("did not finish");
    }
    /// The code stands somewhere in what the program says.
    static Result<SecretBytes> claimIn(const QByteArray& printed)
    {
        for (const QByteArray& word : printed.simplified().split(' ')) {
            auto claim = sync::decodeClaimCode(word);
            if (claim)
                return claim;
        }
        return Error{ErrorCode::NotFound, "no claim code"};
    }
    /// The lines `pin` and `next-pin`.
    static std::vector<crypto::Digest> pinsIn(const QByteArray& printed)
    {
        std::vector<crypto::Digest> pins;
        for (const QByteArray& line : printed.split('\n')) {
            const auto words = line.split(' ');
            if (words.size() == 2 && words[0].endsWith("pin"))
                pins.push_back(*crypto::Digest::fromBytes(QByteArray::fromHex(words[1])));
        }
        return pins;
    }
    bool serve(const QString& listen)
    {
        m_process = std::make_unique<QProcess>();
        m_process->start(program(), {u"serve"_s, u"--db"_s, database(), u"--listen"_s, listen});
        // "listening HOST:PORT pin HEX"
        if (!QTest::qWaitFor([&] { return m_process->canReadLine(); }, 20'000))
            return false;
        const auto words = m_process->readLine().trimmed().split(' ');
        if (words.size() != 4)
            return false;
        const auto pin = crypto::Digest::fromBytes(QByteArray::fromHex(words[3]));
        if (!pin)
            return false;
        m_address = {words[1], *pin, *pin};
        return true;
    }
    void kill()
    {
        if (!m_process)
            return;
        m_process->kill();
        m_process->waitForFinished();
        m_process.reset();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    SystemClock m_clock;
    IdMint m_mint{m_clock};
    test::FakeBootClock m_boot;
    std::unique_ptr<QProcess> m_process;
    client::ServerAddress m_address;
    std::unique_ptr<test::ClientDevice> m_desk;
};
DOORSTEP_TEST(TestServerProcess);

#include "tst_server_process.moc"
