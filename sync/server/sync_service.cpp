#include "sync/server/sync_service.h"

#include "core/base/mutant.h"
#include "sync/protocol/lease.h"
#include "sync/protocol/limits.h"
#include "sync/server/timeline.h"

namespace doorstep::server {

/// One request, from its decoding to its answer.
struct SyncService::Pending {
    Caller caller;
    sync::SyncRequest request;
    std::vector<CheckedEntry> entries;
    Answered answered;
    bool mayWait = false;

    [[nodiscard]] EarlyBatches::Lane lane() const
    {
        return {caller.practice.id, caller.device.id, request.incarnation};
    }
};

void SyncService::reply(const Caller& caller, QByteArrayView body, Answered answered)
{
    auto request = sync::decodeSyncRequest(body, {caller.practice.id, caller.device.id});
    if (!request)
        return answered(Reply::fromError(request.error(), caller.now));
    if (request->firstCtr == 1 && request->previousHash != crypto::Digest())
        return answered(Reply::refuse(sync::Refusal::Malformed, caller.now));
    auto pending = std::make_shared<Pending>();
    pending->caller = caller;
    pending->answered = std::move(answered);
    pending->entries.reserve(request->entries.size());
    for (auto& each : request->entries)
        pending->entries.push_back(checkEntry(std::move(each), caller.staffKeys));
    request->entries.clear();
    pending->request = std::move(*request);
    // A device asks for no page with what it has on the way beside other batches.
    pending->mayWait = m_later && pending->request.pageLimit == 0 && !pending->entries.empty()
        && body.size() <= sync::limits::MaxBatchBytes + sync::limits::MaxHeaderBytes;
    answer(pending);
}

/// Whether what it follows may be on the way: further ahead no device of this protocol is.
Result<bool> SyncService::isEarly(Log& log, const Pending& pending) const
{
    constexpr quint64 Furthest
        = quint64{sync::limits::MaxEarlyBatches} * sync::limits::MaxBatchEntries;
    const auto [practice, device, incarnation] = pending.lane();
    DOORSTEP_TRY(lane, log.devices.lane(practice, device, incarnation));
    const quint64 first = pending.request.firstCtr;
    return first > lane.acked + 1 && first <= lane.acked + 1 + Furthest;
}

void SyncService::answer(const std::shared_ptr<Pending>& pending)
{
    std::optional<quint64> kept;
    const auto answer = m_log.run<sync::SyncAnswer>([&](Log& log) -> Result<sync::SyncAnswer> {
        if (pending->mayWait) {
            // Here, where no other batch is taken meanwhile: what it follows comes later than this
            // and finds it, or is there.
            DOORSTEP_TRY(early, isEarly(log, *pending));
            if (early)
                kept = m_early.keep(pending->lane(), pending->request.firstCtr, [this, pending] {
                    pending->mayWait = false;
                    this->answer(pending);
                });
            if (kept)
                return sync::SyncAnswer();
        }
        return exchange(log, pending->caller, pending->request, pending->entries);
    });
    if (kept) {
        return m_later(sync::limits::EarlyTime, [this, number = *kept] {
            if (const auto resume = m_early.take(number))
                resume();
        });
    }
    const Caller& caller = pending->caller;
    if (!answer)
        return pending->answered(Reply::fromError(answer.error(), caller.now));
    const auto encoded
        = sync::encodeSyncAnswer(answer.value(), {caller.practice.id, caller.device.id});
    pending->answered(
        encoded ? Reply::ok(encoded.value()) : Reply::refuse(sync::Refusal::Internal, caller.now));
    for (const auto& resume : m_early.takeReady(pending->lane(), answer->ackedThrough))
        resume();
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
        DOORSTEP_TRY(waiting, log.devices.waiting(caller.practice.id, caller.now));
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
