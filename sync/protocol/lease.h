#pragma once

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/crypto/crypto.h"

namespace doorstep::sync {

/// How long one device may show patients while it hears nothing. Every answer to a device that may
/// read has a new one, so that each sync renews it; the device keeps it and checks it again.
struct Lease {
    Instant issued; ///< server time of the answer
    Instant until; ///< exclusive
    crypto::Signature signature; ///< server_sign, "DS-LEASE-1"
    bool operator==(const Lease&) const = default;
};

void signLease(
    Lease& lease, PracticeId practice, DeviceId device, const SecretBytes& serverSignKey);
/// Whether this server key gave it to this device of this practice, for a time that a lease may
/// last (limits::LongestLease). Says nothing of now.
[[nodiscard]] bool isLeaseOf(const Lease& lease, PracticeId practice, DeviceId device,
    const crypto::SignPublicKey& serverKey);

} // namespace doorstep::sync
