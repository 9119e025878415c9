#include "tests/fault_sync/sync_campaigns.h"

#include <QElapsedTimer>
#include <csignal>
#include <thread>

namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace server_kill_detail {

constexpr int Written = 60; ///< by each tablet: two requests each
constexpr qint64 CiCases = 30;
constexpr qint64 ReleaseCases = 2'000;
constexpr int CasesPerPractice = 10;

using Sync = QFuture<Result<client::SyncReport>>;

class ServerKills final : private CampaignHead {
public:
    explicit ServerKills(const SyncCampaignRun& run)
        : CampaignHead(run, CiCases, ReleaseCases)
    {
    }

    SyncTally tally()
    {
        m_oracle.name("syncs without a kill");
        QElapsedTimer timer;
        write();
        timer.start();
        syncBoth();
        m_whole = std::chrono::microseconds(timer.nsecsElapsed() / 1000);
        for (; m_tally.cases < m_cases; ++m_tally.cases) {
            if (m_tally.cases > 0 && m_tally.cases % CasesPerPractice == 0) {
                compareEverybody();
                m_practice.putBack();
            }
            live();
        }
        compareEverybody();
        return std::move(m_tally);
    }

private:
    void write()
    {
        m_practice.setClocks();
        for (ClientDevice* tablet : {m_practice.one.get(), m_practice.two.get()}) {
            m_met.emplace_back(tablet, tablet->savePatient(u"Walkin"_s));
            if (!tablet->saveNotes(m_met.back().second, Written / 2)
                || !tablet->saveNotes(m_practice.shared(), Written - 1 - Written / 2))
                qFatal("server-kill: a tablet");
        }
    }
    /// Both at once, to their ends.
    void syncBoth()
    {
        std::vector<std::unique_ptr<client::SyncEngine>> engines;
        std::vector<Sync> syncs;
        for (ClientDevice* tablet : {m_practice.one.get(), m_practice.two.get()}) {
            engines.push_back(std::make_unique<client::SyncEngine>(client::SyncEngine::Parts{
                *tablet->transport, *tablet->port, *tablet->clock, tablet->signer(), ThisApp}));
            syncs.push_back(engines.back()->sync());
        }
        for (const Sync& sync : syncs) {
            const auto report = waitFor(sync);
            m_oracle.expect(report.ok() || report.error().code == ErrorCode::Unreachable,
                "said of a server that died: " + (report ? QByteArray() : report.error().detail));
        }
    }
    void live()
    {
        const auto moment = m_whole * int(m_random() % 1100) / 1000;
        m_oracle.name("case " + QByteArray::number(m_tally.cases) + ", killed after "
            + QByteArray::number(qint64(moment.count())) + " us");
        write();
        const auto process = pid_t(m_practice.server.processId());
        std::thread killer([process, moment] {
            std::this_thread::sleep_for(moment);
            ::kill(process, SIGKILL);
        });
        syncBoth();
        killer.join();
        m_practice.server.kill(); // takes note that it is gone
        for (ClientDevice* tablet : {m_practice.one.get(), m_practice.two.get()})
            (void)m_oracle.checkAcknowledged(*tablet);

        m_practice.startServer();
        m_practice.setClocks();
        for (ClientDevice* tablet : {m_practice.one.get(), m_practice.two.get()})
            m_oracle.expect(m_practice.settle(*tablet), "the sync after the kill failed");
        for (ClientDevice* tablet : {m_practice.one.get(), m_practice.two.get()}) {
            m_oracle.checkEverythingSent(*tablet);
            m_tally.acknowledged += Written;
        }
    }
    void compareEverybody()
    {
        m_practice.setClocks();
        for (ClientDevice* device :
            {m_practice.one.get(), m_practice.two.get(), m_practice.desk.get()})
            m_oracle.expect(m_practice.settle(*device), "a whole sync failed");
        m_oracle.checkSame(*m_practice.one, *m_practice.two, m_practice.shared());
        m_oracle.checkSame(*m_practice.one, *m_practice.desk, m_practice.shared());
        for (const auto& [tablet, met] : m_met)
            m_oracle.checkSame(*tablet, *m_practice.desk, met);
        m_met.clear();
    }

    std::chrono::microseconds m_whole{};
    std::vector<std::pair<ClientDevice*, PatientId>> m_met;
};

} // namespace server_kill_detail

SyncTally runServerKills(const SyncCampaignRun& run)
{
    return server_kill_detail::ServerKills(run).tally();
}

} // namespace doorstep::test
