#pragma once

#include "core/store/store.h"
#include "sync/client/signed_exchange.h"
#include "sync/protocol/sync_messages.h"

namespace doorstep::client {

using WipeOrderedCall = std::function<void(const entry::WipeOrdered&)>;

/// The order in an answer, if there is one. Untrusted unless the practice's own key signed it for
/// this device: the server repeats orders, it cannot give any. Nothing of such an answer is used.
[[nodiscard]] Result<std::optional<entry::WipeOrdered>> wipeToObey(
    const sync::SyncAnswer& answer, const DeviceSigner& signer);

/// Desk: takes a device out of use. It reads nothing more, what it sends is held, and in the same
/// act the practice's keys move to an epoch that it is not given.
[[nodiscard]] Result<store::Store::Saved> revokeDevice(
    store::Store& store, DeviceId device, Instant now);
/// The same, and orders it to destroy its keys and records when it is next heard of. Refused on a
/// device that is not a desk; InvalidInput for this very device.
[[nodiscard]] Result<entry::WipeOrdered> orderWipe(
    store::Store& store, DeviceId device, entry::WipeMode mode, EntryId order, Instant now);

} // namespace doorstep::client
