#pragma once

#include "core/base/id.h"
#include "core/crypto/crypto.h"
#include "core/store/store_files.h"

#include <optional>
#include <vector>

/// The key envelope: what stands between a stolen tablet and the store. Byte format at the top of
/// key_envelope.cpp and in docs/store-format.md; why it is so in docs/adr/0007-key-envelope.md.
namespace doorstep::store {

using StoreId = Id<struct StoreTag>;
using DeviceSecretId = Id<struct DeviceSecretTag>; ///< names one 32-byte secret in the keystore

/// What a person types. A PIN only where the practice allows one (security levels of KeyVault).
enum class SecretKind : quint8 {
    Pin = 0,
    Passphrase = 1,
    StaffCode = 2 ///< one-time code from the desk: opens once, then the person chooses a PIN
};

/// What a staff slot holds.
struct StaffKeys {
    StaffId staff;
    SecretBytes masterKey; ///< 32 bytes: everything in the store hangs from it
    SecretBytes signSeed; ///< 32 bytes: this person's Ed25519 seed on this device
};

/// What is clear in the envelope. The recovery key is public; the MAC covers all of it.
struct EnvelopeHead {
    StoreId store;
    quint64 epoch = 1; ///< grows with every removal of a person; below the database's = rolled back
    DeviceSecretId deviceSecret;
    quint8 cipher = 1; ///< vfs::CipherId of the database
    std::array<quint8, 16> databaseSalt{};
    crypto::BoxPublicKey recoveryKey;
};

struct StaffSlotSummary {
    StaffId staff;
    SecretKind secretKind = SecretKind::Pin;
    crypto::PwhashCost cost;
};

/// An envelope in memory: no secret inside, only sealed slots. Not thread-safe.
class KeyEnvelope {
public:
    static constexpr int MaxSlots = 32;
    static constexpr int MaxBytes = 16 * 1024;

    /// A new envelope with its recovery slot and no person yet. InvalidInput for a recovery key
    /// that is none.
    [[nodiscard]] static Result<KeyEnvelope> create(
        const EnvelopeHead& head, const SecretBytes& masterKey);
    /// Corrupt, Unsupported (newer) or LimitExceeded; every bound is checked before allocation,
    /// the Argon2 cost before anyone can be made to pay it.
    [[nodiscard]] static Result<KeyEnvelope> decode(QByteArrayView bytes);
    [[nodiscard]] QByteArray encode(const SecretBytes& masterKey) const;

    ~KeyEnvelope();
    KeyEnvelope(KeyEnvelope&&) noexcept;
    KeyEnvelope& operator=(KeyEnvelope&&) noexcept;

    [[nodiscard]] const EnvelopeHead& head() const { return m_head; }
    [[nodiscard]] std::vector<StaffSlotSummary> staff() const;
    [[nodiscard]] std::optional<StaffSlotSummary> slotOf(StaffId staff) const;

    /// WrongSecret for a wrong PIN; KeystoreMissing for a device secret that is not this
    /// envelope's; Untrusted when the slot opens and the envelope's MAC does not (someone changed
    /// it); NotFound for a person without a slot. About 0.1-0.5 s (Argon2id).
    [[nodiscard]] Result<StaffKeys> open(
        StaffId staff, const SecretBytes& pin, const SecretBytes& deviceSecret) const;
    [[nodiscard]] Result<SecretBytes> openRecovery(const crypto::BoxKeyPair& recovery) const;
    /// Untrusted unless whoever wrote this envelope held the master key.
    [[nodiscard]] Status authenticate(const SecretBytes& masterKey) const;

    /// Adds or replaces a person's slot: first PIN, PIN change, forgotten PIN. Untrusted (see
    /// authenticate()), LimitExceeded with every slot taken.
    [[nodiscard]] Status putStaff(const StaffKeys& keys, const SecretBytes& pin, SecretKind kind,
        const SecretBytes& deviceSecret, crypto::PwhashCost cost);
    /// NotFound when there is no such slot.
    [[nodiscard]] Status removeStaff(StaffId staff, const SecretBytes& masterKey);
    /// Renews the device layer of every slot without anyone's PIN and raises the epoch. Write the
    /// envelope, then destroy the old secret: old copies of the envelope die with it.
    [[nodiscard]] Status renewDeviceSecret(const SecretBytes& masterKey,
        const SecretBytes& oldSecret, DeviceSecretId newId, const SecretBytes& newSecret);

private:
    struct Slot;
    KeyEnvelope();
    [[nodiscard]] QByteArray encodeBody() const;
    [[nodiscard]] const Slot* find(StaffId staff) const;

    EnvelopeHead m_head;
    std::vector<Slot> m_slots;
    QByteArray m_decodedBody; ///< what m_mac was made over; empty once changed here
    QByteArray m_mac;
};

/// Writes both copies, one after the other, each durable before the next is touched.
[[nodiscard]] Status writeEnvelope(
    const StoreFiles& files, const KeyEnvelope& envelope, const SecretBytes& masterKey);
/// The first copy that parses; of two that do, the one with the higher epoch. NotFound when
/// neither file exists; otherwise the first copy's error.
[[nodiscard]] Result<KeyEnvelope> readEnvelope(const StoreFiles& files);

/// Keys derived from the master key, each for one use.
enum class MasterKeyUse { Database, Attachments, EpochKeys, Envelope, LogPseudonyms, Practice };
[[nodiscard]] SecretBytes deriveFromMaster(const SecretBytes& masterKey, MasterKeyUse use);

} // namespace doorstep::store
