#include "core/store/hold_store.h"

#include "core/store/row_query.h"

namespace doorstep::store {

namespace hold_sql {

const QString Open = QStringLiteral("WHERE status = 'open' ORDER BY urgent DESC, hold");
const QString Decided
    = QStringLiteral("WHERE status = 'closed' ORDER BY closedAt DESC, hold LIMIT ?");
const QString Find = QStringLiteral("WHERE hold = ?");
const QString OfAggregate = QStringLiteral("WHERE aggregate = ? ORDER BY urgent DESC, hold");
const QString AlsoRecorded = QStringLiteral("WHERE aggregate = ? ORDER BY field, recordedAt");
const QString FieldHeads = QStringLiteral("WHERE aggregate = ?");
const QString FieldHead = QStringLiteral("WHERE aggregate = ? AND field = ?");

} // namespace hold_sql

Result<std::vector<domain::HoldRow>> HoldStore::open()
{
    return RowQuery<domain::HoldRow>(m_connection, hold_sql::Open).all();
}

Result<std::vector<domain::HoldRow>> HoldStore::decided(int most)
{
    return RowQuery<domain::HoldRow>(m_connection, hold_sql::Decided).bind(most).all();
}

Result<std::optional<domain::HoldRow>> HoldStore::find(HoldId hold)
{
    return RowQuery<domain::HoldRow>(m_connection, hold_sql::Find).bind(hold).first();
}

Result<std::vector<domain::HoldRow>> HoldStore::ofAggregate(AggregateId aggregate)
{
    return RowQuery<domain::HoldRow>(m_connection, hold_sql::OfAggregate).bind(aggregate).all();
}

Result<std::vector<domain::AlsoRecordedRow>> HoldStore::alsoRecorded(AggregateId aggregate)
{
    return RowQuery<domain::AlsoRecordedRow>(m_connection, hold_sql::AlsoRecorded)
        .bind(aggregate)
        .all();
}

Result<std::vector<domain::FieldHeadRow>> HoldStore::fieldHeads(AggregateId aggregate)
{
    return RowQuery<domain::FieldHeadRow>(m_connection, hold_sql::FieldHeads).bind(aggregate).all();
}

Result<EntryId> HoldStore::fieldHead(AggregateId aggregate, const QString& field)
{
    DOORSTEP_TRY(head,
        RowQuery<domain::FieldHeadRow>(m_connection, hold_sql::FieldHead)
            .bind(aggregate)
            .bind(field)
            .first());
    return head ? head->entry : EntryId();
}

} // namespace doorstep::store
