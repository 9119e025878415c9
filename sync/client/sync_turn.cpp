#include "sync/client/sync_turn.h"

#include "core/base/mutant.h"
#include "sync/client/certificate_renewal.h"
#include "sync/client/practice_root.h"
#include "sync/protocol/limits.h"

namespace doorstep::client {

namespace {

/// Entries are about half as long on the wire as in the store; makeBatch cuts to the wire's bound.
constexpr qint64 StoredBytesPerBatch = 2 * sync::limits::MaxBatchBytes;

Result<QByteArray> liveCursor(store::Store& store)
{
    DOORSTEP_TRY(positions, store.cursors());
    for (const store::CursorPosition& position : positions) {
        if (!position.scope)
            return position.token;
    }
    return QByteArray();
}

/// What a desk had as part of the practice's records before the server was put back needs nobody to
/// decide it a second time.
Status releaseAgain(store::Store& store, store::Applied& page)
{
    const std::vector<EntryId>& held = page.heldAgain;
    if (held.empty() || store.identity().deviceRole == QLatin1StringView("tablet"))
        return {};
    DOORSTEP_TRY(root, readPracticeRoot(store.connection()));
    std::vector<entry::ClearBody> releases;
    releases.reserve(held.size());
    for (const EntryId& id : held)
        releases.push_back(entry::EntryReleased{id, QStringLiteral("known")});
    DOORSTEP_TRY(saved, store.saveClear(root.scopes.practice, releases));
    page.aggregates.insert(page.aggregates.end(), saved.aggregates.begin(), saved.aggregates.end());
    return {};
}

} // namespace

Result<TurnInput> readBatch(store::Store& store, quint64 fromCtr, int mostEntries)
{
    DOORSTEP_TRY(outgoing, store.outgoing(fromCtr, mostEntries, StoredBytesPerBatch));
    DOORSTEP_TRY(batch,
        makeBatch(outgoing.incarnation, outgoing.firstCtr, outgoing.previousChain, outgoing.entries,
            mostEntries, outgoing.waiting));
    if (fromCtr != 0) {
        // What waits is counted from the first that does.
        DOORSTEP_TRY(first, store.outgoing(0, 0, 0));
        batch.sent.lastOwn = first.firstCtr + quint64(first.waiting) - 1;
    }
    DOORSTEP_TRY(timeline, store.timeline());
    batch.sent.timeline = timeline;
    return TurnInput{std::move(batch), outgoing.waiting, {}, {}};
}

Result<TurnInput> readTurn(store::Store& store, int mostEntries, std::optional<Instant> digestsAt)
{
    DOORSTEP_TRY(input, readBatch(store, 0, mostEntries));
    DOORSTEP_TRY(cursor, liveCursor(store));
    input.cursor = cursor;
    if (digestsAt) {
        DOORSTEP_TRY(due, dueDigests(store, *digestsAt));
        input.digests = std::move(due);
    }
    return input;
}

Result<TurnApplied> applyTurn(store::Store& store, const TurnOutcome& outcome)
{
    TurnApplied applied;
    // An older answer must not lend again what a newer one took away.
    if (outcome.isNewest) {
        HeardLease heard = outcome.lease;
        DOORSTEP_TRY(hasEnded, hasCertificateEnded(store, heard.serverTime));
        heard.certificateEnded = hasEnded;
        DOORSTEP_CHECK(keepLease(store.connection(), heard));
    }
    if (outcome.decision.next == OwnNext::SendAllAgain) {
        DOORSTEP_TRY(forgotten, store.beginTimeline(outcome.decision.acknowledgement.timeline));
        applied.page = std::move(forgotten);
    } else {
        DOORSTEP_TRY(acknowledged, store.acknowledge(outcome.decision.acknowledgement));
        applied.acknowledged = std::move(acknowledged);
    }
    if (outcome.decision.next == OwnNext::NewIncarnation && !mutated(Mutant::IncarnationKept))
        DOORSTEP_CHECK(store.startIncarnation());
    // A page that goes on from a forgotten cursor is of no use; and one made for the old
    // incarnation left out what this device once wrote under it and may no longer have.
    const bool usable = outcome.decision.next == OwnNext::Continue
        || mutated(Mutant::StalePageTaken)
        || (outcome.decision.next == OwnNext::SendAllAgain && outcome.restarted);
    if (usable && !outcome.page.cursor.isEmpty()) {
        DOORSTEP_TRY(page, store.applyPage(outcome.page));
        applied.pulled = static_cast<int>(outcome.page.entries.size());
        page.aggregates.insert(
            page.aggregates.end(), applied.page.aggregates.begin(), applied.page.aggregates.end());
        applied.page = std::move(page);
    }
    DOORSTEP_CHECK(releaseAgain(store, applied.page));
    if (outcome.isNewest)
        DOORSTEP_CHECK(writeSyncStanding(store.connection(), outcome.standing));
    if (usable && (!outcome.digests.digests.empty() || outcome.digests.isLast))
        DOORSTEP_CHECK(noteDigests(store, outcome.digests));
    return applied;
}

} // namespace doorstep::client
