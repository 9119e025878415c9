#include "tests/fault_sync/sync_campaigns.h"

namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace restore_detail {

constexpr int Written = 12;
constexpr qint64 CiCases = 12;
constexpr qint64 ReleaseCases = 300;

class Restores final : private CampaignHead {
public:
    explicit Restores(const SyncCampaignRun& run)
        : CampaignHead(run, CiCases, ReleaseCases)
    {
    }

    SyncTally tally()
    {
        for (; m_tally.cases < m_cases; ++m_tally.cases) {
            m_practice.putBack();
            m_devices = {m_practice.desk.get(), m_practice.one.get(), m_practice.two.get()};
            m_met.clear();
            live();
        }
        return std::move(m_tally);
    }

private:
    void everybodyWrites()
    {
        m_practice.setClocks();
        for (ClientDevice* device : m_devices) {
            m_met.emplace_back(device, device->savePatient(u"Walkin"_s));
            if (!device->saveNotes(m_met.back().second, Written / 2)
                || !device->saveNotes(m_practice.shared(), Written - 1 - Written / 2))
                qFatal("restore: a device");
        }
    }
    void everybodySyncs()
    {
        for (ClientDevice* device : m_devices)
            m_oracle.expect(m_practice.settle(*device), "a sync failed");
    }
    /// The newest backup in the place of the log, by hand as docs say.
    void putLogBack(const QString& backup)
    {
        m_practice.server.kill();
        const QString database = m_practice.server.directory() + u"/log.db"_s;
        QFile::remove(database + u"-wal"_s);
        if (!QFile::remove(database)
            || !QFile::copy(m_practice.server.backupDirectory() + u'/' + backup, database))
            qFatal("restore: the backup");
        m_practice.startServer();
    }

    void live()
    {
        std::ranges::shuffle(m_devices, m_random);
        m_oracle.name("case " + QByteArray::number(m_tally.cases));
        everybodyWrites();
        everybodySyncs();
        const QByteArray said = m_practice.server.command({u"backup"_s});
        if (!said.startsWith("backup "))
            qFatal("restore: no backup");
        for (quint64 more = 1 + m_random() % 3; more > 0; --more) {
            everybodyWrites();
            everybodySyncs();
        }
        everybodySyncs(); // who went first has the others' entries too
        m_oracle.readLog();
        const ServerLog before = m_oracle.log();
        putLogBack(QString::fromLatin1(said.mid(7).trimmed()));
        m_oracle.readLog();
        m_oracle.expect(
            m_oracle.log().lines.size() < before.lines.size(), "nothing was taken back");

        ClientDevice& first = *m_devices.front();
        m_practice.setClocks();
        if (!first.saveNotes(m_practice.shared(), 1))
            qFatal("restore: the first device");
        m_oracle.expect(m_practice.settle(first), "the first device's sync failed");
        (void)m_oracle.checkAcknowledged(first);
        everybodyWrites();
        for (int round = 0; round < 2; ++round)
            everybodySyncs();
        judge(before);
    }
    void judge(const ServerLog& before)
    {
        for (ClientDevice* device : m_devices) {
            m_oracle.checkEverythingSent(*device);
            m_oracle.checkSame(*device, *m_practice.desk, m_practice.shared());
            m_tally.acknowledged += qint64(ownEntries(*device).size());
        }
        for (const auto& [device, met] : m_met)
            m_oracle.checkSame(*device, *m_practice.desk, met);
        m_oracle.expect(m_oracle.log().timeline != before.timeline, "the timeline did not turn");
        std::set<EntryId> there;
        for (const LogLine& line : m_oracle.log().lines)
            there.insert(line.id);
        for (const LogLine& line : before.lines)
            m_oracle.expectNoLoss(there.contains(line.id), "did not come back: " + line.id.toHex());
    }

    std::vector<ClientDevice*> m_devices;
    std::vector<std::pair<ClientDevice*, PatientId>> m_met;
};

} // namespace restore_detail

SyncTally runRestores(const SyncCampaignRun& run)
{
    return restore_detail::Restores(run).tally();
}

} // namespace doorstep::test
