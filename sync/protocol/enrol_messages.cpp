// Each request names its step in "s"; each step has exactly the fields written here.

#include "sync/protocol/enrol_messages.h"

#include "sync/protocol/limits.h"
#include "sync/protocol/message_fields.h"

namespace doorstep::sync {

using namespace Qt::StringLiterals;

namespace enrol_detail {

constexpr qsizetype MaxEnrolMessage = limits::MaxEnrolReply + 4096;
constexpr int MaxSealedDetails = 512;

QCborMap fields(const EnrolOffer& offer)
{
    return {{"c"_L1, offer.commitment.toBytes()}, {"m"_L1, offer.mac.toBytes()},
        {"p"_L1, offer.practice.toBytes()}, {"s"_L1, u"offer"_s}, {"t"_L1, offer.ticket.toBytes()}};
}

QCborMap fields(const EnrolReveal& reveal)
{
    return {{"b"_L1, reveal.keys.boxKey.toBytes()}, {"d"_L1, reveal.sealedDetails},
        {"k"_L1, reveal.keys.signKey.toBytes()}, {"m"_L1, reveal.mac.toBytes()},
        {"n"_L1, reveal.keys.nonce.toBytes()}, {"p"_L1, reveal.practice.toBytes()},
        {"s"_L1, u"reveal"_s}, {"t"_L1, reveal.ticket.toBytes()}};
}

QCborMap fields(const TicketOpen& open)
{
    return {{"e"_L1, open.expires.ms}, {"r"_L1, QString(entry::roleWord(open.role))},
        {"s"_L1, u"open"_s}, {"t"_L1, open.ticket.toBytes()}};
}

QCborMap fields(const TicketPoll& poll)
{
    return {{"s"_L1, u"poll"_s}, {"t"_L1, poll.ticket.toBytes()}};
}

QCborMap fields(const TicketChallenge& step)
{
    return {{"m"_L1, step.challenge.mac.toBytes()}, {"n"_L1, step.challenge.deskNonce.toBytes()},
        {"s"_L1, u"challenge"_s}, {"t"_L1, step.ticket.toBytes()}};
}

QCborMap fields(const TicketAccept& step)
{
    return {{"c"_L1, certificateBytes(step.certificate)}, {"m"_L1, step.accepted.mac.toBytes()},
        {"r"_L1, step.accepted.sealedReply}, {"s"_L1, u"accept"_s},
        {"t"_L1, step.ticket.toBytes()}};
}

QCborMap fields(const TicketDrop& step)
{
    return {{"s"_L1, u"drop"_s}, {"t"_L1, step.ticket.toBytes()}};
}

Result<EnrolOffer> offerFrom(const StepMap& message)
{
    DOORSTEP_CHECK(expectFields(message, 5));
    entry::CborReader in(message.map);
    EnrolOffer offer;
    offer.commitment = in.fixed<crypto::Digest>("c"_L1);
    offer.mac = in.fixed<crypto::Digest>("m"_L1);
    offer.practice = in.fixed<PracticeId>("p"_L1);
    offer.ticket = in.fixed<TicketId>("t"_L1);
    DOORSTEP_CHECK(in.status());
    return offer;
}

Result<EnrolReveal> revealFrom(const StepMap& message)
{
    DOORSTEP_CHECK(expectFields(message, 8));
    entry::CborReader in(message.map);
    EnrolReveal reveal;
    reveal.keys.boxKey = in.fixed<crypto::BoxPublicKey>("b"_L1);
    reveal.sealedDetails = in.bytes("d"_L1, MaxSealedDetails);
    reveal.keys.signKey = in.fixed<crypto::SignPublicKey>("k"_L1);
    reveal.mac = in.fixed<crypto::Digest>("m"_L1);
    reveal.keys.nonce = in.fixed<crypto::Digest>("n"_L1);
    reveal.practice = in.fixed<PracticeId>("p"_L1);
    reveal.ticket = in.fixed<TicketId>("t"_L1);
    DOORSTEP_CHECK(in.status());
    return reveal;
}

Result<TicketOpen> openFrom(const StepMap& message)
{
    DOORSTEP_CHECK(expectFields(message, 4));
    entry::CborReader in(message.map);
    TicketOpen open;
    open.expires = in.instant("e"_L1);
    const auto role = in.text("r"_L1, 16);
    open.ticket = in.fixed<TicketId>("t"_L1);
    DOORSTEP_CHECK(in.status());
    DOORSTEP_TRY(known, entry::deviceRoleFromWord(role));
    open.role = known;
    return open;
}

Result<TicketChallenge> challengeFrom(const StepMap& message)
{
    DOORSTEP_CHECK(expectFields(message, 4));
    entry::CborReader in(message.map);
    TicketChallenge step;
    step.challenge.mac = in.fixed<crypto::Digest>("m"_L1);
    step.challenge.deskNonce = in.fixed<crypto::Digest>("n"_L1);
    step.ticket = in.fixed<TicketId>("t"_L1);
    DOORSTEP_CHECK(in.status());
    return step;
}

Result<TicketAccept> acceptFrom(const StepMap& message)
{
    DOORSTEP_CHECK(expectFields(message, 5));
    entry::CborReader in(message.map);
    TicketAccept step;
    const auto certificate = in.bytes("c"_L1, MaxCertificate);
    step.accepted.mac = in.fixed<crypto::Digest>("m"_L1);
    step.accepted.sealedReply = in.bytes("r"_L1, limits::MaxEnrolReply);
    step.ticket = in.fixed<TicketId>("t"_L1);
    DOORSTEP_CHECK(in.status());
    DOORSTEP_TRY(parsed, certificateFrom<entry::DeviceCertificate>(certificate));
    step.certificate = parsed;
    return step;
}

/// A step that carries nothing but its ticket.
template <typename Step> Result<Step> bareFrom(const StepMap& message)
{
    DOORSTEP_CHECK(expectFields(message, 2));
    entry::CborReader in(message.map);
    Step step;
    step.ticket = in.fixed<TicketId>("t"_L1);
    DOORSTEP_CHECK(in.status());
    return step;
}

/// Widens Result<Step> to Result<Variant>.
template <typename Variant, typename Step> Result<Variant> widen(Result<Step> step)
{
    if (!step)
        return step.error();
    return Variant(std::move(*step));
}

template <typename Variant> QByteArray encodeVariant(const Variant& request)
{
    return std::visit([](const auto& step) { return entry::encodeCbor(fields(step)); }, request);
}

Error unknownStep()
{
    return Error{ErrorCode::Corrupt, "unknown step"};
}

} // namespace enrol_detail

QByteArray encodeEnrolRequest(const EnrolRequest& request)
{
    return enrol_detail::encodeVariant(request);
}

Result<EnrolRequest> decodeEnrolRequest(QByteArrayView bytes)
{
    using namespace enrol_detail;
    DOORSTEP_TRY(message, decodeStep(bytes, MaxEnrolMessage));
    if (message.step == "offer"_L1)
        return widen<EnrolRequest>(offerFrom(message));
    if (message.step == "reveal"_L1)
        return widen<EnrolRequest>(revealFrom(message));
    return unknownStep();
}

QByteArray encodeEnrolAnswer(const EnrolAnswer& answer)
{
    QCborMap map;
    if (answer.challenge) {
        map.insert("m"_L1, answer.challenge->mac.toBytes());
        map.insert("n"_L1, answer.challenge->deskNonce.toBytes());
    }
    if (answer.accepted) {
        map.insert("a"_L1, answer.accepted->mac.toBytes());
        map.insert("r"_L1, answer.accepted->sealedReply);
    }
    return entry::encodeCbor(map);
}

Result<EnrolAnswer> decodeEnrolAnswer(QByteArrayView bytes)
{
    if (bytes.size() > enrol_detail::MaxEnrolMessage)
        return Error{ErrorCode::LimitExceeded, "message too large"};
    DOORSTEP_TRY(map, entry::decodeCbor(bytes));
    entry::CborReader in(map);
    EnrolAnswer answer;
    qsizetype known = 0;
    if (in.has("m"_L1)) {
        answer.challenge.emplace();
        answer.challenge->mac = in.fixed<crypto::Digest>("m"_L1);
        answer.challenge->deskNonce = in.fixed<crypto::Digest>("n"_L1);
        known += 2;
    }
    if (in.has("a"_L1)) {
        answer.accepted.emplace();
        answer.accepted->mac = in.fixed<crypto::Digest>("a"_L1);
        answer.accepted->sealedReply = in.bytes("r"_L1, limits::MaxEnrolReply);
        known += 2;
    }
    DOORSTEP_CHECK(in.status());
    if (map.size() != known)
        return Error{ErrorCode::Corrupt, "message has other fields"};
    return answer;
}

QByteArray encodeTicketRequest(const TicketRequest& request)
{
    return enrol_detail::encodeVariant(request);
}

Result<TicketRequest> decodeTicketRequest(QByteArrayView bytes)
{
    using namespace enrol_detail;
    DOORSTEP_TRY(message, decodeStep(bytes, MaxEnrolMessage));
    if (message.step == "open"_L1)
        return widen<TicketRequest>(openFrom(message));
    if (message.step == "poll"_L1)
        return widen<TicketRequest>(bareFrom<TicketPoll>(message));
    if (message.step == "challenge"_L1)
        return widen<TicketRequest>(challengeFrom(message));
    if (message.step == "accept"_L1)
        return widen<TicketRequest>(acceptFrom(message));
    if (message.step == "drop"_L1)
        return widen<TicketRequest>(bareFrom<TicketDrop>(message));
    return unknownStep();
}

QByteArray encodeTicketAnswer(const TicketAnswer& answer)
{
    QCborMap map{{"f"_L1, answer.flagged}, {"g"_L1, answer.fetched}};
    if (answer.offer)
        map.insert("o"_L1, encodeEnrolRequest(*answer.offer));
    if (answer.reveal)
        map.insert("r"_L1, encodeEnrolRequest(*answer.reveal));
    return entry::encodeCbor(map);
}

Result<TicketAnswer> decodeTicketAnswer(QByteArrayView bytes)
{
    using namespace enrol_detail;
    if (bytes.size() > MaxEnrolMessage)
        return Error{ErrorCode::LimitExceeded, "message too large"};
    DOORSTEP_TRY(map, entry::decodeCbor(bytes));
    entry::CborReader in(map);
    TicketAnswer answer;
    answer.flagged = in.boolean("f"_L1);
    answer.fetched = in.boolean("g"_L1);
    qsizetype known = 2;
    if (in.has("o"_L1)) {
        DOORSTEP_TRY(message, decodeStep(in.bytes("o"_L1, 1024), 1024, "offer"_L1));
        DOORSTEP_TRY(offer, offerFrom(message));
        answer.offer = offer;
        ++known;
    }
    if (in.has("r"_L1)) {
        DOORSTEP_TRY(message, decodeStep(in.bytes("r"_L1, 1024), 1024, "reveal"_L1));
        DOORSTEP_TRY(reveal, revealFrom(message));
        answer.reveal = std::move(reveal);
        ++known;
    }
    DOORSTEP_CHECK(in.status());
    if (map.size() != known)
        return Error{ErrorCode::Corrupt, "message has other fields"};
    return answer;
}

} // namespace doorstep::sync
