#pragma once

#include "core/ledger/ledger_entry.h"
#include "core/ledger/tables.h"

#include <memory>

/// Entries in, complete rows out. Pure and total: no clock, no store, no other aggregate; kinds of
/// newer versions and payloads that do not read are left out and named, never refused.
namespace doorstep::ledger {

/// Rises whenever the same entries would give other rows: the store then re-folds lazily.
inline constexpr int FoldVersion = 2;

/// All rows one aggregate has in one table.
struct RowSet {
    const Table* table = nullptr;
    std::vector<QVariantList> rows; ///< values in column order
};

struct Projection {
    AggregateId aggregate;
    /// Every table this aggregate can have rows in, empty ones too: replace them all in one
    /// transaction.
    std::vector<RowSet> rowSets;
    std::vector<EntryId> notUnderstood; ///< kept; rows of their own count them
    quint64 foldedSeq = 0; ///< highest sequence folded; 0: none
};

/// Folds from the beginning. `entries` in any order.
[[nodiscard]] Projection project(AggregateId aggregate, std::vector<LedgerEntry> entries);

/// The typed rows of one table out of a projection.
template <typename Row> [[nodiscard]] std::vector<Row> rowsOf(const Projection& projection)
{
    std::vector<Row> rows;
    for (const RowSet& set : projection.rowSets)
        if (set.table == &tableOf<Row>())
            for (const QVariantList& values : set.rows)
                rows.push_back(rowFrom<Row>(values));
    return rows;
}

/// A fold kept in memory so that a page of new entries need not start again. The state is a left
/// fold over the ordered entries, so appending gives what project() would give: append() refuses
/// everything for which that would not hold. Not thread-safe; copying is cheap enough for overlays.
class AggregateFold {
public:
    explicit AggregateFold(AggregateId aggregate);
    ~AggregateFold();
    AggregateFold(AggregateFold&&) noexcept;
    AggregateFold& operator=(AggregateFold&&) noexcept;

    /// Takes ordered entries that all lie above foldedSeq(). False, and nothing changed, when one
    /// has no sequence, lies at or below it or was folded already: start again with all entries.
    [[nodiscard]] bool append(std::vector<LedgerEntry> entries);
    [[nodiscard]] quint64 foldedSeq() const;

    /// Rows with the not yet ordered entries laid on top for this answer only.
    [[nodiscard]] Projection project(std::vector<LedgerEntry> overlay = {}) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace doorstep::ledger
