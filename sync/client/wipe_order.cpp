#include "sync/client/wipe_order.h"

#include "core/store/store.h"
#include "sync/client/practice_root.h"

namespace doorstep::client {

namespace {

Result<entry::DeviceRevoked> revocation(store::Store& store, DeviceId device, const DeskKeys& keys)
{
    if (device.isNull() || device == store.identity().device)
        return Error{ErrorCode::InvalidInput, "a desk does not take itself out of use"};
    entry::DeviceRevoked revoked{device, {}};
    entry::certify(revoked, store.identity().practice, keys.practiceSign);
    return revoked;
}

Status saveInPractice(store::Store& store, const std::vector<entry::ClearBody>& bodies)
{
    DOORSTEP_TRY(root, readPracticeRoot(store.connection()));
    DOORSTEP_TRY(saved, store.saveClear(root.scopes.practice, bodies));
    Q_UNUSED(saved)
    return {};
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

Status revokeDevice(store::Store& store, DeviceId device)
{
    DOORSTEP_TRY(keys, openDeskKeys(store));
    DOORSTEP_TRY(revoked, revocation(store, device, keys));
    return saveInPractice(store, {revoked});
}

Result<entry::WipeOrdered> orderWipe(
    store::Store& store, DeviceId device, entry::WipeMode mode, EntryId order, Instant now)
{
    DOORSTEP_TRY(keys, openDeskKeys(store));
    DOORSTEP_TRY(revoked, revocation(store, device, keys));
    entry::WipeOrdered ordered{device, order, now, mode, {}};
    entry::certify(ordered, store.identity().practice, keys.practiceSign);
    // One act: a device that is to be wiped is never left reading.
    DOORSTEP_CHECK(saveInPractice(store, {revoked, ordered}));
    return ordered;
}

} // namespace doorstep::client
