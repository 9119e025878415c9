#pragma once

#include "core/vfs/sealed_vfs.h"
#include "sync/server/log.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

namespace doorstep::server {

enum class JobsRun {
    OnAThread, ///< of their own
    AtOnce ///< where they are asked for: for a program that has one thread
};

/// Owns the connection to the log and runs jobs on it, one at a time. Jobs that wait while another
/// commits share the next commit (each under its own savepoint), so a busy server syncs its disk
/// once for many requests. A job's result is given out only after the commit that holds its work:
/// what run() returns as success is durable. Safe from any thread but its own; with
/// JobsRun::AtOnce it belongs to the thread that started it.
class LogThread {
public:
    /// Opens or makes the database. Errors are those of vfs::openSealed and prepareSchema.
    [[nodiscard]] static Result<std::unique_ptr<LogThread>> start(
        const QString& path, vfs::VfsKey key, JobsRun runs = JobsRun::OnAThread);
    ~LogThread();
    LogThread(const LogThread&) = delete;
    LogThread& operator=(const LogThread&) = delete;

    /// Blocks. A job that returns an Error leaves nothing behind. Busy (transient) when the log
    /// cannot be written now: disk full, I/O error, shutting down.
    template <typename Value>
    [[nodiscard]] Result<Value> run(std::function<Result<Value>(Log&)> job)
    {
        return submit<Value>(std::move(job), false);
    }
    /// Outside any transaction, for statements that demand it (VACUUM INTO).
    template <typename Value>
    [[nodiscard]] Result<Value> runAlone(std::function<Result<Value>(Log&)> job)
    {
        return submit<Value>(std::move(job), true);
    }
    [[nodiscard]] const vfs::VfsKey& key() const { return m_key; }

private:
    struct Job {
        std::function<bool(Log&)> work; ///< false: undo what it did
        std::function<void(bool durable)> finish;
        bool alone = false;
    };

    explicit LogThread(vfs::VfsKey key)
        : m_key(std::move(key))
    {
    }

    template <typename Value>
    Result<Value> submit(std::function<Result<Value>(Log&)> job, bool alone)
    {
        auto outcome = std::make_shared<std::optional<Result<Value>>>();
        auto promise = std::make_shared<std::promise<Result<Value>>>();
        auto future = promise->get_future();
        post({[job = std::move(job), outcome](Log& log) {
                  outcome->emplace(job(log));
                  return (*outcome)->ok();
              },
            [outcome, promise](bool durable) {
                const bool undone = !outcome->has_value() || (!durable && (*outcome)->ok());
                promise->set_value(undone
                        ? Result<Value>(Error::transient(ErrorCode::Busy, "log not written"))
                        : std::move(**outcome));
            },
            alone});
        return future.get();
    }

    void post(Job job);
    [[nodiscard]] QString connectionName() const;
    void serve(const QString& path, std::promise<Status> ready);
    [[nodiscard]] std::deque<Job> takeBatch();
    static void runTogether(Log& log, std::deque<Job>& batch);
    static bool runOne(Log& log, Job& job);

    vfs::VfsKey m_key;
    std::unique_ptr<Log> m_here; ///< with JobsRun::AtOnce
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace doorstep::server
