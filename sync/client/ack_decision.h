#pragma once

#include "core/store/sync_page.h"
#include "sync/protocol/sync_messages.h"

namespace doorstep::client {

/// What one request carried: the only thing its answer may acknowledge.
struct SentRange {
    store::IncarnationId incarnation;
    quint64 firstCtr = 1;
    crypto::Digest before; ///< chain before firstCtr
    std::vector<crypto::Digest> after; ///< chain after each entry sent, in order
    quint64 lastOwn = 0; ///< the last counter this database has given out
    store::TimelineId timeline{}; ///< that this device's sequences are of; null: of none yet
    /// Of the entries before firstCtr, how many were on the way in other requests: the server need
    /// not have those.
    quint64 ahead = 0;
    [[nodiscard]] quint64 count() const { return after.size(); }
    [[nodiscard]] quint64 lastCtr() const { return firstCtr + count() - 1; }
};

/// What follows for this device's own numbering.
enum class OwnNext {
    Continue,
    /// The server has counters of this incarnation that this database never gave out: it was
    /// restored. Or it saw another chain under the same counters: a copy of this device.
    NewIncarnation,
    /// It came before what it follows, which was on the way too: nothing was taken of it, and it is
    /// sent again.
    TooEarly,
    /// The server lost entries it once acknowledged, or its log was put back: everything is sent
    /// and placed again.
    SendAllAgain
};

struct AckDecision {
    store::Acknowledgement acknowledgement;
    OwnNext next = OwnNext::Continue;
};

/// Pure. Corrupt when the answer acknowledges what was not sent, leaves out what it says it has, or
/// names another chain for it: then nothing of the answer is used and the range is sent again.
[[nodiscard]] Result<AckDecision> decideAck(const SentRange& sent, const sync::SyncAnswer& answer);

} // namespace doorstep::client
