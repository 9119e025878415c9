#include "sync/server/ticket_store.h"

#include "sync/protocol/limits.h"

namespace doorstep::server {
namespace ticket_sql {

constexpr const char* Insert
    = "INSERT INTO ticket(practice, ticket_hash, opened_by, role, expires, flagged, offer,"
      " challenge, reveal, accepted, fetched) VALUES(?, ?, ?, ?, ?, 0, ?, ?, ?, ?, 0)";
constexpr const char* CountOpen = "SELECT COUNT(*) FROM ticket WHERE practice = ?";
constexpr const char* Find
    = "SELECT opened_by, role, expires, flagged, offer, challenge, reveal, accepted, fetched"
      " FROM ticket WHERE practice = ? AND ticket_hash = ? AND expires > ?";
constexpr const char* Save
    = "UPDATE ticket SET flagged = ?, offer = ?, challenge = ?, reveal = ?, accepted = ?,"
      " fetched = ? WHERE practice = ? AND ticket_hash = ?";
constexpr const char* Drop = "DELETE FROM ticket WHERE practice = ? AND ticket_hash = ?";
constexpr const char* DropExpired = "DELETE FROM ticket WHERE expires <= ?";

} // namespace ticket_sql

crypto::Digest ticketHash(PracticeId practice, sync::TicketId ticket)
{
    return crypto::hash({"DS-TICKET-1", practice.toBytes(), ticket.toBytes()});
}

Status TicketStore::open(PracticeId practice, const Ticket& ticket)
{
    {
        DOORSTEP_TRY(rows, m_sql.run(ticket_sql::CountOpen, practice));
        if (rows.next() && rows.number(0) >= sync::limits::MaxOpenTickets)
            return Error::transient(ErrorCode::LimitExceeded, "open tickets");
    }
    {
        DOORSTEP_TRY(rows, m_sql.run(ticket_sql::Find, practice, ticket.hash, qint64(0)));
        if (rows.next())
            return Error{ErrorCode::Exists, "ticket"};
    }
    return m_sql.change(ticket_sql::Insert, practice, ticket.hash, ticket.openedBy,
        static_cast<int>(ticket.role), ticket.expires, ticket.offer, ticket.challenge,
        ticket.reveal, ticket.accepted);
}

Result<std::optional<Ticket>> TicketStore::find(
    PracticeId practice, const crypto::Digest& hash, Instant now)
{
    DOORSTEP_TRY(rows, m_sql.run(ticket_sql::Find, practice, hash, now));
    if (!rows.next())
        return std::optional<Ticket>();
    Ticket ticket;
    ticket.hash = hash;
    ticket.openedBy = rows.fixed<DeviceId>(0);
    ticket.role = static_cast<entry::DeviceRole>(rows.number(1));
    ticket.expires = rows.instant(2);
    ticket.flagged = rows.number(3) != 0;
    ticket.offer = rows.bytes(4);
    ticket.challenge = rows.bytes(5);
    ticket.reveal = rows.bytes(6);
    ticket.accepted = rows.bytes(7);
    ticket.fetched = rows.number(8) != 0;
    return std::optional(ticket);
}

Status TicketStore::save(PracticeId practice, const Ticket& ticket)
{
    return m_sql.change(ticket_sql::Save, ticket.flagged, ticket.offer, ticket.challenge,
        ticket.reveal, ticket.accepted, ticket.fetched, practice, ticket.hash);
}

Status TicketStore::drop(PracticeId practice, const crypto::Digest& hash)
{
    return m_sql.change(ticket_sql::Drop, practice, hash);
}

Status TicketStore::dropExpired(Instant now)
{
    return m_sql.change(ticket_sql::DropExpired, now);
}

} // namespace doorstep::server
