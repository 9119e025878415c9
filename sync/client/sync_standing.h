#pragma once

#include "core/store/connection.h"
#include "sync/protocol/wire_ids.h"

namespace doorstep::client {

/// How this device stands with the practice, as of the last answer. Kept in the store; screens
/// read it.
struct SyncStanding {
    Instant answeredAt; ///< server time of the last answer; 0: never
    qint64 clockOffsetMs = 0; ///< server minus device
    Instant leaseUntil; ///< reading is allowed until then
    bool revoked = false;
    sync::AppVersion minimumApp;
    quint64 safeSeq = 0; ///< 0: the practice has no backup
    bool staffWaiting = false;
    bool operator==(const SyncStanding&) const = default;
};

[[nodiscard]] Status writeSyncStanding(store::Connection& connection, const SyncStanding& standing);
/// Nothing written yet reads as the default.
[[nodiscard]] Result<SyncStanding> readSyncStanding(store::Connection& connection);

} // namespace doorstep::client
