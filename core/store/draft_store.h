#pragma once

#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// What a person has typed and not yet saved. Only on this device, sealed with the rest of the
/// store, one small durable write a keystroke.
struct Draft {
    QByteArray key; ///< names one form or field of one occasion, e.g. "visit/<hex>/note"
    AggregateId aggregate; ///< what it is about; null when about nothing yet
    StaffId staff; ///< whose
    QByteArray content;
    Instant changed;
};

class DraftStore {
public:
    explicit DraftStore(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] Status put(const Draft& draft);
    [[nodiscard]] Result<std::optional<Draft>> find(const QByteArray& key);
    [[nodiscard]] Result<std::vector<Draft>> about(AggregateId aggregate);
    [[nodiscard]] Result<std::vector<Draft>> of(StaffId staff);
    [[nodiscard]] Status remove(const QByteArray& key);

private:
    Connection& m_connection;
};

} // namespace doorstep::store
