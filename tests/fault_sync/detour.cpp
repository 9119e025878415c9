#include "tests/fault_sync/detour.h"

namespace doorstep::test {

using namespace Qt::StringLiterals;

Result<client::SyncReport> Detour::lead(
    quint16 port, bool inTheMiddle, std::chrono::milliseconds stallTime)
{
    m_practice.setClocks();
    ClientDevice& tablet = *m_practice.one;
    m_met = tablet.savePatient(u"Walkin"_s);
    if (m_met.isNull() || !tablet.saveNotes(m_met, Written - 1))
        qFatal("detour: the tablet");
    m_oracle.readLog();
    const std::size_t logged = m_oracle.log().lines.size();
    const auto standing = client::readSyncStanding(tablet.store->connection());
    tablet.connectTo(m_practice.address(), stallTime);
    const auto leadAway = [this, port] {
        m_practice.relay.leadTo(port);
        m_practice.relay.cutNow();
    };
    if (inTheMiddle)
        tablet.transport->alter = [leadAway](int number, Result<client::WireAnswer>&) {
            if (number == 0)
                leadAway();
        };
    else
        leadAway();
    // One request after the other, or those behind the first would be on the way before.
    client::SyncEngine::Parts parts{
        *tablet.transport, *tablet.port, *tablet.clock, tablet.signer(), ThisApp};
    parts.mostInFlight = 1;
    client::SyncEngine engine(std::move(parts));
    auto report = waitFor(engine.sync());
    tablet.transport->alter = {};

    const int arrived = inTheMiddle ? FirstRequest : 0;
    m_oracle.expect(!report.ok(), "a sync that somebody else answered says it is done");
    m_oracle.expect(tablet.receipts().here == Written - arrived, "marked as sent, or not marked");
    (void)m_oracle.checkAcknowledged(tablet);
    m_oracle.expect(m_oracle.log().lines.size() == logged + std::size_t(arrived),
        "another number of entries in the log");
    const auto after = client::readSyncStanding(tablet.store->connection());
    m_oracle.expect(inTheMiddle || (standing && after && *standing == *after),
        "the practice's standing comes from somebody else");
    return report;
}

void Detour::leadBack()
{
    m_practice.relay.cutNow();
    m_practice.leadToServer();
    ClientDevice& tablet = *m_practice.one;
    m_practice.connectAnew(tablet);
    m_oracle.expect(m_practice.settle(tablet), "the sync with the practice failed");
    m_oracle.checkEverythingSent(tablet);
    m_oracle.expectNoLoss(tablet.known(m_met) == Written, "own entries gone");
    m_tally.acknowledged += Written;
}

} // namespace doorstep::test
