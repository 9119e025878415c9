#include "core/store/outbox.h"
#include "core/store/wipe.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using namespace doorstep::test;

namespace wiping_tests {

/// Dies before one of its calls: from then on it answers nobody, like a process that was killed.
class DyingVault final : public platform::KeyVault {
public:
    explicit DyingVault(platform::KeyVault& inner)
        : m_inner(inner)
    {
    }
    int callsLeft = std::numeric_limits<int>::max();
    bool dead = false;

    [[nodiscard]] platform::KeystoreLevel level() const override { return m_inner.level(); }
    void create(const QString& name, SecretReply reply) override
    {
        if (lives())
            m_inner.create(name, std::move(reply));
    }
    void read(const QString& name, SecretReply reply) override
    {
        if (lives())
            m_inner.read(name, std::move(reply));
    }
    void replace(const QString& name, SecretBytes bytes, StatusReply reply) override
    {
        if (lives())
            m_inner.replace(name, std::move(bytes), std::move(reply));
    }
    void remove(const QString& name, StatusReply reply) override
    {
        if (lives())
            m_inner.remove(name, std::move(reply));
    }

private:
    bool lives()
    {
        dead = dead || callsLeft-- <= 0;
        return !dead;
    }
    platform::KeyVault& m_inner;
};

} // namespace wiping_tests

/// A wipe from the order to the new enrolment, killed before every call of the keystore.
class TestWiping : public QObject {
    Q_OBJECT
    using State = Session::State;

    entry::WipeOrdered order(const Session& session) const
    {
        entry::WipeOrdered made{session.device().device, EntryId({7}), m_practice->clock.now(),
            entry::WipeMode::AtOnce, {}};
        entry::certify(made, session.device().practice, m_practice->practiceSign.secretKey);
        return made;
    }
    static QByteArray bytesOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] std::unique_ptr<Session> session(platform::KeyVault& vault)
    {
        auto made
            = std::make_unique<Session>(Session::Parts{m_practice->clock, m_boot, vault, m_files});
        made->start();
        return made;
    }
    static bool becomes(const Session& session, State state)
    {
        return QTest::qWaitFor([&] { return session.state() == state; }, 20'000);
    }
    void isWiped()
    {
        auto left = QDir(m_files.folder)
                        .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        left.sort();
        QCOMPARE(left,
            QStringList({QStringLiteral("device.wiped"), QStringLiteral("outbox.seal"),
                QStringLiteral("spool"), QStringLiteral("wipe.order")}));
        QCOMPARE(bytesOf(m_files.outbox()), m_outbox);
        QCOMPARE(bytesOf(m_files.spool()), m_spool);
        QVERIFY(m_practice->vault.kept(m_secretName).isEmpty());
    }

    std::unique_ptr<PracticeOnDisk> m_practice;
    StandingBootClock m_boot;
    std::unique_ptr<QTemporaryDir> m_folder;
    store::StoreFiles m_files;
    QString m_secretName;
    QByteArray m_outbox;
    QByteArray m_spool;

private Q_SLOTS:
    void init()
    {
        m_practice = std::make_unique<PracticeOnDisk>();
        QVERIFY(m_practice->made);
        m_files = {m_practice->folder.filePath(QStringLiteral("store"))};
        m_secretName = store::deviceSecretName(m_files);
        m_outbox = bytesOf(m_files.outbox());
        m_spool = bytesOf(m_files.spool());
        QVERIFY(!m_outbox.isEmpty() && !m_spool.isEmpty());
        QVERIFY(!m_practice->vault.kept(m_secretName).isEmpty());
    }

    void ordered_whileOpenOrLocked_keysAndRecordsGo_whatIsSealedStays()
    {
        auto one = session(m_practice->vault);
        QVERIFY(becomes(*one, State::Locked));
        auto opened = one->unlock(m_practice->bronwen, SecretBytes::copyOf(PracticeOnDisk::Pin));
        QTRY_VERIFY(opened.isFinished());
        QCOMPARE(one->state(), State::Open);
        one->wipe(order(*one));
        QVERIFY(becomes(*one, State::Wiped));
        isWiped();
        // What sends is there, and no way in.
        auto identity = one->identity();
        QTRY_VERIFY(identity.isFinished());
        QVERIFY(identity.takeResult().ok());
        auto pin = one->unlock(m_practice->bronwen, SecretBytes::copyOf(PracticeOnDisk::Pin));
        QTRY_VERIFY(pin.isFinished());
        QCOMPARE(one->state(), State::Wiped);
    }
    void orderThatNoDeskSigned_changesNothing()
    {
        auto one = session(m_practice->vault);
        QVERIFY(becomes(*one, State::Locked));
        auto forged = order(*one);
        entry::certify(forged, one->device().practice, m_practice->serverSign.secretKey);
        one->wipe(forged);
        QTest::qWait(50);
        QCOMPARE(one->state(), State::Locked);
        auto opened = one->unlock(m_practice->bronwen, SecretBytes::copyOf(PracticeOnDisk::Pin));
        QTRY_VERIFY(opened.isFinished());
        QCOMPARE(one->state(), State::Open);
    }
    void killedBeforeAnyCallOfTheKeystore_theNextStartGoesOn_data()
    {
        QTest::addColumn<int>("calls");
        for (int calls = 0; calls < 6; ++calls)
            QTest::addRow("after %d calls", calls) << calls;
    }
    void killedBeforeAnyCallOfTheKeystore_theNextStartGoesOn()
    {
        QFETCH(int, calls);
        wiping_tests::DyingVault vault(m_practice->vault);
        auto one = session(vault);
        QVERIFY(becomes(*one, State::Locked));
        vault.callsLeft = calls;
        one->wipe(order(*one));
        QTRY_VERIFY_WITH_TIMEOUT(vault.dead || one->state() == State::Wiped, 20'000);
        // create, remove the device secret, remove the mark, read: the last rows are the whole run.
        QCOMPARE(vault.dead, calls < 4);
        QVERIFY(store::readWipe(m_files)->has_value());
        one.reset(); // killed

        // And once more at the same place of the way that goes on.
        wiping_tests::DyingVault again(m_practice->vault);
        again.callsLeft = calls;
        auto two = session(again);
        QTRY_VERIFY_WITH_TIMEOUT(again.dead || two->state() == State::Wiped, 20'000);
        two.reset();

        auto three = session(m_practice->vault);
        QVERIFY(becomes(*three, State::Wiped));
        isWiped();
        auto identity = three->identity();
        QTRY_VERIFY(identity.isFinished());
        QVERIFY(identity.takeResult().ok());
    }
    void keystoreThatDoesNotAnswer_filesGoAtOnce_theSecretWithTheNextStart()
    {
        auto one = session(m_practice->vault);
        QVERIFY(becomes(*one, State::Locked));
        m_practice->vault.failWith(ErrorCode::KeystoreLocked);
        one->wipe(order(*one));
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(m_files.database()), 20'000);
        QVERIFY(becomes(*one, State::Wiping));
        QVERIFY(!QFile::exists(m_files.envelope()) && !QFile::exists(m_files.envelopeCopy()));
        QTest::qWait(50);
        QCOMPARE(one->state(), State::Wiping);
        QVERIFY(!m_practice->vault.kept(m_secretName).isEmpty());
        m_practice->vault.work();
        one->start();
        QVERIFY(becomes(*one, State::Wiped));
        QVERIFY(m_practice->vault.kept(m_secretName).isEmpty());
        QCOMPARE(bytesOf(m_files.outbox()), m_outbox);
    }
    void screenSaysIt_andTheTabletIsSetUpAnew()
    {
        Session one({m_practice->clock, m_boot, m_practice->vault, m_files});
        SyncDriver sync(one);
        TabletEnrolment enrolment(one, sync);
        AppViewModel app(one, sync, enrolment);
        one.start();
        QVERIFY(becomes(one, State::Locked));
        one.wipe(order(one));
        QVERIFY(becomes(one, State::Wiped));
        QCOMPARE(app.screen(), AppViewModel::Screen::Trouble);
        QCOMPARE(app.troubleTitle(), QStringLiteral("This device was wiped"));
        QTRY_VERIFY2(app.troubleBody().contains(QStringLiteral("were not sent yet")),
            qPrintable(app.troubleBody()));
        QCOMPARE(app.troubleAction(), QStringLiteral("Set it up again"));
        app.startAgain();
        QVERIFY(becomes(one, State::FirstRun));
        QCOMPARE(app.screen(), AppViewModel::Screen::Enrol);
        QVERIFY(!QFile::exists(m_files.folder));
        const QString aside = m_files.folder + QStringLiteral(".wiped-")
            + QString::fromLatin1(EntryId({7}).toHex());
        QCOMPARE(bytesOf(aside + QStringLiteral("/outbox.seal")), m_outbox);
    }
};
DOORSTEP_TEST(TestWiping);

#include "tst_wiping.moc"
