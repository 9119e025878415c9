#include "sync/server/blob_store.h"

namespace doorstep::server {
namespace blob_sql {

constexpr const char* Find
    = "SELECT practice, blob, scope, device, length, received, done FROM blob"
      " WHERE practice = ? AND blob = ?";
constexpr const char* Begin
    = "INSERT INTO blob(practice, blob, scope, device, length, received, done, begun_at, moved_at)"
      " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* Save = "UPDATE blob SET received = ?, done = ?, moved_at = ?"
                             " WHERE practice = ? AND blob = ?";
constexpr const char* Drop
    = "DELETE FROM blob WHERE practice = ? AND blob = ? AND done = 0 AND moved_at < ?";
constexpr const char* OpenOf
    = "SELECT COUNT(*) FROM blob WHERE practice = ? AND device = ? AND done = 0";
constexpr const char* BytesBegun = "SELECT COALESCE(SUM(length), 0) FROM blob"
                                   " WHERE practice = ? AND device = ? AND begun_at > ?";
constexpr const char* Abandoned
    = "SELECT practice, blob, scope, device, length, received, done FROM blob"
      " WHERE done = 0 AND moved_at < ? LIMIT ?";
constexpr const char* AllDone
    = "SELECT practice, blob, scope, device, length, received, done FROM blob"
      " WHERE done = 1 ORDER BY practice, blob";
constexpr const char* Counts
    = "SELECT COALESCE(SUM(done), 0), COUNT(*) FROM blob WHERE practice = ?";

Blob blobOf(const Rows& rows)
{
    return {rows.fixed<PracticeId>(0), rows.fixed<sync::BlobName>(1), rows.fixed<ScopeId>(2),
        rows.fixed<DeviceId>(3), rows.number(4), rows.number(5), rows.number(6) != 0};
}

std::vector<Blob> blobsOf(Rows rows)
{
    std::vector<Blob> blobs;
    while (rows.next())
        blobs.push_back(blobOf(rows));
    return blobs;
}

} // namespace blob_sql

Result<std::optional<Blob>> BlobStore::find(PracticeId practice, const sync::BlobName& name)
{
    DOORSTEP_TRY(rows, m_sql.run(blob_sql::Find, practice, name));
    return rows.next() ? std::optional(blob_sql::blobOf(rows)) : std::nullopt;
}

Status BlobStore::begin(const Blob& blob, Instant now)
{
    return m_sql.change(blob_sql::Begin, blob.practice, blob.name, blob.scope, blob.device,
        blob.length, blob.received, blob.done, now, now);
}

Status BlobStore::save(const Blob& blob, Instant now)
{
    return m_sql.change(blob_sql::Save, blob.received, blob.done, now, blob.practice, blob.name);
}

Result<bool> BlobStore::drop(const Blob& blob, Instant since)
{
    DOORSTEP_CHECK(m_sql.change(blob_sql::Drop, blob.practice, blob.name, since));
    DOORSTEP_TRY(left, find(blob.practice, blob.name));
    return !left;
}

Result<qint64> BlobStore::number(Result<Rows> rows) const
{
    if (!rows)
        return rows.error();
    return rows->next() ? rows->number(0) : 0;
}

Result<qint64> BlobStore::openOf(PracticeId practice, DeviceId device)
{
    return number(m_sql.run(blob_sql::OpenOf, practice, device));
}

Result<qint64> BlobStore::bytesBegun(PracticeId practice, DeviceId device, Instant since)
{
    return number(m_sql.run(blob_sql::BytesBegun, practice, device, since));
}

Result<std::vector<Blob>> BlobStore::abandoned(Instant since, int most)
{
    DOORSTEP_TRY(rows, m_sql.run(blob_sql::Abandoned, since, most));
    return blob_sql::blobsOf(std::move(rows));
}

Result<std::vector<Blob>> BlobStore::allDone()
{
    DOORSTEP_TRY(rows, m_sql.run(blob_sql::AllDone));
    return blob_sql::blobsOf(std::move(rows));
}

Result<BlobCounts> BlobStore::counts(PracticeId practice)
{
    DOORSTEP_TRY(rows, m_sql.run(blob_sql::Counts, practice));
    if (!rows.next())
        return BlobCounts();
    return BlobCounts{rows.number(0), rows.number(1) - rows.number(0)};
}

} // namespace doorstep::server
