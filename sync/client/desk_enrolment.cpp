#include "sync/client/desk_enrolment.h"

#include "sync/client/enrol_binding.h"
#include "sync/client/keyring.h"

#include <algorithm>

namespace doorstep::client {

namespace {

sync::TicketCode freshCode(
    PracticeId practice, const ServerAddress& address, Instant now, std::chrono::milliseconds asked)
{
    const auto life = std::min<std::chrono::milliseconds>(asked, sync::limits::TicketLife);
    return {practice, *sync::TicketId::fromBytes(crypto::randomBytes(sync::TicketId::Size)),
        crypto::randomSecret(), now.plusMs(life.count()), address.pinNow, address.pinNext,
        address.authority};
}

std::vector<sync::WrappedKey> inReply(const std::vector<entry::KeysWrapped>& lines)
{
    std::vector<sync::WrappedKey> keyring;
    keyring.reserve(lines.size());
    for (const entry::KeysWrapped& line : lines)
        keyring.push_back({line.keyClass, line.epoch, line.wrapped});
    return keyring;
}

} // namespace

DeskEnrolment::DeskEnrolment(Desk desk, EnrolInvitation invitation, DeviceId device, Instant now)
    : m_desk(std::move(desk))
    , m_invitation(std::move(invitation))
    , m_device(device)
    , m_code(freshCode(m_desk.practice, m_desk.address, now, m_invitation.life))
    , m_secret(m_code.secret, m_desk.practice, m_code.ticket)
    , m_deskNonce(boundDeskNonce(m_desk.practice, m_desk.practiceSign, device))
{
}

Result<SecretBytes> DeskEnrolment::codeText() const
{
    if (m_stage != Stage::Inviting)
        return Error{ErrorCode::NotFound, "no code to show"};
    return sync::encodeTicketCode(m_code);
}

QByteArray DeskEnrolment::request() const
{
    switch (m_stage) {
    case Stage::Opening:
        return sync::encodeTicketRequest(
            sync::TicketOpen{m_code.ticket, m_code.expires, m_invitation.role});
    case Stage::Inviting:
    case Stage::Comparing:
    case Stage::Collecting:
    case Stage::Done:
        return sync::encodeTicketRequest(sync::TicketPoll{m_code.ticket});
    case Stage::Challenging:
        return sync::encodeTicketRequest(sync::TicketChallenge{
            m_code.ticket, {m_deskNonce, m_secret.challengeMac(m_offer->commitment, m_deskNonce)}});
    case Stage::Accepting:
        return sync::encodeTicketRequest(*m_accept);
    case Stage::Failed:
        return sync::encodeTicketRequest(sync::TicketDrop{m_code.ticket});
    }
    Q_UNREACHABLE();
}

Status DeskEnrolment::take(const sync::TicketAnswer& answer, Instant now)
{
    if (m_stage == Stage::Done || m_stage == Stage::Failed)
        return Error{ErrorCode::InvalidInput, "this enrolment is over"};
    if (answer.flagged)
        return fail({ErrorCode::Refused, "flagged"});
    if (now >= m_code.expires)
        return fail({ErrorCode::Expired, "the code's ten minutes are over"});
    switch (m_stage) {
    case Stage::Opening:
        m_stage = Stage::Inviting;
        return {};
    case Stage::Inviting:
        return answer.offer ? takeOffer(*answer.offer) : Status();
    case Stage::Challenging:
        return answer.reveal ? takeReveal(*answer.reveal) : Status();
    case Stage::Accepting:
        m_stage = Stage::Collecting;
        [[fallthrough]];
    case Stage::Collecting:
        if (answer.fetched)
            m_stage = Stage::Done;
        return {};
    case Stage::Comparing:
    case Stage::Done:
    case Stage::Failed:
        break;
    }
    return {};
}

Status DeskEnrolment::takeOffer(const sync::EnrolOffer& offer)
{
    if (offer.ticket != m_code.ticket || offer.practice != m_desk.practice
        || !isMac(offer.mac, m_secret.offerMac(offer.commitment)))
        return fail({ErrorCode::Untrusted, "the offer is not from somebody with the code"});
    m_offer = offer;
    m_stage = Stage::Challenging;
    return {};
}

Status DeskEnrolment::takeReveal(const sync::EnrolReveal& reveal)
{
    if (reveal.ticket != m_code.ticket || m_secret.commitment(reveal.keys) != m_offer->commitment
        || !isMac(reveal.mac, m_secret.revealMac(reveal.keys, reveal.sealedDetails)))
        return fail({ErrorCode::Untrusted, "the keys are not the ones promised"});
    auto details = m_secret.openDetails(reveal.sealedDetails);
    if (!details)
        return fail(details.error());
    m_keys = reveal.keys;
    m_details = std::move(*details);
    m_stage = Stage::Comparing;
    return {};
}

Status DeskEnrolment::typeDigits(QByteArrayView digits)
{
    if (m_stage != Stage::Comparing)
        return Error{ErrorCode::InvalidInput, "no digits are wanted now"};
    if (crypto::equal(digits, m_secret.confirmDigits(*m_keys, m_deskNonce))) {
        m_digitsRight = true;
        return {};
    }
    if (++m_typings >= MaxTypings)
        return fail(
            {ErrorCode::WrongSecret, "the digits differ: another device may have answered"});
    return Error{ErrorCode::WrongSecret, "the digits differ", false};
}

Result<std::vector<entry::ClearBody>> DeskEnrolment::accept(
    const DeskKeys& keys, const PracticeRoot& root)
{
    if (m_stage != Stage::Comparing || !m_digitsRight)
        return Error{ErrorCode::InvalidInput, "the digits were not compared"};
    const bool isDesk = m_invitation.role != entry::DeviceRole::Tablet;
    entry::DeviceCertificate device{
        m_device, m_invitation.role, m_keys->signKey, m_keys->boxKey, m_invitation.notAfter, {}};
    entry::certify(device, m_desk.practice, keys.practiceSign);
    DOORSTEP_TRY(keyring, keyringFor(device, keys.epochs));
    sync::EnrolReply reply{m_desk.practice, m_invitation.practiceName, m_desk.practiceSign,
        root.server, root.recoveryKey, root.scopes, device, m_invitation.staff, inReply(keyring),
        {}, m_invitation.pinAllowed};
    if (isDesk) {
        DOORSTEP_TRY(sealed, crypto::sealTo(m_keys->boxKey, keys.practiceSignSeed.view()));
        reply.practiceSignWrapped = sealed;
    }
    DOORSTEP_TRY(sealed, sync::sealEnrolReply(reply, m_keys->boxKey));
    m_accept = sync::TicketAccept{m_code.ticket, {sealed, m_secret.acceptMac(sealed)}, device};
    m_stage = Stage::Accepting;
    std::vector<entry::ClearBody> bodies{device};
    bodies.insert(bodies.end(), keyring.begin(), keyring.end());
    return bodies;
}

std::optional<DeviceId> DeskEnrolment::device() const
{
    return m_accept ? std::optional(m_device) : std::nullopt;
}

void DeskEnrolment::drop()
{
    if (m_stage != Stage::Done)
        m_stage = Stage::Failed;
}

Status DeskEnrolment::fail(Error error)
{
    m_stage = Stage::Failed;
    return error;
}

} // namespace doorstep::client
