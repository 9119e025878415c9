#include "sync/client/tablet_enrolment.h"

#include "sync/client/enrol_binding.h"
#include "sync/client/practice_root.h"

namespace doorstep::client {

namespace {

QString wordOf(QLatin1StringView word)
{
    return QString(word);
}

/// The seed travels only to desks, wrapped to their key; it must be the practice's.
Status checkPracticeSeed(const Enrolment& enrolment)
{
    if (enrolment.reply.practiceSignWrapped.isEmpty())
        return {};
    DOORSTEP_TRY(
        seed, crypto::openSealedSecret(enrolment.boxKey, enrolment.reply.practiceSignWrapped));
    if (seed.size() != crypto::KeySize
        || crypto::signKeyPairFromSeed(seed).publicKey != enrolment.reply.practiceSignKey)
        return Error{ErrorCode::Untrusted, "the signing seed is not this practice's"};
    return {};
}

} // namespace

store::NewStore newStoreFrom(const Enrolment& enrolment, store::DeviceSecretId deviceSecretId)
{
    const sync::EnrolReply& reply = enrolment.reply;
    store::NewStore made;
    made.deviceSecretId = deviceSecretId;
    made.recoveryKey = reply.recoveryKey;
    made.identity.practice = reply.practice;
    made.identity.practiceName = reply.practiceName;
    made.identity.device = reply.device.device;
    made.identity.deviceRole = wordOf(entry::roleWord(reply.device.role));
    made.identity.signSeed = enrolment.signSeed.clone();
    made.identity.boxSecret = enrolment.boxKey.secretKey.clone();
    made.identity.boxPublic = enrolment.boxKey.publicKey;
    made.identity.practiceSign = reply.practiceSignKey;
    made.identity.serverSign = reply.server.serverKey;
    made.identity.connection = encodeServerAddress(enrolment.address);
    for (const sync::EnrolStaff& person : reply.staff)
        made.identity.names.push_back(
            {person.staff, person.name, wordOf(entry::roleWord(person.role))});
    made.identity.pinAllowed = reply.pinAllowed;
    return made;
}

Status takeUp(store::Store& store, const Enrolment& enrolment)
{
    const sync::EnrolReply& reply = enrolment.reply;
    DOORSTEP_CHECK(checkPracticeSeed(enrolment));
    for (const sync::WrappedKey& wrapped : reply.keyring) {
        auto key = crypto::openSealedSecret(enrolment.boxKey, wrapped.wrapped);
        if (!key || key->size() != crypto::KeySize)
            return Error{ErrorCode::Untrusted, "a practice key does not open"};
        DOORSTEP_CHECK(store.putEpochKey({wrapped.keyClass, wrapped.epoch, std::move(*key)}));
    }
    return writePracticeRoot(store.connection(),
        {reply.scopes, reply.recoveryKey, reply.server, reply.practiceSignWrapped});
}

TabletEnrolment::TabletEnrolment(const sync::TicketCode& code, const sync::EnrolDetails& details)
    : m_practice(code.practice)
    , m_ticket(code.ticket)
    , m_expires(code.expires)
    , m_address(addressOf(code))
    , m_secret(code.secret, code.practice, code.ticket)
    , m_signSeed(crypto::randomSecret())
    , m_sign(crypto::signKeyPairFromSeed(m_signSeed))
    , m_box(crypto::makeBoxKeyPair())
    , m_details(m_secret.sealDetails(details))
{
    m_keys.signKey = m_sign.publicKey;
    m_keys.boxKey = m_box.publicKey;
    crypto::fillRandom(m_keys.nonce.bytes.data(), m_keys.nonce.bytes.size());
}

QByteArray TabletEnrolment::request() const
{
    const crypto::Digest commitment = m_secret.commitment(m_keys);
    if (m_stage == Stage::Offering)
        return sync::encodeEnrolRequest(
            sync::EnrolOffer{m_practice, m_ticket, commitment, m_secret.offerMac(commitment)});
    return sync::encodeEnrolRequest(sync::EnrolReveal{
        m_practice, m_ticket, m_keys, m_details, m_secret.revealMac(m_keys, m_details)});
}

Status TabletEnrolment::take(const sync::EnrolAnswer& answer, Instant now)
{
    if (m_stage == Stage::Failed || m_stage == Stage::Accepted)
        return Error{ErrorCode::InvalidInput, "this enrolment is over"};
    if (now >= m_expires)
        return fail({ErrorCode::Expired, "the code's ten minutes are over"});
    if (m_stage == Stage::Offering)
        return answer.challenge ? takeChallenge(*answer.challenge) : Status();
    // The challenge may come again with an answer that was asked for twice: never another one.
    if (answer.challenge && answer.challenge->deskNonce != m_deskNonce)
        return fail({ErrorCode::Untrusted, "a second challenge"});
    return answer.accepted ? takeAcceptance(*answer.accepted) : Status();
}

Status TabletEnrolment::takeChallenge(const sync::EnrolChallenge& challenge)
{
    if (!isMac(
            challenge.mac, m_secret.challengeMac(m_secret.commitment(m_keys), challenge.deskNonce)))
        return fail({ErrorCode::Untrusted, "the challenge is not from the desk"});
    m_deskNonce = challenge.deskNonce;
    m_digits = m_secret.confirmDigits(m_keys, m_deskNonce);
    m_stage = Stage::Confirming;
    return {};
}

Status TabletEnrolment::takeAcceptance(const sync::EnrolAccepted& accepted)
{
    if (!isMac(accepted.mac, m_secret.acceptMac(accepted.sealedReply)))
        return fail({ErrorCode::Untrusted, "the acceptance is not from the desk"});
    auto reply = sync::openEnrolReply(accepted.sealedReply, m_box, m_keys);
    if (!reply)
        return fail(reply.error());
    if (reply->practice != m_practice
        || boundDeskNonce(m_practice, reply->practiceSignKey, reply->device.device) != m_deskNonce)
        return fail({ErrorCode::Untrusted, "the acceptance is by another practice"});
    m_result = Enrolment{
        std::move(*reply), std::move(m_sign), std::move(m_signSeed), std::move(m_box), m_address};
    m_stage = Stage::Accepted;
    return {};
}

std::optional<Enrolment> TabletEnrolment::takeResult()
{
    return std::exchange(m_result, std::nullopt);
}

Status TabletEnrolment::fail(Error error)
{
    m_stage = Stage::Failed;
    return error;
}

} // namespace doorstep::client
