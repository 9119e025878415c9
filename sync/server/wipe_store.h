#pragma once

#include "core/entry/clear_kinds.h"
#include "sync/server/sql.h"

#include <optional>

namespace doorstep::server {

/// Table wipe_order: desks' orders to lost devices, told in every answer until carried out. The
/// server keeps and repeats what a desk signed; it cannot make one.
class WipeStore {
public:
    explicit WipeStore(Sql& sql)
        : m_sql(sql)
    {
    }
    /// The first one stands while it waits; one that comes after it was carried out changes nothing
    /// either, for that device has no keys any more.
    [[nodiscard]] Status put(PracticeId practice, const entry::WipeOrdered& order);
    /// The order that waits for this device.
    [[nodiscard]] Result<std::optional<entry::WipeOrdered>> waiting(
        PracticeId practice, DeviceId device);
    /// True when it waited until now.
    [[nodiscard]] Result<bool> noteDone(
        PracticeId practice, DeviceId device, EntryId order, Instant now);

private:
    Sql& m_sql;
};

} // namespace doorstep::server
