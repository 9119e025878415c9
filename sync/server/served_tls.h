#pragma once

#include "sync/server/tls_identity.h"

#include <mutex>

namespace doorstep::server {

/// The identity that serves now; a rotation replaces it under requests. Thread-safe.
class ServedTls {
public:
    explicit ServedTls(TlsIdentity identity)
        : m_identity(std::move(identity))
    {
    }
    [[nodiscard]] TlsIdentity now() const
    {
        const std::lock_guard lock(m_mutex);
        return m_identity;
    }
    void replace(TlsIdentity identity)
    {
        const std::lock_guard lock(m_mutex);
        m_identity = std::move(identity);
    }

private:
    mutable std::mutex m_mutex;
    TlsIdentity m_identity;
};

} // namespace doorstep::server
