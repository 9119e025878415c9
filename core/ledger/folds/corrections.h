#pragma once

#include "core/ledger/folds/fold.h"

#include <QHash>
#include <QSet>
#include <algorithm>

namespace doorstep::ledger {

class HoldBook;

/// Which of a list of facts still stand: a fact steps back when another that stands corrects it,
/// or when it was entered in error. Two corrections of one fact both stand, with a hold, until a
/// person chooses. Depends on the set of facts only, not on their order.
class Corrections {
public:
    /// `isGuarded`: facts that not everybody may enter in error (SharedState::guardedReason).
    template <typename KindType, typename Guard>
    Corrections(const std::vector<Fact<KindType>>& facts, const SharedState& shared,
        HoldBook& holds, Guard isGuarded)
    {
        std::vector<Claim> claims;
        claims.reserve(facts.size());
        for (const Fact<KindType>& fact : facts)
            claims.push_back({fact.meta.id, fact.fields.supersedes, &fact.meta, isGuarded(fact)});
        judge(claims, shared, holds);
    }
    template <typename KindType>
    Corrections(
        const std::vector<Fact<KindType>>& facts, const SharedState& shared, HoldBook& holds)
        : Corrections(facts, shared, holds, [](const Fact<KindType>&) { return false; })
    {
    }
    [[nodiscard]] bool isCurrent(EntryId entry) const { return m_current.contains(entry); }
    /// Null while it stands or when only entered in error.
    [[nodiscard]] EntryId supersededBy(EntryId entry) const { return m_supersededBy.value(entry); }
    [[nodiscard]] QString errorReason(EntryId entry) const { return m_errors.value(entry); }

private:
    struct Claim {
        EntryId id;
        EntryId supersedes;
        const EntryMeta* meta;
        bool guarded;
    };
    void judge(const std::vector<Claim>& claims, const SharedState& shared, HoldBook& holds);
    void holdRivals(const QHash<EntryId, EntryId>& supersedes, HoldBook& holds);

    QSet<EntryId> m_current;
    QHash<EntryId, EntryId> m_supersededBy;
    QHash<EntryId, QString> m_errors;
};

/// Calls `visit` for each two neighbours in order of id: enough to name every rival in some hold,
/// and as few holds as there are rivals less one.
template <typename Visit> void forEachNeighbours(QList<EntryId> ids, Visit visit)
{
    std::sort(ids.begin(), ids.end());
    for (qsizetype i = 1; i < ids.size(); ++i)
        visit(ids[i - 1], ids[i]);
}

} // namespace doorstep::ledger
