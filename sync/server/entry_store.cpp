#include "sync/server/entry_store.h"

namespace doorstep::server {
namespace entry_sql {

// The plus keeps the planner from taking the primary key for the order, and reading a whole
// practice for one id.
constexpr const char* Known = "SELECT seq, hash, state, reason FROM entry"
                              " WHERE practice = ? AND entry_id = ? ORDER BY +seq";
constexpr const char* Insert
    = "INSERT INTO entry(practice, seq, device, incarnation, ctr, entry_id, hash, author_device,"
      " staff, state, reason, ungranted, received_at, bytes)"
      " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* SetState = "UPDATE entry SET state = ? WHERE practice = ? AND seq = ?";
constexpr const char* Read
    = "SELECT seq, device, incarnation, ctr, state, reason, ungranted, received_at, bytes"
      " FROM entry WHERE practice = ? AND seq = ?";
// The literals let the planner use the partial index on held entries.
constexpr const char* WaitingForKey
    = "SELECT seq, device, incarnation, ctr, state, reason, ungranted, received_at, bytes"
      " FROM entry WHERE practice = ? AND staff = ? AND author_device = ? AND state = 1"
      " AND reason = 2 ORDER BY +seq";
constexpr const char* HeldCount = "SELECT COUNT(*) FROM entry WHERE practice = ? AND state = 1";
constexpr const char* Route
    = "INSERT INTO route(practice, scope, seq, entry_seq, chain) VALUES(?, ?, ?, ?, ?)";
constexpr const char* InScope
    = "SELECT seq, entry_seq, scope FROM route WHERE practice = ? AND scope = ? AND seq > ?"
      " AND seq <= ? ORDER BY seq LIMIT ?";
constexpr const char* InPractice
    = "SELECT seq, entry_seq, scope FROM route WHERE practice = ? AND seq > ? AND seq <= ?"
      " ORDER BY seq LIMIT ?";
constexpr const char* ReleasedOf
    = "SELECT r.seq, r.entry_seq, r.scope FROM route r"
      " JOIN entry e ON e.practice = r.practice AND e.seq = r.entry_seq"
      " WHERE r.practice = ? AND r.entry_seq <> r.seq AND r.seq > ? AND r.seq <= ?"
      " AND e.device = ? ORDER BY r.seq LIMIT ?";
constexpr const char* ReleasedAt
    = "SELECT seq FROM route WHERE practice = ? AND seq > ? AND entry_seq = ? AND entry_seq <> seq"
      " ORDER BY seq LIMIT 1";
constexpr const char* ScopeUsed = "SELECT 1 FROM route WHERE practice = ? AND scope = ? LIMIT 1";
constexpr const char* ChainAt = "SELECT chain FROM route WHERE practice = ? AND seq = ?";
constexpr const char* HashesInScope
    = "SELECT e.hash FROM route r JOIN entry e ON e.practice = r.practice AND e.seq = r.entry_seq"
      " WHERE r.practice = ? AND r.scope = ? AND r.seq <= ? AND e.state = 0";

std::optional<sync::HeldReason> reasonFrom(qint64 value)
{
    if (value == 0)
        return std::nullopt;
    return static_cast<sync::HeldReason>(value);
}

Result<StoredEntry> storedFrom(const Rows& rows)
{
    StoredEntry stored;
    stored.seq = static_cast<quint64>(rows.number(0));
    stored.device = rows.fixed<DeviceId>(1);
    stored.incarnation = rows.fixed<sync::IncarnationId>(2);
    stored.ctr = static_cast<quint64>(rows.number(3));
    stored.state = static_cast<EntryState>(rows.number(4));
    stored.reason = reasonFrom(rows.number(5));
    stored.ungranted = rows.number(6) != 0;
    stored.receivedAt = rows.instant(7);
    DOORSTEP_TRY(entry, entry::decodeEntry(rows.bytes(8)));
    stored.entry = std::move(entry);
    return stored;
}

std::vector<RoutedLine> linesFrom(Rows& rows)
{
    std::vector<RoutedLine> lines;
    while (rows.next())
        lines.push_back({static_cast<quint64>(rows.number(0)), static_cast<quint64>(rows.number(1)),
            rows.fixed<ScopeId>(2)});
    return lines;
}

} // namespace entry_sql

Result<std::vector<KnownEntry>> EntryStore::known(PracticeId practice, EntryId id)
{
    DOORSTEP_TRY(rows, m_sql.run(entry_sql::Known, practice, id));
    std::vector<KnownEntry> found;
    while (rows.next())
        found.push_back({static_cast<quint64>(rows.number(0)), rows.fixed<crypto::Digest>(1),
            static_cast<EntryState>(rows.number(2)), entry_sql::reasonFrom(rows.number(3))});
    return found;
}

Result<std::optional<quint64>> EntryStore::releasedAt(PracticeId practice, quint64 entrySeq)
{
    DOORSTEP_TRY(rows, m_sql.run(entry_sql::ReleasedAt, practice, entrySeq, entrySeq));
    return rows.next() ? std::optional(static_cast<quint64>(rows.number(0))) : std::nullopt;
}

Status EntryStore::insert(
    PracticeId practice, const StoredEntry& stored, const crypto::Digest& hash)
{
    const auto& header = stored.entry.header;
    return m_sql.change(entry_sql::Insert, practice, stored.seq, stored.device, stored.incarnation,
        stored.ctr, header.id, hash, header.device, header.staff, static_cast<int>(stored.state),
        stored.reason ? static_cast<int>(*stored.reason) : 0, stored.ungranted, stored.receivedAt,
        entry::encodeEntry(stored.entry));
}

Status EntryStore::setState(PracticeId practice, quint64 seq, EntryState state)
{
    return m_sql.change(entry_sql::SetState, static_cast<int>(state), practice, seq);
}

Result<StoredEntry> EntryStore::read(PracticeId practice, quint64 seq)
{
    DOORSTEP_TRY(rows, m_sql.run(entry_sql::Read, practice, seq));
    if (!rows.next())
        return Error{ErrorCode::NotFound, "entry"};
    return entry_sql::storedFrom(rows);
}

Result<std::vector<StoredEntry>> EntryStore::waitingForKey(
    PracticeId practice, StaffId staff, DeviceId device)
{
    DOORSTEP_TRY(rows, m_sql.run(entry_sql::WaitingForKey, practice, staff, device));
    std::vector<StoredEntry> found;
    while (rows.next()) {
        DOORSTEP_TRY(stored, entry_sql::storedFrom(rows));
        found.push_back(std::move(stored));
    }
    return found;
}

Result<qint64> EntryStore::heldCount(PracticeId practice)
{
    DOORSTEP_TRY(rows, m_sql.run(entry_sql::HeldCount, practice));
    return rows.next() ? rows.number(0) : 0;
}

Status EntryStore::route(PracticeId practice, const RoutedLine& line, const crypto::Digest& chain)
{
    return m_sql.change(
        entry_sql::Route, practice, line.scope, line.position, line.entrySeq, chain);
}

Result<std::vector<RoutedLine>> EntryStore::inScope(
    PracticeId practice, ScopeId scope, quint64 after, quint64 upTo, int most)
{
    DOORSTEP_TRY(rows, m_sql.run(entry_sql::InScope, practice, scope, after, upTo, most));
    return entry_sql::linesFrom(rows);
}

Result<std::vector<RoutedLine>> EntryStore::inPractice(
    PracticeId practice, quint64 after, quint64 upTo, int most)
{
    DOORSTEP_TRY(rows, m_sql.run(entry_sql::InPractice, practice, after, upTo, most));
    return entry_sql::linesFrom(rows);
}

Result<std::vector<RoutedLine>> EntryStore::releasedOf(
    PracticeId practice, DeviceId device, quint64 after, quint64 upTo, int most)
{
    DOORSTEP_TRY(rows, m_sql.run(entry_sql::ReleasedOf, practice, after, upTo, device, most));
    return entry_sql::linesFrom(rows);
}

Result<bool> EntryStore::scopeUsed(PracticeId practice, ScopeId scope)
{
    DOORSTEP_TRY(rows, m_sql.run(entry_sql::ScopeUsed, practice, scope));
    return rows.next();
}

Result<std::optional<crypto::Digest>> EntryStore::chainAt(PracticeId practice, quint64 position)
{
    if (position == 0)
        return std::optional(crypto::Digest());
    DOORSTEP_TRY(rows, m_sql.run(entry_sql::ChainAt, practice, position));
    if (!rows.next())
        return std::optional<crypto::Digest>();
    return std::optional(rows.fixed<crypto::Digest>(0));
}

Result<sync::ScopeDigest> EntryStore::digest(PracticeId practice, ScopeId scope, quint64 upTo)
{
    DOORSTEP_TRY(rows, m_sql.run(entry_sql::HashesInScope, practice, scope, upTo));
    sync::ScopeDigest digest;
    digest.scope = scope;
    while (rows.next())
        digest.add(rows.fixed<crypto::Digest>(0));
    return digest;
}

} // namespace doorstep::server
