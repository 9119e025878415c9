#pragma once

#include "core/entry/clear_kinds.h"
#include "core/store/store.h"
#include "sync/protocol/wire_ids.h"

namespace doorstep::client {

/// What a device was told about its practice when it was enrolled or made it, beside its identity.
/// Kept in the store; nothing in it is secret in clear.
struct PracticeRoot {
    sync::PracticeScopes scopes;
    crypto::BoxPublicKey recoveryKey;
    entry::ServerCertificate server;
    /// Desk and ctl: the practice's signing seed, sealed to this device's own box key.
    QByteArray practiceSignSealed;
    /// The same, sealed to the recovery key: two cards open it in a copy of the folder whose
    /// keystore is gone. Empty on a tablet, and until a desk of before has synced.
    QByteArray practiceSignForRecovery{};
    bool operator==(const PracticeRoot&) const = default;
};

[[nodiscard]] Status writePracticeRoot(store::Connection& connection, const PracticeRoot& root);
/// NotFound before enrolment.
[[nodiscard]] Result<PracticeRoot> readPracticeRoot(store::Connection& connection);
/// A copy beside the database, under the master key: no entry says these things again. It follows
/// the database, and a database made anew (store::makeDatabaseAnew) is given what it says.
[[nodiscard]] Status keepPracticeRoot(store::Store& store, const store::StoreFiles& files);

/// The copy beside the database, with the master key alone. Corrupt when it is not one.
[[nodiscard]] Result<PracticeRoot> readRootBeside(
    const store::StoreFiles& files, const SecretBytes& masterKey);

/// What a desk certifies and wraps with, for as long as the work in hand takes.
struct DeskKeys {
    SecretBytes practiceSignSeed; ///< 32 bytes
    SecretBytes practiceSign; ///< 64 bytes, Ed25519: made from the seed
    std::vector<entry::EpochKey> epochs; ///< every practice key this device was given
};
/// Refused on a device that is not a desk; Untrusted when the seed is not the practice's.
[[nodiscard]] Result<DeskKeys> openDeskKeys(store::Store& store);

} // namespace doorstep::client
