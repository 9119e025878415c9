#include "sync/client/blob_transfer.h"

#include "core/store/attachment_store.h"
#include "sync/protocol/limits.h"

#include <QPromise>

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

class Sending : public std::enable_shared_from_this<Sending> {
public:
    Sending(std::shared_ptr<BlobLine> line, StorePort& store)
        : m_line(std::move(line))
        , m_store(store)
    {
        m_promise.start();
    }
    QFuture<Result<BlobReport>> future() { return m_promise.future(); }

    void start()
    {
        askStore(
            m_store, [](store::Store& store) { return store.attachments().toSend(); },
            [self = shared_from_this()](Result<std::vector<Attachment>> waiting) {
                if (!waiting)
                    return self->finish(waiting.error());
                self->m_waiting = std::move(*waiting);
                self->next();
            });
    }

private:
    void next()
    {
        if (m_at == m_waiting.size())
            return finish(m_report);
        m_length = store::sealedAttachmentSize(now().size);
        m_restarts = 0;
        m_stepsLeft = 2 * (m_length / sync::limits::BlobStepBytes + 2 + MostRestarts);
        askStore(
            m_store,
            [attachment = now()](
                store::Store& store) { return store.attachments().checkSealed(attachment); },
            [self = shared_from_this()](const Status& sound) {
                // Only a question: after a kill the server may have most of it.
                if (sound)
                    return self->put(0, {});
                if (sound.error().code == ErrorCode::Locked)
                    return self->finish(sound.error());
                self->leave();
            });
    }
    void leave()
    {
        ++m_report.left;
        ++m_at;
        next();
    }

    void put(qint64 offset, QByteArray bytes)
    {
        const sync::BlobStep step{now().scope, m_length, offset, std::move(bytes)};
        m_line->send({"PATCH", sync::blobPath(now().blob), {}, sync::encodeBlobStep(step)},
            [self = shared_from_this()](
                const Result<SignedAnswer>& answer) { self->take(answer); });
    }

    void take(const Result<SignedAnswer>& answer)
    {
        if (!answer)
            return isOfOneBlob(answer.error()) ? leave() : finish(answer.error());
        const auto place = sync::decodeBlobPlace(answer->body);
        if (!place)
            return finish(place.error());
        if (place->offset > m_length || (place->done && place->offset != m_length))
            return finish(Error{ErrorCode::Corrupt, "a blob's place that cannot be"});
        if (place->done)
            return noteSent();
        if (place->thrownAway && ++m_restarts > MostRestarts)
            return leave();
        if (--m_stepsLeft < 0 || place->offset == m_length)
            return finish(Error::transient(ErrorCode::Busy, "the server makes no progress"));
        readOn(place->offset);
    }

    void readOn(qint64 offset)
    {
        askStore(
            m_store,
            [id = now().id, offset](store::Store& store) {
                return store.attachments().sealedPart(id, offset, sync::limits::BlobStepBytes);
            },
            [self = shared_from_this(), offset](Result<QByteArray> part) {
                if (!part)
                    return self->finish(part.error());
                if (part->isEmpty())
                    return self->leave(); // cut meanwhile
                self->put(offset, std::move(*part));
            });
    }

    void noteSent()
    {
        askStore(
            m_store,
            [id = now().id](store::Store& store) { return store.attachments().setSent(id); },
            [self = shared_from_this()](const Status& noted) {
                if (!noted)
                    return self->finish(noted.error());
                ++self->m_report.moved;
                self->m_report.aggregates.push_back(self->now().aggregate);
                ++self->m_at;
                self->next();
            });
    }

    [[nodiscard]] const Attachment& now() const { return m_waiting[m_at]; }
    void finish(Result<BlobReport> result)
    {
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

    std::shared_ptr<BlobLine> m_line;
    StorePort& m_store;
    QPromise<Result<BlobReport>> m_promise;
    BlobReport m_report;
    std::vector<Attachment> m_waiting;
    std::size_t m_at = 0;
    qint64 m_length = 0;
    qint64 m_stepsLeft = 0;
    int m_restarts = 0;
};

} // namespace

QFuture<Result<BlobReport>> sendBlobs(std::shared_ptr<BlobLine> line, StorePort& store)
{
    const auto sending = std::make_shared<Sending>(std::move(line), store);
    auto future = sending->future();
    sending->start();
    return future;
}

} // namespace doorstep::client
