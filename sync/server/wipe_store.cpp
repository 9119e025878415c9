#include "sync/server/wipe_store.h"

namespace doorstep::server {
namespace wipe_sql {

constexpr const char* Put
    = "INSERT INTO wipe_order(practice, device, wipe_order, issued, mode, signature, done_at)"
      " VALUES(?, ?, ?, ?, ?, ?, 0) ON CONFLICT(practice, device) DO NOTHING";
constexpr const char* Waiting = "SELECT wipe_order, issued, mode, signature FROM wipe_order"
                                " WHERE practice = ? AND device = ? AND done_at = 0";
constexpr const char* Done = "UPDATE wipe_order SET done_at = ?"
                             " WHERE practice = ? AND device = ? AND done_at = 0";

} // namespace wipe_sql

Status WipeStore::put(PracticeId practice, const entry::WipeOrdered& order)
{
    return m_sql.change(wipe_sql::Put, practice, order.device, order.order, order.issued,
        static_cast<int>(order.mode), order.practiceSignature);
}

Result<std::optional<entry::WipeOrdered>> WipeStore::waiting(PracticeId practice, DeviceId device)
{
    DOORSTEP_TRY(rows, m_sql.run(wipe_sql::Waiting, practice, device));
    if (!rows.next())
        return std::optional<entry::WipeOrdered>();
    entry::WipeOrdered order;
    order.device = device;
    order.order = rows.fixed<EntryId>(0);
    order.issued = rows.instant(1);
    order.mode = static_cast<entry::WipeMode>(rows.number(2));
    order.practiceSignature = rows.fixed<crypto::Signature>(3);
    return std::optional(order);
}

Result<bool> WipeStore::noteDone(PracticeId practice, DeviceId device, EntryId order, Instant now)
{
    DOORSTEP_TRY(known, waiting(practice, device));
    if (!known || known->order != order)
        return false;
    DOORSTEP_CHECK(m_sql.change(wipe_sql::Done, now, practice, device));
    return true;
}

} // namespace doorstep::server
