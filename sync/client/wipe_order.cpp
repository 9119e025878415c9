#include "sync/client/wipe_order.h"

#include "core/store/trust_store.h"
#include "sync/client/keyring.h"

namespace doorstep::client {

namespace {

Result<std::vector<entry::ClearBody>> revocation(
    store::Store& store, DeviceId device, const DeskKeys& keys, Instant now)
{
    if (device.isNull() || device == store.identity().device)
        return Error{ErrorCode::InvalidInput, "a desk does not take itself out of use"};
    entry::DeviceRevoked revoked{device, {}};
    entry::certify(revoked, store.identity().practice, keys.practiceSign);
    std::vector<entry::ClearBody> act{revoked};
    // Out of use already: its keys have ended.
    DOORSTEP_TRY(isRevoked, store::TrustStore(store.connection()).isRevoked(device));
    if (isRevoked)
        return act;
    DOORSTEP_TRY(lines, nextEpoch(store, keys, now, device));
    act.insert(act.end(), lines.begin(), lines.end());
    return act;
}

Result<store::Store::Saved> saveInPractice(
    store::Store& store, const std::vector<entry::ClearBody>& bodies)
{
    DOORSTEP_TRY(root, readPracticeRoot(store.connection()));
    return store.saveClear(root.scopes.practice, bodies);
}

} // namespace

Result<std::optional<entry::WipeOrdered>> wipeToObey(
    const sync::SyncAnswer& answer, const DeviceSigner& signer)
{
    if (answer.wipe
        && (answer.wipe->device != signer.device
            || !entry::isCertified(*answer.wipe, signer.practice, signer.practiceKey)))
        return Error{ErrorCode::Untrusted, "a wipe order that no desk signed", true};
    return answer.wipe;
}

Result<store::Store::Saved> revokeDevice(store::Store& store, DeviceId device, Instant now)
{
    DOORSTEP_TRY(keys, openDeskKeys(store));
    DOORSTEP_TRY(act, revocation(store, device, keys, now));
    return saveInPractice(store, act);
}

Result<entry::WipeOrdered> orderWipe(
    store::Store& store, DeviceId device, entry::WipeMode mode, EntryId order, Instant now)
{
    DOORSTEP_TRY(keys, openDeskKeys(store));
    DOORSTEP_TRY(act, revocation(store, device, keys, now));
    entry::WipeOrdered ordered{device, order, now, mode, {}};
    entry::certify(ordered, store.identity().practice, keys.practiceSign);
    // One act: a device that is to be wiped is never left reading.
    act.push_back(ordered);
    DOORSTEP_TRY(saved, saveInPractice(store, act));
    Q_UNUSED(saved)
    return ordered;
}

} // namespace doorstep::client
