#include "sync/client/practice_founding.h"

#include "core/ledger/kinds/practice_kinds.h"
#include "core/store/setting_store.h"
#include "sync/client/new_desk.h"
#include "sync/client/recovery_seals.h"

namespace doorstep::client {

namespace {

constexpr auto FoundedSetting = "practice.founded";

/// Every key a practice starts with. They leave this function sealed, wrapped or not at all.
DeskBeginning firstKeys(
    const sync::ClaimAnswer& server, const crypto::BoxKeyPair& recovery, IdMint& mint)
{
    DeskBeginning beginning{server.practice, server.practiceName, server.serverKey, server.pinNow,
        server.pinNext, crypto::randomSecret(), recovery.publicKey, {},
        {mint.next<ScopeId>(), mint.next<ScopeId>(), mint.next<ScopeId>()}, {}, {}};
    beginning.rootProof = rootProof(recovery, server.practice,
        crypto::signKeyPairFromSeed(beginning.practiceSignSeed).publicKey);
    beginning.epochs.push_back({entry::KeyClass::Care, 1, crypto::randomSecret()});
    beginning.epochs.push_back({entry::KeyClass::Desk, 1, crypto::randomSecret()});
    beginning.firstAct = [scope = beginning.scopes.practice, practice = server.practice,
                             name = server.practiceName](ledger::Act& act, StaffId) {
        ledger::PracticeNamed named;
        named.name = name;
        act.add(scope, practice.as<AggregateId>(), named);
    };
    return beginning;
}

} // namespace

Result<Founded> foundPractice(NewPractice practice, const sync::ClaimAnswer& server,
    const PracticeCreation::KeepCards& keepCards, const Clock& clock, IdMint& mint)
{
    const crypto::BoxKeyPair recovery = crypto::makeBoxKeyPair();
    DOORSTEP_TRY(cards, makeRecoveryCards(server.practice, recovery));
    // Before anything is made: a practice whose cards could not be kept must not begin.
    DOORSTEP_CHECK(keepCards(cards));
    DeskBeginning beginning = firstKeys(server, recovery, mint);
    const sync::PracticeScopes scopes = beginning.scopes;
    NewDesk desk(std::move(practice), std::move(beginning), clock, mint);
    const QByteArray take = sync::encodeClaimRequest(
        sync::ClaimTake{desk.claim().view().toByteArray(), desk.practiceSignKey(),
            recovery.publicKey, scopes, desk.server(), desk.device(), desk.staff()});
    DOORSTEP_TRY(store, desk.make(take));
    DOORSTEP_CHECK(store::SettingStore(store->connection()).put(FoundedSetting, "here"));
    return Founded{std::move(store), take,
        {server.practice, server.practiceName, desk.staff().staff, desk.device().device}};
}

Result<bool> isFoundedHere(store::Connection& connection)
{
    DOORSTEP_TRY(kept, store::SettingStore(connection).find(FoundedSetting));
    return kept.has_value();
}

} // namespace doorstep::client
