#include "core/entry/clear_kinds.h"

#include "core/entry/cbor.h"

#include <QCborArray>
#include <algorithm>
#include <array>
#include <limits>

namespace doorstep::entry {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostReasonBytes = 64;
constexpr qint64 MostEpoch = 0xffffffffLL;

constexpr std::array DeviceRoles{DeviceRole::Tablet, DeviceRole::Desk, DeviceRole::Ctl};
constexpr std::array StaffRoles{StaffRole::Hca, StaffRole::Nurse, StaffRole::Gp,
    StaffRole::Coordinator, StaffRole::Visitor, StaffRole::Manager};

template <typename Role, std::size_t N>
Result<Role> roleFromWord(const std::array<Role, N>& roles, QStringView word)
{
    for (const Role role : roles) {
        if (word == roleWord(role))
            return role;
    }
    return Error{ErrorCode::Unsupported, "unknown role"};
}

/// Name and class of a kind, and its fields both ways. A reader that meets a word of a newer
/// version answers Unsupported.
template <typename Body> struct ClearKind;

template <> struct ClearKind<DeviceCertificate> {
    static constexpr auto name = "device.certificate"_L1;
    static constexpr EntryClass entryClass = EntryClass::Control;
    static AggregateId about(const DeviceCertificate& body)
    {
        return body.device.as<AggregateId>();
    }
    static QCborMap fields(const DeviceCertificate& body)
    {
        return {{"device"_L1, body.device.toBytes()}, {"role"_L1, roleWord(body.role)},
            {"signKey"_L1, body.signKey.toBytes()}, {"boxKey"_L1, body.boxKey.toBytes()},
            {"notAfter"_L1, body.notAfter.ms},
            {"practiceSignature"_L1, body.practiceSignature.toBytes()}};
    }
    static Status read(CborReader& in, DeviceCertificate& body)
    {
        body.device = in.fixed<DeviceId>("device"_L1);
        body.signKey = in.fixed<crypto::SignPublicKey>("signKey"_L1);
        body.boxKey = in.fixed<crypto::BoxPublicKey>("boxKey"_L1);
        body.notAfter = in.instant("notAfter"_L1);
        body.practiceSignature = in.fixed<crypto::Signature>("practiceSignature"_L1);
        const QString word = in.text("role"_L1, MostReasonBytes);
        DOORSTEP_CHECK(in.status());
        DOORSTEP_TRY(role, deviceRoleFromWord(word));
        body.role = role;
        return {};
    }
};

template <> struct ClearKind<StaffCertificate> {
    static constexpr auto name = "staff.certificate"_L1;
    static constexpr EntryClass entryClass = EntryClass::Control;
    static AggregateId about(const StaffCertificate& body) { return body.staff.as<AggregateId>(); }
    static QCborMap fields(const StaffCertificate& body)
    {
        return {{"staff"_L1, body.staff.toBytes()}, {"device"_L1, body.device.toBytes()},
            {"staffKey"_L1, body.staffKey.toBytes()}, {"role"_L1, roleWord(body.role)},
            {"notAfter"_L1, body.notAfter.ms},
            {"practiceSignature"_L1, body.practiceSignature.toBytes()}};
    }
    static Status read(CborReader& in, StaffCertificate& body)
    {
        body.staff = in.fixed<StaffId>("staff"_L1);
        body.device = in.fixed<DeviceId>("device"_L1);
        body.staffKey = in.fixed<crypto::SignPublicKey>("staffKey"_L1);
        body.notAfter = in.instant("notAfter"_L1);
        body.practiceSignature = in.fixed<crypto::Signature>("practiceSignature"_L1);
        const QString word = in.text("role"_L1, MostReasonBytes);
        DOORSTEP_CHECK(in.status());
        DOORSTEP_TRY(role, staffRoleFromWord(word));
        body.role = role;
        return {};
    }
};

template <> struct ClearKind<ServerCertificate> {
    static constexpr auto name = "server.certificate"_L1;
    static constexpr EntryClass entryClass = EntryClass::Control;
    static AggregateId about(const ServerCertificate&) { return {}; }
    static QCborMap fields(const ServerCertificate& body)
    {
        return {{"serverKey"_L1, body.serverKey.toBytes()}, {"notAfter"_L1, body.notAfter.ms},
            {"practiceSignature"_L1, body.practiceSignature.toBytes()}};
    }
    static Status read(CborReader& in, ServerCertificate& body)
    {
        body.serverKey = in.fixed<crypto::SignPublicKey>("serverKey"_L1);
        body.notAfter = in.instant("notAfter"_L1);
        body.practiceSignature = in.fixed<crypto::Signature>("practiceSignature"_L1);
        return in.status();
    }
};

template <> struct ClearKind<DeviceRevoked> {
    static constexpr auto name = "device.revoked"_L1;
    static constexpr EntryClass entryClass = EntryClass::Control;
    static AggregateId about(const DeviceRevoked& body) { return body.device.as<AggregateId>(); }
    static QCborMap fields(const DeviceRevoked& body)
    {
        return {{"device"_L1, body.device.toBytes()},
            {"practiceSignature"_L1, body.practiceSignature.toBytes()}};
    }
    static Status read(CborReader& in, DeviceRevoked& body)
    {
        body.device = in.fixed<DeviceId>("device"_L1);
        body.practiceSignature = in.fixed<crypto::Signature>("practiceSignature"_L1);
        return in.status();
    }
};

template <> struct ClearKind<StaffRevoked> {
    static constexpr auto name = "staff.revoked"_L1;
    static constexpr EntryClass entryClass = EntryClass::Control;
    static AggregateId about(const StaffRevoked& body) { return body.staff.as<AggregateId>(); }
    static QCborMap fields(const StaffRevoked& body)
    {
        return {{"staff"_L1, body.staff.toBytes()},
            {"practiceSignature"_L1, body.practiceSignature.toBytes()}};
    }
    static Status read(CborReader& in, StaffRevoked& body)
    {
        body.staff = in.fixed<StaffId>("staff"_L1);
        body.practiceSignature = in.fixed<crypto::Signature>("practiceSignature"_L1);
        return in.status();
    }
};

template <> struct ClearKind<EntryReleased> {
    static constexpr auto name = "entry.released"_L1;
    static constexpr EntryClass entryClass = EntryClass::Control;
    static AggregateId about(const EntryReleased& body) { return body.released.as<AggregateId>(); }
    static QCborMap fields(const EntryReleased& body)
    {
        return {{"released"_L1, body.released.toBytes()}, {"reason"_L1, body.reason}};
    }
    static Status read(CborReader& in, EntryReleased& body)
    {
        body.released = in.fixed<EntryId>("released"_L1);
        body.reason = in.text("reason"_L1, MostReasonBytes);
        return in.status();
    }
};

template <> struct ClearKind<EntryRejected> {
    static constexpr auto name = "entry.rejected"_L1;
    static constexpr EntryClass entryClass = EntryClass::Control;
    static AggregateId about(const EntryRejected& body) { return body.rejected.as<AggregateId>(); }
    static QCborMap fields(const EntryRejected& body)
    {
        return {{"rejected"_L1, body.rejected.toBytes()}, {"reason"_L1, body.reason}};
    }
    static Status read(CborReader& in, EntryRejected& body)
    {
        body.rejected = in.fixed<EntryId>("rejected"_L1);
        body.reason = in.text("reason"_L1, MostReasonBytes);
        return in.status();
    }
};

/// A grant and its end have the same fields.
template <typename Body> struct ScopeKind {
    static constexpr EntryClass entryClass = EntryClass::Grant;
    static AggregateId about(const Body& body) { return body.scope.template as<AggregateId>(); }
    static QCborMap fields(const Body& body)
    {
        return {{"device"_L1, body.device.toBytes()}, {"scope"_L1, body.scope.toBytes()},
            {"from"_L1, body.from.ms}, {"to"_L1, body.to.ms}};
    }
    static Status read(CborReader& in, Body& body)
    {
        body.device = in.template fixed<DeviceId>("device"_L1);
        body.scope = in.template fixed<ScopeId>("scope"_L1);
        body.from = in.instant("from"_L1);
        body.to = in.instant("to"_L1);
        return in.status();
    }
};

template <> struct ClearKind<ScopeGranted> : ScopeKind<ScopeGranted> {
    static constexpr auto name = "scope.granted"_L1;
};

template <> struct ClearKind<ScopeRevoked> : ScopeKind<ScopeRevoked> {
    static constexpr auto name = "scope.revoked"_L1;
};

template <> struct ClearKind<KeysWrapped> {
    static constexpr auto name = "keys.wrapped"_L1;
    static constexpr EntryClass entryClass = EntryClass::Keyring;
    static constexpr int wrappedSize = crypto::KeySize + crypto::SealOverhead;
    static AggregateId about(const KeysWrapped& body) { return body.device.as<AggregateId>(); }
    static QCborMap fields(const KeysWrapped& body)
    {
        return {{"keyClass"_L1, qint64(body.keyClass)}, {"epoch"_L1, qint64(body.epoch)},
            {"device"_L1, body.device.toBytes()}, {"wrapped"_L1, body.wrapped},
            {"keyName"_L1, body.keyName.toBytes()}};
    }
    static Status read(CborReader& in, KeysWrapped& body)
    {
        const qint64 keyClass = in.integer("keyClass"_L1, 1, 255);
        body.epoch = static_cast<quint32>(in.integer("epoch"_L1, 1, MostEpoch));
        body.device = in.fixed<DeviceId>("device"_L1);
        body.wrapped = in.bytes("wrapped"_L1, wrappedSize);
        if (body.wrapped.size() != wrappedSize)
            in.fail("wrapped"_L1);
        if (in.has("keyName"_L1)) // lines of before have none
            body.keyName = in.fixed<crypto::Digest>("keyName"_L1);
        DOORSTEP_CHECK(in.status());
        if (keyClass > qint64(KeyClass::Desk))
            return Error{ErrorCode::Unsupported, "unknown key class"};
        body.keyClass = static_cast<KeyClass>(keyClass);
        return {};
    }
};

template <> struct ClearKind<LoneExpected> {
    static constexpr auto name = "lone.expected"_L1;
    static constexpr EntryClass entryClass = EntryClass::Control;
    static AggregateId about(const LoneExpected& body) { return body.opaque; }
    static QCborMap fields(const LoneExpected& body)
    {
        return {{"by"_L1, body.by.ms}, {"opaque"_L1, body.opaque.toBytes()}};
    }
    static Status read(CborReader& in, LoneExpected& body)
    {
        body.by = in.instant("by"_L1);
        body.opaque = in.fixed<AggregateId>("opaque"_L1);
        return in.status();
    }
};

template <> struct ClearKind<WipeOrdered> {
    static constexpr auto name = "wipe.ordered"_L1;
    static constexpr EntryClass entryClass = EntryClass::Control;
    static AggregateId about(const WipeOrdered& body) { return body.device.as<AggregateId>(); }
    static QCborMap fields(const WipeOrdered& body)
    {
        return {{"device"_L1, body.device.toBytes()}, {"order"_L1, body.order.toBytes()},
            {"issued"_L1, body.issued.ms}, {"mode"_L1, qint64(body.mode)},
            {"practiceSignature"_L1, body.practiceSignature.toBytes()}};
    }
    static Status read(CborReader& in, WipeOrdered& body)
    {
        body.device = in.fixed<DeviceId>("device"_L1);
        body.order = in.fixed<EntryId>("order"_L1);
        body.issued = in.instant("issued"_L1);
        body.practiceSignature = in.fixed<crypto::Signature>("practiceSignature"_L1);
        const qint64 mode = in.integer("mode"_L1, 1, 255);
        DOORSTEP_CHECK(in.status());
        if (mode > qint64(WipeMode::AtOnce))
            return Error{ErrorCode::Unsupported, "unknown wipe mode"};
        body.mode = static_cast<WipeMode>(mode);
        return {};
    }
};

template <> struct ClearKind<PinsOrdered> {
    static constexpr auto name = "pins.ordered"_L1;
    static constexpr EntryClass entryClass = EntryClass::Control;
    static AggregateId about(const PinsOrdered&) { return {}; }
    static QCborMap fields(const PinsOrdered& body)
    {
        return {{"serial"_L1, qint64(body.serial)}, {"pins"_L1, pinBytes(body.pins)},
            {"practiceSignature"_L1, body.practiceSignature.toBytes()}};
    }
    static Status read(CborReader& in, PinsOrdered& body)
    {
        constexpr int most = int(PinsOrdered::mostPins * qsizetype(sizeof(crypto::Digest)));
        body.serial = quint64(in.integer("serial"_L1, 1, qint64(PinsOrdered::mostSerial)));
        body.practiceSignature = in.fixed<crypto::Signature>("practiceSignature"_L1);
        auto pins = pinsFrom(in.bytes("pins"_L1, most));
        if (!pins)
            in.fail("pins"_L1);
        else
            body.pins = std::move(*pins);
        return in.status();
    }
};

template <> struct ClearKind<RecoverySealed> {
    static constexpr auto name = "recovery.sealed"_L1;
    static constexpr EntryClass entryClass = EntryClass::Keyring;
    static constexpr int sealedSize = crypto::KeySize + crypto::SealOverhead;
    static AggregateId about(const RecoverySealed& body)
    {
        return *AggregateId::fromBytes(body.recoveryKey.view().first(AggregateId::Size));
    }
    static QCborMap fields(const RecoverySealed& body)
    {
        return {{"recoveryKey"_L1, body.recoveryKey.toBytes()},
            {"keyClass"_L1, qint64(body.keyClass)}, {"epoch"_L1, qint64(body.epoch)},
            {"sealed"_L1, body.sealed}, {"check"_L1, body.check.toBytes()},
            {"practiceSignature"_L1, body.practiceSignature.toBytes()}};
    }
    static Status read(CborReader& in, RecoverySealed& body)
    {
        body.recoveryKey = in.fixed<crypto::BoxPublicKey>("recoveryKey"_L1);
        const qint64 keyClass = in.integer("keyClass"_L1, 0, 255);
        body.epoch = static_cast<quint32>(in.integer("epoch"_L1, 0, MostEpoch));
        body.sealed = in.bytes("sealed"_L1, sealedSize);
        if (body.sealed.size() != sealedSize)
            in.fail("sealed"_L1);
        body.check = in.fixed<crypto::Digest>("check"_L1);
        body.practiceSignature = in.fixed<crypto::Signature>("practiceSignature"_L1);
        DOORSTEP_CHECK(in.status());
        if (keyClass > qint64(KeyClass::Desk))
            return Error{ErrorCode::Unsupported, "unknown key class"};
        body.keyClass = static_cast<KeyClass>(keyClass);
        return {};
    }
};

/// Unsupported when the kind, class or schema is not this one's.
template <typename Body>
Result<ClearBody> readAs(EntryClass entryClass, const ClearPayload& payload, const QCborMap& fields)
{
    if constexpr (std::is_same_v<Body, UnknownClear>) {
        return Error{ErrorCode::Unsupported, "unknown kind"};
    } else {
        if (payload.kind != ClearKind<Body>::name || entryClass != ClearKind<Body>::entryClass
            || payload.schema != 1)
            return Error{ErrorCode::Unsupported, "another kind"};
        CborReader in(fields);
        Body body;
        DOORSTEP_CHECK(ClearKind<Body>::read(in, body));
        return ClearBody(body);
    }
}

/// The first kind that takes the fields or finds them wrong; else UnknownClear.
template <std::size_t... Index>
Result<ClearBody> readFields(EntryClass entryClass, const ClearPayload& payload,
    const QCborMap& fields, std::index_sequence<Index...>)
{
    Result<ClearBody> found = ClearBody(UnknownClear{});
    const auto settles = [&](Result<ClearBody> result) {
        if (!result && result.error().code == ErrorCode::Unsupported)
            return false;
        found = std::move(result);
        return true;
    };
    (void)(settles(
               readAs<std::variant_alternative_t<Index, ClearBody>>(entryClass, payload, fields))
        || ...);
    return found;
}

} // namespace

QLatin1StringView roleWord(DeviceRole role)
{
    switch (role) {
    case DeviceRole::Tablet:
        return "tablet"_L1;
    case DeviceRole::Desk:
        return "desk"_L1;
    case DeviceRole::Ctl:
        return "ctl"_L1;
    }
    return {};
}

QLatin1StringView roleWord(StaffRole role)
{
    switch (role) {
    case StaffRole::Hca:
        return "hca"_L1;
    case StaffRole::Nurse:
        return "nurse"_L1;
    case StaffRole::Gp:
        return "gp"_L1;
    case StaffRole::Coordinator:
        return "coordinator"_L1;
    case StaffRole::Visitor:
        return "visitor"_L1;
    case StaffRole::Manager:
        return "manager"_L1;
    }
    return {};
}

Result<DeviceRole> deviceRoleFromWord(QStringView word)
{
    return roleFromWord(DeviceRoles, word);
}

Result<StaffRole> staffRoleFromWord(QStringView word)
{
    return roleFromWord(StaffRoles, word);
}

Result<ClearPayload> decodeClear(EntryClass entryClass, QByteArrayView payload)
{
    DOORSTEP_TRY(map, decodeCbor(payload));
    CborReader in(map);
    ClearPayload clear;
    clear.kind = in.text("k"_L1, MostReasonBytes);
    clear.schema = static_cast<quint32>(in.integer("v"_L1, 1, 0xffff));
    clear.aggregate = in.fixed<AggregateId>("a"_L1);
    clear.act = in.fixed<ActId>("t"_L1);
    const QCborMap fields = in.map("d"_L1);
    DOORSTEP_CHECK(in.status());
    DOORSTEP_TRY(body,
        readFields(
            entryClass, clear, fields, std::make_index_sequence<std::variant_size_v<ClearBody>>()));
    clear.body = body;
    clear.raw = payload.toByteArray();
    return clear;
}

Result<QByteArray> encodeClear(const ClearBody& body, ActId act)
{
    return std::visit(
        [&]<typename Body>(const Body& known) -> Result<QByteArray> {
            if constexpr (std::is_same_v<Body, UnknownClear>) {
                return Error{ErrorCode::InvalidInput, "nothing to encode"};
            } else {
                return encodeCbor({{"k"_L1, ClearKind<Body>::name}, {"v"_L1, 1},
                    {"a"_L1, ClearKind<Body>::about(known).toBytes()}, {"t"_L1, act.toBytes()},
                    {"d"_L1, ClearKind<Body>::fields(known)}});
            }
        },
        body);
}

EntryClass classOf(const ClearBody& body)
{
    return std::visit(
        []<typename Body>(const Body&) {
            if constexpr (std::is_same_v<Body, UnknownClear>)
                return EntryClass::Control;
            else
                return ClearKind<Body>::entryClass;
        },
        body);
}

AggregateId aggregateOf(const ClearBody& body)
{
    return std::visit(
        []<typename Body>(const Body& known) {
            if constexpr (std::is_same_v<Body, UnknownClear>)
                return AggregateId();
            else
                return ClearKind<Body>::about(known);
        },
        body);
}

} // namespace doorstep::entry
