#include "tests/fault_sync/detour.h"
#include "tests/fault_sync/forged_identity.h"

namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace interception_detail {

constexpr Forgery Forgeries[] = {Forgery::OwnKey, Forgery::Authority, Forgery::AuthorityRsa};
constexpr qint64 CiCases = 12;
constexpr qint64 ReleaseCases = 240;
constexpr int CasesPerPractice = 20;

QByteArray nameOf(Forgery forgery)
{
    switch (forgery) {
    case Forgery::OwnKey:
        return "a key of its own";
    case Forgery::Authority:
        return "an authority's certificate";
    case Forgery::AuthorityRsa:
        return "an authority's RSA certificate";
    }
    return {};
}

/// The eavesdropper hears what a device says that takes its key for the server's; or a count of
/// nothing heard would prove nothing.
void listenToACredulousOne(SyncPractice& practice, TlsPeer& peer, SyncOracle& oracle)
{
    ClientDevice& tablet = *practice.one;
    practice.relay.leadTo(peer.port());
    auto address = practice.address();
    address.pinNow = address.pinNext = peer.pin();
    tablet.connectTo(address);
    (void)tablet.sync();
    oracle.expect(peer.received.contains("POST /sync/1"), "nobody listens in the middle");
}

} // namespace interception_detail

SyncTally runInterceptions(const SyncCampaignRun& run)
{
    using namespace interception_detail;
    SyncTally tally;
    SyncOracle oracle(run.practice, tally);
    Detour detour(run.practice, tally, oracle);
    std::mt19937_64 random(run.seed);
    const qint64 cases = run.casesOf(CiCases, ReleaseCases);
    for (; tally.cases < cases; ++tally.cases) {
        if (tally.cases > 0 && tally.cases % CasesPerPractice == 0)
            run.practice.putBack();
        const Forgery forgery = Forgeries[std::size_t(tally.cases) % std::size(Forgeries)];
        const bool inTheMiddle = random() % 2 == 0;
        oracle.name("case " + QByteArray::number(tally.cases) + ", " + nameOf(forgery)
            + (inTheMiddle ? ", from the second request on" : ""));
        TlsPeer peer(forgedIdentity(forgery));
        peer.answer = TlsPeer::http("200 OK", "application/cbor", "\xa0");
        const auto report = detour.lead(peer.port(), inTheMiddle);
        oracle.expect(!report && report.error().code == ErrorCode::Untrusted,
            "not told that it is not the practice");
        oracle.expect(peer.received.isEmpty(),
            "the man in the middle read " + QByteArray::number(peer.received.size()) + " bytes");
        listenToACredulousOne(run.practice, peer, oracle);
        detour.leadBack();
    }
    return tally;
}

} // namespace doorstep::test
