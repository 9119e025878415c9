#pragma once

#include "core/entry/entry.h"

#include <vector>

/// Entries on the wire. What the connection implies (practice, the sending device) and what can be
/// computed (the body's hash) is left out; people, scopes and other devices stand once per batch in
/// tables and are named by index; the wall clock travels as its distance from the id's own
/// millisecond. The canonical header is rebuilt before anything is verified.
/// Layout: docs/wire-protocol.md, "Sync".
namespace doorstep::sync {

/// What both ends know before the batch. Pull pages leave `device` null: everything in a page was
/// written elsewhere.
struct BatchContext {
    PracticeId practice;
    DeviceId device;
};

/// Deterministic. An entry that cannot be shortened exactly (another practice's, redacted, or with
/// a body that is not the hashed one) travels whole, so every entry makes the trip unchanged.
[[nodiscard]] QByteArray encodeBatch(
    const BatchContext& context, const std::vector<entry::Entry>& entries);

/// The entries exactly as encoded. Corrupt when the bytes are not what encodeBatch writes;
/// LimitExceeded for more than limits::MaxBatchEntries or a body above limits::MaxEntryBody.
[[nodiscard]] Result<std::vector<entry::Entry>> decodeBatch(
    const BatchContext& context, QByteArrayView bytes);

/// How many of `entries`, from `first` on, fit one batch (at least one when there is any).
[[nodiscard]] std::size_t batchLength(
    const std::vector<entry::Entry>& entries, std::size_t first, std::size_t most);

} // namespace doorstep::sync
