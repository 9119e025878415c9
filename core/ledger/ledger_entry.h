#pragma once

#include "core/ledger/payload.h"

#include <optional>
#include <vector>

namespace doorstep::ledger {

/// An entry as the fold sees it: verified, opened, and placed. Entries the server holds (revoked,
/// unknown key, fork, other practice) are not given to the fold until their release places them.
struct LedgerEntry {
    EntryId id;
    DeviceId device;
    StaffId staff;
    ScopeId scope;
    Instant wall; ///< a label: never orders, merges or refuses
    std::optional<quint64> seq; ///< the server's order; none: own or a peer's, not ordered yet
    quint64 ctr = 0; ///< the device's own order among its unordered entries
    Payload payload;
};

/// Puts entries into fold order: by sequence; then, on top, those without one by causal depth of
/// basis (an entry is deeper than every unordered entry it names and than its device's previous
/// one), device, ctr, id. An entry present twice keeps its lowest sequence. Depends on the set
/// alone, not on its order.
[[nodiscard]] std::vector<LedgerEntry> inFoldOrder(std::vector<LedgerEntry> entries);

} // namespace doorstep::ledger
