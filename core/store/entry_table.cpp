#include "core/store/entry_table.h"

#include "core/base/mutant.h"

namespace doorstep::store {

namespace entry_sql {

const QString Insert = QStringLiteral(
    "INSERT INTO entry(id, entryClass, keyClass, keyEpoch, device, staff, scope, wall, bytes, "
    "redacted, aggregate, act, kind, schema, payload, opened, verified, own, incarnation, ctr, "
    "chain, outboxLine, seq, state, reason) "
    "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
const QString Known = QStringLiteral("SELECT row, bytes, aggregate, own, redacted, seq, state, "
                                     "reason IS NOT NULL, opened FROM entry WHERE id = ?");
const QString Place = QStringLiteral(
    "UPDATE entry SET seq = ?, state = ?, reason = coalesce(?, reason) WHERE row = ?");
const QString SetState
    = QStringLiteral("UPDATE entry SET state = ?, reason = coalesce(?, reason) WHERE row = ?");
const QString SetExamined = QStringLiteral(
    "UPDATE entry SET opened = ?, verified = ?, kind = ?, schema = ?, aggregate = ?, act = ?, "
    "payload = ? WHERE row = ?");
const QString KeepBeside
    = QStringLiteral("INSERT INTO beside(id, bytes, seq, reason) VALUES(?, ?, ?, ?) "
                     "ON CONFLICT(bytes) DO NOTHING");
const QString Unverified = QStringLiteral("SELECT row, bytes, state, own FROM entry "
                                          "WHERE staff = ? AND device = ? AND verified <> 1");
/// Also what no key known so far fits: there may be several of an epoch.
const QString Closed = QStringLiteral("SELECT row, bytes, state, own FROM entry "
                                      "WHERE keyClass = ? AND keyEpoch = ? AND opened IN (0, 2)");
const QString PutAway
    = QStringLiteral("SELECT row, bytes, state, own FROM entry WHERE scope = ? AND opened = 3");
const QString Clear = QStringLiteral("SELECT row, bytes, state, own FROM entry WHERE entryClass "
                                     "NOT IN (1, 2, 6) ORDER BY seq IS NULL, seq, row");
const QString ClearAbout = QStringLiteral(
    "SELECT id, device, payload FROM entry WHERE aggregate = ? AND entryClass = ? AND opened = 1 "
    "AND verified = 1 AND state = 0 ORDER BY seq IS NULL, seq, row");
const QString HasTwin = QStringLiteral("SELECT 1 FROM beside WHERE id = ? LIMIT 1");
const QString LastOwn = QStringLiteral(
    "SELECT incarnation, ctr, chain, outboxLine FROM entry WHERE own = 1 AND incarnation = ? "
    "ORDER BY ctr DESC LIMIT 1");
const QString OwnFrom
    = QStringLiteral("SELECT row, incarnation, ctr, chain, outboxLine, bytes, aggregate, "
                     "entryClass, state FROM entry "
                     "WHERE own = 1 AND incarnation = ? AND ctr >= ? ORDER BY ctr LIMIT ?");
const QString OwnNotSafe
    = QStringLiteral("SELECT row, incarnation, ctr, chain, outboxLine, bytes, aggregate, "
                     "entryClass, state FROM entry "
                     "WHERE own = 1 AND (acked = 0 OR seq IS NULL OR seq > ?) ORDER BY row");
const QString Renumber = QStringLiteral(
    "UPDATE entry SET incarnation = ?, ctr = ?, chain = ?, acked = 0 WHERE row = ?");
const QString MakeOwn = QStringLiteral("UPDATE entry SET own = 1, acked = 1 WHERE row = ?");
const QString Acknowledge = QStringLiteral("UPDATE entry SET acked = 1, seq = coalesce(seq, ?) "
                                           "WHERE own = 1 AND incarnation = ? AND ctr = ?");
/// Not one that has another place by now: a page named where it was released to.
const QString Hold
    = QStringLiteral("UPDATE entry SET state = 1, reason = ? "
                     "WHERE own = 1 AND incarnation = ? AND ctr = ? AND seq = ? AND state = 0");
const QString FirstWaiting
    = QStringLiteral("SELECT min(ctr) FROM entry WHERE own = 1 AND acked = 0 AND incarnation = ?");
const QString WaitsElsewhere = QStringLiteral(
    "SELECT 1 FROM entry WHERE own = 1 AND acked = 0 AND incarnation IS NOT ? LIMIT 1");
const QString WaitingCount
    = QStringLiteral("SELECT count(*) FROM entry WHERE own = 1 AND acked = 0");
const QString SafeOutboxLines = QStringLiteral(
    "SELECT outboxLine FROM entry WHERE own = 1 AND outboxLine > 0 GROUP BY outboxLine "
    "HAVING min(acked AND seq IS NOT NULL AND seq <= ?) = 1");
const QString ForgetSequences = mutated(Mutant::LostStaysAcknowledged)
    ? QStringLiteral("UPDATE entry SET seq = NULL WHERE seq IS NOT NULL")
    : QStringLiteral("UPDATE entry SET seq = NULL, acked = 0 WHERE seq IS NOT NULL");
const QString AggregatesPlaced = QStringLiteral(
    "SELECT DISTINCT aggregate FROM entry WHERE seq IS NOT NULL AND aggregate IS NOT NULL");

const QString OwnWaitsIn
    = QStringLiteral("SELECT 1 FROM entry WHERE scope = ? AND own = 1 AND acked = 0 LIMIT 1");
const QString AggregatesIn = QStringLiteral(
    "SELECT DISTINCT aggregate FROM entry WHERE scope = ? AND aggregate IS NOT NULL");
const QString DropDrafts = QStringLiteral("DELETE FROM draft WHERE aggregate IN "
                                          "(SELECT aggregate FROM entry WHERE scope = ?)");
const QString DropOthers = QStringLiteral("DELETE FROM entry WHERE scope = ? AND own = 0");
const QString CloseOwn
    = QStringLiteral("UPDATE entry SET opened = 3, payload = NULL WHERE scope = ? AND own = 1");

QByteArray blob(const crypto::Digest& digest)
{
    return digest.toBytes();
}

Statement& bindSeq(Statement& statement, std::optional<qint64> seq)
{
    return seq ? statement.bind(*seq) : statement.bindNull();
}

Statement& bindReason(Statement& statement, const QByteArray& reason)
{
    return reason.isEmpty() ? statement.bindNull() : statement.bind(QString::fromUtf8(reason));
}

OwnPlace placeAt(const Statement& statement, int column)
{
    OwnPlace place;
    place.incarnation = statement.id<IncarnationId>(column);
    place.ctr = quint64(statement.integer(column + 1));
    if (const auto chain = crypto::Digest::fromBytes(statement.bytes(column + 2)))
        place.chain = *chain;
    place.outboxLine = quint64(statement.integer(column + 3));
    return place;
}

Result<std::vector<EntryTable::OwnRow>> ownRows(Statement& statement)
{
    std::vector<EntryTable::OwnRow> rows;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return rows;
        rows.push_back({statement.integer(0), placeAt(statement, 1), statement.bytes(5),
            statement.id<AggregateId>(6), entry::isSealed(entry::EntryClass(statement.integer(7))),
            static_cast<EntryState>(statement.integer(8))});
    }
}

Result<std::vector<EntryTable::WaitingRow>> waitingRows(Statement& statement)
{
    std::vector<EntryTable::WaitingRow> rows;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return rows;
        rows.push_back({statement.integer(0), statement.bytes(1),
            static_cast<EntryState>(statement.integer(2)), statement.integer(3) == 1});
    }
}

} // namespace entry_sql

Result<qint64> EntryTable::insert(const NewEntry& entry)
{
    const entry::Header& header = entry.entry.header;
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::Insert));
    statement.bind(header.id)
        .bind(int(header.entryClass))
        .bind(int(header.keyClass))
        .bind(qint64(header.keyEpoch))
        .bind(header.device)
        .bind(header.staff)
        .bind(header.scope)
        .bind(header.wall)
        .bind(entry.bytes)
        .bind(int(entry.entry.body.isEmpty()));
    const Examined& examined = entry.examined;
    statement.bind(examined.aggregate).bind(examined.act);
    if (examined.opened == Opening::Opened)
        statement.bind(examined.kind).bind(qint64(examined.schema)).bind(examined.payload);
    else
        statement.bindNull().bindNull().bindNull();
    statement.bind(int(examined.opened)).bind(int(examined.verified));
    statement.bind(int(entry.own.has_value()));
    if (entry.own)
        statement.bind(entry.own->incarnation)
            .bind(qint64(entry.own->ctr))
            .bind(entry_sql::blob(entry.own->chain))
            .bind(qint64(entry.own->outboxLine));
    else
        statement.bindNull().bindNull().bindNull().bindNull();
    entry_sql::bindSeq(statement, entry.seq);
    statement.bind(int(entry.state));
    entry_sql::bindReason(statement, entry.reason);
    DOORSTEP_CHECK(statement.run());
    return statement.insertedRow();
}

Result<std::optional<KnownRow>> EntryTable::known(EntryId id)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::Known));
    statement.bind(id);
    DOORSTEP_TRY(found, statement.next());
    if (!found)
        return std::optional<KnownRow>();
    KnownRow row{statement.integer(0), statement.bytes(1), statement.id<AggregateId>(2),
        statement.integer(3) == 1, statement.integer(4) == 1, std::nullopt,
        static_cast<EntryState>(statement.integer(6)), statement.integer(7) == 1,
        static_cast<Opening>(statement.integer(8))};
    if (!statement.isNull(5))
        row.seq = statement.integer(5);
    return std::optional(row);
}

Status EntryTable::place(qint64 row, qint64 seq, EntryState state, const QByteArray& reason)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::Place));
    statement.bind(seq).bind(int(state));
    return entry_sql::bindReason(statement, reason).bind(row).run();
}

Status EntryTable::setState(qint64 row, EntryState state, const QByteArray& reason)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::SetState));
    statement.bind(int(state));
    return entry_sql::bindReason(statement, reason).bind(row).run();
}

Status EntryTable::setExamined(qint64 row, const Examined& examined)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::SetExamined));
    statement.bind(int(examined.opened)).bind(int(examined.verified));
    if (examined.opened == Opening::Opened)
        statement.bind(examined.kind).bind(qint64(examined.schema));
    else
        statement.bindNull().bindNull();
    statement.bind(examined.aggregate).bind(examined.act);
    if (examined.opened == Opening::Opened)
        statement.bind(examined.payload);
    else
        statement.bindNull();
    return statement.bind(row).run();
}

Status EntryTable::keepBeside(const NewEntry& entry)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::KeepBeside));
    statement.bind(entry.entry.header.id).bind(entry.bytes);
    return entry_sql::bindReason(entry_sql::bindSeq(statement, entry.seq), entry.reason).run();
}

Result<std::vector<EntryTable::WaitingRow>> EntryTable::unverified(StaffId staff, DeviceId device)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::Unverified));
    return entry_sql::waitingRows(statement.bind(staff).bind(device));
}

Result<std::vector<EntryTable::WaitingRow>> EntryTable::closed(
    entry::KeyClass keyClass, quint32 epoch)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::Closed));
    return entry_sql::waitingRows(statement.bind(int(keyClass)).bind(qint64(epoch)));
}

Result<std::vector<EntryTable::WaitingRow>> EntryTable::clear()
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::Clear));
    return entry_sql::waitingRows(statement);
}

Result<std::vector<EntryTable::WaitingRow>> EntryTable::putAway(ScopeId scope)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::PutAway));
    return entry_sql::waitingRows(statement.bind(scope));
}

Result<std::vector<EntryTable::ClearRow>> EntryTable::clearAbout(
    AggregateId about, entry::EntryClass entryClass)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::ClearAbout));
    statement.bind(about).bind(int(entryClass));
    std::vector<ClearRow> rows;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return rows;
        rows.push_back({statement.id<EntryId>(0), statement.id<DeviceId>(1), statement.bytes(2)});
    }
}

Result<bool> EntryTable::hasTwin(EntryId id)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::HasTwin));
    return statement.bind(id).next();
}

Result<std::optional<OwnPlace>> EntryTable::lastOwn(IncarnationId incarnation)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::LastOwn));
    statement.bind(incarnation);
    DOORSTEP_TRY(found, statement.next());
    if (!found)
        return std::optional<OwnPlace>();
    return std::optional(entry_sql::placeAt(statement, 0));
}

Result<std::vector<EntryTable::OwnRow>> EntryTable::ownFrom(
    IncarnationId incarnation, quint64 ctr, int limit)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::OwnFrom));
    return entry_sql::ownRows(statement.bind(incarnation).bind(qint64(ctr)).bind(limit));
}

Result<std::vector<EntryTable::OwnRow>> EntryTable::ownNotSafe(qint64 safeSeq)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::OwnNotSafe));
    return entry_sql::ownRows(statement.bind(safeSeq));
}

Status EntryTable::makeOwn(qint64 row)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::MakeOwn));
    return statement.bind(row).run();
}

Status EntryTable::renumber(qint64 row, const OwnPlace& place)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::Renumber));
    return statement.bind(place.incarnation)
        .bind(qint64(place.ctr))
        .bind(entry_sql::blob(place.chain))
        .bind(row)
        .run();
}

Status EntryTable::acknowledge(IncarnationId incarnation, quint64 ctr, qint64 seq)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::Acknowledge));
    return statement.bind(seq).bind(incarnation).bind(qint64(ctr)).run();
}

Status EntryTable::hold(
    IncarnationId incarnation, quint64 ctr, qint64 seq, const QByteArray& reason)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::Hold));
    return statement.bind(QString::fromUtf8(reason))
        .bind(incarnation)
        .bind(qint64(ctr))
        .bind(seq)
        .run();
}

Result<quint64> EntryTable::firstWaiting(IncarnationId incarnation)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::FirstWaiting));
    statement.bind(incarnation);
    DOORSTEP_TRY(found, statement.next());
    return found ? quint64(statement.integer(0)) : 0;
}

Result<bool> EntryTable::waitsElsewhere(IncarnationId incarnation)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::WaitsElsewhere));
    return statement.bind(incarnation).next();
}

Result<int> EntryTable::waitingCount()
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::WaitingCount));
    DOORSTEP_TRY(found, statement.next());
    return found ? int(statement.integer(0)) : 0;
}

Result<std::vector<quint64>> EntryTable::safeOutboxLines(qint64 safeSeq)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::SafeOutboxLines));
    statement.bind(safeSeq);
    std::vector<quint64> lines;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return lines;
        lines.push_back(quint64(statement.integer(0)));
    }
}

Status EntryTable::forgetSequences()
{
    return m_connection.run(entry_sql::ForgetSequences);
}

Result<std::vector<AggregateId>> EntryTable::aggregatesOf(Statement statement)
{
    std::vector<AggregateId> aggregates;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return aggregates;
        aggregates.push_back(statement.id<AggregateId>(0));
    }
}

Result<std::vector<AggregateId>> EntryTable::aggregatesPlaced()
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::AggregatesPlaced));
    return aggregatesOf(std::move(statement));
}

Result<bool> EntryTable::ownWaitsIn(ScopeId scope)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::OwnWaitsIn));
    return statement.bind(scope).next();
}

Result<std::vector<AggregateId>> EntryTable::aggregatesIn(ScopeId scope)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_sql::AggregatesIn));
    statement.bind(scope);
    return aggregatesOf(std::move(statement));
}

Status EntryTable::putScopeAway(ScopeId scope)
{
    for (const QString* sql :
        {&entry_sql::DropDrafts, &entry_sql::DropOthers, &entry_sql::CloseOwn}) {
        DOORSTEP_TRY(statement, m_connection.prepare(*sql));
        DOORSTEP_CHECK(statement.bind(scope).run());
    }
    return {};
}

} // namespace doorstep::store
