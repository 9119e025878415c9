#pragma once

#include "core/domain/round_rows.h"
#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// Rounds and clinics.
class RoundStore {
public:
    explicit RoundStore(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] Result<std::optional<domain::RoundRow>> find(RoundId round);
    [[nodiscard]] Result<std::vector<domain::RoundRow>> onDay(QDate day);
    /// Soonest first.
    [[nodiscard]] Result<std::vector<domain::RoundRow>> after(QDate day);
    /// Both days included.
    [[nodiscard]] Result<std::vector<domain::RoundRow>> between(QDate first, QDate last);

private:
    Connection& m_connection;
};

} // namespace doorstep::store
