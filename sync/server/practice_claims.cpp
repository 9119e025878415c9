#include "sync/server/practice_claims.h"

#include "sync/protocol/limits.h"

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

/// A new desk by the practice's own word: whoever has the code and not practice_sign is nobody.
bool isByThePractice(const sync::ClaimRecover& recover, const Practice& practice, Instant now)
{
    return recover.device.role != entry::DeviceRole::Tablet && now <= recover.device.notAfter
        && recover.staff.device == recover.device.device
        && entry::isCertified(recover.device, practice.id, practice.signKey)
        && entry::isCertified(recover.staff, practice.id, practice.signKey);
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

Result<SecretBytes> PracticeClaims::createRecovery(PracticeId id, Instant now)
{
    using namespace claims_detail;
    const auto secret = crypto::randomSecret(sync::ClaimSecretBytes);
    const auto hash = claimHash(secret.view());
    DOORSTEP_CHECK(m_log.run<void>([&](Log& log) -> Status {
        DOORSTEP_TRY(practice, log.practices.find(id));
        if (!practice || !practice->claimed)
            return Error{ErrorCode::NotFound, "no claimed practice has this id: see status"};
        constexpr auto life = std::chrono::milliseconds(sync::limits::RecoveryCodeLife);
        DOORSTEP_CHECK(log.recovery.putCode(id, hash, now.plusMs(life.count())));
        return log.audit.append(
            id, "recovery code made", {}, id.as<AggregateId>(), now, m_key.signKey(id).secretKey);
    }));
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
        if (const auto* step = std::get_if<sync::ClaimRecover>(&request.value()))
            return recover(log, *step, now);
        return look(log, std::get<sync::ClaimLook>(request.value()), now);
    });
    return reply ? reply.value() : Reply::fromError(reply.error(), now);
}

Result<Reply> PracticeClaims::look(Log& log, const sync::ClaimLook& look, Instant now)
{
    const auto hash = claims_detail::claimHash(look.claim);
    DOORSTEP_TRY(unclaimed, log.practices.findUnclaimed(hash));
    if (unclaimed)
        return Reply::ok(sync::encodeClaimAnswer(answer(*unclaimed)));
    DOORSTEP_TRY(code, log.recovery.findCode(hash));
    if (!code || !code->isGood(now))
        return Reply::refuse(sync::Refusal::Claim, now);
    DOORSTEP_TRY(practice, log.practices.find(code->practice));
    if (!practice)
        return Reply::refuse(sync::Refusal::Claim, now);
    DOORSTEP_TRY(seals, log.recovery.seals(practice->id));
    auto out = answer(*practice);
    out.existing = sync::ClaimedPractice{
        practice->signKey, practice->recoveryKey, practice->scopes, std::move(seals)};
    return Reply::ok(sync::encodeClaimAnswer(out));
}

Result<Reply> PracticeClaims::recover(Log& log, const sync::ClaimRecover& recover, Instant now)
{
    using namespace claims_detail;
    DOORSTEP_TRY(code, log.recovery.findCode(claimHash(recover.claim)));
    // The same desk again: its answer was lost on the way.
    const bool isAgain = code && code->usedBy == recover.device.device;
    if (!code || (!isAgain && !code->isGood(now)))
        return Reply::refuse(sync::Refusal::Claim, now);
    DOORSTEP_TRY(practice, log.practices.find(code->practice));
    DOORSTEP_TRY(known, log.devices.find(code->practice, recover.device.device));
    const bool isNew = isAgain ? known && known->signKey == recover.device.signKey : !known;
    const auto& serverSign = m_key.signKey(code->practice).secretKey;
    const auto audit = [&](const char* event) {
        return log.audit.append(code->practice, event, recover.device.device,
            code->practice.as<AggregateId>(), now, serverSign);
    };
    if (!practice || !isNew || !isByThePractice(recover, *practice, now)) {
        DOORSTEP_CHECK(audit("recovery refused"));
        return Reply::refuse(sync::Refusal::Malformed, now);
    }
    if (!isAgain) {
        DOORSTEP_CHECK(log.devices.certify(practice->id, recover.device));
        DOORSTEP_CHECK(log.devices.certify(practice->id, recover.staff));
        DOORSTEP_CHECK(log.recovery.noteUsed(practice->id, recover.device.device));
        DOORSTEP_CHECK(audit("practice recovered"));
    }
    return Reply::ok(sync::encodeClaimAnswer(answer(*practice)));
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
    return Reply::ok(sync::encodeClaimAnswer(answer(practice)));
}

sync::ClaimAnswer PracticeClaims::answer(const Practice& practice) const
{
    sync::ClaimAnswer out;
    out.practice = practice.id;
    out.practiceName = practice.name;
    out.serverKey = m_key.signKey(practice.id).publicKey;
    const TlsIdentity tls = m_tls.now();
    out.pinNow = tls.pinNow;
    out.pinNext = tls.pinNext;
    return out;
}

} // namespace doorstep::server
