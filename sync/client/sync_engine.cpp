#include "sync/client/sync_engine.h"

#include "sync/client/sync_run.h"

namespace doorstep::client {

struct SyncEngine::Shared {
    Parts parts;
    std::function<void(const SyncProgress&)> progress;
    WipeOrderedCall wipeOrdered;
    RowsChangedCall rowsChanged;
    std::shared_ptr<SyncRun> run;
};

SyncEngine::SyncEngine(Parts parts)
    : m_shared(std::make_shared<Shared>(Shared{std::move(parts), {}, {}, {}, {}}))
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

void SyncEngine::onRowsChanged(RowsChangedCall changed)
{
    m_shared->rowsChanged = std::move(changed);
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
    m_shared->run = std::make_shared<SyncRun>(
        m_shared->parts, m_shared->progress, m_shared->wipeOrdered, m_shared->rowsChanged);
    auto future = m_shared->run->future();
    m_shared->run->nextTurn();
    return future;
}

} // namespace doorstep::client
