#pragma once

#include "core/entry/clear_kinds.h"
#include "sync/client/practice_root.h"

/// Who is given which practice key. An epoch is a pair of keys, care for every device and desk for
/// desks; new entries are sealed with the newest, and no older one is ever given up. Two desks may
/// make the same epoch at once, each without knowing of the other's: both keys stand, and
/// `keyName` tells their lines apart.
///
/// What holds once everybody has synced: no device that was taken out of use was given a key of
/// the newest epoch, and every other one was given all it may have. Any desk that sees otherwise
/// puts it right, so that it does not matter which one revoked, enrolled or was put back. Every
/// key, and practice_sign, is also sealed to the recovery key (recovery_seals.h).
///
/// Storage thread.
namespace doorstep::client {

/// A line for each of `epochs` that the device may have: tablets get no desk key. InvalidInput
/// when its box key is no usable public key.
[[nodiscard]] Result<std::vector<entry::KeysWrapped>> keyringFor(
    const entry::DeviceCertificate& device, const std::vector<entry::EpochKey>& epochs);

/// A new epoch, the lines that give it to every standing device but `leaving`, and its seals: saved
/// in one act with what takes that device out of use, the new key reaches this desk's own store
/// with it.
[[nodiscard]] Result<std::vector<entry::ClearBody>> nextEpoch(
    store::Store& store, const DeskKeys& keys, Instant now, DeviceId leaving);

/// Whether what this desk and its person write counts as things stand here: what others hold until
/// it is decided upon mends nothing, and would be written again each time.
[[nodiscard]] Result<bool> speaksForThePractice(store::Store& store);

/// Desk, at the end of a sync: the new epoch or the lines that are missing, saved as entries; how
/// many. Nothing on a tablet, on a desk whose entries are held, or when nothing has changed since
/// all was whole. At most MostLinesAtOnce, the rest at the end of the next sync.
[[nodiscard]] Result<int> tendKeyrings(store::Store& store, Instant now);
inline constexpr int MostLinesAtOnce = 400;

} // namespace doorstep::client
