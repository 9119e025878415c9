#include "core/ledger/folds/corrections.h"

#include "core/domain/hold_rules.h"
#include "core/ledger/folds/shared_state.h"

#include <algorithm>

namespace doorstep::ledger {
namespace {

namespace rules = domain::hold_rules;

/// Following `supersedes` from here comes back here. No honest device makes such a ring; its
/// claims are ignored so that its facts stay in sight.
bool isRing(EntryId start, const QHash<EntryId, EntryId>& supersedes)
{
    EntryId at = supersedes.value(start);
    for (qsizetype steps = supersedes.size(); steps > 0 && !at.isNull(); --steps) {
        if (at == start)
            return true;
        at = supersedes.value(at);
    }
    return false;
}

} // namespace

void Corrections::judge(
    const std::vector<Claim>& claims, const SharedState& shared, HoldBook& holds)
{
    QHash<EntryId, EntryId> supersedes;
    for (const Claim& claim : claims) {
        m_current.insert(claim.id);
        if (const auto reason = shared.errorReason(claim.id)) {
            m_errors.insert(claim.id, *reason);
            m_current.remove(claim.id);
        } else if (!claim.supersedes.isNull()) {
            supersedes.insert(claim.id, claim.supersedes);
        }
    }
    const QHash<EntryId, EntryId> claimed = supersedes; // every ring is judged whole
    supersedes.removeIf([&claimed](const auto& claim) { return isRing(claim.key(), claimed); });
    for (auto it = supersedes.constBegin(); it != supersedes.constEnd(); ++it) {
        m_current.remove(it.value());
        EntryId& by = m_supersededBy[it.value()];
        by = std::max(by, it.key()); // of two, the one with the later id: one answer everywhere
    }
    for (const Fact<HoldClosed>* closing : shared.closings(rules::Corrections))
        for (const EntryId& entry : closing->fields.entries)
            if (!closing->fields.chosen.isNull() && entry != closing->fields.chosen
                && m_current.remove(entry))
                m_supersededBy.insert(entry, closing->fields.chosen);
    holdRivals(supersedes, holds);
}

void Corrections::holdRivals(const QHash<EntryId, EntryId>& supersedes, HoldBook& holds)
{
    QHash<EntryId, QList<EntryId>> standingByRoot;
    for (const EntryId& standing : std::as_const(m_current)) {
        EntryId root = standing;
        while (supersedes.contains(root)) // ends: rings were taken out
            root = supersedes.value(root);
        standingByRoot[root].append(standing);
    }
    for (const QList<EntryId>& rivals : std::as_const(standingByRoot))
        forEachPair(rivals, [&holds](EntryId a, EntryId b) {
            holds.open(rules::Corrections, {a, b});
        });
}

} // namespace doorstep::ledger
