#include "sync/client/sync_engine.h"

#include "sync/client/ended_scopes.h"
#include "sync/client/keyring.h"
#include "sync/client/sync_turn.h"
#include "sync/protocol/limits.h"

#include <QPromise>

namespace doorstep::client {

namespace {

/// A practice whose server forks or restarts more often than this in one sync needs a person.
constexpr int MaxUpheavals = 3;

} // namespace

/// One sync, from the first request to the report. Kept alive by whoever calls back next.
class SyncEngine::Run : public std::enable_shared_from_this<SyncEngine::Run> {
public:
    Run(const Parts& parts, DeviceSigner signer, std::function<void(const SyncProgress&)> progress,
        WipeOrderedCall wipeOrdered, std::shared_ptr<bool> keyringsTended)
        : m_store(parts.store)
        , m_clock(parts.clock)
        , m_app(parts.app)
        , m_mostTurns(parts.mostTurns)
        , m_mostEntries(parts.mostEntries)
        , m_comparesDigests(parts.comparesDigests)
        , m_bootTime(parts.bootTime)
        , m_progress(std::move(progress))
        , m_wipeOrdered(std::move(wipeOrdered))
        , m_keyringsTended(std::move(keyringsTended))
        , m_exchange(parts.transport, parts.clock, std::move(signer))
    {
        m_promise.start();
    }

    QFuture<Result<SyncReport>> future() { return m_promise.future(); }
    bool isOver() const { return m_over; }
    /// The engine is gone, and with it perhaps the store and the transport.
    void cancel()
    {
        if (m_over)
            return;
        m_over = true;
        m_promise.future().cancel();
        m_promise.finish();
    }

    void nextTurn()
    {
        const bool isFirst = m_turns++ == 0;
        const int most
            = isFirst ? std::min(sync::limits::FirstBatchEntries, m_mostEntries) : m_mostEntries;
        const auto digestsAt
            = isFirst && m_comparesDigests ? std::optional(m_clock.now()) : std::nullopt;
        askStore(
            m_store,
            [most, digestsAt](store::Store& store) { return readTurn(store, most, digestsAt); },
            [self = shared_from_this()](Result<TurnInput> input) {
                if (!self->m_over)
                    self->send(std::move(input));
            });
    }

private:
    sync::BatchContext context() const
    {
        return {m_exchange.signer().practice, m_exchange.signer().device};
    }

    void send(Result<TurnInput> input)
    {
        if (!input)
            return finish(input.error());
        m_sent = input->batch.sent;
        m_waiting = input->waiting;
        m_cursor = input->cursor;
        sync::SyncRequest request;
        request.incarnation = m_sent.incarnation.as<sync::IncarnationId>();
        request.firstCtr = m_sent.firstCtr;
        request.previousHash = m_sent.before;
        request.entries = std::move(input->batch.entries);
        request.cursor = input->cursor;
        request.pageLimit = static_cast<quint16>(m_mostEntries);
        request.digests = input->digests.digests;
        m_digests = std::move(input->digests);
        request.app = m_app;
        const auto body = sync::encodeSyncRequest(request, context());
        if (!body)
            return finish(body.error());
        m_sentAt = m_bootTime ? m_bootTime() : store::BootTime();
        m_exchange.post(
            "/sync/1", *body, [self = shared_from_this()](const Result<SignedAnswer>& answer) {
                if (!self->m_over)
                    self->take(answer);
            });
    }

    void take(const Result<SignedAnswer>& signedAnswer)
    {
        if (!signedAnswer)
            return finish(signedAnswer.error());
        auto answer = sync::decodeSyncAnswer(signedAnswer->body, context());
        if (!answer)
            return finish(answer.error());
        const auto wipe = wipeToObey(*answer, m_exchange.signer());
        if (!wipe)
            return finish(wipe.error());
        m_wipe = *wipe;
        if (m_wipe && m_wipe->mode == entry::WipeMode::AtOnce)
            return finish(Error{ErrorCode::Refused, "wipe ordered"});
        const auto decision = decideAck(m_sent, *answer);
        if (!decision)
            return finish(decision.error());
        const auto lease
            = heardLease(*answer, m_exchange.signer(), m_sentAt, m_exchange.clockOffsetMs());
        if (!lease)
            return finish(lease.error());
        auto page = makePage(*answer);
        if (!page)
            return finish(page.error());
        m_report.standing = {answer->serverTime, m_exchange.clockOffsetMs(), answer->leaseUntil,
            answer->revoked, answer->minimumApp, answer->safeSeq, answer->staffWaiting};
        m_report.pauseSeconds = answer->pauseSeconds;
        m_report.digestsCompared += static_cast<int>(m_digests.digests.size());
        m_report.digestsDiffered += static_cast<int>(answer->mismatched.size());
        apply(
            {*decision, *page, m_report.standing, *lease, answer->restarted, std::move(m_digests)},
            answer->more);
    }

    void apply(TurnOutcome outcome, bool more)
    {
        auto shared = std::make_shared<TurnOutcome>(std::move(outcome));
        askStore(
            m_store, [shared](store::Store& store) { return applyTurn(store, *shared); },
            [self = shared_from_this(), shared, more](const Result<TurnApplied>& applied) {
                if (self->m_over)
                    return;
                if (!applied)
                    return self->finish(applied.error());
                self->count(*shared, *applied);
                self->decide(*shared, more);
            });
    }

    void count(const TurnOutcome& outcome, const TurnApplied& applied)
    {
        m_acknowledgedNow = 0;
        for (const store::AckRun& run : outcome.decision.acknowledgement.runs)
            m_acknowledgedNow += static_cast<int>(run.count);
        m_report.acknowledged += m_acknowledgedNow;
        m_report.held += static_cast<int>(outcome.decision.acknowledgement.held.size());
        m_report.pulled += applied.pulled;
        for (const store::Applied* part : {&applied.acknowledged, &applied.page}) {
            m_report.fresh += part->fresh;
            m_report.unopened += part->unopened;
            m_report.refused += part->refused;
            m_report.keysChanged = m_report.keysChanged || part->keysChanged;
            m_report.aggregates.insert(
                m_report.aggregates.end(), part->aggregates.begin(), part->aggregates.end());
        }
        if (m_progress)
            m_progress({std::max(0, m_waiting - m_acknowledgedNow), m_report.acknowledged,
                m_report.pulled});
    }

    void decide(const TurnOutcome& outcome, bool more)
    {
        if (outcome.decision.next != OwnNext::Continue) {
            m_report.newIncarnation |= outcome.decision.next == OwnNext::NewIncarnation;
            m_report.sentAllAgain |= outcome.decision.next == OwnNext::SendAllAgain;
            if (++m_upheavals > MaxUpheavals)
                return finish(Error{ErrorCode::Corrupt, "the server keeps starting over"});
            return nextTurn();
        }
        m_report.waiting = std::max(0, m_waiting - m_acknowledgedNow);
        if (m_report.waiting == 0 && !more)
            return tend();
        if (m_report.pauseSeconds > 0)
            return finish(m_report);
        const bool moved = !outcome.page.entries.empty() && outcome.page.cursor != m_cursor;
        if (m_acknowledgedNow == 0 && !moved)
            return finish(Error::transient(ErrorCode::Busy, "the server makes no progress"));
        if (m_turns >= m_mostTurns) {
            m_report.unfinished = true;
            return finish(m_report);
        }
        nextTurn();
    }

    void tend()
    {
        *m_keyringsTended = *m_keyringsTended && !m_report.keysChanged;
        if (*m_keyringsTended || m_hasTended)
            return forget();
        m_hasTended = true;
        askStore(
            m_store,
            [at = m_report.standing.answeredAt](
                store::Store& store) { return tendKeyrings(store, at); },
            [self = shared_from_this()](const Result<int>& lines) {
                if (self->m_over)
                    return;
                if (!lines)
                    return self->finish(lines.error());
                if (*lines > 0)
                    return self->nextTurn(); // who waits for a key waits no longer than this
                *self->m_keyringsTended = true;
                self->forget();
            });
    }

    void forget()
    {
        askStore(
            m_store,
            [at = m_report.standing.answeredAt](
                store::Store& store) { return forgetEndedScopes(store, at); },
            [self = shared_from_this()](const Result<store::Forgotten>& forgotten) {
                if (self->m_over)
                    return;
                if (!forgotten)
                    return self->finish(forgotten.error());
                SyncReport& report = self->m_report;
                report.forgotten += forgotten->scopes;
                report.aggregates.insert(report.aggregates.end(), forgotten->aggregates.begin(),
                    forgotten->aggregates.end());
                if (forgotten->more)
                    return self->forget();
                self->finish(report);
            });
    }

    void finish(Result<SyncReport> result)
    {
        m_over = true;
        m_promise.addResult(std::move(result));
        m_promise.finish();
        // Last: what follows an order ends the engine.
        if (m_wipe && m_wipeOrdered)
            m_wipeOrdered(*m_wipe);
    }

    StorePort& m_store;
    const Clock& m_clock;
    sync::AppVersion m_app;
    int m_mostTurns;
    int m_mostEntries;
    bool m_comparesDigests;
    std::function<store::BootTime()> m_bootTime;
    std::function<void(const SyncProgress&)> m_progress;
    WipeOrderedCall m_wipeOrdered;
    std::shared_ptr<bool> m_keyringsTended; ///< since the engine began, and nothing changed after
    bool m_hasTended = false; ///< in this sync
    SignedExchange m_exchange;
    store::BootTime m_sentAt;
    std::optional<entry::WipeOrdered> m_wipe;
    QPromise<Result<SyncReport>> m_promise;
    SyncReport m_report;
    SentRange m_sent;
    QByteArray m_cursor; ///< as sent
    DigestRound m_digests; ///< as sent
    int m_waiting = 0;
    int m_acknowledgedNow = 0;
    int m_turns = 0;
    int m_upheavals = 0;
    bool m_over = false;
};

struct SyncEngine::Shared {
    Parts parts;
    std::function<void(const SyncProgress&)> progress;
    WipeOrderedCall wipeOrdered;
    std::shared_ptr<bool> keyringsTended;
    std::shared_ptr<Run> run;
};

SyncEngine::SyncEngine(Parts parts)
    : m_shared(std::make_shared<Shared>(
        Shared{std::move(parts), {}, {}, std::make_shared<bool>(false), {}}))
{
}

SyncEngine::~SyncEngine()
{
    if (m_shared->run)
        m_shared->run->cancel();
}

void SyncEngine::onProgress(std::function<void(const SyncProgress&)> progress)
{
    m_shared->progress = std::move(progress);
}

void SyncEngine::onWipeOrdered(WipeOrderedCall ordered)
{
    m_shared->wipeOrdered = std::move(ordered);
}

bool SyncEngine::isRunning() const
{
    return m_shared->run && !m_shared->run->isOver();
}

QFuture<Result<SyncReport>> SyncEngine::sync()
{
    if (isRunning())
        return QtFuture::makeReadyFuture(
            Result<SyncReport>(Error::transient(ErrorCode::Busy, "a sync is under way")));
    const Parts& parts = m_shared->parts;
    m_shared->run = std::make_shared<Run>(parts, parts.signer.clone(), m_shared->progress,
        m_shared->wipeOrdered, m_shared->keyringsTended);
    auto future = m_shared->run->future();
    m_shared->run->nextTurn();
    return future;
}

} // namespace doorstep::client
