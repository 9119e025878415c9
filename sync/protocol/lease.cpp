#include "sync/protocol/lease.h"

#include "sync/protocol/limits.h"
#include "sync/protocol/wire_bytes.h"

namespace doorstep::sync {

namespace {

QByteArray signedBytes(const Lease& lease, PracticeId practice, DeviceId device)
{
    WireWriter out;
    out.raw("DS-LEASE-1");
    out.raw(practice.toBytes());
    out.raw(device.toBytes());
    out.fixed64(static_cast<quint64>(lease.issued.ms));
    out.fixed64(static_cast<quint64>(lease.until.ms));
    return out.take();
}

} // namespace

void signLease(Lease& lease, PracticeId practice, DeviceId device, const SecretBytes& serverSignKey)
{
    lease.signature = crypto::sign(serverSignKey, signedBytes(lease, practice, device));
}

bool isLeaseOf(const Lease& lease, PracticeId practice, DeviceId device,
    const crypto::SignPublicKey& serverKey)
{
    constexpr qint64 Longest
        = std::chrono::duration_cast<std::chrono::milliseconds>(limits::LongestLease).count();
    // Compared so that no time a server could write overflows.
    if (lease.issued.ms < 0 || lease.until <= lease.issued
        || lease.until.ms - lease.issued.ms > Longest)
        return false;
    return crypto::verify(serverKey, signedBytes(lease, practice, device), lease.signature);
}

} // namespace doorstep::sync
