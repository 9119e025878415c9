#include "core/vfs/raw_store.h"

namespace doorstep::vfs {

namespace {

/// A connection through the C API of the SQLite that the VFS is registered with.
class Connection {
public:
    explicit Connection(const QString& uri)
    {
        m_rc = sqlite3_open_v2(
            uri.toUtf8().constData(), &m_db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, nullptr);
    }
    ~Connection() { sqlite3_close(m_db); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] Status status() const
    {
        const int rc = m_rc == SQLITE_OK ? SQLITE_OK : sqlite3_extended_errcode(m_db);
        if (rc == SQLITE_OK)
            return {};
        const QByteArray detail = "sqlite " + QByteArray::number(rc);
        if ((rc & 0xff) == SQLITE_BUSY)
            return Error::transient(ErrorCode::Busy, detail);
        if ((rc & 0xff) == SQLITE_FULL)
            return Error::transient(ErrorCode::DiskFull, detail);
        const bool damaged = rc == SQLITE_IOERR_DATA || (rc & 0xff) == SQLITE_CORRUPT;
        return Error{damaged ? ErrorCode::Corrupt : ErrorCode::Io, detail};
    }

    void reserve(int bytes)
    {
        sqlite3_file_control(m_db, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes);
    }

    void vacuumInto(const QString& uri)
    {
        const QByteArray target = uri.toUtf8();
        sqlite3_stmt* statement = nullptr;
        m_rc = sqlite3_prepare_v2(m_db, "VACUUM INTO ?1", -1, &statement, nullptr);
        if (m_rc == SQLITE_OK)
            m_rc = sqlite3_bind_text(
                statement, 1, target.constData(), int(target.size()), SQLITE_TRANSIENT);
        if (m_rc == SQLITE_OK)
            m_rc = sqlite3_step(statement) == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR;
        sqlite3_finalize(statement);
    }

private:
    sqlite3* m_db = nullptr;
    int m_rc = SQLITE_OK;
};

} // namespace

Status copyStore(const QString& from, const VfsKey& fromKey, const QString& to, const VfsKey& toKey)
{
    DOORSTEP_TRY(source, findLoaded(fromKey));
    DOORSTEP_TRY(target, findLoaded(toKey));
    const int sourceReserved = source.cipher->layout().reserved();
    const int targetReserved = target.cipher->layout().reserved();
    if (source.vfs != target.vfs || targetReserved < sourceReserved)
        return Error{
            ErrorCode::Unsupported, "VACUUM keeps or widens the reserve, never narrows it"};
    RawStore existing;
    if (const auto found = existing.open(*target.vfs, to);
        found || found.error().code != ErrorCode::NotFound)
        return Error{ErrorCode::Exists, "the target of the copy exists"};
    {
        Connection connection(fromKey.uri(from));
        DOORSTEP_CHECK(connection.status());
        if (targetReserved != sourceReserved)
            connection.reserve(targetReserved);
        connection.vacuumInto(toKey.copyTargetUri(to));
        DOORSTEP_CHECK(connection.status());
    }
    DOORSTEP_TRY(check, verifyStore(to, toKey));
    if (check.firstBad || check.pages == 0)
        return Error{ErrorCode::Corrupt,
            "page of the copy: " + QByteArray::number(check.firstBad.value_or(0))};
    RawStore copy;
    DOORSTEP_CHECK(copy.open(*target.vfs, to));
    return copy.sync();
}

} // namespace doorstep::vfs
