#pragma once

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/base/result.h"
#include "core/crypto/crypto.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <memory>
#include <unordered_map>

/// Prepared statements over one Qt SQL connection. The SQL of this server keeps to what SQLite and
/// PostgreSQL share (ON CONFLICT, partial indexes, BYTEA and BIGINT as type names, `?` for values),
/// so that the PostgreSQL edition is another connection, not other code.
namespace doorstep::server {

/// The rows of one statement; releases it when it goes. One at a time per statement.
class Rows {
public:
    explicit Rows(QSqlQuery& query)
        : m_query(&query)
    {
    }
    ~Rows()
    {
        if (m_query)
            m_query->finish();
    }
    Rows(Rows&& other) noexcept
        : m_query(std::exchange(other.m_query, nullptr))
    {
    }
    Rows& operator=(Rows&&) = delete;
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;

    [[nodiscard]] bool next() { return m_query->next(); }
    [[nodiscard]] bool isNull(int column) const { return m_query->isNull(column); }
    [[nodiscard]] QByteArray bytes(int column) const
    {
        return m_query->value(column).toByteArray();
    }
    [[nodiscard]] QString text(int column) const { return m_query->value(column).toString(); }
    [[nodiscard]] qint64 number(int column) const { return m_query->value(column).toLongLong(); }
    [[nodiscard]] Instant instant(int column) const { return {number(column)}; }
    /// Ids, keys, digests. A stored value of another size gives zeros, which match nothing.
    template <typename FixedType> [[nodiscard]] FixedType fixed(int column) const
    {
        auto value = FixedType::fromBytes(bytes(column));
        return value ? *value : FixedType();
    }

private:
    QSqlQuery* m_query;
};

class Sql {
public:
    explicit Sql(const QSqlDatabase& database)
        : m_database(database)
    {
    }

    /// `text` is a named constant: it is prepared once and found again by its address.
    template <typename... Values>
    [[nodiscard]] Result<Rows> run(const char* text, const Values&... values)
    {
        DOORSTEP_TRY(query, prepared(text));
        ++m_runs;
        int place = 0;
        (query->bindValue(place++, bound(values)), ...);
        DOORSTEP_CHECK(execute(*query));
        return Rows(*query);
    }
    /// For statements without rows.
    template <typename... Values>
    [[nodiscard]] Status change(const char* text, const Values&... values)
    {
        DOORSTEP_TRY(rows, run(text, values...));
        (void)rows;
        return {};
    }
    /// Statements so far: what a page or a push costs grows with them.
    [[nodiscard]] quint64 runs() const { return m_runs; }
    [[nodiscard]] QSqlDatabase& database() { return m_database; }

private:
    [[nodiscard]] Result<QSqlQuery*> prepared(const char* text);
    [[nodiscard]] static Status execute(QSqlQuery& query);

    // A null QByteArray would be stored as NULL; here empty bytes are bytes.
    static QVariant bound(const QByteArray& bytes)
    {
        return bytes.isNull() ? QVariant(QByteArray("")) : QVariant(bytes);
    }
    static QVariant bound(const QString& text) { return text; }
    static QVariant bound(qint64 number) { return number; }
    static QVariant bound(quint64 number) { return static_cast<qint64>(number); }
    static QVariant bound(int number) { return number; }
    static QVariant bound(quint32 number) { return static_cast<qint64>(number); }
    static QVariant bound(bool flag) { return flag ? 1 : 0; }
    static QVariant bound(Instant instant) { return instant.ms; }
    template <typename Tag> static QVariant bound(const Id<Tag>& id) { return id.toBytes(); }
    template <int Size, typename Tag> static QVariant bound(const crypto::Fixed<Size, Tag>& value)
    {
        return value.toBytes();
    }

    QSqlDatabase m_database;
    quint64 m_runs = 0;
    std::unordered_map<const char*, std::unique_ptr<QSqlQuery>> m_statements;
};

} // namespace doorstep::server
