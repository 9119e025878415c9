#pragma once

#include "core/entry/clear_kinds.h"
#include "sync/client/practice_root.h"

#include <optional>

/// The practice's keys sealed to its recovery key, as clear entries that every device and the
/// server keep: two recovery cards and any of them bring a practice back that lost its last desk
/// (docs/adr/0016-practice-recovery.md).
namespace doorstep::client {

/// Whose keys, and for which recovery key.
struct SealingPractice {
    PracticeId practice;
    crypto::BoxPublicKey recoveryKey;
    const DeskKeys& keys;
};

/// practice_sign's. `proof` as rootProof() or zeros. InvalidInput for an unusable recovery key.
[[nodiscard]] Result<entry::RecoverySealed> sealRoot(
    const SealingPractice& practice, const crypto::Digest& proof);
/// One for each of `epochs`.
[[nodiscard]] Result<std::vector<entry::ClearBody>> sealEpochs(
    const SealingPractice& practice, const std::vector<entry::EpochKey>& epochs);
/// What no verified entry of this store says yet, practice_sign's first. Nothing for a practice
/// whose recovery key cannot be sealed to: it loses nothing else by it.
[[nodiscard]] Result<std::vector<entry::ClearBody>> missingSeals(
    store::Store& store, const SealingPractice& practice);
/// Puts practice_sign, sealed to the recovery key, into the root of a store that lacks it.
[[nodiscard]] Status keepRootSealed(
    store::Store& store, PracticeRoot root, const SealingPractice& practice);

/// Only who holds the recovery secret can make or check it, so a server that invents a root, and
/// seals it to the public recovery key, has no proof for it.
[[nodiscard]] crypto::Digest rootProof(const crypto::BoxKeyPair& recovery, PracticeId practice,
    const crypto::SignPublicKey& practiceSign);

struct OpenedSeals {
    SecretBytes practiceSignSeed; ///< empty: none of the seals gives it
    std::vector<entry::EpochKey> epochs; ///< each once
    bool isProven = false; ///< the root carries the proof
};
/// What opens with this key and is the practice's: the seed whose root is `practiceSign`, and what
/// that root certified. The rest is passed over.
[[nodiscard]] OpenedSeals openSeals(const std::vector<entry::RecoverySealed>& seals,
    PracticeId practice, const crypto::SignPublicKey& practiceSign,
    const crypto::BoxKeyPair& recovery);
/// The seed in a sealed box, if it is this root's.
[[nodiscard]] std::optional<SecretBytes> openRootSeed(QByteArrayView sealed,
    const crypto::SignPublicKey& practiceSign, const crypto::BoxKeyPair& recovery);

} // namespace doorstep::client
