#pragma once

#include <QByteArray>
#include <sqlite3.h>

namespace doorstep::test {

/// A connection through SQLite's C API: the tests below Qt SQL need its result codes.
class SqlConnection {
public:
    explicit SqlConnection(const QByteArray& uri)
    {
        m_rc = sqlite3_open_v2(uri.constData(), &m_db,
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, nullptr);
        if (m_rc == SQLITE_OK)
            sqlite3_busy_timeout(m_db, 5000);
    }
    ~SqlConnection() { close(); }
    SqlConnection(const SqlConnection&) = delete;
    SqlConnection& operator=(const SqlConnection&) = delete;

    void close()
    {
        sqlite3_close(m_db);
        m_db = nullptr;
    }
    [[nodiscard]] sqlite3* raw() const { return m_db; }
    /// Of the last call; SQLITE_OK when it went well.
    [[nodiscard]] int code() const { return m_rc; }
    [[nodiscard]] QByteArray what() const
    {
        return QByteArray(sqlite3_errmsg(m_db)) + " (" + QByteArray::number(m_rc) + ")";
    }

    bool run(const QByteArray& sql)
    {
        m_rc = sqlite3_exec(m_db, sql.constData(), nullptr, nullptr, nullptr);
        if (m_rc != SQLITE_OK)
            m_rc = sqlite3_extended_errcode(m_db);
        return m_rc == SQLITE_OK;
    }

    /// Calls `row(statement)` for every row.
    template <typename Row> bool each(const QByteArray& sql, Row&& row)
    {
        sqlite3_stmt* statement = nullptr;
        m_rc = sqlite3_prepare_v2(m_db, sql.constData(), -1, &statement, nullptr);
        while (m_rc == SQLITE_OK || m_rc == SQLITE_ROW) {
            m_rc = sqlite3_step(statement);
            if (m_rc == SQLITE_ROW)
                row(statement);
        }
        if (m_rc == SQLITE_DONE)
            m_rc = SQLITE_OK;
        else
            m_rc = sqlite3_extended_errcode(m_db);
        sqlite3_finalize(statement);
        return m_rc == SQLITE_OK;
    }

    /// First value of the first row, empty when there is none or on an error.
    QByteArray value(const QByteArray& sql)
    {
        QByteArray first;
        bool isFirst = true;
        each(sql, [&](sqlite3_stmt* statement) {
            if (std::exchange(isFirst, false))
                first = QByteArray(reinterpret_cast<const char*>(sqlite3_column_blob(statement, 0)),
                    sqlite3_column_bytes(statement, 0));
        });
        return first;
    }

private:
    sqlite3* m_db = nullptr;
    int m_rc = SQLITE_OK;
};

} // namespace doorstep::test
