#include "core/store/connection.h"

#include "core/vfs/sealed_vfs.h"

#include <QSqlError>
#include <QUuid>

namespace doorstep::store {

namespace sql {

// SQLite's extended result codes for a broken UNIQUE or PRIMARY KEY.
constexpr int ConstraintPrimaryKey = 1555;
constexpr int ConstraintUnique = 2067;

Error errorOf(const QSqlError& error)
{
    const int code = error.nativeErrorCode().toInt();
    if (code == ConstraintPrimaryKey || code == ConstraintUnique)
        return {ErrorCode::Exists, "row exists", true};
    return vfs::storeError(error);
}

} // namespace sql

Statement::Statement(std::shared_ptr<QSqlQuery> query)
    : m_query(std::move(query))
{
}

Statement::Statement(Statement&& other) noexcept
    : m_query(std::move(other.m_query))
    , m_bound(other.m_bound)
    , m_started(other.m_started)
{
}

Statement::~Statement()
{
    if (m_query)
        m_query->finish();
}

Statement& Statement::bind(qint64 value)
{
    m_query->bindValue(m_bound++, value);
    return *this;
}

Statement& Statement::bind(const QString& text)
{
    m_query->bindValue(m_bound++, text.isNull() ? QStringLiteral("") : text);
    return *this;
}

Statement& Statement::bind(const QByteArray& bytes)
{
    m_query->bindValue(m_bound++, bytes.isNull() ? QByteArray("") : bytes);
    return *this;
}

Statement& Statement::bind(QDate day)
{
    return day.isValid() ? bind(day.toString(Qt::ISODate)) : bindNull();
}

Statement& Statement::bindNull()
{
    m_query->bindValue(m_bound++, QVariant());
    return *this;
}

Statement& Statement::bindVariant(const QVariant& value)
{
    m_query->bindValue(m_bound++, value);
    return *this;
}

Status Statement::execute()
{
    m_started = true;
    if (!m_query->exec())
        return sql::errorOf(m_query->lastError());
    return {};
}

Status Statement::run()
{
    DOORSTEP_CHECK(execute());
    m_bound = 0;
    return {};
}

Result<bool> Statement::next()
{
    if (!m_started)
        DOORSTEP_CHECK(execute());
    if (m_query->next())
        return true;
    if (m_query->lastError().isValid())
        return sql::errorOf(m_query->lastError());
    return false;
}

qint64 Statement::changes() const
{
    return m_query->numRowsAffected();
}
qint64 Statement::insertedRow() const
{
    return m_query->lastInsertId().toLongLong();
}
bool Statement::isNull(int column) const
{
    return m_query->isNull(column);
}
qint64 Statement::integer(int column) const
{
    return m_query->value(column).toLongLong();
}
QString Statement::text(int column) const
{
    return m_query->value(column).toString();
}
QByteArray Statement::bytes(int column) const
{
    return m_query->value(column).toByteArray();
}
QVariant Statement::variant(int column) const
{
    return m_query->value(column);
}

Connection::Connection(QString name, Mode mode)
    : m_name(std::move(name))
    , m_mode(mode)
{
}

Result<std::unique_ptr<Connection>> Connection::open(
    const QString& databasePath, const vfs::VfsKey& key, Mode mode)
{
    const QString name = QStringLiteral("doorstep-") + QUuid::createUuid().toString(QUuid::Id128);
    std::unique_ptr<Connection> connection(new Connection(name, mode));
    auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
    DOORSTEP_TRY(sealed,
        vfs::openSealed(database, databasePath, key,
            mode == Mode::Write ? vfs::OpenMode::ReadWrite : vfs::OpenMode::ReadOnly));
    Q_UNUSED(sealed)
    return connection;
}

Connection::~Connection()
{
    m_prepared.clear();
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

Result<Statement> Connection::prepare(const QString& text)
{
    auto& kept = m_prepared[text];
    // A statement still being read (a recursion) keeps its own; the next caller gets another.
    if (kept && kept.use_count() == 1)
        return Statement(kept);
    auto query = std::make_shared<QSqlQuery>(QSqlDatabase::database(m_name, false));
    query->setForwardOnly(true);
    if (!query->prepare(text))
        return sql::errorOf(query->lastError());
    if (!kept)
        kept = query;
    return Statement(std::move(query));
}

Status Connection::run(const QString& text)
{
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    if (!query.exec(text))
        return sql::errorOf(query.lastError());
    return {};
}

Result<Transaction> Transaction::begin(Connection& connection)
{
    if (connection.m_inTransaction)
        return Error{ErrorCode::Internal, "transaction within a transaction", true};
    DOORSTEP_TRY(statement, connection.prepare(QStringLiteral("BEGIN IMMEDIATE")));
    DOORSTEP_CHECK(statement.run());
    connection.m_inTransaction = true;
    return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr))
{
}

Transaction::~Transaction()
{
    if (!m_connection)
        return;
    m_connection->m_inTransaction = false;
    // SQLite has rolled back by itself after some errors; then this one fails and changes nothing.
    if (auto statement = m_connection->prepare(QStringLiteral("ROLLBACK")))
        Q_UNUSED(statement->run().ok());
}

Status Transaction::commit()
{
    DOORSTEP_TRY(statement, m_connection->prepare(QStringLiteral("COMMIT")));
    DOORSTEP_CHECK(statement.run());
    m_connection->m_inTransaction = false;
    m_connection = nullptr;
    return {};
}

} // namespace doorstep::store
