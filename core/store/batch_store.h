#pragma once

#include "core/domain/practice_rows.h"
#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// Deliveries of vaccine.
class BatchStore {
public:
    explicit BatchStore(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] Result<std::optional<domain::BatchRow>> find(BatchId batch);
    /// More than one delivery may carry the number.
    [[nodiscard]] Result<std::vector<domain::BatchRow>> byNumber(const QString& batchNumber);
    [[nodiscard]] Result<std::vector<domain::BatchRow>> byGtin(const QString& gtin);
    [[nodiscard]] Result<std::vector<domain::BatchRow>> all();

private:
    Connection& m_connection;
};

} // namespace doorstep::store
