#pragma once

#include "core/domain/round_rows.h"
#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// Cool boxes: contents, movements, temperatures.
class BoxStore {
public:
    explicit BoxStore(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] Result<std::optional<domain::BoxRow>> find(BoxId box);
    [[nodiscard]] Result<std::vector<domain::BoxRow>> ofRound(RoundId round);
    /// First to expire first.
    [[nodiscard]] Result<std::vector<domain::BoxContentRow>> contents(BoxId box);
    /// Where a recalled batch is.
    [[nodiscard]] Result<std::vector<domain::BoxContentRow>> contentsOfBatch(BatchId batch);
    [[nodiscard]] Result<std::vector<domain::StockMovementRow>> movements(BoxId box);
    /// Of one dose.
    [[nodiscard]] Result<std::vector<domain::StockMovementRow>> movementsOf(EntryId vaccination);
    /// Oldest first.
    [[nodiscard]] Result<std::vector<domain::TemperatureRow>> temperatures(BoxId box);
    [[nodiscard]] Result<std::optional<domain::TemperatureRow>> lastTemperature(BoxId box);

private:
    Connection& m_connection;
};

} // namespace doorstep::store
