#pragma once

#include "sync/server/caller.h"
#include "sync/server/log.h"
#include "sync/server/server_key.h"

namespace doorstep::server {

/// A log's timeline names one line of history. Sequences of another one say nothing: devices keep
/// the timeline beside theirs and forget them when an answer names another.

/// In the copy that a backup makes: whoever puts it in the place of the log begins another
/// timeline.
[[nodiscard]] Status markCopied(Log& copy);
/// Begins a timeline when the log is such a copy. Before anything else of an exchange.
[[nodiscard]] Status meetTimeline(Log& log, const ServerKey& key, const Caller& caller);
/// Begins another timeline, and notes who showed that it is one.
[[nodiscard]] Status turnTimeline(Log& log, const ServerKey& key, const Caller& caller);

} // namespace doorstep::server
