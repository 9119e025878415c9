#pragma once

#include "tests/sim/sim_server.h"

#include <map>

namespace doorstep::sim {

/// Who may be told what, from the entries of a log alone: none of the tables that the server keeps
/// beside it is asked.
class SimRights {
public:
    SimRights() = default;
    explicit SimRights(const std::vector<LoggedEntry>& log) { hear(log); }
    /// What follows in the same log.
    void hear(const std::vector<LoggedEntry>& log);

    /// The position of its revocation; 0 when there is none.
    [[nodiscard]] quint64 revokedAt(DeviceId device) const;
    [[nodiscard]] bool mayRead(DeviceId device, ScopeId scope, Instant now) const;
    [[nodiscard]] bool isReleased(EntryId entry) const { return m_released.contains(entry); }

private:
    struct Span {
        Instant from;
        Instant to;
    };
    void hear(const LoggedEntry& entry);

    std::map<DeviceId, quint64> m_revoked;
    std::map<std::pair<DeviceId, ScopeId>, std::vector<Span>> m_granted;
    std::map<std::pair<DeviceId, ScopeId>, Instant> m_ownUntil;
    std::set<EntryId> m_released;
};

} // namespace doorstep::sim
