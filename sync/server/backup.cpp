#include "sync/server/backup.h"

#include "sync/server/private_file.h"
#include "sync/server/timeline.h"

#include <QDir>
#include <QFile>
#include <QSqlError>

namespace doorstep::server {
namespace backup_detail {

constexpr const char* CopyInto = "VACUUM INTO ?";

struct Reached {
    PracticeId practice;
    quint64 seq = 0;
};

/// What a copy holds.
struct Copied {
    std::vector<Reached> heads;
    std::vector<Blob> blobs;
};

/// Where every practice stands; read before the copy, so the copy holds at least that.
Result<std::vector<Reached>> reached(Log& log)
{
    std::vector<Reached> heads;
    DOORSTEP_TRY(practices, log.practices.all());
    for (const auto& practice : practices) {
        DOORSTEP_TRY(head, log.practices.head(practice.id));
        heads.push_back({practice.id, head.seq});
    }
    return heads;
}

Status markIn(QSqlDatabase& database)
{
    if (!database.transaction())
        return vfs::storeError(database.lastError());
    Log copy(database);
    DOORSTEP_CHECK(markCopied(copy));
    return database.commit() ? Status() : Status(vfs::storeError(database.lastError()));
}

/// By a connection of its own, whose end leaves one file and no WAL.
Status markFile(const QString& path, const vfs::VfsKey& key)
{
    const auto connection = QStringLiteral("copy-%1").arg(path);
    Status marked;
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        const auto opened = vfs::openSealed(database, path, key);
        marked = opened ? markIn(database) : Status(opened.error());
    }
    QSqlDatabase::removeDatabase(connection);
    return marked;
}

/// The whole of a copy: made, marked, on the disk, and read back.
Result<Copied> copyInto(LogThread& log, const QString& path)
{
    DOORSTEP_TRY(copied, log.runAlone<Copied>([&](Log& tables) -> Result<Copied> {
        DOORSTEP_TRY(before, reached(tables));
        DOORSTEP_CHECK(tables.sql.change(CopyInto, log.key().copyTargetUri(path)));
        DOORSTEP_TRY(whole, tables.blobs.allDone());
        return Copied{std::move(before), std::move(whole)};
    }));
    DOORSTEP_CHECK(markFile(path, log.key()));
    DOORSTEP_CHECK(syncPath(path));
    DOORSTEP_TRY(check, vfs::verifyStore(path, log.key()));
    if (check.firstBad)
        return Error{ErrorCode::Corrupt, "backup does not read back"};
    return copied;
}

Status markSafe(Log& log, const std::vector<Reached>& heads)
{
    for (const auto& each : heads) {
        DOORSTEP_TRY(head, log.practices.head(each.practice));
        head.safeSeq = std::max(head.safeSeq, each.seq);
        DOORSTEP_CHECK(log.practices.saveHead(each.practice, head));
    }
    return {};
}

Status copyBlobs(const BlobFiles& files, const std::vector<Blob>& blobs, const QString& directory)
{
    const QString folder = directory + QStringLiteral("/blobs");
    if (!blobs.empty() && !QDir().mkpath(folder))
        return Error{ErrorCode::Io, "backup directory"};
    for (const Blob& blob : blobs) {
        const auto copied = files.copyInto(folder, blob.practice, blob.name, blob.length);
        const bool isGone = !copied
            && (copied.error().code == ErrorCode::NotFound
                || copied.error().code == ErrorCode::Corrupt);
        if (!copied && !isGone)
            return copied.error();
    }
    return {};
}

void dropOld(const QDir& directory, int kept)
{
    // Names sort by time.
    const auto names = directory.entryList(
        {QStringLiteral("log-*.db")}, QDir::Files, QDir::Name | QDir::Reversed);
    for (qsizetype i = kept; i < names.size(); ++i)
        QFile::remove(directory.filePath(names.at(i)));
    for (const auto& killed : directory.entryList({QStringLiteral("log-*.db.part*")}, QDir::Files))
        QFile::remove(directory.filePath(killed));
}

} // namespace backup_detail

Result<QString> backUp(
    LogThread& log, const QString& directory, Instant now, int kept, const BlobFiles* blobs)
{
    using namespace backup_detail;
    const QDir folder(directory);
    if (!folder.mkpath(QStringLiteral(".")))
        return Error{ErrorCode::Io, "backup directory"};
    const auto name = QStringLiteral("log-%1.db")
                          .arg(now.toUtc().toString(QStringLiteral("yyyyMMddTHHmmsszzz")));
    const auto path = folder.filePath(name);
    const auto unfinished = path + QLatin1StringView(".part");
    const auto copied = copyInto(log, unfinished);
    if (!copied || !QFile::rename(unfinished, path)) {
        QFile::remove(unfinished);
        return copied ? Error{ErrorCode::Io, "backup not named"} : copied.error();
    }
    DOORSTEP_CHECK(syncPath(folder.path()));
    if (blobs)
        DOORSTEP_CHECK(copyBlobs(*blobs, copied->blobs, directory));
    DOORSTEP_CHECK(log.run<void>([&](Log& tables) { return markSafe(tables, copied->heads); }));
    dropOld(folder, kept);
    return name;
}

} // namespace doorstep::server
