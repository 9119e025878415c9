#include "sync/client/recovery_seals.h"

#include "core/store/entry_table.h"

#include <algorithm>
#include <set>

namespace doorstep::client {

namespace {

Result<entry::RecoverySealed> sealKey(
    const SealingPractice& practice, entry::RecoverySealed seal, QByteArrayView secret)
{
    seal.recoveryKey = practice.recoveryKey;
    DOORSTEP_TRY(sealed, crypto::sealTo(practice.recoveryKey, secret));
    seal.sealed = sealed;
    entry::certify(seal, practice.practice, practice.keys.practiceSign);
    return seal;
}

AggregateId aboutKey(const crypto::BoxPublicKey& recoveryKey)
{
    entry::RecoverySealed seal;
    seal.recoveryKey = recoveryKey;
    return entry::aggregateOf(seal);
}

Result<std::vector<entry::RecoverySealed>> sealsIn(
    store::Store& store, const crypto::BoxPublicKey& recoveryKey)
{
    const store::DeviceIdentity& own = store.identity();
    store::EntryTable entries(store.connection());
    DOORSTEP_TRY(rows, entries.clearAbout(aboutKey(recoveryKey), entry::EntryClass::Keyring));
    std::vector<entry::RecoverySealed> seals;
    for (const auto& row : rows) {
        const auto clear = entry::decodeClear(entry::EntryClass::Keyring, row.payload);
        const auto* seal = clear ? std::get_if<entry::RecoverySealed>(&clear->body) : nullptr;
        if (seal && seal->recoveryKey == recoveryKey
            && entry::isCertified(*seal, own.practice, own.practiceSign))
            seals.push_back(*seal);
    }
    return seals;
}

} // namespace

Result<entry::RecoverySealed> sealRoot(const SealingPractice& practice, const crypto::Digest& proof)
{
    entry::RecoverySealed seal;
    seal.check = proof;
    return sealKey(practice, seal, practice.keys.practiceSignSeed.view());
}

Result<std::vector<entry::ClearBody>> sealEpochs(
    const SealingPractice& practice, const std::vector<entry::EpochKey>& epochs)
{
    std::vector<entry::ClearBody> seals;
    for (const entry::EpochKey& key : epochs) {
        entry::RecoverySealed seal;
        seal.keyClass = key.keyClass;
        seal.epoch = key.epoch;
        seal.check = entry::nameOf(key);
        DOORSTEP_TRY(sealed, sealKey(practice, seal, key.key.view()));
        seals.emplace_back(sealed);
    }
    return seals;
}

Result<std::vector<entry::ClearBody>> missingSeals(
    store::Store& store, const SealingPractice& practice)
{
    DOORSTEP_TRY(known, sealsIn(store, practice.recoveryKey));
    bool hasRoot = false;
    std::set<crypto::Digest> names;
    for (const entry::RecoverySealed& seal : known) {
        hasRoot = hasRoot || seal.keyClass == entry::KeyClass::None;
        names.insert(seal.check);
    }
    std::vector<entry::ClearBody> missing;
    if (!hasRoot) {
        const auto root = sealRoot(practice, {});
        if (!root)
            return missing;
        missing.emplace_back(*root);
    }
    std::vector<entry::EpochKey> unsealed;
    for (const entry::EpochKey& key : practice.keys.epochs)
        if (!names.contains(entry::nameOf(key)))
            unsealed.push_back({key.keyClass, key.epoch, key.key.clone()});
    DOORSTEP_TRY(seals, sealEpochs(practice, unsealed));
    missing.insert(missing.end(), seals.begin(), seals.end());
    return missing;
}

Status keepRootSealed(store::Store& store, PracticeRoot root, const SealingPractice& practice)
{
    if (!root.practiceSignForRecovery.isEmpty())
        return {};
    const auto sealed = crypto::sealTo(practice.recoveryKey, practice.keys.practiceSignSeed.view());
    if (!sealed)
        return {};
    root.practiceSignForRecovery = *sealed;
    return writePracticeRoot(store.connection(), root);
}

crypto::Digest rootProof(const crypto::BoxKeyPair& recovery, PracticeId practice,
    const crypto::SignPublicKey& practiceSign)
{
    return crypto::keyedHash(
        recovery.secretKey, {"DS-RECOVERY-ROOT-1", practice.toBytes(), practiceSign.view()});
}

std::optional<SecretBytes> openRootSeed(QByteArrayView sealed,
    const crypto::SignPublicKey& practiceSign, const crypto::BoxKeyPair& recovery)
{
    auto seed = crypto::openSealedSecret(recovery, sealed);
    if (!seed || seed->size() != crypto::KeySize
        || crypto::signKeyPairFromSeed(*seed).publicKey != practiceSign)
        return std::nullopt;
    return std::move(*seed);
}

OpenedSeals openSeals(const std::vector<entry::RecoverySealed>& seals, PracticeId practice,
    const crypto::SignPublicKey& practiceSign, const crypto::BoxKeyPair& recovery)
{
    const crypto::Digest proof = rootProof(recovery, practice, practiceSign);
    OpenedSeals opened;
    std::set<crypto::Digest> names;
    for (const entry::RecoverySealed& seal : seals) {
        if (seal.keyClass == entry::KeyClass::None) {
            auto seed = openRootSeed(seal.sealed, practiceSign, recovery);
            opened.isProven = opened.isProven || (seed && seal.check == proof);
            if (seed)
                opened.practiceSignSeed = std::move(*seed);
            continue;
        }
        auto key = crypto::openSealedSecret(recovery, seal.sealed);
        if (!key || key->size() != crypto::KeySize
            || !entry::isCertified(seal, practice, practiceSign))
            continue;
        entry::EpochKey epoch{seal.keyClass, seal.epoch, std::move(*key)};
        if (entry::nameOf(epoch) == seal.check && names.insert(seal.check).second)
            opened.epochs.push_back(std::move(epoch));
    }
    return opened;
}

} // namespace doorstep::client
