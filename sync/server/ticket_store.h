#pragma once

#include "core/entry/clear_kinds.h"
#include "sync/protocol/wire_ids.h"
#include "sync/server/sql.h"

#include <optional>

namespace doorstep::server {

/// One enrolment under way. The server keeps the hash of the ticket and what tablet and desk posted
/// for each other, none of which opens anything.
struct Ticket {
    crypto::Digest hash;
    DeviceId openedBy;
    entry::DeviceRole role = entry::DeviceRole::Tablet;
    Instant expires;
    bool flagged = false;
    QByteArray offer; ///< encoded messages, verbatim; empty until posted
    QByteArray challenge;
    QByteArray reveal;
    QByteArray accepted;
    bool fetched = false;
};

[[nodiscard]] crypto::Digest ticketHash(PracticeId practice, sync::TicketId ticket);

/// Table ticket.
class TicketStore {
public:
    explicit TicketStore(Sql& sql)
        : m_sql(sql)
    {
    }
    /// Exists when it was opened before; LimitExceeded when too many are open.
    [[nodiscard]] Status open(PracticeId practice, const Ticket& ticket);
    /// Nothing when unknown or expired at `now`.
    [[nodiscard]] Result<std::optional<Ticket>> find(
        PracticeId practice, const crypto::Digest& hash, Instant now);
    [[nodiscard]] Status save(PracticeId practice, const Ticket& ticket);
    [[nodiscard]] Status drop(PracticeId practice, const crypto::Digest& hash);
    [[nodiscard]] Status dropExpired(Instant now);

private:
    Sql& m_sql;
};

} // namespace doorstep::server
