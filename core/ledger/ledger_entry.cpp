#include "core/ledger/ledger_entry.h"

#include <QHash>
#include <algorithm>
#include <map>
#include <tuple>

namespace doorstep::ledger {
namespace {

/// Causal depth of each unordered entry: one more than the deepest unordered entry it builds on.
class CausalDepth {
public:
    explicit CausalDepth(const std::vector<LedgerEntry>& unordered)
    {
        for (const LedgerEntry& entry : unordered)
            m_byId.insert(entry.id, &entry);
        std::map<DeviceId, const LedgerEntry*> previous;
        for (const LedgerEntry& entry : unordered) { // sorted by (device, ctr, id)
            if (const auto it = previous.find(entry.device); it != previous.end())
                m_previous.insert(entry.id, it->second->id);
            previous[entry.device] = &entry;
        }
        for (const LedgerEntry& entry : unordered)
            settle(entry.id);
    }
    [[nodiscard]] int of(EntryId id) const { return m_depth.value(id); }

private:
    [[nodiscard]] QList<EntryId> named(EntryId id) const
    {
        QList<EntryId> ids;
        for (const auto& [field, basis] : m_byId.value(id)->payload.basis)
            if (m_byId.contains(basis))
                ids.append(basis);
        if (const auto it = m_previous.find(id); it != m_previous.end())
            ids.append(*it);
        return ids;
    }
    /// Depth first without recursion; an edge back into an entry still being settled (a loop, which
    /// no honest device makes) counts as depth 0.
    void settle(EntryId start)
    {
        std::vector<EntryId> path{start};
        while (!path.empty()) {
            const EntryId id = path.back();
            m_open.insert(id, true);
            int depth = 0;
            bool waits = false;
            for (const EntryId& below : named(id)) {
                if (!m_depth.contains(below) && !m_open.contains(below)) {
                    path.push_back(below);
                    waits = true;
                    break;
                }
                depth = std::max(depth, m_depth.value(below) + 1);
            }
            if (waits)
                continue;
            if (!m_depth.contains(id))
                m_depth.insert(id, depth);
            m_open.remove(id);
            path.pop_back();
        }
    }

    QHash<EntryId, const LedgerEntry*> m_byId;
    QHash<EntryId, EntryId> m_previous;
    QHash<EntryId, int> m_depth;
    QHash<EntryId, bool> m_open;
};

void dropRepeats(std::vector<LedgerEntry>& entries)
{
    std::sort(entries.begin(), entries.end(), [](const LedgerEntry& a, const LedgerEntry& b) {
        if (a.id != b.id)
            return a.id < b.id;
        if (a.seq.has_value() != b.seq.has_value())
            return a.seq.has_value();
        return a.seq < b.seq;
    });
    entries.erase(std::unique(entries.begin(), entries.end(),
                      [](const LedgerEntry& a, const LedgerEntry& b) { return a.id == b.id; }),
        entries.end());
}

} // namespace

std::vector<LedgerEntry> inFoldOrder(std::vector<LedgerEntry> entries)
{
    dropRepeats(entries);
    const auto overlayStart = std::stable_partition(
        entries.begin(), entries.end(), [](const LedgerEntry& e) { return e.seq.has_value(); });
    std::sort(entries.begin(), overlayStart, [](const LedgerEntry& a, const LedgerEntry& b) {
        return std::tie(*a.seq, a.id) < std::tie(*b.seq, b.id);
    });
    std::sort(overlayStart, entries.end(), [](const LedgerEntry& a, const LedgerEntry& b) {
        return std::tie(a.device, a.ctr, a.id) < std::tie(b.device, b.ctr, b.id);
    });
    if (entries.end() - overlayStart < 2)
        return entries;
    const std::vector<LedgerEntry> unordered(overlayStart, entries.end());
    const CausalDepth depth(unordered);
    std::stable_sort(
        overlayStart, entries.end(), [&depth](const LedgerEntry& a, const LedgerEntry& b) {
            return depth.of(a.id) < depth.of(b.id);
        });
    return entries;
}

} // namespace doorstep::ledger
