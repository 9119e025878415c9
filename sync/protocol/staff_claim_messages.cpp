#include "sync/protocol/enrol_messages.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/message_fields.h"

namespace doorstep::sync {

using namespace Qt::StringLiterals;

namespace staff_claim_detail {

constexpr qsizetype MaxStaffRequestBytes = 512;
constexpr qsizetype MaxStaffAnswerBytes = limits::MaxStaffRequests * MaxStaffRequestBytes;
constexpr qsizetype MaxClaimBytes = 8192;
constexpr int MaxPracticeName = 128;
constexpr qsizetype MaxClaimAnswerBytes
    = MaxClaimBytes + qsizetype{limits::MaxRecoverySeals} * MaxCertificate;

QCborMap fields(const StaffAsk& ask)
{
    return {{"d"_L1, ask.device.toBytes()}, {"e"_L1, qint64(ask.careEpoch)},
        {"i"_L1, ask.staff.toBytes()}, {"k"_L1, ask.staffKey.toBytes()},
        {"m"_L1, ask.mac.toBytes()}, {"s"_L1, u"ask"_s}};
}

QCborMap fields(const StaffList&)
{
    return {{"s"_L1, u"list"_s}};
}

QCborMap fields(const StaffDismiss& dismiss)
{
    return {{"d"_L1, dismiss.device.toBytes()}, {"k"_L1, dismiss.staffKey.toBytes()},
        {"s"_L1, u"dismiss"_s}};
}

QCborMap fields(const ClaimLook& look)
{
    return {{"c"_L1, look.claim}, {"s"_L1, u"look"_s}};
}

QCborMap fields(const ClaimTake& take)
{
    return {{"a"_L1, certificateBytes(take.staff)}, {"c"_L1, take.claim},
        {"d"_L1, certificateBytes(take.device)}, {"k"_L1, take.practiceSignKey.toBytes()},
        {"r"_L1, take.recoveryKey.toBytes()}, {"s"_L1, u"take"_s},
        {"u"_L1, scopeBytes(take.scopes)}, {"v"_L1, certificateBytes(take.server)}};
}

QCborMap fields(const ClaimRecover& recover)
{
    return {{"a"_L1, certificateBytes(recover.staff)}, {"c"_L1, recover.claim},
        {"d"_L1, certificateBytes(recover.device)}, {"s"_L1, u"recover"_s}};
}

QCborMap fields(const ClaimedPractice& practice)
{
    QCborArray seals;
    for (const auto& seal : practice.seals)
        seals.append(certificateBytes(seal));
    return {{"k"_L1, practice.practiceSignKey.toBytes()}, {"r"_L1, practice.recoveryKey.toBytes()},
        {"u"_L1, scopeBytes(practice.scopes)}, {"w"_L1, seals}};
}

Result<StaffAsk> askFrom(const QCborMap& map)
{
    entry::CborReader in(map);
    StaffAsk ask;
    ask.device = in.fixed<DeviceId>("d"_L1);
    ask.careEpoch = quint32(in.integer("e"_L1, 1, 0xffffffff));
    ask.staff = in.fixed<StaffId>("i"_L1);
    ask.staffKey = in.fixed<crypto::SignPublicKey>("k"_L1);
    ask.mac = in.fixed<crypto::Digest>("m"_L1);
    const QString step = in.text("s"_L1, 3);
    DOORSTEP_CHECK(in.status());
    if (map.size() != 6 || step != "ask"_L1)
        return Error{ErrorCode::Corrupt, "message has other fields"};
    return ask;
}

Result<StaffDismiss> dismissFrom(const StepMap& message)
{
    DOORSTEP_CHECK(expectFields(message, 3));
    entry::CborReader in(message.map);
    StaffDismiss dismiss;
    dismiss.device = in.fixed<DeviceId>("d"_L1);
    dismiss.staffKey = in.fixed<crypto::SignPublicKey>("k"_L1);
    DOORSTEP_CHECK(in.status());
    return dismiss;
}

Result<QByteArray> claimBytes(entry::CborReader& in)
{
    const auto claim = in.bytes("c"_L1, ClaimSecretBytes);
    DOORSTEP_CHECK(in.status());
    if (claim.size() != ClaimSecretBytes)
        return Error{ErrorCode::Corrupt, "claim length"};
    return claim;
}

Result<ClaimTake> takeFrom(const StepMap& message)
{
    DOORSTEP_CHECK(expectFields(message, 8));
    entry::CborReader in(message.map);
    ClaimTake take;
    DOORSTEP_TRY(claim, claimBytes(in));
    take.claim = claim;
    const auto staff = in.bytes("a"_L1, MaxCertificate);
    const auto device = in.bytes("d"_L1, MaxCertificate);
    take.practiceSignKey = in.fixed<crypto::SignPublicKey>("k"_L1);
    take.recoveryKey = in.fixed<crypto::BoxPublicKey>("r"_L1);
    const auto scopes = in.bytes("u"_L1, 3 * ScopeId::Size);
    const auto server = in.bytes("v"_L1, MaxCertificate);
    DOORSTEP_CHECK(in.status());
    DOORSTEP_TRY(parsedScopes, scopesFrom(scopes));
    take.scopes = parsedScopes;
    DOORSTEP_TRY(staffCertificate, certificateFrom<entry::StaffCertificate>(staff));
    take.staff = staffCertificate;
    DOORSTEP_TRY(deviceCertificate, certificateFrom<entry::DeviceCertificate>(device));
    take.device = deviceCertificate;
    DOORSTEP_TRY(serverCertificate, certificateFrom<entry::ServerCertificate>(server));
    take.server = serverCertificate;
    return take;
}

Result<ClaimRecover> recoverFrom(const StepMap& message)
{
    DOORSTEP_CHECK(expectFields(message, 4));
    entry::CborReader in(message.map);
    ClaimRecover recover;
    DOORSTEP_TRY(claim, claimBytes(in));
    recover.claim = claim;
    const auto staff = in.bytes("a"_L1, MaxCertificate);
    const auto device = in.bytes("d"_L1, MaxCertificate);
    DOORSTEP_CHECK(in.status());
    DOORSTEP_TRY(staffCertificate, certificateFrom<entry::StaffCertificate>(staff));
    recover.staff = staffCertificate;
    DOORSTEP_TRY(deviceCertificate, certificateFrom<entry::DeviceCertificate>(device));
    recover.device = deviceCertificate;
    return recover;
}

Result<ClaimedPractice> existingFrom(const QCborMap& map)
{
    if (map.size() != 4)
        return Error{ErrorCode::Corrupt, "message has other fields"};
    entry::CborReader in(map);
    ClaimedPractice practice;
    practice.practiceSignKey = in.fixed<crypto::SignPublicKey>("k"_L1);
    practice.recoveryKey = in.fixed<crypto::BoxPublicKey>("r"_L1);
    const auto scopes = in.bytes("u"_L1, 3 * ScopeId::Size);
    const auto seals = in.array("w"_L1, limits::MaxRecoverySeals);
    DOORSTEP_CHECK(in.status());
    DOORSTEP_TRY(parsedScopes, scopesFrom(scopes));
    practice.scopes = parsedScopes;
    for (const auto& value : seals) {
        DOORSTEP_TRY(seal,
            certificateFrom<entry::RecoverySealed>(
                value.toByteArray(), entry::EntryClass::Keyring));
        practice.seals.push_back(seal);
    }
    return practice;
}

template <typename Variant> QByteArray encodeVariant(const Variant& request)
{
    return std::visit([](const auto& step) { return entry::encodeCbor(fields(step)); }, request);
}

} // namespace staff_claim_detail

QByteArray encodeStaffRequest(const StaffRequest& request)
{
    return staff_claim_detail::encodeVariant(request);
}

Result<StaffRequest> decodeStaffRequest(QByteArrayView bytes)
{
    using namespace staff_claim_detail;
    DOORSTEP_TRY(message, decodeStep(bytes, MaxStaffRequestBytes));
    if (message.step == "ask"_L1) {
        DOORSTEP_TRY(ask, askFrom(message.map));
        return StaffRequest(ask);
    }
    if (message.step == "list"_L1) {
        DOORSTEP_CHECK(expectFields(message, 1));
        return StaffRequest(StaffList());
    }
    if (message.step == "dismiss"_L1) {
        DOORSTEP_TRY(dismiss, dismissFrom(message));
        return StaffRequest(dismiss);
    }
    return Error{ErrorCode::Corrupt, "unknown step"};
}

QByteArray encodeStaffAnswer(const StaffAnswer& answer)
{
    QCborArray waiting;
    for (const auto& ask : answer.waiting)
        waiting.append(staff_claim_detail::fields(ask));
    return entry::encodeCbor({{"w"_L1, waiting}});
}

Result<StaffAnswer> decodeStaffAnswer(QByteArrayView bytes)
{
    using namespace staff_claim_detail;
    DOORSTEP_TRY(map, decodeExactly(bytes, 1, MaxStaffAnswerBytes));
    entry::CborReader in(map);
    const auto waiting = in.array("w"_L1, limits::MaxStaffRequests);
    DOORSTEP_CHECK(in.status());
    StaffAnswer answer;
    for (const auto& value : waiting) {
        DOORSTEP_TRY(ask, askFrom(value.toMap()));
        answer.waiting.push_back(ask);
    }
    return answer;
}

QByteArray encodeClaimRequest(const ClaimRequest& request)
{
    return staff_claim_detail::encodeVariant(request);
}

Result<ClaimRequest> decodeClaimRequest(QByteArrayView bytes)
{
    using namespace staff_claim_detail;
    DOORSTEP_TRY(message, decodeStep(bytes, MaxClaimBytes));
    if (message.step == "look"_L1) {
        DOORSTEP_CHECK(expectFields(message, 2));
        entry::CborReader in(message.map);
        DOORSTEP_TRY(claim, claimBytes(in));
        return ClaimRequest(ClaimLook{claim});
    }
    if (message.step == "take"_L1) {
        DOORSTEP_TRY(take, takeFrom(message));
        return ClaimRequest(take);
    }
    if (message.step == "recover"_L1) {
        DOORSTEP_TRY(recover, recoverFrom(message));
        return ClaimRequest(recover);
    }
    return Error{ErrorCode::Corrupt, "unknown step"};
}

QByteArray encodeClaimAnswer(const ClaimAnswer& answer)
{
    QCborMap map{{"k"_L1, answer.serverKey.toBytes()}, {"n"_L1, answer.practiceName},
        {"p"_L1, answer.practice.toBytes()}, {"q"_L1, answer.pinNow.toBytes()},
        {"r"_L1, answer.pinNext.toBytes()}};
    if (answer.existing)
        map.insert("e"_L1, staff_claim_detail::fields(*answer.existing));
    return entry::encodeCbor(map);
}

Result<ClaimAnswer> decodeClaimAnswer(QByteArrayView bytes)
{
    using namespace staff_claim_detail;
    if (bytes.size() > MaxClaimAnswerBytes)
        return Error{ErrorCode::LimitExceeded, "message is too large"};
    DOORSTEP_TRY(map, entry::decodeCbor(bytes));
    entry::CborReader in(map);
    ClaimAnswer answer;
    answer.serverKey = in.fixed<crypto::SignPublicKey>("k"_L1);
    answer.practiceName = in.text("n"_L1, MaxPracticeName);
    answer.practice = in.fixed<PracticeId>("p"_L1);
    answer.pinNow = in.fixed<crypto::Digest>("q"_L1);
    answer.pinNext = in.fixed<crypto::Digest>("r"_L1);
    const bool isExisting = in.has("e"_L1);
    const auto existing = isExisting ? in.map("e"_L1) : QCborMap();
    DOORSTEP_CHECK(in.status());
    if (map.size() != (isExisting ? 6 : 5))
        return Error{ErrorCode::Corrupt, "message has other fields"};
    if (isExisting) {
        DOORSTEP_TRY(practice, existingFrom(existing));
        answer.existing = practice;
    }
    return answer;
}

} // namespace doorstep::sync
