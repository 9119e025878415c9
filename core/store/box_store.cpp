#include "core/store/box_store.h"

#include "core/store/row_query.h"

namespace doorstep::store {

namespace box_sql {

const QString Find = QStringLiteral("WHERE box = ?");
const QString OfRound = QStringLiteral("WHERE round = ? ORDER BY loadedAt, box");
const QString Contents = QStringLiteral("WHERE box = ? ORDER BY expires, batchNumber");
const QString ContentsOfBatch = QStringLiteral("WHERE batch = ? ORDER BY box");
const QString Movements = QStringLiteral("WHERE box = ? ORDER BY recordedAt");
const QString MovementsOf = QStringLiteral("WHERE vaccination = ? ORDER BY recordedAt");
const QString Temperatures = QStringLiteral("WHERE box = ? AND current = 1 ORDER BY takenAt");
const QString LastTemperature
    = QStringLiteral("WHERE box = ? AND current = 1 ORDER BY takenAt DESC LIMIT 1");

} // namespace box_sql

Result<std::optional<domain::BoxRow>> BoxStore::find(BoxId box)
{
    return RowQuery<domain::BoxRow>(m_connection, box_sql::Find).bind(box).first();
}

Result<std::vector<domain::BoxRow>> BoxStore::ofRound(RoundId round)
{
    return RowQuery<domain::BoxRow>(m_connection, box_sql::OfRound).bind(round).all();
}

Result<std::vector<domain::BoxContentRow>> BoxStore::contents(BoxId box)
{
    return RowQuery<domain::BoxContentRow>(m_connection, box_sql::Contents).bind(box).all();
}

Result<std::vector<domain::BoxContentRow>> BoxStore::contentsOfBatch(BatchId batch)
{
    return RowQuery<domain::BoxContentRow>(m_connection, box_sql::ContentsOfBatch)
        .bind(batch)
        .all();
}

Result<std::vector<domain::StockMovementRow>> BoxStore::movements(BoxId box)
{
    return RowQuery<domain::StockMovementRow>(m_connection, box_sql::Movements).bind(box).all();
}

Result<std::vector<domain::StockMovementRow>> BoxStore::movementsOf(EntryId vaccination)
{
    return RowQuery<domain::StockMovementRow>(m_connection, box_sql::MovementsOf)
        .bind(vaccination)
        .all();
}

Result<std::vector<domain::TemperatureRow>> BoxStore::temperatures(BoxId box)
{
    return RowQuery<domain::TemperatureRow>(m_connection, box_sql::Temperatures).bind(box).all();
}

Result<std::optional<domain::TemperatureRow>> BoxStore::lastTemperature(BoxId box)
{
    return RowQuery<domain::TemperatureRow>(m_connection, box_sql::LastTemperature)
        .bind(box)
        .first();
}

} // namespace doorstep::store
