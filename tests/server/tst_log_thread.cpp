#include "core/crypto/crypto.h"
#include "sync/server/log_thread.h"
#include "sync/server/server_key.h"
#include "tests/support/fake_clock.h"
#include "tests/support/test_registry.h"

#include <QSqlDatabase>
#include <QTemporaryDir>

using namespace doorstep;
using namespace doorstep::server;

/// The log with a thread of its own, and with none: what a job leaves behind is the same.
class TestLogThread : public QObject {
    Q_OBJECT

    struct World {
        test::FakeClock clock;
        IdMint mint{clock, 4};
        QTemporaryDir directory;

        std::unique_ptr<LogThread> open(JobsRun runs)
        {
            const auto key = ServerKey::openOrMake(directory.path());
            auto log = LogThread::start(databasePath(directory.path()), *key->databaseKey(), runs);
            return log ? std::move(*log) : nullptr;
        }
        Status create(LogThread& log, PracticeId practice, const Status& then)
        {
            return log.run<void>([&](Log& tables) -> Status {
                DOORSTEP_CHECK(tables.practices.create(practice, QStringLiteral("p"),
                    crypto::hash({practice.toBytes()}), clock.now()));
                return then;
            });
        }
        static bool has(LogThread& log, PracticeId practice)
        {
            const auto is = log.run<bool>([&](Log& tables) -> Result<bool> {
                DOORSTEP_TRY(found, tables.practices.find(practice));
                return found.has_value();
            });
            return is && *is;
        }
    };

private Q_SLOTS:
    void job_isKeptWhole_orLeavesNothing_data()
    {
        QTest::addColumn<JobsRun>("runs");
        QTest::addRow("on a thread") << JobsRun::OnAThread;
        QTest::addRow("at once") << JobsRun::AtOnce;
    }
    void job_isKeptWhole_orLeavesNothing()
    {
        QFETCH(JobsRun, runs);
        World world;
        const auto kept = world.mint.next<PracticeId>();
        const auto undone = world.mint.next<PracticeId>();
        {
            auto log = world.open(runs);
            QVERIFY(log);
            QVERIFY(world.create(*log, kept, {}).ok());
            const Status failed
                = world.create(*log, undone, Error{ErrorCode::InvalidInput, "no", true});
            QCOMPARE(failed.error().code, ErrorCode::InvalidInput);
            QVERIFY(World::has(*log, kept));
            QVERIFY(!World::has(*log, undone));
        }
        const auto again = world.open(runs);
        QVERIFY(World::has(*again, kept));
        QVERIFY(!World::has(*again, undone));
    }
    void atOnce_withAnotherKeysFile_saysSo_andLeavesNoConnection()
    {
        World world;
        QVERIFY(world.open(JobsRun::AtOnce));
        World other;
        const auto key = ServerKey::openOrMake(other.directory.path());
        const auto before = QSqlDatabase::connectionNames();
        const auto opened = LogThread::start(
            databasePath(world.directory.path()), *key->databaseKey(), JobsRun::AtOnce);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::WrongSecret);
        QCOMPARE(QSqlDatabase::connectionNames(), before);
    }
};

DOORSTEP_TEST(TestLogThread);
#include "tst_log_thread.moc"
