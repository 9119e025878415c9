#include "sync/client/practice_recovery.h"

#include "core/ledger/kinds/desk_kinds.h"
#include "core/store/recovery.h"
#include "sync/client/new_desk.h"

#include <algorithm>
#include <set>

namespace doorstep::client {

namespace {

const auto cardsUsed = QStringLiteral("recovery-cards-used");

/// Seed and keys of the folder for what the seals did not give.
Status addFolder(OpenedSeals& opened, const FolderEvidence& folder, const sync::ClaimAnswer& server,
    const crypto::BoxKeyPair& recovery)
{
    const crypto::SignPublicKey& root = server.existing->practiceSignKey;
    if (folder.root) {
        if (!entry::isCertified(folder.root->server, server.practice, root))
            return Error{ErrorCode::Untrusted, "folder"};
        opened.isProven = true;
        auto seed = openRootSeed(folder.root->practiceSignForRecovery, root, recovery);
        if (seed)
            opened.practiceSignSeed = std::move(*seed);
    }
    std::set<crypto::Digest> names;
    for (const entry::EpochKey& key : opened.epochs)
        names.insert(entry::nameOf(key));
    for (const entry::EpochKey& key : folder.keys)
        if (names.insert(entry::nameOf(key)).second)
            opened.epochs.push_back({key.keyClass, key.epoch, key.key.clone()});
    return {};
}

bool hasKeyOf(const OpenedSeals& opened, entry::KeyClass keyClass)
{
    return std::ranges::any_of(
        opened.epochs, [=](const entry::EpochKey& key) { return key.keyClass == keyClass; });
}

} // namespace

Result<FolderEvidence> readFolderEvidence(
    const store::StoreFiles& files, const crypto::BoxKeyPair& recovery, const QString& scratch)
{
    FolderEvidence evidence;
    if (const auto envelope = store::readEnvelope(files)) {
        DOORSTEP_TRY(masterKey, envelope->openRecovery(recovery));
        if (auto root = readRootBeside(files, masterKey))
            evidence.root = std::move(*root);
    }
    DOORSTEP_TRY(found, store::recover(files, recovery, scratch));
    evidence.keys = std::move(found.keys);
    for (const auto& [id, recovered] : found.entries) {
        if (recovered.entry.header.entryClass != entry::EntryClass::Keyring)
            continue;
        const auto clear = entry::decodeClear(entry::EntryClass::Keyring, recovered.entry.body);
        if (const auto* seal = clear ? std::get_if<entry::RecoverySealed>(&clear->body) : nullptr)
            evidence.seals.push_back(*seal);
    }
    return evidence;
}

Result<OpenedSeals> gatherPractice(const sync::ClaimAnswer& server, const RecoveryMeans& means)
{
    if (!server.existing)
        return Error{ErrorCode::Refused, "claim"};
    if (server.existing->recoveryKey != means.recovery.publicKey)
        return Error{ErrorCode::WrongSecret, "the cards are another practice's"};
    std::vector<entry::RecoverySealed> seals = server.existing->seals;
    if (means.folder)
        seals.insert(seals.end(), means.folder->seals.begin(), means.folder->seals.end());
    OpenedSeals opened
        = openSeals(seals, server.practice, server.existing->practiceSignKey, means.recovery);
    if (means.folder)
        DOORSTEP_CHECK(addFolder(opened, *means.folder, server, means.recovery));
    if (opened.practiceSignSeed.isEmpty())
        return Error{ErrorCode::NotFound, "root"};
    if (!hasKeyOf(opened, entry::KeyClass::Care) || !hasKeyOf(opened, entry::KeyClass::Desk))
        return Error{ErrorCode::NotFound, "keys"};
    if (!opened.isProven && !means.trustsServer)
        return Error{ErrorCode::Untrusted, "proof"};
    return opened;
}

Result<Founded> recoverPractice(NewPractice made, const sync::ClaimAnswer& server,
    const RecoveryMeans& means, const Clock& clock, IdMint& mint)
{
    DOORSTEP_TRY(opened, gatherPractice(server, means));
    const sync::ClaimedPractice& practice = *server.existing;
    DeskBeginning beginning{server.practice, server.practiceName, server.serverKey, server.pinNow,
        server.pinNext, std::move(opened.practiceSignSeed), practice.recoveryKey,
        rootProof(means.recovery, server.practice, practice.practiceSignKey), practice.scopes,
        std::move(opened.epochs), {}};
    beginning.firstAct
        = [&clock, &mint, desk = practice.scopes.desk](ledger::Act& act, StaffId staff) {
              const ledger::AuditLine line{clock.now(), cardsUsed, {}, {}, staff};
              act.add(desk, mint.next<AggregateId>(), ledger::AuditBundled{{line}});
          };
    NewDesk desk(std::move(made), std::move(beginning), clock, mint);
    const QByteArray request = sync::encodeClaimRequest(
        sync::ClaimRecover{desk.claim().view().toByteArray(), desk.device(), desk.staff()});
    DOORSTEP_TRY(store, desk.make(request));
    return Founded{std::move(store), request,
        {server.practice, server.practiceName, desk.staff().staff, desk.device().device}};
}

} // namespace doorstep::client
