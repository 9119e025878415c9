#pragma once

#include "sync/client/signed_exchange.h"
#include "sync/client/store_port.h"
#include "sync/client/sync_standing.h"
#include "sync/client/wipe_order.h"
#include "sync/protocol/limits.h"

#include <QFuture>

namespace doorstep::client {

struct SyncProgress {
    int waiting = 0; ///< own entries not yet acknowledged
    int acknowledged = 0; ///< in this sync
    int pulled = 0;
};

struct SyncReport {
    int acknowledged = 0;
    int held = 0; ///< of those, waiting for a person's decision
    int pulled = 0;
    int fresh = 0;
    int unopened = 0;
    int refused = 0;
    bool newIncarnation = false;
    bool sentAllAgain = false; ///< the server had lost entries; they are there again
    bool keysChanged = false;
    quint32 pauseSeconds = 0; ///< the server asked to be left alone that long
    int waiting = 0; ///< own entries left for the next sync
    int forgotten = 0; ///< scopes given up, having ended
    int digestsCompared = 0; ///< scopes
    int digestsDiffered = 0; ///< of those, sent again
    bool unfinished = false; ///< ended by Parts::mostTurns: the next sync goes on from there
    std::vector<AggregateId> aggregates; ///< whose rows are new
    SyncStanding standing;
};

using RowsChangedCall = std::function<void(const std::vector<AggregateId>&)>;

/// One sync at a time: own entries up, others' down, until neither side has more (sync_run.h); at
/// the end tendKeyrings (a desk's) and forgetEndedScopes. The lease of each answer is kept before
/// its page. A lost answer costs nothing: the next sync sends the same range, and the server knows
/// it already. A cursor and its page move in one transaction.
///
/// It always ends, whatever the server says: a turn that takes no own entry and moves no cursor
/// ends it with a transient Busy (a server's word that it is busy may come once before), more than
/// a few fresh starts with Corrupt, and after `mostTurns` requests it reports what it has and
/// leaves the rest to the next sync.
///
/// Thread: that of the transport. The store may live on another (StorePort).
class SyncEngine {
public:
    struct Parts {
        Transport& transport;
        StorePort& store;
        const Clock& clock;
        DeviceSigner signer;
        sync::AppVersion app;
        /// Requests in one sync. At 500 entries each, far above what a practice writes in a year.
        int mostTurns = 1000;
        /// Each way, in one request; at most limits::MaxBatchEntries.
        int mostEntries = sync::limits::MaxBatchEntries;
        /// Off only to see what the feed does without this net.
        bool comparesDigests = true;
        /// By which leases run out; without it they are judged by the device's date alone.
        std::function<store::BootTime()> bootTime = {};
        /// Batches on the way at once when more waits than the first one holds; 1: one after the
        /// other.
        int mostInFlight = sync::limits::MostBatchesInFlight;
        /// How long a second lasts that a busy server asks for; shorter in tests.
        std::chrono::milliseconds second = std::chrono::seconds(1);
    };
    explicit SyncEngine(Parts parts);
    /// Ends a running sync; its future is cancelled.
    ~SyncEngine();

    void onProgress(std::function<void(const SyncProgress&)> progress);

    /// Rows that a sync changed before it failed: one that ends well names them in its report.
    void onRowsChanged(RowsChangedCall changed);

    /// A desk wants this device wiped: told once the sync has ended, well or not. WipeMode::AtOnce
    /// ends it with Refused.
    void onWipeOrdered(WipeOrderedCall ordered);

    /// Busy while one runs. Errors as Transport and StorePort; Refused with the server's word;
    /// Corrupt when its answer cannot be right (nothing of it was used).
    [[nodiscard]] QFuture<Result<SyncReport>> sync();
    [[nodiscard]] bool isRunning() const;

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
};

} // namespace doorstep::client
