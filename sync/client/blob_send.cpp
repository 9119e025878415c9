#include "sync/client/blob_transfer.h"

#include "core/store/attachment_store.h"
#include "sync/protocol/limits.h"

#include <QPromise>
#include <algorithm>
#include <optional>

namespace doorstep::client {

namespace {

using store::Attachment;

constexpr int MostRestarts = 2; ///< of one blob in one round

/// Says something of this blob alone: the next one may pass.
bool isOfOneBlob(const Error& error)
{
    return error.code == ErrorCode::Refused
        && (error.detail == "not-allowed" || error.detail == "too-large");
}

/// Photos on their way at once: while one waits for its answer another fills the line. What a kill
/// costs stays one step for all of them together.
constexpr std::size_t MostLanes = 2;

/// One round: what waits, and what became of it.
class Sending : public std::enable_shared_from_this<Sending> {
public:
    Sending(std::shared_ptr<BlobLine> line, StorePort& store)
        : m_line(std::move(line))
        , m_store(store)
    {
        m_promise.start();
    }
    QFuture<Result<BlobReport>> future() { return m_promise.future(); }
    void start();

    [[nodiscard]] BlobLine& line() { return *m_line; }
    [[nodiscard]] StorePort& store() { return m_store; }
    [[nodiscard]] qint64 stepBytes() const
    {
        return sync::limits::BlobStepBytes / qint64(std::max<std::size_t>(1, m_lanes));
    }
    /// Nothing once all are taken, or the round has failed.
    [[nodiscard]] std::optional<Attachment> takeNext()
    {
        if (m_failed || m_at == m_waiting.size())
            return std::nullopt;
        return m_waiting[m_at++];
    }
    void leave() { ++m_report.left; }
    void moved(const Attachment& attachment)
    {
        ++m_report.moved;
        m_report.aggregates.push_back(attachment.aggregate);
    }
    /// A lane has nothing more to do. The first error ends the others at their next photo or step.
    void laneOver(const Status& status)
    {
        if (!status && !m_failed)
            m_failed = status.error();
        if (--m_lanesLeft > 0)
            return;
        m_promise.addResult(m_failed ? Result<BlobReport>(*m_failed) : std::move(m_report));
        m_promise.finish();
    }
    [[nodiscard]] bool hasFailed() const { return m_failed.has_value(); }

private:
    std::shared_ptr<BlobLine> m_line;
    StorePort& m_store;
    QPromise<Result<BlobReport>> m_promise;
    BlobReport m_report;
    std::vector<Attachment> m_waiting;
    std::size_t m_at = 0;
    std::size_t m_lanes = 0;
    std::size_t m_lanesLeft = 0;
    std::optional<Error> m_failed;
};

/// One photo after the other, a step at a time.
class Lane : public std::enable_shared_from_this<Lane> {
public:
    explicit Lane(std::shared_ptr<Sending> sending)
        : m_sending(std::move(sending))
    {
    }

    void next()
    {
        auto attachment = m_sending->takeNext();
        if (!attachment)
            return m_sending->laneOver({});
        m_now = std::move(*attachment);
        m_length = store::sealedAttachmentSize(m_now.size);
        m_restarts = 0;
        m_stepsLeft = 2 * (m_length / m_sending->stepBytes() + 2 + MostRestarts);
        askStore(
            m_sending->store(),
            [attachment = m_now](
                store::Store& store) { return store.attachments().checkSealed(attachment); },
            [self = shared_from_this()](const Status& sound) {
                // Only a question: after a kill the server may have most of it.
                if (sound)
                    return self->put(0, {});
                if (sound.error().code == ErrorCode::Locked)
                    return self->m_sending->laneOver(sound.error());
                self->leave();
            });
    }

private:
    void leave()
    {
        m_sending->leave();
        next();
    }

    void put(qint64 offset, QByteArray bytes)
    {
        const sync::BlobStep step{m_now.scope, m_length, offset, std::move(bytes)};
        m_sending->line().send(
            {"PATCH", sync::blobPath(m_now.blob), {}, sync::encodeBlobStep(step)},
            [self = shared_from_this()](
                const Result<SignedAnswer>& answer) { self->take(answer); });
    }

    void take(const Result<SignedAnswer>& answer)
    {
        if (!answer)
            return isOfOneBlob(answer.error()) ? leave() : m_sending->laneOver(answer.error());
        const auto place = sync::decodeBlobPlace(answer->body);
        if (!place)
            return m_sending->laneOver(place.error());
        if (place->offset > m_length || (place->done && place->offset != m_length))
            return m_sending->laneOver(Error{ErrorCode::Corrupt, "a blob's place that cannot be"});
        if (place->done)
            return noteSent();
        if (m_sending->hasFailed())
            return m_sending->laneOver({});
        if (place->thrownAway && ++m_restarts > MostRestarts)
            return leave();
        if (--m_stepsLeft < 0 || place->offset == m_length)
            return m_sending->laneOver(
                Error::transient(ErrorCode::Busy, "the server makes no progress"));
        readOn(place->offset);
    }

    void readOn(qint64 offset)
    {
        askStore(
            m_sending->store(),
            [id = m_now.id, offset, most = m_sending->stepBytes()](
                store::Store& store) { return store.attachments().sealedPart(id, offset, most); },
            [self = shared_from_this(), offset](Result<QByteArray> part) {
                if (!part)
                    return self->m_sending->laneOver(part.error());
                if (part->isEmpty())
                    return self->leave(); // cut meanwhile
                self->put(offset, std::move(*part));
            });
    }

    void noteSent()
    {
        askStore(
            m_sending->store(),
            [id = m_now.id](store::Store& store) { return store.attachments().setSent(id); },
            [self = shared_from_this()](const Status& noted) {
                if (!noted)
                    return self->m_sending->laneOver(noted.error());
                self->m_sending->moved(self->m_now);
                self->next();
            });
    }

    std::shared_ptr<Sending> m_sending;
    Attachment m_now;
    qint64 m_length = 0;
    qint64 m_stepsLeft = 0;
    int m_restarts = 0;
};

void Sending::start()
{
    askStore(
        m_store, [](store::Store& store) { return store.attachments().toSend(); },
        [self = shared_from_this()](Result<std::vector<Attachment>> waiting) {
            self->m_lanesLeft = 1;
            if (!waiting)
                return self->laneOver(waiting.error());
            self->m_waiting = std::move(*waiting);
            self->m_lanes = std::min(MostLanes, self->m_waiting.size());
            self->m_lanesLeft = std::max<std::size_t>(1, self->m_lanes);
            for (std::size_t i = 0, lanes = self->m_lanesLeft; i < lanes; ++i)
                std::make_shared<Lane>(self)->next();
        });
}

} // namespace

QFuture<Result<BlobReport>> sendBlobs(std::shared_ptr<BlobLine> line, StorePort& store)
{
    const auto sending = std::make_shared<Sending>(std::move(line), store);
    auto future = sending->future();
    sending->start();
    return future;
}

} // namespace doorstep::client
