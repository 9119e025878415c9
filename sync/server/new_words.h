#pragma once

#include "sync/server/clear_effects.h"

namespace doorstep::server {

/// After an update: does what routed clear entries say that the program before could only store and
/// forward, and notes what this one can read. A log that says nothing of it was read with the same
/// words.
[[nodiscard]] Status actOnNewWords(Log& log, const ServerKey& key, Instant now);

} // namespace doorstep::server
