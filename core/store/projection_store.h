#pragma once

#include "core/ledger/projector.h"
#include "core/store/connection.h"

#include <QHash>

namespace doorstep::store {

/// Turns the entries of one aggregate into its rows, with core/ledger's projector, and replaces
/// them all. For Store alone, inside its transaction. Keeps the search index and the "exported"
/// mark of entries in step.
class ProjectionStore {
public:
    explicit ProjectionStore(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] Status refold(AggregateId aggregate);
    /// Aggregates whose rows are of another fold or schema version.
    [[nodiscard]] Result<std::vector<AggregateId>> stale(int limit);

private:
    struct Statements {
        QString drop;
        QString put;
    };
    [[nodiscard]] Result<std::vector<ledger::LedgerEntry>> entriesOf(AggregateId aggregate);
    [[nodiscard]] Result<bool> hasRows(AggregateId aggregate);
    [[nodiscard]] Status replace(
        const ledger::RowSet& rowSet, AggregateId aggregate, bool dropFirst);
    [[nodiscard]] Status follow(const ledger::Projection& projection);
    [[nodiscard]] const Statements& statementsFor(const ledger::Table& table);

    Connection& m_connection;
    QHash<QByteArray, Statements> m_statements;
};

} // namespace doorstep::store
