#pragma once

#include "sync/server/caller.h"
#include "sync/server/log_thread.h"
#include "sync/server/served_tls.h"
#include "sync/server/server_key.h"

namespace doorstep::server {

/// How a practice comes to be: the administrator creates it and passes on a code; whoever holds the
/// code registers the public halves of keys that never leave the practice. And how one that lost
/// its last desk comes back: with another code it takes in a new desk, which the practice's own key
/// must have certified (docs/adr/0016-practice-recovery.md). Thread-safe.
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
    /// The same for a practice that lost its last desk: one use, limits::RecoveryCodeLife, in the
    /// place of the code before it. NotFound for a practice that nobody claimed.
    [[nodiscard]] Result<SecretBytes> createRecovery(PracticeId id, Instant now);
    /// `POST /claim/1`.
    [[nodiscard]] Reply claim(QByteArrayView body, Instant now);

private:
    [[nodiscard]] Result<Reply> look(Log& log, const sync::ClaimLook& look, Instant now);
    [[nodiscard]] Result<Reply> take(Log& log, const sync::ClaimTake& take, Instant now);
    [[nodiscard]] Result<Reply> recover(Log& log, const sync::ClaimRecover& recover, Instant now);
    [[nodiscard]] sync::ClaimAnswer answer(const Practice& practice) const;

    LogThread& m_log;
    const ServerKey& m_key;
    const ServedTls& m_tls;
};

} // namespace doorstep::server
