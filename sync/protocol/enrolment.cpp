#include "sync/protocol/enrolment.h"

#include "sync/protocol/limits.h"
#include "sync/protocol/message_fields.h"

#include <QtEndian>

namespace doorstep::sync {

using namespace Qt::StringLiterals;

namespace enrolment_detail {

constexpr int DetailFields = 3;
constexpr int ReplyFields = 11;
constexpr int StaffFields = 3;
constexpr int KeyFields = 3;
constexpr int MaxName = 128;
constexpr int WrappedSize = crypto::KeySize + crypto::SealOverhead;
constexpr quint64 DigitsModulus = 1'000'000;

QByteArray keyBytes(const EnrolKeys& keys)
{
    return keys.signKey.toBytes() + keys.boxKey.toBytes() + keys.nonce.toBytes();
}

QCborArray staffArray(const std::vector<EnrolStaff>& staff)
{
    QCborArray out;
    for (const auto& person : staff)
        out.append(QCborMap{{"i"_L1, person.staff.toBytes()}, {"n"_L1, person.name},
            {"r"_L1, QString(entry::roleWord(person.role))}});
    return out;
}

QCborArray keyringArray(const std::vector<WrappedKey>& keyring)
{
    QCborArray out;
    for (const auto& key : keyring)
        out.append(QCborMap{
            {"c"_L1, qint64(key.keyClass)}, {"e"_L1, qint64(key.epoch)}, {"w"_L1, key.wrapped}});
    return out;
}

Result<std::vector<EnrolStaff>> staffFrom(const QCborArray& array)
{
    std::vector<EnrolStaff> staff;
    for (const auto& value : array) {
        const auto map = value.toMap();
        entry::CborReader in(map);
        EnrolStaff person;
        person.staff = in.fixed<StaffId>("i"_L1);
        person.name = in.text("n"_L1, MaxName);
        const auto role = in.text("r"_L1, limits::MaxDetailText);
        DOORSTEP_CHECK(in.status());
        if (map.size() != StaffFields)
            return Error{ErrorCode::Corrupt, "staff line"};
        DOORSTEP_TRY(known, entry::staffRoleFromWord(role));
        person.role = known;
        staff.push_back(std::move(person));
    }
    return staff;
}

Result<std::vector<WrappedKey>> keyringFrom(const QCborArray& array)
{
    std::vector<WrappedKey> keyring;
    for (const auto& value : array) {
        const auto map = value.toMap();
        entry::CborReader in(map);
        WrappedKey key;
        key.keyClass = static_cast<entry::KeyClass>(in.integer("c"_L1, 1, 2));
        key.epoch = quint32(in.integer("e"_L1, 1, 0xffffffff));
        key.wrapped = in.bytes("w"_L1, WrappedSize);
        DOORSTEP_CHECK(in.status());
        if (map.size() != KeyFields || key.wrapped.size() != WrappedSize)
            return Error{ErrorCode::Corrupt, "keyring line"};
        keyring.push_back(std::move(key));
    }
    return keyring;
}

QByteArray encodeReply(const EnrolReply& reply)
{
    return entry::encodeCbor({
        {"c"_L1, reply.practiceSignWrapped},
        {"d"_L1, certificateBytes(reply.device)},
        {"k"_L1, reply.practiceSignKey.toBytes()},
        {"n"_L1, reply.practiceName},
        {"p"_L1, reply.practice.toBytes()},
        {"q"_L1, reply.pinAllowed},
        {"r"_L1, reply.recoveryKey.toBytes()},
        {"s"_L1, scopeBytes(reply.scopes)},
        {"t"_L1, staffArray(reply.staff)},
        {"v"_L1, certificateBytes(reply.server)},
        {"w"_L1, keyringArray(reply.keyring)},
    });
}

Result<EnrolReply> decodeReply(QByteArrayView bytes)
{
    DOORSTEP_TRY(map, decodeExactly(bytes, ReplyFields, limits::MaxEnrolReply));
    entry::CborReader in(map);
    EnrolReply reply;
    reply.practiceSignWrapped = in.bytes("c"_L1, WrappedSize);
    const auto device = in.bytes("d"_L1, MaxCertificate);
    reply.practiceSignKey = in.fixed<crypto::SignPublicKey>("k"_L1);
    reply.practiceName = in.text("n"_L1, MaxName);
    reply.practice = in.fixed<PracticeId>("p"_L1);
    reply.pinAllowed = in.boolean("q"_L1);
    reply.recoveryKey = in.fixed<crypto::BoxPublicKey>("r"_L1);
    const auto scopes = in.bytes("s"_L1, 3 * ScopeId::Size);
    const auto staff = in.array("t"_L1, limits::MaxEnrolStaff);
    const auto server = in.bytes("v"_L1, MaxCertificate);
    const auto keyring = in.array("w"_L1, limits::MaxEnrolKeys);
    DOORSTEP_CHECK(in.status());
    DOORSTEP_TRY(parsedScopes, scopesFrom(scopes));
    reply.scopes = parsedScopes;
    DOORSTEP_TRY(deviceCertificate, certificateFrom<entry::DeviceCertificate>(device));
    reply.device = deviceCertificate;
    DOORSTEP_TRY(serverCertificate, certificateFrom<entry::ServerCertificate>(server));
    reply.server = serverCertificate;
    DOORSTEP_TRY(people, staffFrom(staff));
    reply.staff = std::move(people);
    DOORSTEP_TRY(keys, keyringFrom(keyring));
    reply.keyring = std::move(keys);
    return reply;
}

} // namespace enrolment_detail

EnrolSecret::EnrolSecret(const SecretBytes& ticketSecret, PracticeId practice, TicketId ticket)
    : m_ticket(ticket)
    , m_key(
          crypto::deriveKey(ticketSecret, {"DS-ENROL-KEY-1", practice.toBytes(), ticket.toBytes()}))
{
}

crypto::Digest enrolCommitment(TicketId ticket, const EnrolKeys& keys)
{
    return crypto::hash({"DS-ENROL-COMMIT-1", ticket.toBytes(), enrolment_detail::keyBytes(keys)});
}

crypto::Digest EnrolSecret::commitment(const EnrolKeys& keys) const
{
    return enrolCommitment(m_ticket, keys);
}

crypto::Digest EnrolSecret::offerMac(const crypto::Digest& commitment) const
{
    return crypto::keyedHash(m_key, {"DS-ENROL-OFFER-1", m_ticket.toBytes(), commitment.view()});
}

crypto::Digest EnrolSecret::challengeMac(
    const crypto::Digest& commitment, const crypto::Digest& deskNonce) const
{
    return crypto::keyedHash(
        m_key, {"DS-ENROL-CHALLENGE-1", m_ticket.toBytes(), commitment.view(), deskNonce.view()});
}

crypto::Digest EnrolSecret::revealMac(const EnrolKeys& keys, QByteArrayView sealedDetails) const
{
    return crypto::keyedHash(m_key,
        {"DS-ENROL-REVEAL-1", m_ticket.toBytes(), enrolment_detail::keyBytes(keys), sealedDetails});
}

crypto::Digest EnrolSecret::acceptMac(QByteArrayView sealedReply) const
{
    return crypto::keyedHash(m_key, {"DS-ENROL-ACCEPT-1", m_ticket.toBytes(), sealedReply});
}

QByteArray EnrolSecret::sealDetails(const EnrolDetails& details) const
{
    const auto nonce = crypto::randomBytes(crypto::NonceSize);
    const auto plain = entry::encodeCbor({{"a"_L1, qint64(details.app.number)},
        {"k"_L1, details.keystoreLevel}, {"n"_L1, details.deviceName}});
    const auto key = crypto::deriveKey(m_key, {"DS-ENROL-DETAILS-1"});
    return nonce + crypto::seal(key, nonce, m_ticket.toBytes(), plain);
}

Result<EnrolDetails> EnrolSecret::openDetails(QByteArrayView sealed) const
{
    if (sealed.size() < crypto::NonceSize + crypto::TagSize)
        return Error{ErrorCode::Corrupt, "enrolment details"};
    const auto key = crypto::deriveKey(m_key, {"DS-ENROL-DETAILS-1"});
    DOORSTEP_TRY(plain,
        crypto::open(key, sealed.first(crypto::NonceSize), m_ticket.toBytes(),
            sealed.sliced(crypto::NonceSize)));
    DOORSTEP_TRY(map,
        decodeExactly(plain, enrolment_detail::DetailFields, qsizetype{4} * limits::MaxDetailText));
    entry::CborReader in(map);
    EnrolDetails details;
    details.app.number = quint32(in.integer("a"_L1, 0, 0xffffffff));
    details.keystoreLevel = in.text("k"_L1, limits::MaxDetailText);
    details.deviceName = in.text("n"_L1, limits::MaxDetailText);
    DOORSTEP_CHECK(in.status());
    return details;
}

QByteArray EnrolSecret::confirmDigits(const EnrolKeys& keys, const crypto::Digest& deskNonce) const
{
    const auto mac = crypto::keyedHash(m_key,
        {"DS-CONFIRM-1", m_ticket.toBytes(), enrolment_detail::keyBytes(keys), deskNonce.view()});
    const auto number = qFromLittleEndian<quint64>(mac.bytes.data());
    return QByteArray::number(number % enrolment_detail::DigitsModulus).rightJustified(6, '0');
}

Result<QByteArray> sealEnrolReply(const EnrolReply& reply, const crypto::BoxPublicKey& boxKey)
{
    const auto plain = enrolment_detail::encodeReply(reply);
    // The sender meets every bound the receiver will check.
    if (auto sound = enrolment_detail::decodeReply(plain); !sound)
        return Error{ErrorCode::InvalidInput, sound.error().detail};
    return crypto::sealTo(boxKey, plain);
}

Result<EnrolReply> openEnrolReply(
    QByteArrayView sealed, const crypto::BoxKeyPair& boxKey, const EnrolKeys& keys)
{
    DOORSTEP_TRY(plain, crypto::openSealed(boxKey, sealed));
    DOORSTEP_TRY(reply, enrolment_detail::decodeReply(plain));
    const bool own = reply.device.signKey == keys.signKey && reply.device.boxKey == keys.boxKey
        && boxKey.publicKey == keys.boxKey;
    if (!own || !entry::isCertified(reply.device, reply.practice, reply.practiceSignKey))
        return Error{ErrorCode::Untrusted, "device certificate"};
    if (!entry::isCertified(reply.server, reply.practice, reply.practiceSignKey))
        return Error{ErrorCode::Untrusted, "server certificate"};
    return std::move(reply);
}

crypto::Digest staffRequestMac(const SecretBytes& careKey, const SecretBytes& code,
    PracticeId practice, StaffId staff, DeviceId device, const crypto::SignPublicKey& staffKey)
{
    const auto key = crypto::deriveKey(careKey,
        {"DS-STAFF-CODE-1", practice.toBytes(), staff.toBytes(), device.toBytes(), code.view()});
    return crypto::keyedHash(key, {"DS-STAFF-REQUEST-1", staffKey.view()});
}

} // namespace doorstep::sync
