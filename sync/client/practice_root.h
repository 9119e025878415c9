#pragma once

#include "core/entry/clear_kinds.h"
#include "core/store/store.h"
#include "sync/protocol/wire_ids.h"

#include <optional>

namespace doorstep::client {

/// What a device was told about its practice when it was enrolled or made it, beside its identity.
/// Kept in the store; nothing in it is secret in clear.
struct PracticeRoot {
    sync::PracticeScopes scopes;
    crypto::BoxPublicKey recoveryKey;
    entry::ServerCertificate server;
    /// Desk and ctl: the practice's signing seed, sealed to this device's own box key.
    QByteArray practiceSignSealed;
    bool operator==(const PracticeRoot&) const = default;
};

[[nodiscard]] Status writePracticeRoot(store::Connection& connection, const PracticeRoot& root);
/// NotFound before enrolment.
[[nodiscard]] Result<PracticeRoot> readPracticeRoot(store::Connection& connection);

/// What a desk certifies and wraps with, for as long as the work in hand takes.
struct DeskKeys {
    SecretBytes practiceSign; ///< 64 bytes, Ed25519
    std::vector<entry::EpochKey> epochs; ///< every practice key this device was ever given
};
/// Opened with the device's box key: the signing seed from the root, the epoch keys from this
/// device's own "keys.wrapped" entries. Refused on a device that is not a desk.
[[nodiscard]] Result<DeskKeys> openDeskKeys(store::Store& store);
/// The newest care key, on any device. KeystoreMissing before the first one arrived.
[[nodiscard]] Result<entry::EpochKey> newestCareKey(store::Store& store);

/// Saves clear payloads as one act in the practice scope.
[[nodiscard]] Status saveClear(
    store::Store& store, IdMint& mint, const std::vector<entry::ClearBody>& bodies);

} // namespace doorstep::client
