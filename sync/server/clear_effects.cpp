#include "sync/server/clear_effects.h"

#include "core/crypto/made_on.h"

#include <algorithm>

namespace doorstep::server {
namespace clear_effects_detail {

/// What counts by who wrote it; the others carry the practice's own signature.
template <typename Body> constexpr bool directs()
{
    return std::is_same_v<Body,
               entry::
                   ScopeGranted> || std::is_same_v<Body, entry::ScopeRevoked> || std::is_same_v<Body, entry::EntryReleased> || std::is_same_v<Body, entry::EntryRejected>;
}

} // namespace clear_effects_detail

Status ClearEffects::apply(const StoredEntry& stored, quint64 position)
{
    DOORSTEP_CHECK(applyOne({stored, position}));
    while (!m_released.empty()) {
        const auto next = std::move(m_released.front());
        m_released.pop_front();
        DOORSTEP_CHECK(applyOne(next));
    }
    return {};
}

Status ClearEffects::applyOne(const Routed& routed)
{
    const auto& e = routed.stored.entry;
    if (entry::isSealed(e.header.entryClass))
        return {};
    // A payload that is not what it says is stored and forwarded, and means nothing here.
    const auto payload = entry::decodeClear(e.header.entryClass, e.body);
    if (!payload)
        return {};
    return std::visit(
        [&]<typename Body>(const Body& body) -> Status {
            if constexpr (clear_effects_detail::directs<Body>()) {
                DOORSTEP_TRY(may, mayDirect(routed.stored));
                return may ? on(body, routed) : Status();
            } else {
                return on(body, routed);
            }
        },
        payload.value().body);
}

/// As every device reads it. A desk that lets in what a tablet wrote lets it be kept and read, and
/// makes no desk of the tablet. What was never held was judged by its signature when it came.
Result<bool> ClearEffects::mayDirect(const StoredEntry& stored)
{
    const auto& header = stored.entry.header;
    DOORSTEP_TRY(author, m_log.devices.find(m_practice.id, header.device));
    if (!author || !author->isDesk())
        return false;
    if (!stored.reason)
        return true;
    DOORSTEP_TRY(keys, m_log.devices.keysEver(m_practice.id, header.staff, header.device));
    return std::ranges::any_of(keys, [&](const crypto::SignPublicKey& key) {
        return entry::verifyEntry(stored.entry, key).ok();
    });
}

Status ClearEffects::on(const entry::DeviceCertificate& body, const Routed& routed)
{
    if (!entry::isCertified(body, m_practice.id, m_practice.signKey))
        return {};
    m_keysChanged = true;
    DOORSTEP_CHECK(m_log.devices.certify(m_practice.id, body));
    return audit("device certified", routed, body.device.as<AggregateId>());
}

Status ClearEffects::on(const entry::StaffCertificate& body, const Routed& routed)
{
    if (!entry::isCertified(body, m_practice.id, m_practice.signKey))
        return {};
    m_keysChanged = true;
    DOORSTEP_CHECK(m_log.devices.certify(m_practice.id, body));
    DOORSTEP_CHECK(audit("staff certified", routed, body.staff.as<AggregateId>()));
    return releaseWaiting(body);
}

Status ClearEffects::on(const entry::DeviceRevoked& body, const Routed& routed)
{
    if (!entry::isCertified(body, m_practice.id, m_practice.signKey))
        return {};
    m_keysChanged = true;
    DOORSTEP_CHECK(m_log.devices.revoke(m_practice.id, body.device, m_now));
    return audit("device revoked", routed, body.device.as<AggregateId>());
}

Status ClearEffects::on(const entry::StaffRevoked& body, const Routed& routed)
{
    if (!entry::isCertified(body, m_practice.id, m_practice.signKey))
        return {};
    m_keysChanged = true;
    DOORSTEP_CHECK(m_log.devices.revokeStaff(m_practice.id, body.staff, m_now));
    return audit("staff revoked", routed, body.staff.as<AggregateId>());
}

Status ClearEffects::on(const entry::EntryReleased& body, const Routed& routed)
{
    DOORSTEP_TRY(stands, m_log.decisions.put(m_practice.id, body.released, Decision::Released));
    DOORSTEP_TRY(known, m_log.entries.known(m_practice.id, body.released));
    for (const auto& each : known) {
        if (each.state != EntryState::Held || stands != Decision::Released)
            continue;
        DOORSTEP_TRY(stored, m_log.entries.read(m_practice.id, each.seq));
        DOORSTEP_CHECK(release(std::move(stored)));
    }
    return audit("entry released", routed, body.released.as<AggregateId>());
}

/// Of an entry that is routed already too: a log that was put back can learn it before the
/// revocation that once held it, and the rejection is no weaker for that.
Status ClearEffects::on(const entry::EntryRejected& body, const Routed& routed)
{
    DOORSTEP_TRY(known, m_log.entries.known(m_practice.id, body.rejected));
    auto stands = Decision::Rejected;
    const bool isAboutTwin = body.reason == entry::AboutTwin || known.size() > 1;
    if (!isAboutTwin) {
        DOORSTEP_TRY(first, m_log.decisions.put(m_practice.id, body.rejected, stands));
        stands = first;
    }
    for (const auto& each : known) {
        const bool isMeant = each.state == EntryState::Held || !isAboutTwin;
        if (isMeant && stands == Decision::Rejected)
            DOORSTEP_CHECK(m_log.entries.setState(m_practice.id, each.seq, EntryState::Rejected));
    }
    return audit("entry rejected", routed, body.rejected.as<AggregateId>());
}

Status ClearEffects::on(const entry::ScopeGranted& body, const Routed& routed)
{
    // The null scope is where held entries stand; nobody is granted it.
    if (body.scope.isNull())
        return {};
    // 0 marks what a device reads without a desk's word.
    const auto from = std::max(body.from, Instant{1});
    return m_log.grants.add(
        m_practice.id, body.device, {body.scope, routed.position, from, body.to});
}

Status ClearEffects::on(const entry::ScopeRevoked& body, const Routed& routed)
{
    // In a log that was put back it can come before the first entry of what the device made.
    if (crypto::isMadeOn(body.device, body.scope))
        DOORSTEP_CHECK(m_log.grants.add(
            m_practice.id, body.device, GrantStore::ofOwn(body.scope, routed.position)));
    return m_log.grants.end(m_practice.id, body.device, body.scope, body.from);
}

/// A device that is to be wiped reads nothing more, whether or not a revocation came with the
/// order.
Status ClearEffects::on(const entry::WipeOrdered& body, const Routed& routed)
{
    if (!entry::isCertified(body, m_practice.id, m_practice.signKey))
        return {};
    m_keysChanged = true;
    DOORSTEP_CHECK(m_log.wipes.put(m_practice.id, body));
    DOORSTEP_CHECK(m_log.devices.revoke(m_practice.id, body.device, m_now));
    return audit("wipe ordered", routed, body.device.as<AggregateId>());
}

/// The devices obey it; here it says which keys may serve next (tls_rotation.h).
Status ClearEffects::on(const entry::PinsOrdered& body, const Routed& routed)
{
    if (!entry::isCertified(body, m_practice.id, m_practice.signKey))
        return {};
    DOORSTEP_CHECK(m_log.pins.put(m_practice.id, body, m_now));
    return audit("pins ordered", routed, m_practice.id.as<AggregateId>());
}

/// Kept apart, for the day on which no device is left that could be sent them.
Status ClearEffects::on(const entry::RecoverySealed& body, const Routed&)
{
    if (body.recoveryKey != m_practice.recoveryKey
        || !entry::isCertified(body, m_practice.id, m_practice.signKey))
        return {};
    return m_log.recovery.putSeal(m_practice.id, body);
}

Status ClearEffects::release(StoredEntry stored)
{
    DOORSTEP_CHECK(m_log.entries.setState(m_practice.id, stored.seq, EntryState::Routed));
    const auto scope = sync::routingScope(stored.entry.header, m_practice.scopes);
    DOORSTEP_TRY(position, m_ordering.place(scope, stored.seq, sync::entryHash(stored.entry)));
    stored.state = EntryState::Routed;
    m_released.push_back({std::move(stored), position});
    return {};
}

Status ClearEffects::releaseWaiting(const entry::StaffCertificate& certificate)
{
    DOORSTEP_TRY(
        waiting, m_log.entries.waitingForKey(m_practice.id, certificate.staff, certificate.device));
    DOORSTEP_TRY(author, m_log.devices.find(m_practice.id, certificate.device));
    const bool writesClear = author && author->isDesk();
    for (auto& stored : waiting) {
        const bool allowed = writesClear || entry::isSealed(stored.entry.header.entryClass);
        if (allowed && entry::verifyEntry(stored.entry, certificate.staffKey))
            DOORSTEP_CHECK(release(std::move(stored)));
    }
    return {};
}

Status ClearEffects::audit(const char* event, const Routed& routed, AggregateId object)
{
    return m_log.audit.append(m_practice.id, event, routed.stored.device, object, m_now,
        m_key.signKey(m_practice.id).secretKey);
}

} // namespace doorstep::server
