#pragma once

#include "core/store/device_identity.h"
#include "core/store/key_envelope.h"
#include "core/store/lockout.h"

namespace doorstep::store {

/// What a new store starts from: an enrolment that was accepted, or a practice being created.
struct NewStore {
    DeviceIdentity identity;
    crypto::BoxPublicKey recoveryKey;
    DeviceSecretId deviceSecretId;
};

/// Puts into a new store what it must have before there is a way in: its first person's PIN, the
/// practice keys, the first rows. Whatever it opens in `draft` it closes again.
using FurnishStore = std::function<Status(const StoreFiles& draft, const SecretBytes& masterKey)>;

/// Makes the folder of a store: envelope with its recovery slot, device identity, lockout file and
/// an empty database, furnished, all in a folder beside it that is then renamed: a kill or an error
/// at any moment leaves no store, or the whole one. Exists when any file of a store is there. Hands
/// out the master key.
[[nodiscard]] Result<SecretBytes> createStore(const StoreFiles& files, const NewStore& newStore,
    const SecretBytes& deviceSecret, const std::function<BootTime()>& bootTime,
    const FurnishStore& furnish);

/// The keystore name of a device secret: known before the store is, so that the secret can be made
/// first and a keystore that refuses leaves nothing behind.
[[nodiscard]] QString deviceSecretName(DeviceSecretId secret);

/// The door of a store: PINs, attempts, people. Storage thread (Argon2id takes its time).
class Unlock {
public:
    [[nodiscard]] static Result<Unlock> open(const StoreFiles& files, SecretBytes deviceSecret,
        std::function<BootTime()> bootTime, crypto::PwhashMeasure measure = crypto::measuredPwhash);

    [[nodiscard]] const KeyEnvelope& envelope() const { return m_envelope; }
    [[nodiscard]] Result<LockoutState> lockout(StaffId staff) { return m_lockout.state(staff); }

    /// Counts the attempt, tries the PIN, clears the count when it was right. WrongSecret, Locked
    /// (a wait or a closed slot), NotFound, Untrusted, Io. A slot that costs a thief less than this
    /// device could ask for is sealed anew at once, at that higher cost, with the same PIN; what
    /// goes wrong with that leaves the slot as it was and is no error.
    [[nodiscard]] Result<StaffKeys> tryPin(StaffId staff, const SecretBytes& pin);
    [[nodiscard]] Result<SecretBytes> recover(const crypto::BoxKeyPair& recovery) const;

    /// First PIN, PIN change, forgotten PIN, or the slot of a one-time staff code. Both copies of
    /// the envelope are written and the person's count is cleared before it returns.
    [[nodiscard]] Status putStaff(const StaffKeys& keys, const SecretBytes& pin, SecretKind kind);
    [[nodiscard]] Status reopen(StaffId staff) { return m_lockout.reopen(staff); }
    /// Removes a person and renews the device secret, so that old copies of the envelope die with
    /// the old one: the caller destroys it in the keystore after this returns.
    [[nodiscard]] Status removeStaff(StaffId staff, const SecretBytes& masterKey,
        DeviceSecretId newSecretId, SecretBytes newSecret);

private:
    Unlock(StoreFiles files, SecretBytes deviceSecret, KeyEnvelope envelope, Lockout lockout,
        crypto::PwhashMeasure measure);
    void raiseCost(
        const StaffSlotSummary& slot, qint64 tookMs, const StaffKeys& keys, const SecretBytes& pin);

    StoreFiles m_files;
    SecretBytes m_deviceSecret;
    KeyEnvelope m_envelope;
    Lockout m_lockout;
    crypto::PwhashMeasure m_measure;
};

} // namespace doorstep::store
