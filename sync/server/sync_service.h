#pragma once

#include "sync/server/early_batches.h"
#include "sync/server/feed.h"
#include "sync/server/ingest.h"
#include "sync/server/log_thread.h"

namespace doorstep::server {

/// `POST /sync/1`: checks signatures on the calling thread, then pushes and pulls in one
/// transaction of the log. A batch that came before the one it follows waits for it a moment
/// (EarlyBatches). Thread-safe.
class SyncService {
public:
    using Answered = std::function<void(Reply)>;
    /// Does `work` after that time, on a thread that may block.
    using Later = std::function<void(std::chrono::milliseconds, std::function<void()> work)>;

    SyncService(LogThread& log, const ServerKey& key, sync::AppVersion minimumApp)
        : m_log(log)
        , m_key(key)
        , m_minimumApp(minimumApp)
    {
    }
    /// Without it no batch waits. Before the first request.
    void waitWith(Later later) { m_later = std::move(later); }
    /// `answered` is called once: before this returns, or later from another thread.
    void reply(const Caller& caller, QByteArrayView body, Answered answered);
    /// Nobody is there any more to hear of what waits.
    void forgetWaiting() { m_early.forgetAll(); }

private:
    struct Pending;
    void answer(const std::shared_ptr<Pending>& pending);
    [[nodiscard]] Result<bool> isEarly(Log& log, const Pending& pending) const;
    [[nodiscard]] Result<sync::SyncAnswer> exchange(Log& log, const Caller& caller,
        const sync::SyncRequest& request, const std::vector<CheckedEntry>& entries) const;
    void grantLease(const Caller& caller, sync::SyncAnswer& answer) const;
    [[nodiscard]] Status tellWipe(
        Log& log, const Caller& caller, EntryId done, sync::SyncAnswer& answer) const;
    [[nodiscard]] Status pull(Log& log, const Caller& caller, const sync::SyncRequest& request,
        sync::IncarnationId shown, sync::SyncAnswer& answer) const;

    LogThread& m_log;
    const ServerKey& m_key;
    sync::AppVersion m_minimumApp;
    Later m_later;
    EarlyBatches m_early;
};

} // namespace doorstep::server
