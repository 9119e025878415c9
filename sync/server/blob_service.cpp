#include "sync/server/blob_service.h"

#include "sync/protocol/limits.h"

#include <algorithm>

namespace doorstep::server {
namespace blob_service_detail {

using std::chrono::milliseconds;

constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;
constexpr quint32 FullRetrySeconds = 600;
constexpr quint32 AllowanceRetrySeconds = 3600;
constexpr int NotThereStatus = 409;
constexpr int DroppedAtOnce = 100;

Reply placeReply(const sync::BlobPlace& place, bool taken)
{
    return {taken ? 200 : NotThereStatus, sync::encodeBlobPlace(place)};
}

Result<bool> mayRead(Log& log, const Caller& caller, ScopeId scope)
{
    // The row as it is now: the device may have been revoked since the request came.
    DOORSTEP_TRY(device, log.devices.find(caller.practice.id, caller.device.id));
    if (!device || !device->mayRead(caller.now))
        return false;
    if (device->isDesk() || scope == caller.practice.scopes.practice)
        return true;
    DOORSTEP_TRY(grants, log.grants.all(caller.practice.id, caller.device.id));
    return std::any_of(grants.begin(), grants.end(), [&](const ScopeGrant& grant) {
        return grant.scope == scope && grant.isActive(caller.now);
    });
}

/// The first half of the name: as much as a line of the audit holds.
AggregateId objectOf(const sync::BlobName& name)
{
    std::array<quint8, AggregateId::Size> half{};
    std::copy_n(name.bytes.begin(), half.size(), half.begin());
    return AggregateId(half);
}

} // namespace blob_service_detail

std::mutex& BlobService::lockOf(const sync::BlobName& name)
{
    return m_locks[name.bytes[0] % m_locks.size()];
}

Reply BlobService::take(const Caller& caller, const HttpRequest& request)
{
    const auto name = sync::blobNameIn(request.path);
    if (!name || !request.query.isEmpty())
        return Reply::refuse(sync::Refusal::NotFound, caller.now);
    const auto step = sync::decodeBlobStep(request.body);
    if (!step)
        return Reply::fromError(step.error(), caller.now);
    const std::lock_guard lock(lockOf(*name));
    return takeStep(caller, *name, *step);
}

Result<BlobService::Begun> BlobService::begin(
    Log& log, const Caller& caller, const sync::BlobName& name, const sync::BlobStep& step)
{
    using namespace blob_service_detail;
    const auto practice = caller.practice.id;
    DOORSTEP_TRY(found, log.blobs.find(practice, name));
    if (found) {
        const bool isSame = found->scope == step.scope && found->length == step.length;
        return Begun{
            *found, false, isSame ? std::nullopt : std::optional(sync::Refusal::NotAllowed)};
    }
    Begun begun{{practice, name, step.scope, caller.device.id, step.length, 0, false}, true, {}};
    DOORSTEP_TRY(open, log.blobs.openOf(practice, caller.device.id));
    DOORSTEP_TRY(
        bytes, log.blobs.bytesBegun(practice, caller.device.id, caller.now.plusMs(-DayMs)));
    if (open >= sync::limits::MaxOpenBlobs || bytes + step.length > sync::limits::BlobBytesPerDay) {
        begun.refusal = sync::Refusal::Busy;
        return begun;
    }
    DOORSTEP_CHECK(log.blobs.begin(begun.blob, caller.now));
    return begun;
}

Reply BlobService::takeStep(
    const Caller& caller, const sync::BlobName& name, const sync::BlobStep& step)
{
    using namespace blob_service_detail;
    auto begun = m_log.run<Begun>([&](Log& log) { return begin(log, caller, name, step); });
    if (!begun)
        return Reply::fromError(begun.error(), caller.now);
    if (begun->refusal)
        return Reply::refuse(*begun->refusal, caller.now, AllowanceRetrySeconds);
    if (const auto met = meetFile(caller, *begun); !met)
        return Reply::fromError(met.error(), caller.now);
    const Blob& blob = begun->blob;
    if (blob.done)
        return placeReply({blob.length, true, false}, true);
    if (!m_files.hasRoom())
        return Reply::refuse(sync::Refusal::Full, caller.now, FullRetrySeconds);
    if (step.bytes.isEmpty() || step.offset != blob.received)
        return placeReply({blob.received, false, false}, step.bytes.isEmpty());
    return append(caller, blob, step);
}

/// Row and file agree, or the row gives way: a file that was lost begins again, and one whose row
/// was lost with the log counts when it is whole.
Status BlobService::meetFile(const Caller& caller, Begun& begun)
{
    Blob& blob = begun.blob;
    const auto size = m_files.size(blob.practice, blob.name);
    if (begun.isNew && size == blob.length) {
        const auto hash = m_files.hash(blob.practice, blob.name, blob.length);
        if (!hash || *hash != blob.name)
            return {};
        blob.received = blob.length;
        blob.done = true;
        return save(caller, blob, "blob kept");
    }
    if (size.value_or(0) >= blob.received)
        return {};
    const bool wasDone = blob.done;
    blob.received = 0;
    blob.done = false;
    return save(caller, blob, wasDone ? "blob lost" : nullptr);
}

Reply BlobService::append(const Caller& caller, Blob blob, const sync::BlobStep& step)
{
    using namespace blob_service_detail;
    const auto written = m_files.append(blob.practice, blob.name, blob.received, step.bytes);
    if (!written && written.error().code == ErrorCode::DiskFull)
        return Reply::refuse(sync::Refusal::Full, caller.now, FullRetrySeconds);
    if (!written)
        return Reply::fromError(written.error(), caller.now);
    blob.received += step.bytes.size();
    if (blob.received == blob.length)
        return finish(caller, blob);
    if (const auto saved = save(caller, blob); !saved)
        return Reply::fromError(saved.error(), caller.now);
    return placeReply({blob.received, false, false}, true);
}

Reply BlobService::finish(const Caller& caller, Blob blob)
{
    using namespace blob_service_detail;
    const auto hash = m_files.hash(blob.practice, blob.name, blob.length);
    if (!hash)
        return Reply::fromError(hash.error(), caller.now);
    blob.done = *hash == blob.name;
    if (!blob.done) {
        blob.received = 0;
        m_files.remove(blob.practice, blob.name);
    }
    const auto saved = save(caller, blob, blob.done ? "blob kept" : "blob thrown away");
    if (!saved)
        return Reply::fromError(saved.error(), caller.now);
    return placeReply({blob.received, blob.done, !blob.done}, blob.done);
}

Status BlobService::save(const Caller& caller, const Blob& blob, const char* event)
{
    return m_log.run<void>([&](Log& log) -> Status {
        DOORSTEP_CHECK(log.blobs.save(blob, caller.now));
        if (!event)
            return {};
        return log.audit.append(blob.practice, event, caller.device.id,
            blob_service_detail::objectOf(blob.name), caller.now,
            m_key.signKey(blob.practice).secretKey);
    });
}

Reply BlobService::give(const Caller& caller, const HttpRequest& request)
{
    using namespace blob_service_detail;
    const auto name = sync::blobNameIn(request.path);
    const auto offset = sync::blobOffsetIn(request.query);
    auto nothing = Reply::refuse(sync::Refusal::NotFound, caller.now);
    if (!name || !offset || !request.body.isEmpty())
        return nothing;
    const std::lock_guard lock(lockOf(*name));
    const auto found = m_log.run<std::optional<Blob>>([&](Log& log) -> Result<std::optional<Blob>> {
        DOORSTEP_TRY(blob, log.blobs.find(caller.practice.id, *name));
        if (!blob || !blob->done)
            return std::optional<Blob>();
        DOORSTEP_TRY(allowed, mayRead(log, caller, blob->scope));
        return allowed ? blob : std::nullopt;
    });
    if (!found)
        return Reply::fromError(found.error(), caller.now);
    if (!*found || *offset >= (*found)->length)
        return nothing;
    Blob blob = **found;
    auto bytes = m_files.read(blob.practice, blob.name, *offset,
        std::min(sync::limits::BlobStepBytes, blob.length - *offset));
    if (bytes)
        return Reply::ok(sync::encodeBlobPart({blob.length, *bytes}));
    if (bytes.error().code != ErrorCode::NotFound)
        return Reply::fromError(bytes.error(), caller.now);
    // Whoever has it and is asked again will send it again.
    blob.received = 0;
    blob.done = false;
    const auto saved = save(caller, blob, "blob lost");
    return saved ? nothing : Reply::fromError(saved.error(), caller.now);
}

Status BlobService::dropAbandoned(Instant now)
{
    using namespace blob_service_detail;
    const Instant since = now.plusMs(-milliseconds(sync::limits::UnfinishedBlobLife).count());
    const auto given = m_log.run<std::vector<Blob>>(
        [&](Log& log) { return log.blobs.abandoned(since, DroppedAtOnce); });
    if (!given)
        return given.error();
    for (const Blob& blob : *given) {
        const std::lock_guard lock(lockOf(blob.name));
        DOORSTEP_TRY(
            dropped, m_log.run<bool>([&](Log& log) { return log.blobs.drop(blob, since); }));
        if (dropped)
            m_files.remove(blob.practice, blob.name);
    }
    return {};
}

} // namespace doorstep::server
