#include "sync/server/request_gate.h"

#include "sync/protocol/limits.h"

#include <map>

namespace doorstep::server {
namespace gate_detail {

constexpr qint64 ToleranceMs = sync::limits::ClockToleranceSeconds * 1000;
constexpr double BurstSeconds = 10;
/// What comes back of a day's bytes meanwhile is worth a try.
constexpr quint32 FullBusySeconds = 60;

/// What the log knows about a claimed sender.
struct Sender {
    std::optional<Practice> practice;
    std::optional<Device> device;
    std::vector<StaffKey> staffKeys;
    bool wipeWaits = false; ///< so it may always ask: a tablet can turn up after months
};

Result<Sender> lookUp(Log& log, PracticeId practice, DeviceId device)
{
    Sender sender;
    DOORSTEP_TRY(foundPractice, log.practices.find(practice));
    sender.practice = std::move(foundPractice);
    DOORSTEP_TRY(foundDevice, log.devices.find(practice, device));
    sender.device = foundDevice;
    DOORSTEP_TRY(keys, log.devices.staffKeys(practice, device));
    sender.staffKeys = std::move(keys);
    if (foundDevice && foundDevice->revokedAt.ms != 0) {
        DOORSTEP_TRY(wipe, log.wipes.waiting(practice, device));
        sender.wipeWaits = wipe.has_value();
    }
    return sender;
}

bool uploadIsOver(const Device& device, Instant now)
{
    using std::chrono::milliseconds;
    const auto grace = milliseconds(sync::limits::UploadAfterRevocation).count();
    return device.revokedAt.ms != 0 && now.ms - device.revokedAt.ms > grace;
}

} // namespace gate_detail

bool NonceMemory::remember(DeviceId device, const sync::RequestNonce& nonce, Instant now)
{
    const std::lock_guard lock(m_mutex);
    const Instant oldest = now.plusMs(-2 * gate_detail::ToleranceMs);
    const auto kept = m_byTime.lower_bound(oldest);
    for (auto each = m_byTime.begin(); each != kept; ++each)
        m_seen.erase(each->second);
    m_byTime.erase(m_byTime.begin(), kept);
    if (!m_seen.insert({device, nonce}).second)
        return false;
    m_byTime.emplace(now, Seen{device, nonce});
    return true;
}

RequestGate::RequestGate(LogThread& log, const Clock& clock)
    : m_log(log)
    , m_clock(clock)
    , m_startedAt(clock.now())
    , m_perDevice(sync::limits::RequestsPerSecond,
          sync::limits::RequestsPerSecond * gate_detail::BurstSeconds)
    , m_bytesPerDevice(
          double(sync::limits::EntryBytesPerSecond), double(sync::limits::EntryBytesAtOnce))
    , m_blobsPerDevice(sync::limits::BlobRequestsPerSecond,
          sync::limits::BlobRequestsPerSecond * gate_detail::BurstSeconds)
{
}

std::variant<Authenticated, Rejected> RequestGate::admit(const HttpRequest& request)
{
    const auto now = m_clock.now();
    const auto claimed = sync::readRequestSignature(request.fields);
    if (!claimed)
        return Rejected{Reply::refuse(sync::Refusal::Unsigned, now), std::nullopt};
    return judge(claimed.value(), request, now);
}

std::variant<Authenticated, Rejected> RequestGate::judge(
    const sync::RequestSignature& claimed, const HttpRequest& request, Instant now)
{
    using gate_detail::Sender;
    const auto sender = m_log.run<Sender>(
        [&](Log& log) { return gate_detail::lookUp(log, claimed.practice, claimed.device); });
    if (!sender)
        return Rejected{Reply::fromError(sender.error(), now), std::nullopt};
    const auto& known = sender.value();
    const auto reject = [&](sync::Refusal refusal, quint32 retryAfter = 0) {
        return Rejected{Reply::refuse(refusal, now, retryAfter),
            known.practice ? std::optional(claimed) : std::nullopt};
    };
    // An unknown device costs the same verification, with a key nobody has.
    const auto key = known.device ? known.device->signKey : crypto::SignPublicKey();
    const sync::RequestTarget target{
        request.method, request.authority, request.path, request.query};
    const bool isSigned = sync::verifyRequest(claimed, target, request.body, key).ok();
    if (!isSigned || !known.device || !known.practice)
        return reject(sync::Refusal::Unsigned);
    const bool inTime = claimed.created.ms >= now.ms - gate_detail::ToleranceMs
        && claimed.created.ms <= now.ms + gate_detail::ToleranceMs
        // Whole seconds: the second in which the process started still counts.
        && claimed.created.ms >= m_startedAt.ms - 1000;
    if (!inTime || !m_nonces.remember(claimed.device, claimed.nonce, now))
        return reject(sync::Refusal::ClockOff);
    // Blobs count by themselves: however many photos travel, the same device's entries pass.
    const bool isBlob = request.path.startsWith("/blob/");
    const QByteArray device = claimed.device.toBytes();
    if (!(isBlob ? m_blobsPerDevice : m_perDevice).take(device, now))
        return reject(sync::Refusal::Busy, 1);
    if (!isBlob && !m_bytesPerDevice.take(device, now, double(request.body.size())))
        return reject(sync::Refusal::Busy, gate_detail::FullBusySeconds);
    if (gate_detail::uploadIsOver(*known.device, now) && !known.wipeWaits)
        return reject(sync::Refusal::Revoked);
    return Authenticated{{*known.practice, *known.device, known.staffKeys, now}, claimed.nonce};
}

} // namespace doorstep::server
