#pragma once

#include "sync/server/caller.h"
#include "sync/server/log_thread.h"
#include "sync/server/served_tls.h"
#include "sync/server/server_key.h"

namespace doorstep::server {

/// How a practice comes to be: the administrator creates it and passes on a code; whoever holds the
/// code registers the public halves of keys that never leave the practice. Thread-safe.
class PracticeClaims {
public:
    PracticeClaims(LogThread& log, const ServerKey& key, const ServedTls& tls)
        : m_log(log)
        , m_key(key)
        , m_tls(tls)
    {
    }
    /// The claim code's text. The log keeps only a hash of it.
    [[nodiscard]] Result<SecretBytes> create(const QString& name, const Clock& clock);
    /// `POST /claim/1`.
    [[nodiscard]] Reply claim(QByteArrayView body, Instant now);

private:
    [[nodiscard]] Result<Reply> take(Log& log, const sync::ClaimTake& take, Instant now);
    [[nodiscard]] Reply answer(const Practice& practice) const;

    LogThread& m_log;
    const ServerKey& m_key;
    const ServedTls& m_tls;
};

} // namespace doorstep::server
