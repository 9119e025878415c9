#pragma once

#include "core/crypto/crypto.h"
#include "sync/protocol/wire_ids.h"

#include <vector>

/// Where a device has read to. Opaque to devices (they keep it with the page it came with, in one
/// transaction); only the server makes and reads it, so its layout may change with the server.
namespace doorstep::sync {

/// A scope whose history is still being sent: everything of it up to `mark` has been.
struct Backfill {
    ScopeId scope;
    quint64 mark = 0;
    bool operator==(const Backfill&) const = default;
};

struct Cursor {
    TimelineId timeline;
    quint64 live = 0; ///< position of the live feed
    std::array<quint8, 16> chain{}; ///< start of the practice chain at `live`: shows a rollback
    std::vector<Backfill> backfills; ///< by scope, each below `live`
    bool operator==(const Cursor&) const = default;
};

/// The MAC binds the token to one device of one practice.
struct CursorOwner {
    PracticeId practice;
    DeviceId device;
};
[[nodiscard]] QByteArray sealCursor(
    const Cursor& cursor, const CursorOwner& owner, const SecretBytes& serverKey);
/// Untrusted when this server's key did not make it for this device; the reader then starts over.
[[nodiscard]] Result<Cursor> openCursor(
    QByteArrayView token, const CursorOwner& owner, const SecretBytes& serverKey);

} // namespace doorstep::sync
