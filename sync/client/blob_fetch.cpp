#include "sync/client/blob_transfer.h"

#include "core/store/attachment_store.h"

#include <QPromise>

namespace doorstep::client {

namespace {

using store::MissingAttachment;

class Fetching : public std::enable_shared_from_this<Fetching> {
public:
    Fetching(std::shared_ptr<BlobLine> line, StorePort& store)
        : m_line(std::move(line))
        , m_store(store)
    {
        m_promise.start();
    }
    QFuture<Result<BlobReport>> future() { return m_promise.future(); }

    void start()
    {
        askStore(
            m_store, [](store::Store& store) { return store.attachments().missing(); },
            [self = shared_from_this()](Result<std::vector<MissingAttachment>> missing) {
                if (!missing)
                    return self->finish(missing.error());
                self->m_missing = std::move(*missing);
                self->next();
            });
    }

private:
    void next()
    {
        while (m_at < m_missing.size() && !m_line->isDue(now().blob)) {
            ++m_report.left;
            ++m_at;
        }
        if (m_at == m_missing.size())
            return finish(m_report);
        m_length = store::sealedAttachmentSize(now().size);
        // Held whole before it is written: at most store::MaxAttachment, and nothing half is kept.
        m_sealed.clear();
        ask();
    }
    void leave()
    {
        ++m_report.left;
        ++m_at;
        next();
    }

    void ask()
    {
        m_line->send({"GET", sync::blobPath(now().blob), sync::blobQuery(m_sealed.size()), {}},
            [self = shared_from_this()](
                const Result<SignedAnswer>& answer) { self->take(answer); });
    }

    void take(const Result<SignedAnswer>& answer)
    {
        if (!answer) {
            const Error& error = answer.error();
            if (error.code != ErrorCode::Refused || error.detail != "not-found")
                return finish(error);
            m_line->notThere(now().blob);
            return leave();
        }
        const auto part = sync::decodeBlobPart(answer->body);
        if (!part)
            return finish(part.error());
        if (part->length != m_length || m_sealed.size() + part->bytes.size() > m_length) {
            m_line->spoiled(now().blob);
            return leave();
        }
        m_sealed += part->bytes;
        if (m_sealed.size() < m_length)
            return ask();
        keep();
    }

    void keep()
    {
        askStore(
            m_store,
            [missing = now(), sealed = std::exchange(m_sealed, {})](
                store::Store& store) { return store.attachments().keepFetched(missing, sealed); },
            [self = shared_from_this()](const Result<store::Attachment>& kept) {
                if (!kept && kept.error().code != ErrorCode::Corrupt)
                    return self->finish(kept.error());
                if (!kept) {
                    self->m_line->spoiled(self->now().blob);
                    return self->leave();
                }
                ++self->m_report.moved;
                self->m_report.aggregates.push_back(kept->aggregate);
                ++self->m_at;
                self->next();
            });
    }

    [[nodiscard]] const MissingAttachment& now() const { return m_missing[m_at]; }
    void finish(Result<BlobReport> result)
    {
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

    std::shared_ptr<BlobLine> m_line;
    StorePort& m_store;
    QPromise<Result<BlobReport>> m_promise;
    BlobReport m_report;
    std::vector<MissingAttachment> m_missing;
    std::size_t m_at = 0;
    qint64 m_length = 0;
    QByteArray m_sealed;
};

} // namespace

QFuture<Result<BlobReport>> fetchBlobs(std::shared_ptr<BlobLine> line, StorePort& store)
{
    const auto fetching = std::make_shared<Fetching>(std::move(line), store);
    auto future = fetching->future();
    fetching->start();
    return future;
}

} // namespace doorstep::client
