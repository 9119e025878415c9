#pragma once

#include "tests/fault/sql_connection.h"

#include <QByteArrayList>
#include <random>

namespace doorstep::test {

/// Seeded transactions that exercise what SQLite does to a file: small and large, overflow pages,
/// spills, savepoints, roll-backs, deletions, checkpoints, VACUUM. The same seed gives the same
/// SQL.
class Workload {
public:
    using Random = std::mt19937_64;

    Workload(Random& random, QByteArray marker)
        : m_random(random)
        , m_marker(std::move(marker))
    {
    }

    /// The schema, in one transaction.
    [[nodiscard]] QByteArray creation() const;
    /// The statements of one transaction, COMMIT or ROLLBACK last. A large one (about one in eight)
    /// changes more pages than a cache of 10.
    [[nodiscard]] QByteArrayList transaction();
    /// Sometimes a checkpoint or a VACUUM, mostly nothing.
    [[nodiscard]] QByteArray housekeeping(bool isWal);

    /// A hash of all rows; empty when there is no schema; "error N" when it cannot be read.
    [[nodiscard]] static QByteArray digest(SqlConnection& connection);

private:
    [[nodiscard]] QByteArray change();
    [[nodiscard]] QByteArray number(unsigned below)
    {
        return QByteArray::number(below == 0 ? 0 : qulonglong(m_random() % below));
    }

    Random& m_random;
    QByteArray m_marker;
};

} // namespace doorstep::test
