#pragma once

#include "core/domain/practice_rows.h"
#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// The people who work here, and the practice itself.
class PersonStore {
public:
    explicit PersonStore(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] Result<std::optional<domain::PersonRow>> find(StaffId staff);
    /// Those who have left too.
    [[nodiscard]] Result<std::vector<domain::PersonRow>> all();
    [[nodiscard]] Result<std::optional<domain::PracticeRow>> practice();

private:
    Connection& m_connection;
};

} // namespace doorstep::store
