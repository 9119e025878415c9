#pragma once

#include "sync/server/ordering.h"
#include "sync/server/server_key.h"

#include <deque>

namespace doorstep::server {

/// What the server itself does when an entry it may read is routed: knows a device or a person's
/// key, forgets a revoked one, opens or closes a scope for reading, releases what was held. One
/// object a transaction.
class ClearEffects {
public:
    ClearEffects(
        Log& log, Ordering& ordering, const Practice& practice, const ServerKey& key, Instant now)
        : m_log(log)
        , m_ordering(ordering)
        , m_practice(practice)
        , m_key(key)
        , m_now(now)
    {
    }
    /// `stored` was just routed at `position`. Entries it releases are applied too, to the end.
    [[nodiscard]] Status apply(const StoredEntry& stored, quint64 position);
    /// True when keys or revocations changed since the last call: cached ones are stale.
    [[nodiscard]] bool takeKeysChanged() { return std::exchange(m_keysChanged, false); }

private:
    struct Routed {
        StoredEntry stored;
        quint64 position = 0;
    };
    [[nodiscard]] Status applyOne(const Routed& routed);
    [[nodiscard]] Result<bool> mayDirect(const StoredEntry& stored);
    [[nodiscard]] Status on(const entry::UnknownClear&, const Routed&) { return {}; }
    [[nodiscard]] Status on(const entry::ServerCertificate&, const Routed&) { return {}; }
    [[nodiscard]] Status on(const entry::KeysWrapped&, const Routed&) { return {}; }
    [[nodiscard]] Status on(const entry::LoneExpected&, const Routed&) { return {}; }
    [[nodiscard]] Status on(const entry::DeviceCertificate& body, const Routed& routed);
    [[nodiscard]] Status on(const entry::StaffCertificate& body, const Routed& routed);
    [[nodiscard]] Status on(const entry::DeviceRevoked& body, const Routed& routed);
    [[nodiscard]] Status on(const entry::StaffRevoked& body, const Routed& routed);
    [[nodiscard]] Status on(const entry::EntryReleased& body, const Routed& routed);
    [[nodiscard]] Status on(const entry::EntryRejected& body, const Routed& routed);
    [[nodiscard]] Status on(const entry::ScopeGranted& body, const Routed& routed);
    [[nodiscard]] Status on(const entry::ScopeRevoked& body, const Routed& routed);
    [[nodiscard]] Status on(const entry::WipeOrdered& body, const Routed& routed);
    [[nodiscard]] Status on(const entry::PinsOrdered& body, const Routed& routed);
    [[nodiscard]] Status on(const entry::RecoverySealed& body, const Routed& routed);
    [[nodiscard]] Status release(StoredEntry stored);
    [[nodiscard]] Status releaseWaiting(const entry::StaffCertificate& certificate);
    [[nodiscard]] Status audit(const char* event, const Routed& routed, AggregateId object);

    Log& m_log;
    Ordering& m_ordering;
    const Practice& m_practice;
    const ServerKey& m_key;
    Instant m_now;
    std::deque<Routed> m_released;
    bool m_keysChanged = false;
};

} // namespace doorstep::server
