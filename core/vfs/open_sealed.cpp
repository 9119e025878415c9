#include "core/vfs/raw_store.h"

#include "core/base/mutant.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>
#include <QtGlobal>
#include <cstring>

namespace doorstep::vfs {

namespace {

constexpr const char* WriterPragmas[] = {
    // FULL: an acknowledged save survives a power cut; NORMAL loses it in WAL mode.
    mutated(Mutant::SynchronousNormal) ? "PRAGMA synchronous = NORMAL"
                                       : "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    // No page of an open transaction goes to the WAL: SQLite before 3.49 may lose a commit when
    // such a
    // transaction also rolls back to a savepoint.
    "PRAGMA cache_spill = OFF",
};
constexpr const char* CommonPragmas[] = {
    // KiB. The page cache, not the cipher, decides the cost of reading.
    "PRAGMA cache_size = -16384",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA mmap_size = 0",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
};

Status execute(const QSqlDatabase& db, const char* sql)
{
    QSqlQuery query(db);
    if (!query.exec(QString::fromLatin1(sql)))
        return storeError(query.lastError());
    return {};
}

/// One value of the first row, invalid when there is none.
Result<QVariant> firstValue(const QSqlDatabase& db, const char* sql)
{
    QSqlQuery query(db);
    if (!query.exec(QString::fromLatin1(sql)))
        return storeError(query.lastError());
    if (query.next())
        return query.value(0);
    // A failed step and an empty result look alike in next().
    if (query.lastError().isValid())
        return storeError(query.lastError());
    return QVariant();
}

/// Only after sealedStatus(): then the driver's SQLite is the one linked here.
void restrictConnection(const QSqlDatabase& db)
{
    const QVariant handle = db.driver()->handle();
    if (!handle.isValid() || std::strcmp(handle.typeName(), "sqlite3*") != 0)
        return;
    sqlite3* connection = *static_cast<sqlite3* const*>(handle.constData());
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
}

/// "cipher=1 format=1 ..." into the numbers, by name.
quint64 numberNamed(const QByteArray& row, const char* name)
{
    for (const QByteArray& part : row.split(' ')) {
        const auto equals = part.indexOf('=');
        if (part.left(equals) == name)
            return part.mid(equals + 1).toULongLong();
    }
    return 0;
}

Result<SealedStatus> checkOpened(QSqlDatabase& db, OpenMode mode)
{
    if (const auto status = sealedStatus(db); !status)
        return status.error();
    if (const auto schema = firstValue(db, "SELECT count(*) FROM sqlite_master"); !schema)
        return schema.error();
    DOORSTEP_CHECK(applyStorePragmas(db, mode));
    return sealedStatus(db);
}

} // namespace

QString connectOptions(OpenMode mode)
{
    switch (mode) {
    case OpenMode::ReadWrite:
        return QStringLiteral("QSQLITE_OPEN_URI");
    case OpenMode::ReadOnly:
        return QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_OPEN_READONLY");
    }
    return {};
}

Result<SealedStatus> openSealed(
    QSqlDatabase& db, const QString& path, const VfsKey& key, OpenMode mode)
{
    if (!db.isValid() || db.isOpen())
        return Error{ErrorCode::InvalidInput, "connection without driver, or open already"};
    db.setConnectOptions(connectOptions(mode));
    db.setDatabaseName(key.uri(path));
    if (!db.open()) {
        const Error error = storeError(db.lastError());
        const bool isMissing = mode == OpenMode::ReadOnly && error.detail == "sqlite 14";
        return isMissing ? Error{ErrorCode::NotFound, "no store to read"} : error;
    }
    auto status = checkOpened(db, mode);
    if (status)
        return status;
    db.close();
    if (status.error().code != ErrorCode::Corrupt)
        return status;
    const auto start = readClearStart(path, key);
    if (start && !start->carriesSalt)
        return Error{ErrorCode::WrongSecret, "the file carries another salt than the key"};
    // What a newer version sealed is no damage: whoever sets damaged files aside must not touch it.
    if (start && start->formatVersion > FormatVersion)
        return Error{ErrorCode::Unsupported, "file of a newer format version"};
    return status;
}

Result<SealedStatus> sealedStatus(const QSqlDatabase& db)
{
    DOORSTEP_TRY(value, firstValue(db, "PRAGMA sealed_status"));
    const QByteArray row = value.toByteArray();
    if (row.isEmpty())
        return Error{ErrorCode::Unsupported, "the driver's SQLite does not know the sealed VFS"};
    SealedStatus status;
    DOORSTEP_TRY(cipher, cipherFromByte(quint8(numberNamed(row, "cipher"))));
    status.cipher = cipher;
    status.formatVersion = int(numberNamed(row, "format"));
    status.pageSize = int(numberNamed(row, "page"));
    status.pagesSealed = numberNamed(row, "sealed");
    status.pagesOpened = numberNamed(row, "opened");
    return status;
}

Status applyStorePragmas(QSqlDatabase& db, OpenMode mode)
{
    restrictConnection(db);
    for (const char* sql : CommonPragmas)
        DOORSTEP_CHECK(execute(db, sql));
    if (mode == OpenMode::ReadOnly)
        return execute(db, "PRAGMA query_only = ON");
    for (const char* sql : WriterPragmas)
        DOORSTEP_CHECK(execute(db, sql));
    DOORSTEP_TRY(journalMode, firstValue(db, "PRAGMA journal_mode = WAL"));
    if (journalMode.toString() != QStringLiteral("wal"))
        return Error::transient(ErrorCode::Busy, "journal mode stays " + journalMode.toByteArray());
    return {};
}

Error storeError(const QSqlError& error)
{
    const QByteArray native = error.nativeErrorCode().toLatin1();
    const QByteArray detail = "sqlite " + native;
    const int code = native.toInt();
    if (code == SQLITE_IOERR_DATA)
        return {ErrorCode::Corrupt, detail};
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Error::transient(ErrorCode::Busy, detail);
    case SQLITE_FULL:
        return Error::transient(ErrorCode::DiskFull, detail);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorCode::Corrupt, detail};
    case SQLITE_AUTH:
        return {ErrorCode::Locked, detail};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return {ErrorCode::Io, detail};
    case SQLITE_TOOBIG:
        return {ErrorCode::LimitExceeded, detail};
    case SQLITE_CONSTRAINT:
        return {ErrorCode::Exists, detail};
    default:
        return {ErrorCode::Internal, detail};
    }
}

} // namespace doorstep::vfs
