#pragma once

#include "sync/client/ack_decision.h"

#include <span>

namespace doorstep::client {

/// Entries ready to go and what may be acknowledged for them.
struct PushBatch {
    SentRange sent;
    std::vector<entry::Entry> entries;
};

/// Pure. As many of `outgoing`, from the first, as fit one batch (limits::MaxBatchEntries and
/// MaxBatchBytes, `most` if that is less). `firstCtr` and `before` say where the chain stands when
/// there are none; `waiting` how many own entries from there on are not acknowledged. Corrupt when
/// the lines are not dense, not of one incarnation or not entries.
[[nodiscard]] Result<PushBatch> makeBatch(store::IncarnationId incarnation, quint64 firstCtr,
    const crypto::Digest& before, std::span<const store::OutgoingEntry> outgoing, int most,
    int waiting);

} // namespace doorstep::client
