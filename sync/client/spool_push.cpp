#include "sync/client/spool_push.h"

#include "sync/client/push_batch.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/sync_messages.h"

#include <QPromise>

namespace doorstep::client {

class SpoolPush::Run : public std::enable_shared_from_this<SpoolPush::Run> {
public:
    Run(Parts parts, std::shared_ptr<store::Spool> spool)
        : m_app(parts.app)
        , m_wipeDone(parts.wipeDone)
        , m_disk(std::move(parts.disk))
        , m_spool(std::move(spool))
        , m_pending(m_spool ? m_spool->pending() : std::vector<store::OutgoingEntry>())
        , m_exchange(parts.transport, parts.clock, std::move(parts.signer))
    {
    }

    QFuture<Result<int>> start()
    {
        if (m_promise)
            return QtFuture::makeReadyFuture(
                Result<int>(Error::transient(ErrorCode::Busy, "a push is under way")));
        m_promise = std::make_unique<QPromise<Result<int>>>();
        m_promise->start();
        m_acknowledged = 0;
        m_asked = false;
        m_wipe.reset();
        auto future = m_promise->future();
        nextBatch(sync::limits::FirstBatchEntries);
        return future;
    }
    void cancel()
    {
        m_gone = true;
        if (!m_promise)
            return;
        m_promise->future().cancel();
        m_promise->finish();
    }
    void onWipeOrdered(WipeOrderedCall ordered) { m_wipeOrdered = std::move(ordered); }
    int waiting() const { return static_cast<int>(m_pending.size()); }

private:
    sync::BatchContext context() const
    {
        return {m_exchange.signer().practice, m_exchange.signer().device};
    }

    void nextBatch(int most)
    {
        if (m_pending.empty())
            return m_asked ? finish(m_acknowledged) : ask();
        const store::OutgoingEntry& first = m_pending.front();
        const auto line = std::span(m_pending).first(lineLength(m_pending));
        auto batch = makeBatch(first.incarnation, first.ctr, first.previousChain, line, most,
            static_cast<int>(line.size()));
        if (!batch)
            return finish(batch.error());
        m_sent = batch->sent;
        sync::SyncRequest request;
        request.incarnation = m_sent.incarnation.as<sync::IncarnationId>();
        request.firstCtr = m_sent.firstCtr;
        request.previousHash = m_sent.before;
        request.entries = std::move(batch->entries);
        post(std::move(request));
    }

    /// Nothing to send, and no chain to speak of: the null incarnation, which nobody has, at its
    /// start. Always the same one, for the server keeps a line for each.
    void ask()
    {
        m_sent = {};
        post({});
    }

    void post(sync::SyncRequest request)
    {
        m_asked = true;
        request.wipeDone = m_wipeDone;
        request.app = m_app;
        const auto body = sync::encodeSyncRequest(request, context());
        if (!body)
            return finish(body.error());
        m_exchange.post(
            "/sync/1", *body, [self = shared_from_this()](const Result<SignedAnswer>& answer) {
                if (!self->m_gone)
                    self->take(answer);
            });
    }

    /// How many of the spool's entries, from the first, are of one incarnation and without a gap.
    static std::size_t lineLength(const std::vector<store::OutgoingEntry>& pending)
    {
        std::size_t length = 1;
        while (length < pending.size() && pending[length].incarnation == pending.front().incarnation
            && pending[length].ctr == pending.front().ctr + length)
            ++length;
        return length;
    }

    void take(const Result<SignedAnswer>& signedAnswer)
    {
        if (!signedAnswer)
            return finish(signedAnswer.error());
        const auto answer = sync::decodeSyncAnswer(signedAnswer->body, context());
        if (!answer)
            return finish(answer.error());
        const auto wipe = wipeToObey(*answer, m_exchange.signer());
        if (!wipe)
            return finish(wipe.error());
        m_wipe = *wipe;
        if (m_wipe && m_wipe->mode == entry::WipeMode::AtOnce)
            return finish(Error{ErrorCode::Refused, "wipe ordered"});
        if (m_sent.count() == 0)
            return finish(m_acknowledged);
        const auto decision = decideAck(m_sent, *answer);
        if (!decision)
            return finish(decision.error());
        if (decision->next != OwnNext::Continue)
            return finish(Error{ErrorCode::Locked, "only an unlocked store can go on"});
        const quint64 through = std::min(answer->ackedThrough, m_sent.lastCtr());
        if (through < m_sent.firstCtr)
            return finish(Error::transient(ErrorCode::Busy, "the server makes no progress"));
        m_disk([spool = m_spool, incarnation = m_sent.incarnation,
                   through] { return spool->acknowledge(incarnation, through); },
            [self = shared_from_this(), through](const Status& kept) {
                if (!self->m_gone)
                    self->cut(kept, through);
            });
    }

    void cut(const Status& kept, quint64 through)
    {
        if (!kept)
            return finish(kept.error());
        std::erase_if(m_pending, [this, through](const store::OutgoingEntry& entry) {
            return entry.incarnation == m_sent.incarnation && entry.ctr <= through;
        });
        m_acknowledged += static_cast<int>(through + 1 - m_sent.firstCtr);
        nextBatch(sync::limits::MaxBatchEntries);
    }

    void finish(Result<int> result)
    {
        const auto promise = std::move(m_promise);
        promise->addResult(std::move(result));
        promise->finish();
        // Last: what follows an order ends the push.
        if (m_wipe && m_wipeOrdered)
            m_wipeOrdered(*m_wipe);
    }

    sync::AppVersion m_app;
    EntryId m_wipeDone;
    DiskCall m_disk;
    std::shared_ptr<store::Spool> m_spool;
    std::vector<store::OutgoingEntry> m_pending; ///< as in the spool, which may be at work
    SignedExchange m_exchange;
    std::unique_ptr<QPromise<Result<int>>> m_promise;
    SentRange m_sent;
    int m_acknowledged = 0;
    bool m_asked = false;
    std::optional<entry::WipeOrdered> m_wipe;
    WipeOrderedCall m_wipeOrdered;
    bool m_gone = false;
};

SpoolPush::SpoolPush(Parts parts, std::shared_ptr<store::Spool> spool)
    : m_run(std::make_shared<Run>(std::move(parts), std::move(spool)))
{
}

SpoolPush::~SpoolPush()
{
    m_run->cancel();
}

void SpoolPush::onWipeOrdered(WipeOrderedCall ordered)
{
    m_run->onWipeOrdered(std::move(ordered));
}

QFuture<Result<int>> SpoolPush::push()
{
    return m_run->start();
}

int SpoolPush::waiting() const
{
    return m_run->waiting();
}

} // namespace doorstep::client
