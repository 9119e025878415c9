#include "tests/e2e/folded_rows.h"

#include "core/ledger/tables.h"

namespace doorstep::test {

namespace rows_detail {

/// Rows of one table about one aggregate, each as one line of text.
Status appendRows(store::Connection& connection, const ledger::Table& table, AggregateId aggregate,
    QStringList& rows)
{
    const QString sql
        = QStringLiteral("SELECT * FROM \"%1\" WHERE \"%2\" = ?")
              .arg(QString::fromLatin1(table.name), QString::fromLatin1(table.aggregateColumn));
    DOORSTEP_TRY(statement, connection.prepare(sql));
    statement.bind(aggregate);
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return {};
        QStringList values{QString::fromLatin1(table.name)};
        for (int column = 0; column < int(table.columns.size()); ++column) {
            const QVariant value = statement.variant(column);
            values += value.typeId() == QMetaType::QByteArray
                ? QString::fromLatin1(value.toByteArray().toHex())
                : value.toString();
        }
        rows += values.join(QLatin1Char('|'));
    }
}

} // namespace rows_detail

Result<QStringList> foldedRows(store::Connection& connection, AggregateId aggregate)
{
    QStringList rows;
    for (const ledger::Table& table : ledger::tables())
        DOORSTEP_CHECK(rows_detail::appendRows(connection, table, aggregate, rows));
    rows.sort();
    return rows;
}

} // namespace doorstep::test
