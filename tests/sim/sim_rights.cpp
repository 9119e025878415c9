#include "tests/sim/sim_rights.h"

#include "core/crypto/made_on.h"

#include <algorithm>

namespace doorstep::sim {

void SimRights::hear(const std::vector<LoggedEntry>& log)
{
    for (const LoggedEntry& entry : log) {
        if (!entry.scope.isNull())
            hear(entry);
    }
}

void SimRights::hear(const LoggedEntry& entry)
{
    if (const auto* revoked = std::get_if<entry::DeviceRevoked>(&entry.clear))
        m_revoked.emplace(revoked->device, entry.position);
    if (const auto* released = std::get_if<entry::EntryReleased>(&entry.clear))
        m_released.insert(released->released);
    if (const auto* granted = std::get_if<entry::ScopeGranted>(&entry.clear))
        m_granted[{granted->device, granted->scope}].push_back({granted->from, granted->to});
    const auto* ends = std::get_if<entry::ScopeRevoked>(&entry.clear);
    if (!ends)
        return;
    const std::pair key{ends->device, ends->scope};
    m_ownUntil.emplace(key, ends->from);
    for (Span& span : m_granted[key])
        span.to = std::min(span.to, ends->from);
}

quint64 SimRights::revokedAt(DeviceId device) const
{
    const auto found = m_revoked.find(device);
    return found == m_revoked.end() ? 0 : found->second;
}

bool SimRights::mayRead(DeviceId device, ScopeId scope, Instant now) const
{
    const std::pair key{device, scope};
    const auto ended = m_ownUntil.find(key);
    if (crypto::isMadeOn(device, scope) && (ended == m_ownUntil.end() || now < ended->second))
        return true;
    const auto found = m_granted.find(key);
    return found != m_granted.end()
        && std::any_of(found->second.begin(), found->second.end(),
            [&](const Span& span) { return span.from <= now && now < span.to; });
}

} // namespace doorstep::sim
