#pragma once

#include "core/ledger/kind.h"

#include <QVariantList>

/// The projections as SQL sees them: made from the rows' meta-objects, so that core/store can
/// create its schema, bind and read without knowing a single row type.
namespace doorstep::ledger {

enum class ColumnType { Text, Integer, Blob };

struct Column {
    QByteArray name; ///< the property's name; quote it in SQL
    ColumnType type = ColumnType::Text;
};

struct Table {
    QByteArray name; ///< PatientRow -> "patient", FollowUpRow -> "followUp"; quote it in SQL
    QByteArray aggregateColumn; ///< rows are replaced where this is the aggregate's id
    QList<QByteArray> key; ///< primary key columns
    QList<QList<QByteArray>> indexes; ///< beside the key and the aggregate column
    AggregateKind aggregate = AggregateKind::Unknown; ///< Any: every aggregate may have such rows
    std::vector<Column> columns; ///< in declaration order
    const QMetaObject* fields = nullptr;
};

[[nodiscard]] const std::vector<Table>& tables();
[[nodiscard]] const Table& tableOf(const QMetaObject& row);
template <typename Row> [[nodiscard]] const Table& tableOf()
{
    return tableOf(Row::staticMetaObject);
}

/// Values in column order, as Qt SQL binds them. NULL for null ids, Instant 0, invalid dates and
/// times, Unknown words, null strings and empty optionals. Lists are JSON arrays of text (ids as
/// hex); words are text.
[[nodiscard]] QVariantList columnValues(const Table& table, const void* row);
/// The inverse. A value of the wrong type leaves the member at its default: projections are
/// rebuilt, not repaired.
void readRow(const Table& table, const QVariantList& values, void* row);
template <typename Row> [[nodiscard]] Row rowFrom(const QVariantList& values)
{
    Row row;
    readRow(tableOf<Row>(), values, &row);
    return row;
}

} // namespace doorstep::ledger
