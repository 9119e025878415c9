#include "core/store/batch_store.h"

#include "core/store/row_query.h"

namespace doorstep::store {

namespace batch_sql {

const QString Find = QStringLiteral("WHERE batch = ?");
const QString ByNumber = QStringLiteral("WHERE batchNumber = ? ORDER BY receivedOn");
const QString ByGtin = QStringLiteral("WHERE gtin = ? ORDER BY expires");
const QString All = QStringLiteral("ORDER BY programme, productName, expires, batch");

} // namespace batch_sql

Result<std::optional<domain::BatchRow>> BatchStore::find(BatchId batch)
{
    return RowQuery<domain::BatchRow>(m_connection, batch_sql::Find).bind(batch).first();
}

Result<std::vector<domain::BatchRow>> BatchStore::byNumber(const QString& batchNumber)
{
    return RowQuery<domain::BatchRow>(m_connection, batch_sql::ByNumber).bind(batchNumber).all();
}

Result<std::vector<domain::BatchRow>> BatchStore::byGtin(const QString& gtin)
{
    return RowQuery<domain::BatchRow>(m_connection, batch_sql::ByGtin).bind(gtin).all();
}

Result<std::vector<domain::BatchRow>> BatchStore::all()
{
    return RowQuery<domain::BatchRow>(m_connection, batch_sql::All).all();
}

} // namespace doorstep::store
