#include "tests/fault_sync/standby_crew.h"
#include "tests/fault_sync/sync_campaigns.h"

#include "sync/server/log_thread.h"
#include "sync/server/server_key.h"

#include <csignal>
#include <thread>

/// The practice server dies under eight devices that write and two that read, and another takes
/// over: with its disk, or with the newest backup that it made.
namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace standby_detail {

constexpr qint64 CiCases = 4;
constexpr qint64 ReleaseCases = 200;
constexpr auto MostUntilBackup = std::chrono::milliseconds(250);
constexpr auto MostInBackup = std::chrono::milliseconds(80);
constexpr auto LeastUntilDeath = std::chrono::milliseconds(150);
constexpr auto MostUntilDeath = std::chrono::milliseconds(300); ///< more
constexpr int ByPoorLink = 8; ///< times as long: a sync takes that much longer there
constexpr qint64 EnoughCases = 4; ///< to demand that a standby lagged
constexpr int MostOutageMs = 300;

enum class TakesOver {
    Disk, ///< a shared volume, or a copy that every commit waits for
    Backup ///< what a copy that lags has
};

std::chrono::microseconds timeIn(std::mt19937_64& random, std::chrono::microseconds most)
{
    return std::chrono::microseconds(random() % quint64(most.count()));
}

/// What happens to the old server, at moments of its own: a backup, and then its end, now and then
/// in the middle of another backup, which is the longest transaction that a log has.
class Fate {
public:
    Fate(const SyncPractice& practice, std::mt19937_64& random, TakesOver kind)
        : m_inBackup(kind == TakesOver::Disk && random() % 2 == 0)
        , m_dies((timeIn(random, m_inBackup ? MostInBackup : MostUntilDeath)
                     + (m_inBackup ? std::chrono::microseconds(0) : LeastUntilDeath))
              * (practice.isShaped() && !m_inBackup ? ByPoorLink : 1))
        , m_thread([this, &server = practice.server, process = pid_t(practice.server.processId()),
                       first = timeIn(random, MostUntilBackup)] {
            std::this_thread::sleep_for(first);
            m_made = server.command({u"backup"_s});
            std::thread second([this, &server] {
                if (m_inBackup)
                    (void)server.command({u"backup"_s});
            });
            std::this_thread::sleep_for(m_dies);
            ::kill(process, SIGKILL);
            second.join();
            m_isOver = true;
        })
    {
    }
    ~Fate() { m_thread.join(); }
    Fate(const Fate&) = delete;
    Fate& operator=(const Fate&) = delete;

    [[nodiscard]] bool isOver() const { return m_isOver; }
    [[nodiscard]] bool hasBackup() const { return m_made.startsWith("backup "); }

private:
    bool m_inBackup;
    std::chrono::microseconds m_dies; ///< after its backup, or after the second one began
    QByteArray m_made; ///< final once isOver()
    std::atomic<bool> m_isOver = false;
    std::thread m_thread; // last: it uses everything above
};

class Standbys final : private CampaignHead {
public:
    explicit Standbys(const SyncCampaignRun& run)
        : CampaignHead(run, CiCases, ReleaseCases)
        , m_crew(run.practice)
    {
    }

    SyncTally tally()
    {
        for (; m_tally.cases < m_cases; ++m_tally.cases) {
            m_crew.putBack();
            live(m_tally.cases % 2 == 0 ? TakesOver::Disk : TakesOver::Backup);
        }
        if (m_cases >= EnoughCases)
            m_oracle.expect(m_lagged > 0, "no standby ever lagged: nothing was tried");
        return std::move(m_tally);
    }

private:
    void live(TakesOver kind)
    {
        m_oracle.name("case " + QByteArray::number(m_tally.cases)
            + (kind == TakesOver::Disk ? ", a standby with the disk"
                                       : ", a standby with a backup"));
        m_oracle.readLog();
        const QByteArray timeline = m_oracle.log().timeline;
        m_oracle.expect(!isOpenToOthers(), "another process may read the log while it is served");
        m_crew.start(m_oracle, m_random);
        {
            const Fate fate(m_practice, m_random, kind);
            if (!QTest::qWaitFor([&fate] { return fate.isOver(); }, 60'000) || !fate.hasBackup())
                qFatal("standby: the old server");
            QTest::qWait(int(m_random() % MostOutageMs)); // they go on trying
        }
        m_practice.server.kill(); // takes note that it is gone
        m_oracle.readLog();
        const ServerLog before = m_oracle.log();
        for (ClientDevice* device : m_crew.devices())
            (void)m_oracle.checkAcknowledged(*device);
        takeOver(kind);
        m_oracle.readLog();
        const ServerLog taken = m_oracle.log();
        if (kind == TakesOver::Disk)
            m_oracle.expectNoLoss(taken.lines.size() == before.lines.size(),
                "the disk that was taken over lacks some");
        else
            m_lagged += qint64(before.lines.size() - taken.lines.size());
        checkSafe(taken);
        m_practice.startServer();
        m_crew.finish();
        judge(kind, before);
        m_oracle.expect((m_oracle.log().timeline == timeline) == (kind == TakesOver::Disk),
            kind == TakesOver::Disk ? "another timeline on the same disk"
                                    : "the timeline did not turn");
    }

    /// The database is one process's: what a backup tool gets is the server's own copy.
    [[nodiscard]] bool isOpenToOthers() const
    {
        const QString folder = m_practice.server.directory();
        auto key = server::ServerKey::openOrMake(folder);
        auto databaseKey = key ? key->databaseKey() : key.error();
        if (!databaseKey)
            qFatal("standby: the server's key");
        return server::LogThread::start(server::databasePath(folder), std::move(*databaseKey)).ok();
    }

    /// Another process, in another folder, at another port.
    void takeOver(TakesOver kind)
    {
        const QString old = m_practice.server.directory();
        const QString backups = m_practice.server.backupDirectory();
        const QString taken = old + u"-standby"_s;
        copyFolder(old, taken);
        m_practice.server.moveTo(taken);
        if (kind == TakesOver::Disk)
            return;
        const QString newest
            = QDir(backups).entryList({u"log-*.db"_s}, QDir::Files, QDir::Name).last();
        QFile::remove(taken + u"/log.db-wal"_s);
        if (!QFile::remove(taken + u"/log.db"_s)
            || !QFile::copy(backups + u'/' + newest, taken + u"/log.db"_s))
            qFatal("standby: the backup");
    }

    /// What a device shows as safe must outlive the server that said so.
    void checkSafe(const ServerLog& taken)
    {
        constexpr int Most = 10'000;
        std::set<EntryId> there;
        for (const LogLine& line : taken.lines)
            there.insert(line.id);
        for (ClientDevice* device : m_crew.devices()) {
            const auto safe = store::EntryStore(device->store->connection())
                                  .receiptsAt(store::Stage::Safe, Most);
            if (!safe)
                qFatal("standby: receipts");
            for (const store::Receipt& receipt : *safe)
                m_oracle.expectNoLoss(there.contains(receipt.entry),
                    "shown as safe, and not on the standby: " + receipt.entry.toHex());
        }
    }

    void judge(TakesOver kind, const ServerLog& before)
    {
        m_oracle.readLog();
        std::set<EntryId> there;
        for (const LogLine& line : m_oracle.log().lines)
            there.insert(line.id);
        for (const LogLine& line : before.lines)
            m_oracle.expectNoLoss(there.contains(line.id), "did not come back: " + line.id.toHex());
        for (ClientDevice* device : m_crew.devices()) {
            m_oracle.checkEverythingSent(*device);
            m_oracle.checkSame(*device, *m_practice.desk, m_practice.shared());
            if (kind == TakesOver::Disk)
                m_tally.acknowledged += qint64(ownEntries(*device).size());
        }
        if (kind == TakesOver::Backup)
            m_tally.acknowledged += qint64(m_oracle.log().lines.size());
        m_crew.checkReaders(m_oracle);
    }

    StandbyCrew m_crew;
    qint64 m_lagged = 0; ///< entries that were in the log, and not in the backup
};

} // namespace standby_detail

SyncTally runStandbys(const SyncCampaignRun& run)
{
    return standby_detail::Standbys(run).tally();
}

} // namespace doorstep::test
