#pragma once

#include "sync/client/practice_founding.h"
#include "sync/client/recovery_seals.h"

#include <optional>

namespace doorstep::client {

/// What a folder of the practice gives to whoever has two of its cards: a desk's or a tablet's,
/// live or a copy, its keystore gone.
struct FolderEvidence {
    std::optional<PracticeRoot> root; ///< from practice.seal
    std::vector<entry::RecoverySealed> seals; ///< nobody has checked who made them
    std::vector<entry::EpochKey> keys;
};
/// `scratch` as for store::recover(). WrongSecret: the cards are another practice's. NotFound,
/// Busy: as there. Nothing in the folder is changed.
[[nodiscard]] Result<FolderEvidence> readFolderEvidence(
    const store::StoreFiles& files, const crypto::BoxKeyPair& recovery, const QString& scratch);

/// What a recovery goes by, beside what the server has.
struct RecoveryMeans {
    crypto::BoxKeyPair recovery; ///< from two cards
    std::optional<FolderEvidence> folder;
    /// Goes on where neither a proof nor a folder says that the root is the practice's and not one
    /// that the server made up: for practices that were founded before there was a proof.
    bool trustsServer = false;
};

/// The keys of the practice. WrongSecret: the cards are not this practice's. NotFound "root" or
/// "keys": nothing that they open was sealed. Untrusted "folder": the folder's practice has another
/// root than the server says; "proof": see RecoveryMeans::trustsServer.
[[nodiscard]] Result<OpenedSeals> gatherPractice(
    const sync::ClaimAnswer& server, const RecoveryMeans& means);

/// The blocking half of PracticeCreation::recover(), as foundPractice(): a new desk on disk, with
/// an audit entry that says how it came to be.
[[nodiscard]] Result<Founded> recoverPractice(NewPractice made, const sync::ClaimAnswer& server,
    const RecoveryMeans& means, const Clock& clock, IdMint& mint);

} // namespace doorstep::client
