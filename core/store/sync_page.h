#pragma once

#include "core/store/spool.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// What sync/client hands in and takes out. The store knows nothing of requests and transports.

/// One entry of others as the server gave it. `seq` is its place in the practice's order.
struct PageEntry {
    qint64 seq = 0;
    QByteArray bytes; ///< entry::encodeEntry
    QByteArray heldReason; ///< not empty: shown to the desk, not folded until released
};

/// Entries and the cursor that stands after them: applied together or not at all.
struct Page {
    std::vector<PageEntry> entries;
    std::optional<ScopeId> scope; ///< a back-fill of one scope; empty: the live feed
    QByteArray cursor; ///< opaque token of the server
    bool scopeComplete = false; ///< this back-fill has reached the live feed
    qint64 through = 0; ///< the position the live feed has reached with it
};

/// What a page or a save changed, for screens to look again.
struct Applied {
    std::vector<AggregateId> aggregates;
    int fresh = 0; ///< entries not known before
    int unopened = 0; ///< kept, waiting for a key or a certificate
    int refused = 0; ///< kept, signature wrong: never folded, listed for the desk
    bool keysChanged = false; ///< certificates, grants or practice keys moved
    /// Held now and routed before: a server that was put back heard of a revocation first.
    std::vector<EntryId> heldAgain;
};

/// What one call of Store::forgetEnded came to.
struct Forgotten {
    std::vector<AggregateId> aggregates; ///< whose rows are gone
    int scopes = 0;
    int waiting = 0; ///< ended, kept for own entries not acknowledged or for a draft
    bool more = false; ///< ask again
};

struct AckRun {
    quint64 firstCtr = 0;
    quint32 count = 0;
    qint64 firstSeq = 0;
};
struct HeldCtr {
    quint64 ctr = 0;
    QByteArray reason;
};
struct Acknowledgement {
    IncarnationId incarnation;
    std::vector<AckRun> runs;
    std::vector<HeldCtr> held;
    qint64 safeSeq = 0; ///< everything up to here is in the practice's backup; never goes back here
    TimelineId timeline{}; ///< of the sequences; null when the answer named none
};

/// Own entries from `entries.front().ctr` on, dense, with the chain hash before the first.
struct Outgoing {
    IncarnationId incarnation;
    quint64 firstCtr = 1; ///< of the first entry, or the next ctr to come when there is none
    crypto::Digest previousChain; ///< before firstCtr; zeros when it is 1
    std::vector<OutgoingEntry> entries;
    int waiting = 0; ///< own entries not yet acknowledged, these included
};

struct CursorPosition {
    std::optional<ScopeId> scope; ///< empty: the live feed
    QByteArray token; ///< empty: from the start
    bool complete = false;
};

} // namespace doorstep::store
