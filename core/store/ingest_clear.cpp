/// What clear entries do. Certificates and revocations carry the practice's own signature, which is
/// the whole proof. Grants, keys and decisions count when a desk or ctl device wrote them.
#include "core/store/ingest.h"

#include <algorithm>

namespace doorstep::store {

namespace clear_acts {

template <typename... Handlers> struct Overload : Handlers... {
    using Handlers::operator()...;
};
template <typename... Handlers> Overload(Handlers...) -> Overload<Handlers...>;

} // namespace clear_acts

Status Ingest::readBeyond(const QByteArrayList& words)
{
    DOORSTEP_TRY(rows, m_table.clear());
    for (const auto& row : rows) {
        const auto entry = entry::decodeEntry(row.bytes);
        if (!entry)
            continue;
        const auto clear = entry::decodeClear(entry->header.entryClass, entry->body);
        if (clear && entry::isBeyond(clear->body, words))
            DOORSTEP_CHECK(look(row));
    }
    return {};
}

Status Ingest::act(const entry::Header& header, const entry::ClearBody& body, Verification verified)
{
    if (std::holds_alternative<entry::UnknownClear>(body))
        return {};
    DOORSTEP_CHECK(actCertified(body));
    if (verified != Verification::Verified)
        return {};
    return actOfDesk(header, body);
}

Status Ingest::actCertified(const entry::ClearBody& body)
{
    const auto certified = [this](const auto& statement) {
        return entry::isCertified(
            statement, m_parts.identity.practice, m_parts.identity.practiceSign);
    };
    return std::visit(clear_acts::Overload{
                          [&](const entry::DeviceCertificate& certificate) {
                              if (!certified(certificate))
                                  return Status();
                              m_applied.keysChanged = true;
                              m_parts.keyringsTended = false;
                              return m_trust.put(certificate);
                          },
                          [&](const entry::StaffCertificate& certificate) {
                              return certified(certificate) ? takeCertificate(certificate)
                                                            : Status();
                          },
                          [&](const entry::ServerCertificate& certificate) {
                              if (!certified(certificate))
                                  return Status();
                              m_applied.keysChanged = true;
                              return m_trust.put(certificate);
                          },
                          [&](const entry::DeviceRevoked& revocation) {
                              if (!certified(revocation))
                                  return Status();
                              m_applied.keysChanged = true;
                              m_parts.keyringsTended = false;
                              return m_trust.putRevoked(revocation.device.as<AggregateId>());
                          },
                          [&](const entry::StaffRevoked& revocation) {
                              if (!certified(revocation))
                                  return Status();
                              m_applied.keysChanged = true;
                              return m_trust.putRevoked(revocation.staff.as<AggregateId>());
                          },
                          [&](const entry::PinsOrdered& order) {
                              return certified(order) ? m_trust.put(order) : Status();
                          },
                          [](const auto&) { return Status(); },
                      },
        body);
}

Status Ingest::takeCertificate(const entry::StaffCertificate& certificate)
{
    const Signatory signatory{certificate.staff, certificate.device};
    DOORSTEP_TRY(known, m_trust.keysFor(certificate.staff, certificate.device));
    DOORSTEP_CHECK(m_trust.put(certificate));
    m_applied.keysChanged = true;
    // Only a new key can make anything verify: the same certificate again must not look again, or
    // two that name each other would never settle.
    if (std::ranges::find(known, certificate.staffKey) != known.end())
        return {};
    m_signatories.erase(signatory);
    m_newSignatories.push_back(signatory);
    return {};
}

Status Ingest::actOfDesk(const entry::Header& header, const entry::ClearBody& body)
{
    if (const auto* expected = std::get_if<entry::LoneExpected>(&body))
        return m_trust.putLone(*expected, header);
    DOORSTEP_TRY(allowed, mayDirect(header.device));
    if (!allowed)
        return {};
    return std::visit(clear_acts::Overload{
                          [&](const entry::KeysWrapped& wrapped) { return takeKey(wrapped); },
                          [&](const entry::ScopeGranted& grant) -> Status {
                              m_applied.keysChanged = true;
                              // Own entries of a scope given up stand here closed, and a server
                              // that was put back need not send them again.
                              if (grant.device == m_parts.identity.device)
                                  DOORSTEP_CHECK(reopen(grant.scope));
                              reorder(grant.scope.as<AggregateId>());
                              return {};
                          },
                          [&](const entry::ScopeRevoked& revocation) {
                              m_applied.keysChanged = true;
                              reorder(revocation.scope.as<AggregateId>());
                              return Status();
                          },
                          [&](const entry::EntryReleased& release) {
                              reorder(release.released.as<AggregateId>());
                              return Status();
                          },
                          [&](const entry::EntryRejected& rejection) {
                              reorder(rejection.rejected.as<AggregateId>());
                              return Status();
                          },
                          [](const auto&) { return Status(); },
                      },
        body);
}

Result<bool> Ingest::mayDirect(DeviceId device)
{
    DOORSTEP_TRY(certificate, m_trust.device(device));
    if (certificate)
        return certificate->role != entry::DeviceRole::Tablet;
    // Before its own certificate has come back as an entry a desk believes itself.
    return device == m_parts.identity.device
        && m_parts.identity.deviceRole != QLatin1String("tablet");
}

Status Ingest::takeKey(const entry::KeysWrapped& wrapped)
{
    m_parts.keyringsTended = false;
    const DeviceIdentity& identity = m_parts.identity;
    if (wrapped.device != identity.device)
        return {};
    auto key = crypto::openSealedSecret(
        {identity.boxPublic, identity.boxSecret.clone()}, wrapped.wrapped);
    if (!key || key->size() != crypto::KeySize)
        return {};
    return putKey({wrapped.keyClass, wrapped.epoch, std::move(*key)});
}

} // namespace doorstep::store
