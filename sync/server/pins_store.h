#pragma once

#include "core/entry/clear_kinds.h"
#include "sync/server/sql.h"

#include <optional>

namespace doorstep::server {

/// By which keys the devices of a practice were last told to know this server.
struct ToldPins {
    quint64 serial = 0; ///< of the desk's order; 0: the claim's answer
    std::vector<crypto::Digest> pins;
    Instant since; ///< an order with these pins first came; 0: they are the claim's
    bool operator==(const ToldPins&) const = default;
};

/// Table told_pins: the newest order of each practice. Only the administrator's rotation asks it.
class PinsStore {
public:
    explicit PinsStore(Sql& sql)
        : m_sql(sql)
    {
    }
    /// The first device's, from which every later device has them.
    [[nodiscard]] Status putClaimed(
        PracticeId practice, const crypto::Digest& now, const crypto::Digest& next);
    /// Changes nothing when devices would not obey it: by its serial.
    [[nodiscard]] Status put(PracticeId practice, const entry::PinsOrdered& order, Instant now);
    [[nodiscard]] Result<std::optional<ToldPins>> newest(PracticeId practice);

private:
    [[nodiscard]] Status write(PracticeId practice, const ToldPins& told);

    Sql& m_sql;
};

} // namespace doorstep::server
