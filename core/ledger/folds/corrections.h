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
    template <typename KindType>
    Corrections(
        const std::vector<Fact<KindType>>& facts, const SharedState& shared, HoldBook& holds)
    {
        std::vector<Claim> claims;
        for (const Fact<KindType>& fact : facts)
            claims.push_back({fact.meta.id, fact.fields.supersedes});
        judge(claims, shared, holds);
    }
    [[nodiscard]] bool isCurrent(EntryId entry) const { return m_current.contains(entry); }
    /// Null while it stands or when only entered in error.
    [[nodiscard]] EntryId supersededBy(EntryId entry) const { return m_supersededBy.value(entry); }
    [[nodiscard]] QString errorReason(EntryId entry) const { return m_errors.value(entry); }

private:
    struct Claim {
        EntryId id;
        EntryId supersedes;
    };
    void judge(const std::vector<Claim>& claims, const SharedState& shared, HoldBook& holds);
    void holdRivals(const QHash<EntryId, EntryId>& supersedes, HoldBook& holds);

    QSet<EntryId> m_current;
    QHash<EntryId, EntryId> m_supersededBy;
    QHash<EntryId, QString> m_errors;
};

/// Calls `visit` for each pair of ids, smaller first.
template <typename Visit> void forEachPair(QList<EntryId> ids, Visit visit)
{
    std::sort(ids.begin(), ids.end());
    for (qsizetype i = 0; i < ids.size(); ++i)
        for (qsizetype j = i + 1; j < ids.size(); ++j)
            visit(ids[i], ids[j]);
}

} // namespace doorstep::ledger
