#pragma once

#include "sync/server/allowance.h"
#include "sync/server/caller.h"
#include "sync/server/http_server.h"
#include "sync/server/log_thread.h"
#include "sync/server/server_key.h"

#include <set>
#include <variant>

namespace doorstep::server {

/// Refuses a nonce seen before, within the time in which its request could still be accepted.
/// Thread-safe. After a restart the memory is empty: requests signed before it are refused by time.
class NonceMemory {
public:
    /// True the first time.
    [[nodiscard]] bool remember(DeviceId device, const sync::RequestNonce& nonce, Instant now);

private:
    using Seen = std::pair<DeviceId, sync::RequestNonce>;
    std::mutex m_mutex;
    std::set<Seen> m_seen;
    std::multimap<Instant, Seen> m_byTime;
};

/// A request whose signature holds.
struct Authenticated {
    Caller caller;
    sync::RequestNonce nonce;
};
/// One whose signature does not, with what is needed to sign the answer all the same.
struct Rejected {
    Reply reply;
    std::optional<sync::RequestSignature> claimed; ///< set when its practice exists here
};

/// Decides who a signed request is from: the frozen signature profile, the device's row, the clock
/// and the nonce, in this order of cost. A wrong signature, an unknown device and an unknown
/// practice read the same and cost the same.
class RequestGate {
public:
    RequestGate(LogThread& log, const Clock& clock);

    [[nodiscard]] std::variant<Authenticated, Rejected> admit(const HttpRequest& request);

private:
    [[nodiscard]] std::variant<Authenticated, Rejected> judge(
        const sync::RequestSignature& claimed, const HttpRequest& request, Instant now);

    LogThread& m_log;
    const Clock& m_clock;
    Instant m_startedAt;
    NonceMemory m_nonces;
    Allowance m_perDevice;
    Allowance m_bytesPerDevice; ///< of entries
    Allowance m_blobsPerDevice;
};

} // namespace doorstep::server
