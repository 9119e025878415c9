#include "sync/server/sync_service.h"

#include "core/base/mutant.h"
#include "sync/protocol/lease.h"
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
    if (mayRead)
        grantLease(caller, answer);
    DOORSTEP_CHECK(tellWipe(log, caller, request.wipeDone, answer));
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

void SyncService::grantLease(const Caller& caller, sync::SyncAnswer& answer) const
{
    using std::chrono::milliseconds;
    const qint64 length = milliseconds(sync::limits::Lease).count();
    sync::Lease lease{caller.now, caller.now.plusMs(length), {}};
    sync::signLease(
        lease, caller.practice.id, caller.device.id, m_key.signKey(caller.practice.id).secretKey);
    answer.leaseUntil = lease.until;
    answer.leaseSignature = lease.signature;
}

/// A desk's order, until the device says that it carried it out.
Status SyncService::tellWipe(
    Log& log, const Caller& caller, EntryId done, sync::SyncAnswer& answer) const
{
    const auto practice = caller.practice.id;
    const auto device = caller.device.id;
    if (!done.isNull()) {
        DOORSTEP_TRY(isNews, log.wipes.noteDone(practice, device, done, caller.now));
        if (isNews)
            DOORSTEP_CHECK(log.audit.append(practice, "device wiped", device,
                done.as<AggregateId>(), caller.now, m_key.signKey(practice).secretKey));
    }
    DOORSTEP_TRY(waiting, log.wipes.waiting(practice, device));
    answer.wipe = waiting;
    return {};
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
