#pragma once

#include "core/store/sync_page.h"
#include "sync/protocol/sync_messages.h"

namespace doorstep::client {

/// Pure. The page as the store takes it. Corrupt when a position is 0, beyond what a database
/// holds, or given to two entries, or when entries come without a cursor: nothing is then applied.
[[nodiscard]] Result<store::Page> makePage(const sync::SyncAnswer& answer);

} // namespace doorstep::client
