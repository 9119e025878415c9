#include "sync/server/sync_service.h"

#include "core/base/mutant.h"
#include "sync/protocol/limits.h"
#include "sync/server/timeline.h"

namespace doorstep::server {

Reply SyncService::reply(const Caller& caller, QByteArrayView body)
{
    const sync::BatchContext context{caller.practice.id, caller.device.id};
    auto request = sync::decodeSyncRequest(body, context);
    if (!request)
        return Reply::fromError(request.error(), caller.now);
    if (request->firstCtr == 1 && request->previousHash != crypto::Digest())
        return Reply::refuse(sync::Refusal::Malformed, caller.now);
    std::vector<CheckedEntry> entries;
    entries.reserve(request->entries.size());
    for (auto& each : request->entries)
        entries.push_back(checkEntry(std::move(each), caller.staffKeys));
    request->entries.clear();

    const auto answer = m_log.run<sync::SyncAnswer>(
        [&](Log& log) { return exchange(log, caller, *request, entries); });
    if (!answer)
        return Reply::fromError(answer.error(), caller.now);
    const auto encoded = sync::encodeSyncAnswer(answer.value(), context);
    if (!encoded)
        return Reply::refuse(sync::Refusal::Internal, caller.now);
    return Reply::ok(encoded.value());
}

Result<sync::SyncAnswer> SyncService::exchange(Log& log, const Caller& caller,
    const sync::SyncRequest& request, const std::vector<CheckedEntry>& entries) const
{
    sync::SyncAnswer answer;
    DOORSTEP_CHECK(meetTimeline(log, m_key, caller));
    Ingest ingest(log, m_key, caller);
    DOORSTEP_TRY(pushed, ingest.push(request, entries));
    answer.ackedThrough = pushed.ackedThrough;
    answer.ackedHash = pushed.ackedHash;
    answer.runs = std::move(pushed.runs);
    answer.held = std::move(pushed.held);
    answer.newIncarnation = pushed.newIncarnation;

    // The row as it is now: this very push may have revoked its sender.
    DOORSTEP_TRY(device, log.devices.find(caller.practice.id, caller.device.id));
    const bool mayRead = device && (device->mayRead(caller.now) || mutated(Mutant::RevokedFed));
    answer.revoked = !mayRead;
    answer.serverTime = caller.now;
    answer.minimumApp = m_minimumApp;
    if (mayRead) {
        using std::chrono::milliseconds;
        answer.leaseUntil = caller.now.plusMs(milliseconds(sync::limits::Lease).count());
    }
    // The chain at the end of what the log has was compared only when the request reaches it. A
    // store that was put back can agree for a batch or more, and what it lost must not be left out.
    const bool isWhole = pushed.ackedThrough == request.firstCtr + entries.size() - 1;
    const auto shown = isWhole ? request.incarnation : sync::IncarnationId();
    if (mayRead && request.pageLimit > 0 && request.app >= m_minimumApp)
        DOORSTEP_CHECK(pull(log, caller, request, shown, answer));
    if (mayRead && device->isDesk()) {
        DOORSTEP_TRY(waiting, log.devices.waiting(caller.practice.id));
        answer.staffWaiting = !waiting.empty();
    }
    DOORSTEP_TRY(head, log.practices.head(caller.practice.id));
    answer.safeSeq = head.safeSeq;
    answer.timeline = head.timeline;
    return answer;
}

Status SyncService::pull(Log& log, const Caller& caller, const sync::SyncRequest& request,
    sync::IncarnationId shown, sync::SyncAnswer& answer) const
{
    Feed feed(log, m_key, caller, shown);
    DOORSTEP_TRY(page, feed.read(request.cursor, request.pageLimit, request.digests));
    answer.page = std::move(page.lines);
    answer.cursor = page.cursor;
    answer.more = page.more;
    answer.restarted = page.restarted;
    answer.through = page.through;
    answer.mismatched = std::move(page.mismatched);
    return {};
}

} // namespace doorstep::server
