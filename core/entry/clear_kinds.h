#pragma once

#include "core/entry/entry.h"

#include <QString>
#include <variant>
#include <vector>

/// The payloads the practice server may read: certificates, revocations, grants, wrapped keys,
/// releases and lone-worker times. They are signed but not sealed and hold only random ids, roles,
/// public keys, wrapped keys and times. Both ends share this codec as they share the entry format.
///
/// Each is the deterministic CBOR map {"k": kind, "v": schema, "a": aggregate, "t": act, "d":
/// fields}; field names and signed bytes are listed in docs/wire-protocol.md. Schema 1 everywhere.
namespace doorstep::entry {

enum class DeviceRole : quint8 { Tablet, Desk, Ctl };
enum class StaffRole : quint8 { Hca, Nurse, Gp, Coordinator, Visitor, Manager };

/// The words used in CBOR and under signatures: "tablet", "desk", "ctl"; "hca", "nurse", "gp",
/// "coordinator", "visitor", "manager".
[[nodiscard]] QLatin1StringView roleWord(DeviceRole role);
[[nodiscard]] QLatin1StringView roleWord(StaffRole role);
[[nodiscard]] Result<DeviceRole> deviceRoleFromWord(QStringView word);
[[nodiscard]] Result<StaffRole> staffRoleFromWord(QStringView word);

/// "device.certificate", control. A desk or ctl device may write grant, keyring and control.
struct DeviceCertificate {
    DeviceId device;
    DeviceRole role = DeviceRole::Tablet;
    crypto::SignPublicKey signKey;
    crypto::BoxPublicKey boxKey;
    Instant notAfter;
    crypto::Signature practiceSignature; ///< "DS-CERT-DEV-1"
    bool operator==(const DeviceCertificate&) const = default;
};

/// "staff.certificate", control. One person's signing key on one device.
struct StaffCertificate {
    StaffId staff;
    DeviceId device;
    crypto::SignPublicKey staffKey;
    StaffRole role = StaffRole::Hca;
    Instant notAfter;
    crypto::Signature practiceSignature; ///< "DS-CERT-STAFF-1"
    bool operator==(const StaffCertificate&) const = default;
};

/// "server.certificate", control. The key the practice server signs its answers with.
struct ServerCertificate {
    crypto::SignPublicKey serverKey;
    Instant notAfter;
    crypto::Signature practiceSignature; ///< "DS-CERT-SERVER-1"
    bool operator==(const ServerCertificate&) const = default;
};

/// "device.revoked", control. For ever: a device that comes back is enrolled with a new id.
struct DeviceRevoked {
    DeviceId device;
    crypto::Signature practiceSignature; ///< "DS-REVOKE-DEV-1"
    bool operator==(const DeviceRevoked&) const = default;
};

/// "staff.revoked", control. Ends every certificate of the person, on every device.
struct StaffRevoked {
    StaffId staff;
    crypto::Signature practiceSignature; ///< "DS-REVOKE-STAFF-1"
    bool operator==(const StaffRevoked&) const = default;
};

/// How a wiped device treats what it has not sent: either way it stays there, sealed.
enum class WipeMode : quint8 {
    AfterSending = 1, ///< the sync that brought the order goes on to its end first
    AtOnce = 2
};

/// "wipe.ordered", control. The device destroys its keys and its database. `order` names the order,
/// so that the device can say which one it carried out. Whoever receives it reads no more either.
struct WipeOrdered {
    DeviceId device;
    EntryId order;
    Instant issued;
    WipeMode mode = WipeMode::AfterSending;
    crypto::Signature practiceSignature; ///< "DS-WIPE-1"
    bool operator==(const WipeOrdered&) const = default;
};

/// "pins.ordered", control. The keys by which devices know the practice server from now on: SHA-256
/// of its SubjectPublicKeyInfo, the present one first, then the next. A device obeys only a serial
/// above the one it has, so neither an old order nor a server can take it back.
struct PinsOrdered {
    static constexpr qsizetype leastPins = 2; ///< one key alone could be lost
    static constexpr qsizetype mostPins = 8;
    static constexpr quint64 mostSerial = 4'102'444'800'000; ///< 2100-01-01, in ms
    quint64 serial = 0; ///< from 1; a desk's clock in ms, or one more than it knows
    std::vector<crypto::Digest> pins; ///< no two alike
    crypto::Signature practiceSignature; ///< "DS-PINS-1"
    bool operator==(const PinsOrdered&) const = default;
};
/// Whether this many different pins may be ordered.
[[nodiscard]] bool arePins(const std::vector<crypto::Digest>& pins);
/// Whether an order or a code with this serial may follow the one in force: more than two years
/// ahead of both that and the clock it would be the last one that is obeyed.
[[nodiscard]] bool isSerialNear(quint64 serial, quint64 inForce, Instant now);
/// As they stand in CBOR, under signatures and in codes: one after the other.
[[nodiscard]] QByteArray pinBytes(const std::vector<crypto::Digest>& pins);
/// Corrupt unless arePins().
[[nodiscard]] Result<std::vector<crypto::Digest>> pinsFrom(QByteArrayView bytes);

/// "entry.released", control: a held entry gets its routing position. `reason` is a fixed word, at
/// most 64 bytes, never free text about a person.
struct EntryReleased {
    EntryId released;
    QString reason;
    bool operator==(const EntryReleased&) const = default;
};

/// The reason of a decision about a second entry under a known id (a held fork).
inline constexpr QLatin1StringView AboutTwin("fork");

/// "entry.rejected", control: an entry stays out, is kept, and says why. The first decision about
/// an entry stands; with any reason but AboutTwin it means the first entry under the id.
struct EntryRejected {
    EntryId rejected;
    QString reason;
    bool operator==(const EntryRejected&) const = default;
};

/// "scope.granted", grant: the device may read the scope from..to (to exclusive).
struct ScopeGranted {
    DeviceId device;
    ScopeId scope;
    Instant from;
    Instant to;
    bool operator==(const ScopeGranted&) const = default;
};

/// "scope.revoked", grant: from `from` on (and `to` as in the grant it ends).
struct ScopeRevoked {
    DeviceId device;
    ScopeId scope;
    Instant from;
    Instant to;
    bool operator==(const ScopeRevoked&) const = default;
};

/// "keys.wrapped", keyring: one practice key for one device, sealTo(its box key, 32 bytes).
struct KeysWrapped {
    KeyClass keyClass = KeyClass::Care;
    quint32 epoch = 1;
    DeviceId device;
    QByteArray wrapped; ///< 32 + SealOverhead bytes
    crypto::Digest keyName{}; ///< entry::nameOf the key: two desks may make one epoch at once
    bool operator==(const KeysWrapped&) const = default;
};

/// "recovery.sealed", keyring: a key of the practice, sealed to its recovery key, so that a
/// practice outlives its last desk. About the recovery key, by its first 16 bytes.
struct RecoverySealed {
    crypto::BoxPublicKey recoveryKey;
    KeyClass keyClass = KeyClass::None; ///< None: practice_sign's seed
    quint32 epoch = 0; ///< 0 for practice_sign
    QByteArray sealed; ///< 32 + SealOverhead bytes
    /// entry::nameOf a practice key. For practice_sign: a proof by whoever held the recovery secret
    /// that this is the practice's root, zeros when nobody did.
    crypto::Digest check{};
    crypto::Signature practiceSignature; ///< "DS-RECOVERY-1"
    bool operator==(const RecoverySealed&) const = default;
};

/// "lone.expected", control: a sign of life is due by then; the opaque id means something only to
/// the practice's own devices.
struct LoneExpected {
    Instant by;
    AggregateId opaque;
    bool operator==(const LoneExpected&) const = default;
};

/// A kind, schema or role word of a newer version, or one in the wrong class: kept, forwarded and
/// acted on by nobody here.
struct UnknownClear {
    bool operator==(const UnknownClear&) const = default;
};

using ClearBody = std::variant<UnknownClear, DeviceCertificate, StaffCertificate, ServerCertificate,
    DeviceRevoked, StaffRevoked, EntryReleased, EntryRejected, ScopeGranted, ScopeRevoked,
    KeysWrapped, LoneExpected, WipeOrdered, PinsOrdered, RecoverySealed>;

struct ClearPayload {
    QString kind;
    quint32 schema = 1;
    AggregateId aggregate;
    ActId act;
    ClearBody body;
    QByteArray raw; ///< as received, with fields this version does not know
};

/// Corrupt when the bytes are not deterministic CBOR of that shape or a known kind lacks a field;
/// anything merely newer decodes to UnknownClear.
[[nodiscard]] Result<ClearPayload> decodeClear(EntryClass entryClass, QByteArrayView payload);
/// The payload bytes for makeEntry. `body` must not be UnknownClear (InvalidInput).
[[nodiscard]] Result<QByteArray> encodeClear(const ClearBody& body, ActId act);

/// The class an entry with this body must have, and what it is about: the device, person, scope or
/// entry it names (all zeros for the server's certificate and pins).
[[nodiscard]] EntryClass classOf(const ClearBody& body);
[[nodiscard]] AggregateId aggregateOf(const ClearBody& body);

/// What decodeClear of this version can read, a word for each kind with its schema and for each
/// role; and those of them that an entry needs. Whoever acts on entries keeps the words it had, and
/// after an update acts on what it could not read before.
[[nodiscard]] const QByteArrayList& clearWords();
[[nodiscard]] QByteArrayList clearWordsOf(const ClearBody& body);
/// Readable here, and not with those words alone.
[[nodiscard]] bool isBeyond(const ClearBody& body, const QByteArrayList& words);

/// Fill in `practiceSignature` with the practice's signing key (64-byte secret).
void certify(DeviceCertificate& certificate, PracticeId practice, const SecretBytes& practiceSign);
void certify(StaffCertificate& certificate, PracticeId practice, const SecretBytes& practiceSign);
void certify(ServerCertificate& certificate, PracticeId practice, const SecretBytes& practiceSign);
void certify(DeviceRevoked& revocation, PracticeId practice, const SecretBytes& practiceSign);
void certify(StaffRevoked& revocation, PracticeId practice, const SecretBytes& practiceSign);
void certify(WipeOrdered& order, PracticeId practice, const SecretBytes& practiceSign);
void certify(PinsOrdered& order, PracticeId practice, const SecretBytes& practiceSign);
void certify(RecoverySealed& seal, PracticeId practice, const SecretBytes& practiceSign);

/// Whether the practice's key made the signature. Says nothing of notAfter: ask at the moment that
/// matters (a request, an acknowledgement), never while folding.
[[nodiscard]] bool isCertified(
    const DeviceCertificate& certificate, PracticeId practice, const crypto::SignPublicKey& key);
[[nodiscard]] bool isCertified(
    const StaffCertificate& certificate, PracticeId practice, const crypto::SignPublicKey& key);
[[nodiscard]] bool isCertified(
    const ServerCertificate& certificate, PracticeId practice, const crypto::SignPublicKey& key);
[[nodiscard]] bool isCertified(
    const DeviceRevoked& revocation, PracticeId practice, const crypto::SignPublicKey& key);
[[nodiscard]] bool isCertified(
    const StaffRevoked& revocation, PracticeId practice, const crypto::SignPublicKey& key);
[[nodiscard]] bool isCertified(
    const WipeOrdered& order, PracticeId practice, const crypto::SignPublicKey& key);
[[nodiscard]] bool isCertified(
    const PinsOrdered& order, PracticeId practice, const crypto::SignPublicKey& key);
[[nodiscard]] bool isCertified(
    const RecoverySealed& seal, PracticeId practice, const crypto::SignPublicKey& key);

} // namespace doorstep::entry
