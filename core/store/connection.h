#pragma once

#include "core/base/id.h"
#include "core/base/result.h"

#include <QDate>
#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <memory>

namespace doorstep::vfs {
class VfsKey;
}

namespace doorstep::store {

class Connection;

/// One run of a prepared statement: bind in order, then run() or next() until it says false.
/// Gives the statement back when it goes. Column numbers start at 0; a NULL reads as zero or empty.
class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    Statement& bind(qint64 value);
    Statement& bind(const QString& text);
    Statement& bind(const QByteArray& bytes);
    Statement& bind(int value) { return bind(qint64(value)); }
    Statement& bind(Instant instant) { return bind(instant.ms); }
    Statement& bind(QDate day); ///< ISO 8601, as projections keep it
    Statement& bindNull();
    template <typename Tag> Statement& bind(const Id<Tag>& id)
    {
        return id.isNull() ? bindNull() : bind(id.toBytes());
    }
    /// As core/ledger's tables make them: an invalid variant is NULL.
    Statement& bindVariant(const QVariant& value);

    /// For statements that return no rows. Busy, DiskFull, Corrupt, Exists (a unique key) or Io.
    [[nodiscard]] Status run();
    /// The first call runs the statement. False: no more rows.
    [[nodiscard]] Result<bool> next();
    [[nodiscard]] qint64 changes() const;
    [[nodiscard]] qint64 insertedRow() const;

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] QVariant variant(int column) const;
    [[nodiscard]] Instant instant(int column) const { return {integer(column)}; }
    /// The null id for NULL or bytes that are not an id.
    template <typename IdType> [[nodiscard]] IdType id(int column) const
    {
        const auto read = IdType::fromBytes(bytes(column));
        return read ? *read : IdType();
    }

private:
    friend class Connection;
    explicit Statement(std::shared_ptr<QSqlQuery> query);
    [[nodiscard]] Status execute();

    std::shared_ptr<QSqlQuery> m_query;
    int m_bound = 0;
    bool m_started = false;
};

/// One SQLite connection through Qt SQL and the sealed VFS, with its prepared statements.
/// Belongs to the thread that opened it. One writing connection a store; any number read.
class Connection {
public:
    enum class Mode { Write, Read };

    /// Proves through SQL that pages are being sealed before anything is read or written; errors of
    /// vfs::openSealed(), the file untouched.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(
        const QString& databasePath, const vfs::VfsKey& key, Mode mode);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// `sql` is a named constant of a Store: never text built from input.
    [[nodiscard]] Result<Statement> prepare(const QString& sql);
    [[nodiscard]] Status run(const QString& sql);
    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] bool inTransaction() const { return m_inTransaction; }

private:
    Connection(QString name, Mode mode);
    friend class Transaction;

    QString m_name;
    Mode m_mode;
    bool m_inTransaction = false;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_prepared;
};

/// Rolls back unless committed. Begins IMMEDIATE, so that a writer fails at once or not at all.
class Transaction {
public:
    [[nodiscard]] static Result<Transaction> begin(Connection& connection);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    [[nodiscard]] Status commit();

private:
    explicit Transaction(Connection& connection)
        : m_connection(&connection)
    {
    }
    Connection* m_connection;
};

} // namespace doorstep::store
