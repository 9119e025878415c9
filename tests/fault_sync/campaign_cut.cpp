#include "tests/fault_sync/sync_campaigns.h"

namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace cut_detail {

constexpr int Written = 20; ///< by the tablet, in the sync that is cut
constexpr int Fetched = 5; ///< by the desk, for the same sync to bring down
constexpr qint64 CiStride = 37;
/// TLS signatures differ by a few bytes from one connection to the next.
constexpr qint64 Slack = 16;
/// Cases before everything is put back: within what the server lets one device ask in a burst.
constexpr int CasesPerPractice = 40;

struct Cut {
    Relay::Way way = Relay::Way::Up;
    qint64 bytes = 0;

    [[nodiscard]] Relay::End end() const
    {
        return bytes % 2 == 0 ? Relay::End::Close : Relay::End::Reset;
    }
    [[nodiscard]] QByteArray name() const
    {
        return (way == Relay::Way::Up ? "cut up at " : "cut down at ") + QByteArray::number(bytes);
    }
};

class Cuts final : private CampaignHead {
public:
    explicit Cuts(const SyncCampaignRun& run)
        : CampaignHead(run, 0, 0)
        , m_stride(run.release ? 1 : CiStride)
    {
    }

    SyncTally tally()
    {
        m_oracle.name("sync without a cut");
        const Relay::Traffic whole = measure();
        std::vector<Cut> cuts;
        for (const auto& [way, size] : {std::pair(Relay::Way::Up, whole.up + Slack),
                 std::pair(Relay::Way::Down, whole.down + Slack)}) {
            for (qint64 at = qint64(m_random() % quint64(m_stride)); at < size; at += m_stride)
                cuts.push_back({way, at});
        }
        if (m_cases > 0) {
            std::ranges::shuffle(cuts, m_random);
            cuts.resize(std::min(cuts.size(), std::size_t(m_cases)));
        }
        int sinceBack = 0;
        for (const Cut& cut : cuts) {
            if (sinceBack++ == CasesPerPractice) {
                compareEverybody();
                m_practice.putBack();
                sinceBack = 1;
            }
            live(cut);
        }
        compareEverybody();
        return std::move(m_tally);
    }

private:
    /// What both sides write before the sync that is cut.
    PatientId write()
    {
        m_practice.setClocks();
        m_practice.relay.pass();
        if (!m_practice.desk->saveNotes(m_practice.shared(), Fetched)
            || !m_practice.settle(*m_practice.desk))
            qFatal("cut: the desk");
        const PatientId met = m_practice.one->savePatient(u"Walkin"_s);
        if (met.isNull() || !m_practice.one->saveNotes(met, Written - 1))
            qFatal("cut: the tablet");
        return met;
    }
    Relay::Traffic measure()
    {
        m_met.push_back(write());
        m_practice.connectAnew(*m_practice.one);
        m_practice.relay.forget();
        m_oracle.expect(m_practice.one->sync().ok(), "failed");
        return m_practice.relay.traffic();
    }

    void live(const Cut& cut)
    {
        ++m_tally.cases;
        m_oracle.name(cut.name());
        ClientDevice& tablet = *m_practice.one;
        const PatientId met = write();
        m_met.push_back(met);
        const int known = tablet.known(m_practice.shared());
        m_practice.connectAnew(tablet);
        m_practice.relay.cutAfter(cut.way, cut.bytes, cut.end());
        const auto cutReport = tablet.sync();
        const int waiting = tablet.receipts().here;
        if (cutReport)
            m_oracle.expect(waiting == 0 && cutReport->acknowledged == Written,
                "a sync that says it is done is not");
        else
            m_oracle.expect(
                cutReport.error().code == ErrorCode::Unreachable && !cutReport.error().permanent,
                "said of a cut: " + cutReport.error().detail);
        // A page and its cursor move together: none of it or all of it.
        const int fetched = tablet.known(m_practice.shared()) - known;
        m_oracle.expect(waiting == 0 ? fetched == Fetched : fetched == 0 && waiting == Written,
            "half a sync: " + QByteArray::number(waiting) + " wait, " + QByteArray::number(fetched)
                + " fetched");
        (void)m_oracle.checkAcknowledged(tablet);

        m_practice.relay.pass();
        const auto report = tablet.sync();
        m_oracle.expect(
            report.ok(), "the next sync failed: " + (report ? "" : report.error().detail));
        m_oracle.expectNoLoss(
            tablet.known(m_practice.shared()) == known + Fetched, "the desk's notes did not come");
        m_oracle.checkEverythingSent(tablet);
        m_tally.acknowledged += Written;
    }

    void compareEverybody()
    {
        m_practice.relay.pass();
        for (ClientDevice* device : {m_practice.desk.get(), m_practice.two.get()})
            m_oracle.expect(m_practice.settle(*device), "a whole sync failed");
        m_oracle.checkSame(*m_practice.one, *m_practice.two, m_practice.shared());
        m_oracle.checkSame(*m_practice.one, *m_practice.desk, m_practice.shared());
        for (const PatientId met : m_met) {
            m_oracle.expectNoLoss(m_practice.desk->known(met) == Written, "the desk lacks some");
            m_oracle.checkSame(*m_practice.one, *m_practice.desk, met);
        }
        m_met.clear();
    }

    qint64 m_stride;
    qint64 m_most;
    std::vector<PatientId> m_met;
};

} // namespace cut_detail

SyncTally runCuts(const SyncCampaignRun& run)
{
    return cut_detail::Cuts(run).tally();
}

} // namespace doorstep::test
