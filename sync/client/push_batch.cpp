#include "sync/client/push_batch.h"

#include "sync/protocol/limits.h"

namespace doorstep::client {

Result<PushBatch> makeBatch(store::IncarnationId incarnation, quint64 firstCtr,
    const crypto::Digest& before, std::span<const store::OutgoingEntry> outgoing, int most,
    int waiting)
{
    PushBatch batch;
    batch.sent = {incarnation, firstCtr, before, {}, firstCtr + static_cast<quint64>(waiting) - 1};
    std::vector<entry::Entry> entries;
    for (const store::OutgoingEntry& line :
        outgoing.first(std::min(outgoing.size(), static_cast<std::size_t>(most)))) {
        if (line.incarnation != incarnation || line.ctr != firstCtr + entries.size())
            return Error{ErrorCode::Corrupt, "own entries are not in one dense line"};
        DOORSTEP_TRY(decoded, entry::decodeEntry(line.bytes));
        entries.push_back(std::move(decoded));
    }
    entries.resize(sync::batchLength(entries, 0, static_cast<std::size_t>(most)));
    crypto::Digest hash = before;
    for (const entry::Entry& sent : entries) {
        hash = entry::chain(hash, sent.header);
        batch.sent.after.push_back(hash);
    }
    batch.entries = std::move(entries);
    return batch;
}

} // namespace doorstep::client
