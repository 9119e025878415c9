#include "sync/server/practice_claims.h"

namespace doorstep::server {
namespace claims_detail {

constexpr qsizetype MaxNameBytes = 128;

crypto::Digest claimHash(QByteArrayView secret)
{
    return crypto::hash({"DS-CLAIM-1", secret});
}

/// The claimer's certificates must all be by the key it registers, and fit each other.
bool isConsistent(
    const sync::ClaimTake& take, PracticeId practice, const crypto::SignPublicKey& serverKey)
{
    const auto& scopes = take.scopes;
    const bool distinct = !scopes.practice.isNull() && !scopes.desk.isNull()
        && !scopes.directory.isNull() && scopes.practice != scopes.desk
        && scopes.practice != scopes.directory && scopes.desk != scopes.directory;
    return distinct && take.device.role != entry::DeviceRole::Tablet
        && take.staff.device == take.device.device && take.server.serverKey == serverKey
        && entry::isCertified(take.device, practice, take.practiceSignKey)
        && entry::isCertified(take.staff, practice, take.practiceSignKey)
        && entry::isCertified(take.server, practice, take.practiceSignKey);
}

} // namespace claims_detail

Result<SecretBytes> PracticeClaims::create(const QString& name, const Clock& clock)
{
    using namespace claims_detail;
    if (name.trimmed().isEmpty() || name.toUtf8().size() > MaxNameBytes)
        return Error{ErrorCode::InvalidInput, "practice name: 1 to 128 bytes"};
    const auto secret = crypto::randomSecret(sync::ClaimSecretBytes);
    const auto hash = claimHash(secret.view());
    const auto id = IdMint(clock).next<PracticeId>();
    DOORSTEP_CHECK(m_log.run<void>(
        [&](Log& log) { return log.practices.create(id, name.trimmed(), hash, clock.now()); }));
    return sync::encodeClaimCode(secret);
}

Reply PracticeClaims::claim(QByteArrayView body, Instant now)
{
    using namespace claims_detail;
    const auto request = sync::decodeClaimRequest(body);
    if (!request)
        return Reply::fromError(request.error(), now);
    const auto reply = m_log.run<Reply>([&](Log& log) -> Result<Reply> {
        if (const auto* step = std::get_if<sync::ClaimTake>(&request.value()))
            return take(log, *step, now);
        const auto& look = std::get<sync::ClaimLook>(request.value());
        DOORSTEP_TRY(practice, log.practices.findUnclaimed(claimHash(look.claim)));
        return practice ? answer(*practice) : Reply::refuse(sync::Refusal::Claim, now);
    });
    return reply ? reply.value() : Reply::fromError(reply.error(), now);
}

Result<Reply> PracticeClaims::take(Log& log, const sync::ClaimTake& take, Instant now)
{
    using namespace claims_detail;
    DOORSTEP_TRY(found, log.practices.findUnclaimed(claimHash(take.claim)));
    if (!found)
        return Reply::refuse(sync::Refusal::Claim, now);
    auto practice = *found;
    const auto serverKey = m_key.signKey(practice.id);
    if (!isConsistent(take, practice.id, serverKey.publicKey))
        return Reply::refuse(sync::Refusal::Malformed, now);
    practice.signKey = take.practiceSignKey;
    practice.recoveryKey = take.recoveryKey;
    practice.scopes = take.scopes;
    DOORSTEP_CHECK(log.practices.claim(practice));
    DOORSTEP_CHECK(log.devices.certify(practice.id, take.device));
    DOORSTEP_CHECK(log.devices.certify(practice.id, take.staff));
    DOORSTEP_CHECK(log.audit.append(practice.id, "practice claimed", take.device.device,
        practice.id.as<AggregateId>(), now, serverKey.secretKey));
    const TlsIdentity tls = m_tls.now();
    DOORSTEP_CHECK(log.pins.putClaimed(practice.id, tls.pinNow, tls.pinNext));
    return answer(practice);
}

Reply PracticeClaims::answer(const Practice& practice) const
{
    sync::ClaimAnswer out;
    out.practice = practice.id;
    out.practiceName = practice.name;
    out.serverKey = m_key.signKey(practice.id).publicKey;
    const TlsIdentity tls = m_tls.now();
    out.pinNow = tls.pinNow;
    out.pinNext = tls.pinNext;
    return Reply::ok(sync::encodeClaimAnswer(out));
}

} // namespace doorstep::server
