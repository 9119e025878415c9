#pragma once

#include "sync/server/feed.h"
#include "sync/server/ingest.h"
#include "sync/server/log_thread.h"

namespace doorstep::server {

/// `POST /sync/1`: checks signatures on the calling thread, then pushes and pulls in one
/// transaction of the log. Thread-safe.
class SyncService {
public:
    SyncService(LogThread& log, const ServerKey& key, sync::AppVersion minimumApp)
        : m_log(log)
        , m_key(key)
        , m_minimumApp(minimumApp)
    {
    }
    [[nodiscard]] Reply reply(const Caller& caller, QByteArrayView body);

private:
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
};

} // namespace doorstep::server
