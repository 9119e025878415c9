#include "sync/server/backup.h"

#include "sync/server/private_file.h"

#include <QDir>
#include <QFile>

namespace doorstep::server {
namespace backup_detail {

constexpr const char* CopyInto = "VACUUM INTO ?";

struct Reached {
    PracticeId practice;
    quint64 seq = 0;
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

Status markSafe(Log& log, const std::vector<Reached>& heads)
{
    for (const auto& each : heads) {
        DOORSTEP_TRY(head, log.practices.head(each.practice));
        head.safeSeq = std::max(head.safeSeq, each.seq);
        DOORSTEP_CHECK(log.practices.saveHead(each.practice, head));
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
}

} // namespace backup_detail

Result<QString> backUp(LogThread& log, const QString& directory, Instant now, int kept)
{
    using namespace backup_detail;
    const QDir folder(directory);
    if (!folder.mkpath(QStringLiteral(".")))
        return Error{ErrorCode::Io, "backup directory"};
    const auto name = QStringLiteral("log-%1.db")
                          .arg(now.toUtc().toString(QStringLiteral("yyyyMMddTHHmmsszzz")));
    const auto path = folder.filePath(name);
    const auto heads
        = log.runAlone<std::vector<Reached>>([&](Log& tables) -> Result<std::vector<Reached>> {
              DOORSTEP_TRY(before, reached(tables));
              DOORSTEP_CHECK(tables.sql.change(CopyInto, log.key().copyTargetUri(path)));
              return before;
          });
    if (!heads)
        return heads.error();
    DOORSTEP_CHECK(syncPath(path));
    DOORSTEP_CHECK(syncPath(folder.path()));
    DOORSTEP_TRY(check, vfs::verifyStore(path, log.key()));
    if (check.firstBad)
        return Error{ErrorCode::Corrupt, "backup does not read back"};
    DOORSTEP_CHECK(log.run<void>([&](Log& tables) { return markSafe(tables, heads.value()); }));
    dropOld(folder, kept);
    return name;
}

} // namespace doorstep::server
