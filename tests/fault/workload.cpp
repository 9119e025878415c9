#include "tests/fault/workload.h"

#include <QCryptographicHash>

namespace doorstep::test {

QByteArray Workload::creation() const
{
    return "BEGIN;"
           "CREATE TABLE visits(id INTEGER PRIMARY KEY, name TEXT, note TEXT);"
           "CREATE INDEX visits_name ON visits(name);"
           "CREATE TABLE words(word TEXT PRIMARY KEY, meaning TEXT) WITHOUT ROWID;"
           "CREATE TABLE progress(commits INTEGER);"
           "INSERT INTO progress VALUES (0);"
           "COMMIT";
}

QByteArray Workload::change()
{
    const QByteArray salt = number(1'000'000);
    switch (m_random() % 8) {
    case 0:
    case 1:
    case 2: // short and long rows; long ones take overflow pages
        return "INSERT INTO visits(name, note) SELECT '" + m_marker + " ' || (value * " + salt
            + " % 997), '" + m_marker + "' || hex(zeroblob(" + number(m_random() % 6 ? 200 : 9000)
            + ")) || value FROM (WITH RECURSIVE c(value) AS (SELECT 1 UNION ALL SELECT value + 1 "
              "FROM c"
              " WHERE value < "
            + QByteArray::number(1 + qulonglong(m_random() % 6)) + ") SELECT value FROM c)";
    case 3:
        return "UPDATE visits SET name = '" + m_marker + " moved " + salt + "', note = note || '"
            + salt + "' WHERE id % 11 = " + number(11);
    case 4:
        return "DELETE FROM visits WHERE id % 7 = " + number(7) + " AND id > " + number(40);
    case 5:
        return "UPDATE visits SET note = '" + m_marker + " short' WHERE id % 13 = " + number(13);
    default:
        return "INSERT OR REPLACE INTO words VALUES ('" + m_marker + number(60) + "', '" + m_marker
            + salt + "')";
    }
}

QByteArrayList Workload::transaction()
{
    QByteArrayList statements{"BEGIN", "UPDATE progress SET commits = commits + 1"};
    const bool large = m_random() % 8 == 0;
    const auto count = large ? 12 : 1 + m_random() % 3;
    for (std::size_t i = 0; i < count; ++i) {
        const bool undone = m_random() % 9 == 0;
        if (undone)
            statements << "SAVEPOINT step";
        statements << change();
        if (large)
            statements << "UPDATE visits SET note = note || '+' WHERE id % 2 = " + number(2);
        if (undone)
            statements << "ROLLBACK TO step"
                       << "RELEASE step";
    }
    statements << (m_random() % 10 == 0 ? "ROLLBACK" : "COMMIT");
    return statements;
}

QByteArray Workload::housekeeping(bool isWal)
{
    const auto choice = m_random() % 40;
    if (choice == 0)
        return "VACUUM";
    if (!isWal)
        return {};
    if (choice == 1)
        return "PRAGMA wal_checkpoint(TRUNCATE)";
    if (choice == 2)
        return "PRAGMA wal_checkpoint(RESTART)";
    return choice == 3 ? "PRAGMA wal_checkpoint(PASSIVE)" : "";
}

QByteArray Workload::digest(SqlConnection& connection)
{
    const QByteArray tables = connection.value("SELECT count(*) FROM sqlite_master");
    if (connection.code() != SQLITE_OK)
        return "error " + QByteArray::number(connection.code());
    if (tables == "0")
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha1);
    const auto addRow = [&](sqlite3_stmt* statement) {
        for (int column = 0; column < sqlite3_column_count(statement); ++column) {
            hash.addData(
                QByteArrayView(static_cast<const char*>(sqlite3_column_blob(statement, column)),
                    sqlite3_column_bytes(statement, column)));
            hash.addData(QByteArrayView("\x1f", 1));
        }
    };
    for (const char* sql : {"SELECT id, name, note FROM visits ORDER BY id",
             "SELECT word, meaning FROM words ORDER BY word", "SELECT commits FROM progress"}) {
        if (!connection.each(sql, addRow))
            return "error " + QByteArray::number(connection.code());
    }
    return hash.result().toHex();
}

} // namespace doorstep::test
