#pragma once

#include "core/store/time_floor.h"
#include "sync/client/signed_exchange.h"
#include "sync/protocol/lease.h"
#include "sync/protocol/sync_messages.h"

namespace doorstep::store {
class Connection;
}

namespace doorstep::client {

/// What this device may show, by its lease.
enum class ReadingRight {
    Full,
    CaptureOnly, ///< over: a visit under way is finished, new records are written, nothing is read
    SyncOnly ///< over for longer than `captureTime`
};
/// "72 h": three days of visits without signal after the week.
inline constexpr std::chrono::hours captureTime{72};
/// How long before the end people are told.
inline constexpr std::chrono::hours leaseWarning{24};

/// The lease as kept, with the time it is judged by: one row of the store.
struct KeptLease {
    std::optional<sync::Lease> lease; ///< the last one heard
    Instant takenAway; ///< since then the practice gives none: the device is revoked; 0: it does
    bool certificateEnded = false; ///< that is why, until a desk renews it
    store::TimeFloor floor;
    bool operator==(const KeptLease&) const = default;
};

/// How reading stands now.
struct ReadingStanding {
    ReadingRight right = ReadingRight::Full;
    Instant until; ///< of the lease, or when it was taken away; 0: the practice was never heard
    Instant now; ///< practice time by the floor
    bool revoked = false;
    bool certificateEnded = false; ///< why it is `revoked`
    bool isEndingSoon = false;
    bool operator==(const ReadingStanding&) const = default;
};

/// Pure. A device that never heard of the practice since it was enrolled holds nothing of the
/// practice's and may read what it wrote itself.
[[nodiscard]] ReadingStanding readingStanding(const KeptLease& kept, Instant now);

/// What an answer says about reading. `boot` was read before the request was sent, so that time as
/// it is known here is never late.
struct HeardLease {
    std::optional<sync::Lease> lease;
    bool revoked = false;
    Instant serverTime;
    store::BootTime boot;
    qint64 clockOffsetMs = 0;
    bool certificateEnded = false; ///< of this device, by the time of the answer
};
/// Untrusted: it holds a lease that is not this device's.
[[nodiscard]] Result<HeardLease> heardLease(const sync::SyncAnswer& answer,
    const DeviceSigner& signer, const store::BootTime& boot, qint64 clockOffsetMs);
/// Keeps it: before the page it came with, or a kill between the two would leave patients without
/// an end to reading them. An answer without a lease that does not revoke leaves the old one.
[[nodiscard]] Status keepLease(store::Connection& connection, const HeardLease& heard);
/// Nothing kept reads as the default. Untrusted when the row holds a lease that is not this
/// device's: then nothing is to be read.
[[nodiscard]] Result<KeptLease> readLease(
    store::Connection& connection, const store::DeviceIdentity& identity);
[[nodiscard]] Status keepFloor(store::Connection& connection, const KeptLease& kept);

} // namespace doorstep::client
