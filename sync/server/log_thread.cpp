#include "sync/server/log_thread.h"

#include "sync/server/log_schema.h"

#include <QSqlError>

namespace doorstep::server {
namespace log_thread_detail {

constexpr std::size_t MaxJobsPerCommit = 64;

constexpr const char* Savepoint = "SAVEPOINT job";
constexpr const char* Release = "RELEASE SAVEPOINT job";
constexpr const char* Undo = "ROLLBACK TO SAVEPOINT job";

Result<std::unique_ptr<Log>> openLog(
    const QString& path, const vfs::VfsKey& key, const QString& connection)
{
    auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
    DOORSTEP_TRY(status, vfs::openSealed(database, path, key));
    (void)status;
    auto log = std::make_unique<Log>(database);
    if (!database.transaction())
        return vfs::storeError(database.lastError());
    DOORSTEP_CHECK(prepareSchema(log->sql));
    if (!database.commit())
        return vfs::storeError(database.lastError());
    return log;
}

} // namespace log_thread_detail

Result<std::unique_ptr<LogThread>> LogThread::start(
    const QString& path, vfs::VfsKey key, JobsRun runs)
{
    std::unique_ptr<LogThread> made(new LogThread(std::move(key)));
    if (runs == JobsRun::AtOnce) {
        auto log = log_thread_detail::openLog(path, made->m_key, made->connectionName());
        if (!log) {
            QSqlDatabase::removeDatabase(made->connectionName());
            return log.error();
        }
        made->m_here = std::move(*log);
        return made;
    }
    std::promise<Status> ready;
    auto opened = ready.get_future();
    made->m_thread = std::thread([self = made.get(), path, ready = std::move(ready)]() mutable {
        self->serve(path, std::move(ready));
    });
    DOORSTEP_CHECK(opened.get());
    return made;
}

LogThread::~LogThread()
{
    if (m_here) {
        m_here.reset();
        QSqlDatabase::removeDatabase(connectionName());
    }
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

/// A Qt SQL connection belongs to the thread that made it, by name.
QString LogThread::connectionName() const
{
    return QStringLiteral("log-%1").arg(reinterpret_cast<quintptr>(this));
}

void LogThread::post(Job job)
{
    if (m_here) {
        std::deque<Job> alone;
        alone.push_back(std::move(job));
        return runTogether(*m_here, alone);
    }
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stopping) {
            m_jobs.push_back(std::move(job));
            m_wake.notify_one();
            return;
        }
    }
    job.finish(false);
}

void LogThread::serve(const QString& path, std::promise<Status> ready)
{
    const auto connection = connectionName();
    {
        auto log = log_thread_detail::openLog(path, m_key, connection);
        if (!log) {
            ready.set_value(log.error());
        } else {
            ready.set_value({});
            for (auto batch = takeBatch(); !batch.empty(); batch = takeBatch())
                runTogether(**log, batch);
        }
    }
    QSqlDatabase::removeDatabase(connection);
}

/// Waits; empty only when stopping with nothing left to do.
std::deque<LogThread::Job> LogThread::takeBatch()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
    std::deque<Job> batch;
    while (!m_jobs.empty() && batch.size() < log_thread_detail::MaxJobsPerCommit) {
        if (m_jobs.front().alone && !batch.empty())
            break;
        batch.push_back(std::move(m_jobs.front()));
        m_jobs.pop_front();
        if (batch.back().alone)
            break;
    }
    return batch;
}

void LogThread::runTogether(Log& log, std::deque<Job>& batch)
{
    auto& database = log.sql.database();
    if (batch.front().alone) {
        batch.front().finish(batch.front().work(log));
        return;
    }
    bool durable = database.transaction();
    if (durable) {
        for (auto& job : batch)
            durable = runOne(log, job) && durable;
        durable = durable && database.commit();
        if (!durable)
            database.rollback();
    }
    for (auto& job : batch)
        job.finish(durable);
}

/// False when not even the savepoint works: then nothing of this transaction may count.
bool LogThread::runOne(Log& log, Job& job)
{
    using namespace log_thread_detail;
    if (!log.sql.change(Savepoint))
        return false;
    const bool keep = job.work(log);
    if (!keep && !log.sql.change(Undo))
        return false;
    return log.sql.change(Release).ok();
}

} // namespace doorstep::server
