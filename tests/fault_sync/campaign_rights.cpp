#include "tests/fault_sync/sync_campaigns.h"

/// Rights that end while a tablet is away, and what somebody kept of its requests.
namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace rights_detail {

constexpr qint64 CiCases = 6;
constexpr qint64 ReleaseCases = 120;
constexpr qint64 Day = 86'400'000;
constexpr int Unsent = 200;
constexpr int Written = 10;
constexpr qint64 RequestUp = 4'000; ///< more than a whole sync of `Written` entries never sends

int ungrantedIn(const ServerLog& log, DeviceId device)
{
    return int(std::ranges::count_if(log.lines,
        [device](const LogLine& line) { return line.device == device && line.ungranted; }));
}

/// From tablet one to tablet two while one is away and writes.
void reassign(SyncPractice& practice, SyncTally& tally, SyncOracle& oracle, std::mt19937_64& random)
{
    ClientDevice& before = *practice.one;
    ClientDevice& after = *practice.two;
    const PatientId patient = practice.desk->savePatient(u"Marsh"_s);
    if (!practice.grant(*practice.desk, before, patient.as<ScopeId>())
        || !practice.settle(*practice.desk) || !practice.settle(before)
        || !before.saveNotes(patient, Written))
        qFatal("reassign: a visit");
    const Instant now = practice.clock.now();
    const entry::ScopeRevoked ended{before.id(), patient.as<ScopeId>(), now, now.plusMs(30 * Day)};
    if (!practice.desk->store->saveClear(practice.desk->scopes().practice, {ended})
        || !practice.grant(*practice.desk, after, patient.as<ScopeId>()))
        qFatal("reassign: the desk");
    const bool deskFirst = random() % 2 == 0;
    if (deskFirst)
        oracle.expect(practice.settle(*practice.desk), "the desk's sync failed");
    // The first try is cut: nothing may be given up that is not with the practice.
    practice.relay.cutAfter(
        Relay::Way::Up, qint64(random() % quint64(RequestUp)), Relay::End::Close);
    practice.connectAnew(before);
    (void)before.sync();
    const int waiting = before.receipts().here;
    oracle.expectNoLoss(waiting == 0 || before.known(patient) == Written + 1,
        "given up before it was acknowledged");
    (void)oracle.checkAcknowledged(before);
    practice.relay.pass();
    for (ClientDevice* device : {&before, practice.desk.get(), &after, &before})
        oracle.expect(practice.settle(*device), "a sync failed");
    oracle.checkEverythingSent(before);
    oracle.expect(ungrantedIn(oracle.log(), before.id()) == (deskFirst ? Written : 0),
        "marked as written without a grant: "
            + QByteArray::number(ungrantedIn(oracle.log(), before.id())));
    oracle.expectNoLoss(after.known(patient) == Written + 1, "the new assignee lacks some");
    oracle.checkSame(after, *practice.desk, patient);
    oracle.expect(
        before.known(patient) == 0 || before.receipts().here == 0, "kept without a right");
    tally.acknowledged += Written;
}

/// Every request again, byte for byte, and its bodies under a new signature. Nothing changes.
void replay(SyncPractice& practice, SyncOracle& oracle, ClientDevice& tablet,
    const std::vector<client::WireRequest>& captured)
{
    oracle.readLog();
    const auto before = oracle.log().lines.size();
    for (const client::WireRequest& request : captured) {
        client::HttpsTransport thief(practice.address());
        QPromise<Result<client::WireAnswer>> promise;
        promise.start();
        auto future = promise.future();
        thief.post(request, [&promise](Result<client::WireAnswer> answer) {
            promise.addResult(std::move(answer));
            promise.finish();
        });
        const auto answer = waitFor(future);
        oracle.expect(answer && answer->status != 200, "a stolen request was answered");
        QPromise<Status> again;
        again.start();
        auto resigned = again.future();
        const auto exchange
            = std::make_shared<client::SignedExchange>(thief, practice.clock, tablet.signer());
        exchange->post(
            request.path, request.body, [&again](const Result<client::SignedAnswer>& signedAnswer) {
                again.addResult(signedAnswer ? Status() : Status(signedAnswer.error()));
                again.finish();
            });
        (void)waitFor(resigned);
    }
    oracle.readLog();
    oracle.expect(oracle.log().lines.size() == before, "replayed requests changed the log");
}

int heldIn(const ServerLog& log, DeviceId device)
{
    return int(std::ranges::count_if(log.lines,
        [device](const LogLine& line) { return line.device == device && line.state == 1; }));
}

/// Revoked with a round's work on it; afterwards a thief plays back what he heard.
void revoked(SyncPractice& practice, SyncTally& tally, SyncOracle& oracle, bool restart)
{
    ClientDevice& tablet = *practice.two;
    if (!tablet.saveNotes(practice.shared(), 3) || !practice.settle(tablet))
        qFatal("revoked: notes");
    auto captured = tablet.transport->sent;
    const int known = tablet.known(practice.shared());
    if (!tablet.saveNotes(practice.shared(), Unsent)
        || !ClientPractice::revoke(*practice.desk, tablet)
        || !practice.desk->saveNotes(practice.shared(), 4) || !practice.settle(*practice.desk))
        qFatal("revoked: the desk");
    practice.connectAnew(tablet);
    const auto report = tablet.sync();
    oracle.expect(report.ok(), report ? "" : "the sync failed: " + report.error().detail);
    if (report) {
        oracle.expect(report->standing.revoked, "not told that it is revoked");
        oracle.expect(report->acknowledged == Unsent && report->held == Unsent, "not all held");
        oracle.expect(report->pulled == 0, "a revoked tablet reads");
    }
    oracle.expect(tablet.known(practice.shared()) == known + Unsent, "another number of notes");
    oracle.checkEverythingSent(tablet);
    oracle.expect(heldIn(oracle.log(), tablet.id()) == Unsent,
        QByteArray::number(heldIn(oracle.log(), tablet.id())) + " held in the log");
    const int atDesk = practice.desk->known(practice.shared());
    oracle.expect(practice.settle(*practice.desk), "the desk's sync failed");
    oracle.expectNoLoss(practice.desk->known(practice.shared()) == atDesk + Unsent,
        "the desk does not see what is held");
    tally.acknowledged += Unsent + 3;

    captured.insert(captured.end(), tablet.transport->sent.begin(), tablet.transport->sent.end());
    if (restart) {
        // The server's memory of nonces is gone; what was signed before its start is refused by
        // time.
        practice.server.kill();
        QThread::sleep(2);
        practice.startServer();
    }
    replay(practice, oracle, tablet, captured);
}

} // namespace rights_detail

SyncTally runReassignments(const SyncCampaignRun& run)
{
    using namespace rights_detail;
    SyncTally tally;
    SyncOracle oracle(run.practice, tally);
    std::mt19937_64 random(run.seed);
    for (; tally.cases < run.casesOf(CiCases, ReleaseCases); ++tally.cases) {
        run.practice.putBack();
        oracle.name("case " + QByteArray::number(tally.cases));
        reassign(run.practice, tally, oracle, random);
    }
    return tally;
}

SyncTally runRevocations(const SyncCampaignRun& run)
{
    using namespace rights_detail;
    SyncTally tally;
    SyncOracle oracle(run.practice, tally);
    for (; tally.cases < run.casesOf(CiCases, ReleaseCases); ++tally.cases) {
        run.practice.putBack();
        oracle.name("case " + QByteArray::number(tally.cases));
        revoked(run.practice, tally, oracle, tally.cases % 2 == 1);
    }
    return tally;
}

} // namespace doorstep::test
