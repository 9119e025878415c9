#pragma once

#include "core/store/store.h"
#include "sync/protocol/sync_messages.h"

namespace doorstep::client {

/// Once a day a device says of each scope it holds how many entries it has up to its cursor and the
/// sum of their hashes; the server sends a scope again whose own sum differs. The net under every
/// bug of cursors: what a page left out comes within a day.
struct DigestRound {
    std::vector<sync::ScopeDigest> digests;
    ScopeId last; ///< scopes go in the order of their ids; the next sync goes on behind this one
    bool isLast = false;
};

/// The digests that are due: some of a round (at most limits::MaxDigests, and fewer when the scopes
/// are large), none when the round of the last 24 hours is done or nothing was read yet. `now` is
/// this device's time; rounds go by the server's, as of its last answer.
[[nodiscard]] Result<DigestRound> dueDigests(store::Store& store, Instant now);
/// The server has compared them.
[[nodiscard]] Status noteDigests(store::Store& store, const DigestRound& round);

} // namespace doorstep::client
