#include "sync/client/staff_revocation.h"

#include "core/ledger/act.h"
#include "core/ledger/kinds/practice_kinds.h"
#include "core/store/person_store.h"
#include "core/store/trust_store.h"
#include "sync/client/keyring.h"

namespace doorstep::client {

namespace {

/// Nobody is offered them for a round or a task. After the revocation: a kill in between leaves a
/// name on a list, and no way in.
Status noteLeft(store::Store& store, ScopeId scope, StaffId staff, IdMint& mint)
{
    DOORSTEP_TRY(person, store::PersonStore(store.connection()).find(staff));
    if (!person || person->hasLeft)
        return {};
    ledger::PersonRecorded left;
    left.hasLeft = true;
    ledger::Act act(mint);
    act.add(scope, staff.as<AggregateId>(), left);
    DOORSTEP_TRY(saved, store.save(act));
    Q_UNUSED(saved)
    return {};
}

} // namespace

Status revokeStaff(store::Store& store, StaffId staff, IdMint& mint, Instant now)
{
    if (staff.isNull() || staff == store.staff())
        return Error{ErrorCode::InvalidInput, "nobody takes themselves out of use"};
    DOORSTEP_TRY(keys, openDeskKeys(store));
    DOORSTEP_TRY(root, readPracticeRoot(store.connection()));
    entry::StaffRevoked revoked{staff, {}};
    entry::certify(revoked, store.identity().practice, keys.practiceSign);
    std::vector<entry::ClearBody> act{revoked};
    DOORSTEP_TRY(isRevoked, store::TrustStore(store.connection()).isRevoked(staff));
    if (!isRevoked) { // else the keys have moved on already
        DOORSTEP_TRY(lines, nextEpoch(store, keys, now, {}));
        act.insert(act.end(), lines.begin(), lines.end());
    }
    DOORSTEP_TRY(saved, store.saveClear(root.scopes.practice, act));
    Q_UNUSED(saved)
    return noteLeft(store, root.scopes.practice, staff, mint);
}

Status staffStands(store::Store& store, StaffId staff)
{
    DOORSTEP_TRY(isRevoked, store::TrustStore(store.connection()).isRevoked(staff));
    return isRevoked ? Status(Error{ErrorCode::Refused, StaffOutOfUse}) : Status();
}

} // namespace doorstep::client
