#pragma once

#include "core/domain/desk_rows.h"
#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// What waits for a person's decision, the values that lost, and what each field stands on.
class HoldStore {
public:
    explicit HoldStore(Connection& connection)
        : m_connection(connection)
    {
    }
    /// Safety alerts first.
    [[nodiscard]] Result<std::vector<domain::HoldRow>> open();
    /// The latest decisions first.
    [[nodiscard]] Result<std::vector<domain::HoldRow>> decided(int most);
    [[nodiscard]] Result<std::optional<domain::HoldRow>> find(HoldId hold);
    /// Closed ones too.
    [[nodiscard]] Result<std::vector<domain::HoldRow>> ofAggregate(AggregateId aggregate);
    [[nodiscard]] Result<std::vector<domain::AlsoRecordedRow>> alsoRecorded(AggregateId aggregate);
    /// What an edit of a field names as its basis.
    [[nodiscard]] Result<std::vector<domain::FieldHeadRow>> fieldHeads(AggregateId aggregate);
    /// The entry that stands for one field, for ledger::Act::nameBasis(); null when nobody wrote
    /// it.
    [[nodiscard]] Result<EntryId> fieldHead(AggregateId aggregate, const QString& field);

private:
    Connection& m_connection;
};

} // namespace doorstep::store
