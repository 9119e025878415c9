#pragma once

#include "core/ledger/folds/shared_state.h"
#include "core/ledger/projector.h"

namespace doorstep::ledger {

/// Where folds put rows and holds.
class RowWriter {
public:
    RowWriter(Projection& projection, HoldBook& holds)
        : m_projection(projection)
        , m_holds(holds)
    {
    }
    template <typename Row> void add(const Row& row)
    {
        addValues(tableOf<Row>(), columnValues(tableOf<Row>(), &row));
    }
    [[nodiscard]] HoldBook& holds() { return m_holds; }

private:
    void addValues(const Table& table, const QVariantList& values)
    {
        for (RowSet& set : m_projection.rowSets)
            if (set.table == &table)
                set.rows.push_back(values);
    }

    Projection& m_projection;
    HoldBook& m_holds;
};

} // namespace doorstep::ledger
