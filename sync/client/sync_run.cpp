#include "sync/client/sync_run.h"

#include "sync/client/certificate_renewal.h"
#include "sync/client/ended_scopes.h"
#include "sync/client/keyring.h"

#include <QTimer>

namespace doorstep::client {

namespace {

/// A practice whose server forks or restarts more often than this in one sync needs a person.
constexpr int MaxUpheavals = 3;

/// In one turn: what a person saves during a long download leaves with the next, some seconds
/// later.
constexpr int MostPagesAhead = 8;

/// A server asks for a second or five. Who asks for more is left to the next sync.
constexpr std::chrono::seconds LongestPause{10};

/// Certificates first: who was renewed is given the keys made while it had ended.
Result<int> tendAll(store::Store& store, const SyncStanding& standing)
{
    DOORSTEP_TRY(hasEnded, hasCertificateEnded(store, standing.answeredAt));
    const bool isOut = standing.revoked && !hasEnded;
    DOORSTEP_TRY(renewed, isOut ? Result<int>(0) : renewCertificates(store, standing.answeredAt));
    DOORSTEP_TRY(lines, tendKeyrings(store, standing.answeredAt));
    return renewed + lines;
}

} // namespace

SyncRun::SyncRun(const SyncEngine::Parts& parts, std::function<void(const SyncProgress&)> progress,
    WipeOrderedCall wipeOrdered, RowsChangedCall rowsChanged)
    : m_store(parts.store)
    , m_clock(parts.clock)
    , m_app(parts.app)
    , m_mostTurns(parts.mostTurns)
    , m_mostEntries(parts.mostEntries)
    , m_mostInFlight(parts.mostInFlight)
    , m_second(parts.second)
    , m_comparesDigests(parts.comparesDigests)
    , m_bootTime(parts.bootTime)
    , m_progress(std::move(progress))
    , m_wipeOrdered(std::move(wipeOrdered))
    , m_rowsChanged(std::move(rowsChanged))
    , m_exchange(parts.transport, parts.clock, parts.signer.clone())
{
    m_promise.start();
}

void SyncRun::cancel()
{
    if (m_over)
        return;
    m_over = true;
    m_rowsChanged = {}; // nobody looks any more
    m_promise.future().cancel();
    m_promise.finish();
}

sync::BatchContext SyncRun::context() const
{
    return {m_exchange.signer().practice, m_exchange.signer().device};
}

void SyncRun::nextTurn()
{
    m_next = OwnNext::Continue;
    m_dropsPushes = m_dropsQuestion = m_more = m_moved = false;
    m_pagesAhead = 0;
    m_askedToWait = {};
    const bool isFirst = m_requests == 0;
    const int most
        = isFirst ? std::min(sync::limits::FirstBatchEntries, m_mostEntries) : m_mostEntries;
    const auto digestsAt
        = isFirst && m_comparesDigests ? std::optional(m_clock.now()) : std::nullopt;
    m_isBusy = true;
    askStore(
        m_store,
        [most, digestsAt](store::Store& store) { return readTurn(store, most, digestsAt); },
        [self = shared_from_this()](Result<TurnInput> input) {
            self->m_isBusy = false;
            if (!self->m_over)
                self->begin(std::move(input));
        });
}

void SyncRun::begin(Result<TurnInput> input)
{
    if (!input)
        return finish(input.error());
    PushBatch& batch = input->batch;
    m_waiting = input->waiting;
    m_incarnation = batch.sent.incarnation;
    m_timeline = batch.sent.timeline;
    m_lastOwn = batch.sent.lastOwn;
    m_acknowledgedThrough = batch.sent.firstCtr - 1;
    m_nextCtr = batch.sent.lastCtr() + 1;
    m_mayFill = m_mostInFlight > 1 && m_nextCtr <= m_lastOwn && batch.sent.count() > 0;
    m_isAlone = !m_mayFill;
    const bool isFar = m_waiting > 2 * m_mostEntries;
    m_window = std::min(
        m_mostInFlight, isFar ? sync::limits::MostBatchesInFlight : sync::limits::BatchesInFlight);
    const auto pageLimit = static_cast<quint16>(m_mostEntries);
    // Beside the batches, unless they are many: a question that is late among them would bring them
    // back with the page. It goes first for the same reason.
    const bool asksBeside = m_mayFill && !isFar;
    if (asksBeside) {
        PushBatch question{batch.sent, {}};
        question.sent.after.clear();
        m_question
            = post(std::move(question), {pageLimit, input->cursor}, std::move(input->digests));
        if (m_over)
            return;
        m_pushes.push_back(post(std::move(batch), {}, {}));
    } else {
        m_pushes.push_back(
            post(std::move(batch), {pageLimit, input->cursor}, std::move(input->digests)));
    }
    pump();
}

SyncRun::FlightPtr SyncRun::post(PushBatch batch, const Wish& wish, DigestRound digests)
{
    auto flight = std::make_shared<Flight>();
    flight->sent = std::move(batch.sent);
    flight->wish = wish;
    flight->sent.ahead = flight->sent.firstCtr - 1 - m_acknowledgedThrough;
    sync::SyncRequest request;
    request.incarnation = flight->sent.incarnation.as<sync::IncarnationId>();
    request.firstCtr = flight->sent.firstCtr;
    request.previousHash = flight->sent.before;
    request.entries = std::move(batch.entries);
    request.pageLimit = wish.entries;
    request.cursor = wish.after;
    request.digests = digests.digests;
    flight->digests = std::move(digests);
    request.app = m_app;
    const auto body = sync::encodeSyncRequest(request, context());
    if (!body) {
        finish(body.error());
        return flight;
    }
    ++m_requests;
    flight->sentAt = m_bootTime ? m_bootTime() : store::BootTime();
    m_exchange.post(
        "/sync/1", *body, [self = shared_from_this(), flight](const Result<SignedAnswer>& answer) {
            if (!self->m_over)
                self->hear(flight, answer);
        });
    return flight;
}

/// An order to wipe does not wait for the answers before it.
void SyncRun::hear(const FlightPtr& flight, const Result<SignedAnswer>& signedAnswer)
{
    if (!signedAnswer) {
        if (signedAnswer.error().permanent)
            return finish(signedAnswer.error());
        if (signedAnswer.error().code == ErrorCode::Refused) {
            m_askedToWait = std::max(m_askedToWait, m_exchange.retryAfter());
            m_mayFill = false;
        }
        flight->answer = signedAnswer.error();
        return pump();
    }
    auto answer = sync::decodeSyncAnswer(signedAnswer->body, context());
    if (!answer)
        return finish(answer.error());
    const auto wipe = wipeToObey(*answer, m_exchange.signer());
    if (!wipe)
        return finish(wipe.error());
    if (*wipe)
        m_wipe = *wipe;
    if (m_wipe && m_wipe->mode == entry::WipeMode::AtOnce)
        return finish(Error{ErrorCode::Refused, "wipe ordered"});
    flight->answer = std::move(answer);
    pump();
}

void SyncRun::pump()
{
    if (m_over || m_isBusy)
        return;
    // First, so that the line is not empty while the store works on an answer.
    if (mayFill())
        return fill();
    if (!m_pushes.empty() && m_pushes.front()->answer)
        return takePush();
    if (m_question && m_question->answer)
        return takeQuestion();
    if (m_pushes.empty() && !m_question)
        rest();
}

bool SyncRun::mayFill() const
{
    const auto onTheWay = std::count_if(
        m_pushes.begin(), m_pushes.end(), [](const FlightPtr& flight) { return !flight->answer; });
    return m_mayFill && m_nextCtr <= m_lastOwn && m_requests < m_mostTurns && onTheWay < m_window
        && m_pushes.size() < 2 * std::size_t(m_window);
}

void SyncRun::fill()
{
    m_isBusy = true;
    askStore(
        m_store,
        [from = m_nextCtr, most = m_mostEntries](
            store::Store& store) { return readBatch(store, from, most); },
        [self = shared_from_this()](Result<TurnInput> input) {
            self->m_isBusy = false;
            if (self->m_over)
                return;
            if (!input)
                return self->finish(input.error());
            PushBatch& batch = input->batch;
            self->m_waiting = input->waiting;
            self->m_lastOwn = batch.sent.lastOwn;
            if (batch.sent.incarnation != self->m_incarnation || batch.sent.count() == 0) {
                self->m_mayFill = false;
                return self->pump();
            }
            self->m_nextCtr = batch.sent.lastCtr() + 1;
            self->m_pushes.push_back(self->post(std::move(batch), {}, {}));
            self->pump();
        });
}

void SyncRun::takePush()
{
    const FlightPtr flight = m_pushes.front();
    m_pushes.pop_front();
    if (m_dropsPushes)
        return pump();
    if (!*flight->answer) {
        m_dropsPushes = true;
        return failed(flight->answer->error());
    }
    take(flight);
}

void SyncRun::takeQuestion()
{
    const FlightPtr flight = std::exchange(m_question, nullptr);
    if (m_dropsQuestion)
        return pump();
    if (!*flight->answer)
        return failed(flight->answer->error());
    take(flight);
}

/// What else is on the way may still be good, and the sync is not done before it is there.
void SyncRun::failed(const Error& error)
{
    auto& kept = error.code == ErrorCode::Refused ? m_refusal : m_error;
    if (!kept)
        kept = error;
    m_mayFill = false;
    pump();
}

void SyncRun::take(const FlightPtr& flight)
{
    const sync::SyncAnswer& answer = **flight->answer;
    // As things stand now: later batches are on the way, and the first answer named the timeline.
    flight->sent.lastOwn = m_lastOwn;
    flight->sent.timeline = m_timeline;
    const auto decision = decideAck(flight->sent, answer);
    if (!decision)
        return finish(decision.error());
    if (decision->next == OwnNext::TooEarly) {
        m_next = OwnNext::TooEarly;
        m_dropsPushes = true;
        m_mayFill = false;
        return pump();
    }
    const auto lease
        = heardLease(answer, m_exchange.signer(), flight->sentAt, m_exchange.clockOffsetMs());
    if (!lease)
        return finish(lease.error());
    auto page = makePage(answer);
    if (!page)
        return finish(page.error());
    const SyncStanding& before = m_report.standing;
    const bool isNewest = answer.serverTime > before.answeredAt
        || (answer.serverTime == before.answeredAt && answer.revoked >= before.revoked);
    if (isNewest)
        m_report.standing = {answer.serverTime, m_exchange.clockOffsetMs(), answer.leaseUntil,
            answer.revoked, answer.minimumApp, answer.safeSeq, answer.staffWaiting};
    m_report.pauseSeconds = std::max(m_report.pauseSeconds, answer.pauseSeconds);
    m_report.digestsCompared += static_cast<int>(flight->digests.digests.size());
    m_report.digestsDiffered += static_cast<int>(answer.mismatched.size());
    askAhead(*flight, *decision);
    if (m_over)
        return;
    apply({*decision, std::move(*page), m_report.standing, *lease, answer.restarted,
              std::move(flight->digests), isNewest},
        flight);
}

/// Only of a download with nothing to send beside it: what waits to be sent goes first.
void SyncRun::askAhead(const Flight& flight, const AckDecision& decision)
{
    const sync::SyncAnswer& answer = **flight.answer;
    const SentRange& sent = flight.sent;
    const bool isDownload = m_pushes.empty() && !m_question && sent.lastCtr() >= m_lastOwn
        && answer.ackedThrough >= sent.lastCtr();
    const bool goesOn = decision.next == OwnNext::Continue && flight.wish.entries > 0 && answer.more
        && answer.cursor != flight.wish.after && !m_error && !m_refusal
        && m_report.pauseSeconds == 0;
    if (m_mostInFlight <= 1 || !isDownload || !goesOn || m_requests >= m_mostTurns
        || m_pagesAhead >= MostPagesAhead)
        return;
    ++m_pagesAhead;
    PushBatch question{sent, {}};
    if (sent.count() > 0) {
        question.sent.firstCtr = sent.lastCtr() + 1;
        question.sent.before = sent.after.back();
        question.sent.after.clear();
    }
    m_question = post(std::move(question), {flight.wish.entries, answer.cursor}, {});
}

void SyncRun::apply(TurnOutcome outcome, const FlightPtr& flight)
{
    auto shared = std::make_shared<TurnOutcome>(std::move(outcome));
    m_isBusy = true;
    askStore(
        m_store, [shared](store::Store& store) { return applyTurn(store, *shared); },
        [self = shared_from_this(), shared, flight](const Result<TurnApplied>& applied) {
            self->m_isBusy = false;
            if (self->m_over)
                return applied ? self->tellRows(*applied) : void();
            if (!applied)
                return self->finish(applied.error());
            self->count(*shared, *applied);
            self->decide(*shared, *flight);
        });
}

void SyncRun::tellRows(const TurnApplied& applied)
{
    for (const store::Applied* part : {&applied.acknowledged, &applied.page})
        if (m_rowsChanged && !part->aggregates.empty())
            m_rowsChanged(part->aggregates);
}

void SyncRun::count(const TurnOutcome& outcome, const TurnApplied& applied)
{
    int acknowledged = 0;
    for (const store::AckRun& run : outcome.decision.acknowledgement.runs)
        acknowledged += static_cast<int>(run.count);
    m_moved = m_moved || acknowledged > 0;
    m_waiting = std::max(0, m_waiting - acknowledged);
    m_report.acknowledged += acknowledged;
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
        m_progress({m_waiting, m_report.acknowledged, m_report.pulled});
}

void SyncRun::decide(const TurnOutcome& outcome, const Flight& flight)
{
    const store::Acknowledgement& acknowledged = outcome.decision.acknowledgement;
    if (outcome.decision.next != OwnNext::Continue) {
        m_next = outcome.decision.next;
        m_dropsPushes = m_dropsQuestion = true;
        m_mayFill = false;
        return pump();
    }
    if (m_timeline.isNull())
        m_timeline = acknowledged.timeline;
    for (const store::AckRun& run : acknowledged.runs)
        m_acknowledgedThrough = std::max(m_acknowledgedThrough, run.firstCtr + run.count - 1);
    if (flight.wish.entries > 0) {
        m_more = (*flight.answer)->more;
        m_moved = m_moved
            || (!outcome.page.entries.empty() && outcome.page.cursor != flight.wish.after);
    }
    if (m_report.pauseSeconds > 0)
        m_mayFill = false;
    pump();
}

/// Nothing is on the way.
void SyncRun::rest()
{
    if (m_next == OwnNext::NewIncarnation || m_next == OwnNext::SendAllAgain) {
        m_report.newIncarnation |= m_next == OwnNext::NewIncarnation;
        m_report.sentAllAgain |= m_next == OwnNext::SendAllAgain;
        if (++m_upheavals > MaxUpheavals)
            return finish(Error{ErrorCode::Corrupt, "the server keeps starting over"});
    }
    m_hasMoved = m_hasMoved || m_moved;
    if (m_error)
        return finish(*m_error);
    if (m_refusal)
        return pause(*std::exchange(m_refusal, std::nullopt));
    if (m_next == OwnNext::NewIncarnation || m_next == OwnNext::SendAllAgain)
        return nextTurn();
    m_report.waiting = m_waiting;
    if (m_waiting == 0 && !m_more && m_next == OwnNext::Continue)
        return tend();
    if (m_report.pauseSeconds > 0)
        return finish(m_report);
    if (!m_moved)
        return finish(Error::transient(ErrorCode::Busy, "the server makes no progress"));
    if (m_requests >= m_mostTurns) {
        m_report.unfinished = true;
        return finish(m_report);
    }
    nextTurn();
}

/// Several at once can be too many for a server that takes one: so they get a second try even when
/// none of them was taken.
void SyncRun::pause(const Error& refusal)
{
    const bool isWorthIt = m_hasMoved || !m_isAlone;
    const bool isAskedAway = m_report.pauseSeconds > 0 || m_askedToWait > LongestPause;
    if (!isWorthIt || isAskedAway || m_requests >= m_mostTurns)
        return finish(refusal);
    m_mostInFlight = 1;
    m_hasMoved = false;
    const auto wait = std::max<qint64>(m_askedToWait.count(), 1) * m_second;
    QTimer::singleShot(wait, [weak = weak_from_this()] {
        if (const auto run = weak.lock(); run && !run->m_over)
            run->nextTurn();
    });
}

void SyncRun::tend()
{
    if (m_hasTended)
        return forget();
    m_hasTended = true;
    m_isBusy = true;
    askStore(
        m_store,
        [standing = m_report.standing](store::Store& store) { return tendAll(store, standing); },
        [self = shared_from_this()](const Result<int>& lines) {
            self->m_isBusy = false;
            if (self->m_over)
                return;
            if (!lines)
                return self->finish(lines.error());
            if (*lines > 0)
                return self->nextTurn(); // who waits for a key waits no longer than this
            self->forget();
        });
}

void SyncRun::forget()
{
    m_isBusy = true;
    askStore(
        m_store,
        [at = m_report.standing.answeredAt](
            store::Store& store) { return forgetEndedScopes(store, at); },
        [self = shared_from_this()](const Result<store::Forgotten>& forgotten) {
            self->m_isBusy = false;
            if (self->m_over)
                return;
            if (!forgotten)
                return self->finish(forgotten.error());
            self->m_report.forgotten += forgotten->scopes;
            auto& seen = self->m_report.aggregates;
            seen.insert(seen.end(), forgotten->aggregates.begin(), forgotten->aggregates.end());
            if (forgotten->more)
                return self->forget();
            self->finish(self->m_report);
        });
}

void SyncRun::finish(Result<SyncReport> result)
{
    m_over = true;
    // The report would have named them, and no later sync does.
    if (!result && m_rowsChanged && !m_report.aggregates.empty())
        m_rowsChanged(m_report.aggregates);
    m_promise.addResult(std::move(result));
    m_promise.finish();
    // Last: what follows an order ends the engine.
    if (m_wipe && m_wipeOrdered)
        m_wipeOrdered(*m_wipe);
}

} // namespace doorstep::client
