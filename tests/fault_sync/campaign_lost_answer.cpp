#include "tests/fault_sync/sync_campaigns.h"

namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace lost_answer_detail {

constexpr int Written = 20;
constexpr qint64 CiCases = 20;
constexpr qint64 ReleaseCases = 500;
constexpr int MostInARow = 4;
/// A handshake sends less than this up, a sync of 20 entries more.
constexpr qint64 HandshakeUp = 1500;
constexpr int CasesPerPractice = 12;

class LostAnswers final : private CampaignHead {
public:
    explicit LostAnswers(const SyncCampaignRun& run)
        : CampaignHead(run, CiCases, ReleaseCases)
    {
    }

    SyncTally tally()
    {
        for (; m_tally.cases < m_cases; ++m_tally.cases) {
            if (m_tally.cases > 0 && m_tally.cases % CasesPerPractice == 0)
                m_practice.putBack();
            live();
        }
        return std::move(m_tally);
    }

private:
    void live()
    {
        const int times = 1 + int(m_random() % MostInARow);
        m_oracle.name("case " + QByteArray::number(m_tally.cases) + ", " + QByteArray::number(times)
            + " answers lost");
        m_practice.setClocks();
        ClientDevice& tablet = *m_practice.one;
        const PatientId met = tablet.savePatient(u"Walkin"_s);
        if (met.isNull() || !tablet.saveNotes(met, Written - 1))
            qFatal("lost-answer: the tablet");
        m_oracle.readLog();
        const std::size_t before = m_oracle.log().lines.size();
        for (int i = 0; i < times; ++i) {
            loseOne(before + Written);
            m_oracle.expect(tablet.receipts().here == Written, "acknowledged without an answer");
            (void)m_oracle.checkAcknowledged(tablet);
            m_oracle.expect(m_oracle.log().lines.size() == before + Written,
                "another number of entries in the log");
        }
        m_practice.relay.pass();
        m_oracle.expect(m_practice.settle(tablet), "the sync with an answer failed");
        m_oracle.checkEverythingSent(tablet);
        m_oracle.expect(
            m_oracle.log().lines.size() == before + Written, "the log has another length");
        m_oracle.expectNoLoss(tablet.known(met) == Written, "own entries gone");
        m_oracle.expect(m_practice.settle(*m_practice.desk), "the desk's sync failed");
        m_oracle.checkSame(tablet, *m_practice.desk, met);
        m_tally.acknowledged += Written;
    }

    /// One sync whose answer goes nowhere: the line is cut only when the log holds `logged` entries
    /// and an answer was on its way.
    void loseOne(std::size_t logged)
    {
        ClientDevice& tablet = *m_practice.one;
        m_practice.relay.forget();
        m_practice.relay.swallowDownAfter(HandshakeUp);
        m_practice.connectAnew(tablet);
        QTimer watch;
        QObject::connect(&watch, &QTimer::timeout, [&] {
            const auto traffic = m_practice.relay.traffic();
            if (traffic.open > 0 && traffic.swallowed > 0
                && m_practice.readLog().lines.size() >= logged) {
                m_practice.relay.forget();
                m_practice.relay.cutNow();
            }
        });
        watch.start(5);
        const auto report = tablet.sync();
        m_oracle.expect(!report.ok(), "a sync without an answer says it is done");
        if (!report)
            m_oracle.expect(
                report.error().code == ErrorCode::Unreachable && !report.error().permanent,
                "said of a lost answer: " + report.error().detail);
    }
};

} // namespace lost_answer_detail

SyncTally runLostAnswers(const SyncCampaignRun& run)
{
    return lost_answer_detail::LostAnswers(run).tally();
}

} // namespace doorstep::test
