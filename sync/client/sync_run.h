#pragma once

#include "sync/client/sync_engine.h"
#include "sync/client/sync_turn.h"

#include <QPromise>
#include <deque>

namespace doorstep::client {

/// One sync, from the first request to the report. Kept alive by whoever calls back next.
///
/// It goes in turns. What fits one batch goes with the question for a page, in one round trip. More
/// goes in batches on the way at the same time, the first of them small, and the page is asked for
/// beside them: an acknowledgement does not wait for a page, nor a page for an upload. (Of a long
/// backlog it comes with the first batch.) Answers come in any order. Those to batches are used in
/// the order of their counters, so that the store never has a gap in what is acknowledged, and
/// whatever is in doubt (an answer that did not come, a batch too early, a log put back, a fork)
/// drops the answers after it: to drop one costs sending again and nothing else. A turn ends when
/// nothing is on the way.
///
/// While the store works on a page that another one follows, the next is on its way: from the
/// cursor of the page in hand, which the store has before it is given the next. A few in a row,
/// then the turn ends, for what was saved meanwhile goes with the next one.
///
/// A server that is busy for a moment is left alone for as long as it asks, and the rest goes one
/// request after the other. Busy again before anything was done ends the sync.
class SyncRun : public std::enable_shared_from_this<SyncRun> {
public:
    SyncRun(const SyncEngine::Parts& parts, std::function<void(const SyncProgress&)> progress,
        WipeOrderedCall wipeOrdered, RowsChangedCall rowsChanged);

    [[nodiscard]] QFuture<Result<SyncReport>> future() { return m_promise.future(); }
    [[nodiscard]] bool isOver() const { return m_over; }
    /// The engine is gone, and with it perhaps the store and the transport.
    void cancel();
    void nextTurn();

private:
    /// For a page: at most so many entries, behind this cursor. None: a batch and nothing else.
    struct Wish {
        quint16 entries = 0;
        QByteArray after{};
    };
    /// One request, and its answer once it is there.
    struct Flight {
        SentRange sent;
        DigestRound digests;
        store::BootTime sentAt;
        Wish wish;
        std::optional<Result<sync::SyncAnswer>> answer;
    };
    using FlightPtr = std::shared_ptr<Flight>;

    [[nodiscard]] sync::BatchContext context() const;
    void begin(Result<TurnInput> input);
    [[nodiscard]] FlightPtr post(PushBatch batch, const Wish& wish, DigestRound digests);
    void hear(const FlightPtr& flight, const Result<SignedAnswer>& answer);
    /// Goes on with whatever can be done now.
    void pump();
    [[nodiscard]] bool mayFill() const;
    void fill();
    void takePush();
    void takeQuestion();
    void take(const FlightPtr& flight);
    void askAhead(const Flight& flight, const AckDecision& decision);
    void failed(const Error& error);
    void apply(TurnOutcome outcome, const FlightPtr& flight);
    void tellRows(const TurnApplied& applied);
    void count(const TurnOutcome& outcome, const TurnApplied& applied);
    void decide(const TurnOutcome& outcome, const Flight& flight);
    void rest();
    void pause(const Error& refusal);
    void tend();
    void forget();
    void finish(Result<SyncReport> result);

    StorePort& m_store;
    const Clock& m_clock;
    sync::AppVersion m_app;
    int m_mostTurns;
    int m_mostEntries;
    int m_mostInFlight;
    std::chrono::milliseconds m_second;
    bool m_comparesDigests;
    std::function<store::BootTime()> m_bootTime;
    std::function<void(const SyncProgress&)> m_progress;
    WipeOrderedCall m_wipeOrdered;
    RowsChangedCall m_rowsChanged; ///< by a sync that fails
    SignedExchange m_exchange;
    QPromise<Result<SyncReport>> m_promise;

    // This sync.
    SyncReport m_report;
    std::optional<entry::WipeOrdered> m_wipe;
    int m_requests = 0;
    int m_upheavals = 0;
    int m_waiting = 0;
    bool m_hasTended = false;
    bool m_hasMoved = false; ///< since the last pause, in any turn
    bool m_isBusy = false; ///< the store works for it
    bool m_over = false;

    // This turn.
    std::deque<FlightPtr> m_pushes; ///< by counter
    FlightPtr m_question; ///< for a page, beside the batches
    int m_pagesAhead = 0; ///< asked for before the one in front of them was in the store
    store::IncarnationId m_incarnation;
    store::TimelineId m_timeline; ///< of the answers used so far
    quint64 m_nextCtr = 1; ///< to send
    quint64 m_lastOwn = 0; ///< given out when the store was last asked
    quint64 m_acknowledgedThrough = 0;
    int m_window = 1;
    bool m_isAlone = true; ///< one request
    bool m_mayFill = false; ///< more than one batch, until something is in doubt
    bool m_dropsPushes = false;
    bool m_dropsQuestion = false;
    bool m_more = false;
    bool m_moved = false; ///< an own entry was taken, or the cursor moved
    OwnNext m_next = OwnNext::Continue;
    std::optional<Error> m_error; ///< transient: said once nothing is on the way
    std::optional<Error> m_refusal; ///< transient, in the server's word
    std::chrono::seconds m_askedToWait{0};
};

} // namespace doorstep::client
