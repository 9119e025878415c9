#include "core/store/append_file.h"
#include "core/store/lockout.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QRandomGenerator>

using namespace doorstep;
using namespace std::chrono_literals;

class TestLockout : public QObject {
    Q_OBJECT

    struct Rig {
        QTemporaryDir folder;
        QString path = folder.filePath(QStringLiteral("lockout"));
        SecretBytes secret = crypto::randomSecret();
        test::FakeBootClock boot;
        StaffId amina{{1}}, bo{{2}};

        store::Lockout open() { return {path, secret, boot.reader()}; }
        void fail(int times)
        {
            for (int i = 0; i < times; ++i) {
                boot.advanceMinutes(60);
                QVERIFY(open().beginAttempt(amina)); // a new object each time: as after a kill
            }
        }
    };

private Q_SLOTS:
    void waits_growWithEachFail()
    {
        Rig rig;
        QVERIFY(rig.open().create());
        const std::array<std::chrono::milliseconds, 11> waits{
            0s, 0s, 0s, 0s, 0s, 1min, 5min, 15min, 60min, 60min, 60min};
        for (int fails = 0; fails <= 10; ++fails) {
            const auto state = rig.open().state(rig.amina);
            QVERIFY(state);
            QCOMPARE(state->fails, fails);
            QCOMPARE(state->wait, waits.at(static_cast<std::size_t>(fails)));
            QCOMPARE(state->closed, fails == 10);
            if (fails < 10)
                rig.fail(1);
        }
        QCOMPARE(rig.open().state(rig.bo)->fails, 0);
    }
    void timeBeforeTheBoot_isDoubt()
    {
        Rig rig;
        QVERIFY(rig.open().create());
        rig.boot.advanceMinutes(-60);
        QVERIFY(rig.open().succeed(rig.amina)); // writes a time that no boot clock has
        rig.boot.advanceMinutes(61);
        QVERIFY(rig.open().state(rig.amina)->wait > 0ms);
    }
    void wait_runsOnTheBootClock_andStartsAgainAfterAReboot()
    {
        Rig rig;
        QVERIFY(rig.open().create());
        rig.fail(6);
        QCOMPARE(rig.open().beginAttempt(rig.amina).error().code, ErrorCode::Locked);
        rig.boot.advanceMinutes(4);
        QCOMPARE(rig.open().state(rig.amina)->wait, 1min);
        rig.boot.reboot();
        QVERIFY(rig.open().state(rig.amina)->wait > 4min);
        rig.boot.advanceMinutes(5);
        QVERIFY(rig.open().beginAttempt(rig.amina));
    }
    void closed_staysClosedUntilReopened()
    {
        Rig rig;
        QVERIFY(rig.open().create());
        rig.fail(10);
        rig.boot.advanceMinutes(100'000);
        const auto refused = rig.open().beginAttempt(rig.amina);
        QCOMPARE(refused.error().code, ErrorCode::Locked);
        QVERIFY(refused.error().permanent);
        QVERIFY(rig.open().reopen(rig.amina));
        QVERIFY(rig.open().beginAttempt(rig.amina));
    }
    void succeed_clearsOnlyThatPerson()
    {
        Rig rig;
        QVERIFY(rig.open().create());
        rig.fail(4);
        QVERIFY(rig.open().beginAttempt(rig.bo));
        QVERIFY(rig.open().succeed(rig.amina));
        QCOMPARE(rig.open().state(rig.amina)->fails, 0);
        QCOMPARE(rig.open().state(rig.bo)->fails, 1);
    }
    void withdrawAttempt_takesExactlyOneBack()
    {
        Rig rig;
        QVERIFY(rig.open().create());
        rig.fail(3);
        QVERIFY(rig.open().withdrawAttempt(rig.amina));
        QCOMPARE(rig.open().state(rig.amina)->fails, 2);
    }
    void missingOrForgedFile_isAnHourForEveryone_andTheWaitIsNotRestartedByLooking()
    {
        for (const bool forge : {false, true}) {
            Rig rig;
            QVERIFY(rig.open().create());
            rig.fail(2);
            if (forge)
                QVERIFY(store::writeFileWhole(rig.path, "DSLCK1 something else"));
            else
                QVERIFY(QFile::remove(rig.path));
            QCOMPARE(rig.open().state(rig.amina)->wait, 60min);
            QCOMPARE(rig.open().state(rig.bo)->wait, 60min);
            rig.boot.advanceMinutes(59);
            QCOMPARE(rig.open().beginAttempt(rig.bo).error().code, ErrorCode::Locked);
            rig.boot.advanceMinutes(1);
            QVERIFY(rig.open().beginAttempt(rig.bo));
            QVERIFY(rig.open().succeed(rig.bo));
            QCOMPARE(rig.open().state(rig.bo)->fails, 0);
        }
    }
    void olderCopyUnderAnotherDeviceSecret_isForged()
    {
        Rig rig;
        QVERIFY(rig.open().create());
        const auto blank = store::readFileWhole(rig.path, 1000);
        rig.secret = crypto::randomSecret();
        QVERIFY(store::writeFileWhole(rig.path, *blank));
        QCOMPARE(rig.open().state(rig.amina)->fails, 8);
    }
    void randomBytes_neverCrash_alwaysCountAsForged()
    {
        QRandomGenerator random(20261124);
        Rig rig;
        for (int i = 0; i < 200; ++i) {
            QByteArray bytes(static_cast<qsizetype>(random.bounded(400)), Qt::Uninitialized);
            for (char& byte : bytes)
                byte = static_cast<char>(random.generate());
            QVERIFY(store::writeFileWhole(rig.path, "DSLCK1" + bytes));
            QCOMPARE(rig.open().state(rig.amina)->fails, 8);
        }
    }
};
DOORSTEP_TEST(TestLockout);

#include "tst_lockout.moc"
