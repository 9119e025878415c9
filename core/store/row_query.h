#pragma once

#include "core/ledger/tables.h"
#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// Typed rows of one projection. The column list comes from core/ledger's table descriptor; what
/// follows it ("WHERE ... ORDER BY ...") is a named constant of the Store that asks.
template <typename Row> class RowQuery {
public:
    RowQuery(Connection& connection, const QString& condition)
        : m_statement(connection.prepare(selectText(condition)))
    {
    }
    template <typename Value> RowQuery& bind(const Value& value)
    {
        if (m_statement)
            m_statement->bind(value);
        return *this;
    }
    [[nodiscard]] Result<std::vector<Row>> all()
    {
        if (!m_statement)
            return m_statement.error();
        std::vector<Row> rows;
        while (true) {
            DOORSTEP_TRY(more, m_statement->next());
            if (!more)
                return rows;
            rows.push_back(row());
        }
    }
    [[nodiscard]] Result<std::optional<Row>> first()
    {
        if (!m_statement)
            return m_statement.error();
        DOORSTEP_TRY(found, m_statement->next());
        if (!found)
            return std::optional<Row>();
        return std::optional(row());
    }

private:
    static QString selectText(const QString& condition)
    {
        const ledger::Table& table = ledger::tableOf<Row>();
        QString text = QStringLiteral("SELECT ");
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            text += (i > 0 ? QStringLiteral(", \"") : QStringLiteral("\""))
                + QString::fromLatin1(table.columns[i].name) + QLatin1Char('"');
        return text + QStringLiteral(" FROM \"") + QString::fromLatin1(table.name)
            + QStringLiteral("\" ") + condition;
    }
    [[nodiscard]] Row row() const
    {
        QVariantList values;
        const int count = int(ledger::tableOf<Row>().columns.size());
        values.reserve(count);
        for (int i = 0; i < count; ++i)
            values.append(m_statement->variant(i));
        return ledger::rowFrom<Row>(values);
    }

    Result<Statement> m_statement;
};

} // namespace doorstep::store
