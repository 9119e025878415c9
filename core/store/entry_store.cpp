#include "core/store/entry_store.h"

namespace doorstep::store {

namespace entry_reading {

using namespace Qt::StringLiterals;

// Columns of EntryRow, in the order rowAt() reads them.
const QString Columns
    = uR"(SELECT id, entryClass, device, staff, scope, aggregate, act, kind, schema,
    wall, seq, own, verified, redacted, payload, row FROM entry )"_s;
const QString Find = Columns + u"WHERE id = ?"_s;
const QString OfAggregate = Columns + u"WHERE aggregate = ? ORDER BY seq IS NULL, seq, ctr, row"_s;
const QString FirstOf
    = u"SELECT id FROM entry WHERE aggregate = ? ORDER BY seq IS NULL, seq, ctr, row LIMIT 1"_s;
const QString LaterAct = u"SELECT 1 FROM entry WHERE seq > ? AND device = ? AND act <> ? LIMIT 1"_s;
const QString OfAct = Columns + u"WHERE act = ? ORDER BY row"_s;
const QString Latest = Columns + u"ORDER BY wall DESC, row DESC LIMIT ?"_s;
const QString Ordered
    = u"SELECT seq, bytes FROM entry WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?"_s;

// One expression for the stage, so that lists and counts cannot disagree.
const QString Stage = uR"(CASE WHEN state <> 0 THEN 4 WHEN acked = 0 THEN 0 WHEN exported = 1 THEN 3
    WHEN seq <= (SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'store.safeSeq') THEN 2
    ELSE 1 END)"_s;
const QString ReceiptColumns = u"SELECT id, aggregate, kind, wall, "_s + Stage
    + u", seq, reason FROM entry WHERE own = 1 "_s;
const QString OneReceipt = ReceiptColumns + u"AND id = ?"_s;
// Nobody made the bundles of the audit trail: people look for what they wrote.
const QString ReceiptsAt = ReceiptColumns + u"AND kind IS NOT 'auditBundled' AND "_s + Stage
    + u" = ? ORDER BY row LIMIT ?"_s;
const QString ReceiptsOfAct = ReceiptColumns + u"AND act = ? ORDER BY row"_s;
const QString Counts = u"SELECT "_s + Stage
    + u", count(*) FROM entry WHERE own = 1 AND kind IS NOT 'auditBundled' GROUP BY 1"_s;
const QString CountsOf
    = u"SELECT "_s + Stage + u", count(*) FROM entry WHERE own = 1 AND aggregate = ? GROUP BY 1"_s;
// The words of the partial indexes, so that no store is read from end to end for them. A device
// without any desk key is never given one.
const QString Unreadable
    = uR"(SELECT (SELECT count(*) FROM entry WHERE opened IN (0, 2) AND opened = 0 AND state = 0
            AND (keyClass <> 2 OR EXISTS (SELECT 1 FROM epochKey WHERE keyClass = 2)))
        + (SELECT count(*) FROM entry
            WHERE verified <> 1 AND verified = 0 AND opened <> 0 AND state = 0),
        (SELECT count(*) FROM entry WHERE verified <> 1 AND verified = 2))"_s;
const QString NotUnderstood = u"SELECT count(*) FROM notUnderstood"_s;

EntryRow rowAt(const Statement& statement)
{
    EntryRow row;
    row.id = statement.id<EntryId>(0);
    row.entryClass = static_cast<entry::EntryClass>(statement.integer(1));
    row.device = statement.id<DeviceId>(2);
    row.staff = statement.id<StaffId>(3);
    row.scope = statement.id<ScopeId>(4);
    row.aggregate = statement.id<AggregateId>(5);
    row.act = statement.id<ActId>(6);
    row.kind = statement.text(7).toUtf8();
    row.schema = static_cast<quint32>(statement.integer(8));
    row.wall = statement.instant(9);
    if (!statement.isNull(10))
        row.seq = statement.integer(10);
    row.own = statement.integer(11) == 1;
    row.verified = statement.integer(12) == 1;
    row.redacted = statement.integer(13) == 1;
    row.payload = statement.bytes(14);
    row.row = statement.integer(15);
    return row;
}

Receipt receiptAt(const Statement& statement)
{
    Receipt receipt;
    receipt.entry = statement.id<EntryId>(0);
    receipt.aggregate = statement.id<AggregateId>(1);
    receipt.kind = statement.text(2).toUtf8();
    receipt.wall = statement.instant(3);
    receipt.stage = static_cast<store::Stage>(statement.integer(4));
    if (!statement.isNull(5))
        receipt.seq = statement.integer(5);
    receipt.reason = statement.text(6).toUtf8();
    return receipt;
}

template <typename Row>
Result<std::vector<Row>> rowsOf(Statement& statement, Row (*mapper)(const Statement&))
{
    std::vector<Row> rows;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return rows;
        rows.push_back(mapper(statement));
    }
}

Result<ReceiptCounts> countsOf(Statement& statement)
{
    ReceiptCounts counts;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return counts;
        const int count = int(statement.integer(1));
        switch (static_cast<store::Stage>(statement.integer(0))) {
        case store::Stage::Here:
            counts.here = count;
            break;
        case store::Stage::AtPractice:
            counts.atPractice = count;
            break;
        case store::Stage::Safe:
            counts.safe = count;
            break;
        case store::Stage::Exported:
            counts.exported = count;
            break;
        case store::Stage::Held:
            counts.held = count;
            break;
        }
    }
}

} // namespace entry_reading

Result<std::optional<EntryRow>> EntryStore::find(EntryId id)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_reading::Find));
    statement.bind(id);
    DOORSTEP_TRY(found, statement.next());
    if (!found)
        return std::optional<EntryRow>();
    return std::optional(entry_reading::rowAt(statement));
}

Result<std::vector<EntryRow>> EntryStore::ofAggregate(AggregateId aggregate)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_reading::OfAggregate));
    return entry_reading::rowsOf(statement.bind(aggregate), entry_reading::rowAt);
}

Result<EntryId> EntryStore::firstOf(AggregateId aggregate)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_reading::FirstOf));
    statement.bind(aggregate);
    DOORSTEP_TRY(found, statement.next());
    return found ? statement.id<EntryId>(0) : EntryId();
}

Result<bool> EntryStore::hasLaterAct(const EntryRow& entry)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_reading::LaterAct));
    statement.bind(entry.seq.value_or(0)).bind(entry.device).bind(entry.act);
    return statement.next();
}

Result<std::vector<EntryRow>> EntryStore::ofAct(ActId act)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_reading::OfAct));
    return entry_reading::rowsOf(statement.bind(act), entry_reading::rowAt);
}

Result<std::vector<EntryRow>> EntryStore::latest(int limit)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_reading::Latest));
    return entry_reading::rowsOf(statement.bind(limit), entry_reading::rowAt);
}

Result<std::vector<OrderedBytes>> EntryStore::ordered(qint64 after, qint64 through, int limit)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_reading::Ordered));
    return entry_reading::rowsOf<OrderedBytes>(
        statement.bind(after).bind(through).bind(limit), [](const Statement& row) {
            return OrderedBytes{row.integer(0), row.bytes(1)};
        });
}

Result<std::optional<Receipt>> EntryStore::receipt(EntryId id)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_reading::OneReceipt));
    statement.bind(id);
    DOORSTEP_TRY(found, statement.next());
    if (!found)
        return std::optional<Receipt>();
    return std::optional(entry_reading::receiptAt(statement));
}

Result<std::vector<Receipt>> EntryStore::receiptsOfAct(ActId act)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_reading::ReceiptsOfAct));
    return entry_reading::rowsOf(statement.bind(act), entry_reading::receiptAt);
}

Result<ReceiptCounts> EntryStore::receiptCounts()
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_reading::Counts));
    return entry_reading::countsOf(statement);
}

Result<ReceiptCounts> EntryStore::receiptCountsOf(AggregateId aggregate)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_reading::CountsOf));
    return entry_reading::countsOf(statement.bind(aggregate));
}

Result<std::vector<Receipt>> EntryStore::receiptsAt(Stage stage, int limit)
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_reading::ReceiptsAt));
    return entry_reading::rowsOf(statement.bind(int(stage)).bind(limit), entry_reading::receiptAt);
}

Result<UnreadableCounts> EntryStore::unreadable()
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_reading::Unreadable));
    DOORSTEP_TRY(found, statement.next());
    if (!found)
        return UnreadableCounts();
    return UnreadableCounts{int(statement.integer(0)), int(statement.integer(1))};
}

Result<int> EntryStore::notUnderstood()
{
    DOORSTEP_TRY(statement, m_connection.prepare(entry_reading::NotUnderstood));
    DOORSTEP_TRY(found, statement.next());
    return found ? int(statement.integer(0)) : 0;
}

} // namespace doorstep::store
