#pragma once

#include "sync/client/pull_page.h"
#include "sync/client/push_batch.h"
#include "sync/client/reading_lease.h"
#include "sync/client/scope_digests.h"
#include "sync/client/sync_engine.h"

namespace doorstep::client {

/// The store's half of one round trip: what to send, and what an answer changes. Both run where the
/// store lives; neither knows of requests or signatures.

struct TurnInput {
    PushBatch batch;
    int waiting = 0;
    QByteArray cursor;
    DigestRound digests;
};
/// With a time, the digests that are due then.
[[nodiscard]] Result<TurnInput> readTurn(
    store::Store& store, int mostEntries, std::optional<Instant> digestsAt);
/// A further batch, from `fromCtr` on, while those before it are on the way; no more than that.
[[nodiscard]] Result<TurnInput> readBatch(store::Store& store, quint64 fromCtr, int mostEntries);

struct TurnOutcome {
    AckDecision decision;
    store::Page page;
    SyncStanding standing;
    HeardLease lease;
    bool restarted = false; ///< the page starts from the beginning of the log
    DigestRound digests; ///< that were sent with the request
    bool isNewest = true; ///< none used before it was given later
};
struct TurnApplied {
    store::Applied acknowledged;
    store::Applied page;
    int pulled = 0;
};
[[nodiscard]] Result<TurnApplied> applyTurn(store::Store& store, const TurnOutcome& outcome);

} // namespace doorstep::client
