#include "core/ledger/folds/corrections.h"

#include "core/domain/hold_rules.h"
#include "core/ledger/folds/shared_state.h"

#include <algorithm>

namespace doorstep::ledger {
namespace {

namespace rules = domain::hold_rules;

/// Claims whose facts supersede each other in a ring. No honest device makes one; these claims are
/// ignored so that their facts stay in sight.
QSet<EntryId> ringsIn(const QHash<EntryId, EntryId>& supersedes)
{
    QSet<EntryId> rings;
    QHash<EntryId, EntryId> seenFrom; ///< by the walk that came first
    for (auto start = supersedes.constBegin(); start != supersedes.constEnd(); ++start) {
        EntryId at = start.key();
        while (supersedes.contains(at) && !seenFrom.contains(at)) {
            seenFrom.insert(at, start.key());
            at = supersedes.value(at);
        }
        if (seenFrom.value(at) != start.key())
            continue; // ended, or ran into an earlier walk
        for (; !rings.contains(at); at = supersedes.value(at))
            rings.insert(at);
    }
    return rings;
}

} // namespace

void Corrections::judge(
    const std::vector<Claim>& claims, const SharedState& shared, HoldBook& holds)
{
    QHash<EntryId, EntryId> supersedes;
    for (const Claim& claim : claims) {
        m_current.insert(claim.id);
        const auto reason = claim.guarded ? shared.guardedReason(*claim.meta, holds)
                                          : shared.errorReason(claim.id);
        if (reason) {
            m_errors.insert(claim.id, *reason);
            m_current.remove(claim.id);
        } else if (!claim.supersedes.isNull()) {
            supersedes.insert(claim.id, claim.supersedes);
        }
    }
    const QSet<EntryId> rings = ringsIn(supersedes);
    supersedes.removeIf([&rings](const auto& claim) { return rings.contains(claim.key()); });
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
    QHash<EntryId, EntryId> rootOf;
    QHash<EntryId, QList<EntryId>> standingByRoot;
    for (const EntryId& standing : std::as_const(m_current)) {
        std::vector<EntryId> path;
        EntryId at = standing;
        while (supersedes.contains(at) && !rootOf.contains(at)) { // ends: rings were taken out
            path.push_back(at);
            at = supersedes.value(at);
        }
        const EntryId root = rootOf.value(at, at);
        for (const EntryId& passed : path)
            rootOf.insert(passed, root);
        standingByRoot[root].append(standing);
    }
    for (const QList<EntryId>& rivals : std::as_const(standingByRoot))
        forEachNeighbours(rivals, [&holds](EntryId a, EntryId b) {
            holds.open(rules::Corrections, {a, b});
        });
}

} // namespace doorstep::ledger
