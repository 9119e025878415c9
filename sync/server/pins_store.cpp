#include "sync/server/pins_store.h"

namespace doorstep::server {
namespace pins_sql {

constexpr const char* Put
    = "INSERT INTO told_pins(practice, serial, pins, told_at) VALUES(?, ?, ?, ?)"
      " ON CONFLICT(practice) DO UPDATE SET serial = excluded.serial, pins = excluded.pins,"
      " told_at = excluded.told_at";
constexpr const char* Find = "SELECT serial, pins, told_at FROM told_pins WHERE practice = ?";

} // namespace pins_sql

Status PinsStore::write(PracticeId practice, const ToldPins& told)
{
    return m_sql.change(
        pins_sql::Put, practice, qint64(told.serial), entry::pinBytes(told.pins), told.since);
}

Status PinsStore::putClaimed(
    PracticeId practice, const crypto::Digest& now, const crypto::Digest& next)
{
    return write(practice, {0, {now, next}, {}});
}

Status PinsStore::put(PracticeId practice, const entry::PinsOrdered& order, Instant now)
{
    DOORSTEP_TRY(known, newest(practice));
    const quint64 inForce = known ? known->serial : 0;
    if (order.serial <= inForce || !entry::isSerialNear(order.serial, inForce, now))
        return {};
    const bool isSame = known && known->pins == order.pins;
    return write(practice, {order.serial, order.pins, isSame ? known->since : now});
}

Result<std::optional<ToldPins>> PinsStore::newest(PracticeId practice)
{
    DOORSTEP_TRY(rows, m_sql.run(pins_sql::Find, practice));
    if (!rows.next())
        return std::optional<ToldPins>();
    DOORSTEP_TRY(pins, entry::pinsFrom(rows.bytes(1)));
    return std::optional(ToldPins{quint64(rows.number(0)), std::move(pins), rows.instant(2)});
}

} // namespace doorstep::server
