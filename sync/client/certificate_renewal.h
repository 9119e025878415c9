#pragma once

#include "core/store/store.h"

/// A device's certificate ends; the practice goes on. Any desk renews every device in use, its own
/// first, with the same keys and role, by an ordinary "device.certificate" that ends later. Two
/// desks at once write two, and the later end stands. Never of a device taken out of use: that is
/// for ever, whatever certificate comes after it.
///
/// A desk past its own end does the same, for the practice's signature is all that a certificate
/// needs: ADR 0017.
///
/// Storage thread.
namespace doorstep::client {

inline constexpr qint64 CertificateLifeMs = 2LL * 365 * 86'400'000;
/// Half its life before a certificate ends: so it is one entry a year for each device, and nothing
/// ends in a practice that was closed for a season, or whose only desk was away for most of a year.
inline constexpr qint64 RenewedBeforeMs = CertificateLifeMs / 2;
inline constexpr int MostRenewalsAtOnce = 400;

/// Whether this device's own certificate, as far as it has heard, is over at `now`. The server says
/// of such a device no more than that it may not read.
[[nodiscard]] Result<bool> hasCertificateEnded(store::Store& store, Instant now);

/// Desk, at the end of a sync: the certificates that end soon or have ended, made anew and saved as
/// entries in one act; how many. `now`: the server's time, by which they are judged. Nothing on a
/// tablet or on a desk whose entries are held. At most MostRenewalsAtOnce, the rest at the end of
/// the next sync.
[[nodiscard]] Result<int> renewCertificates(store::Store& store, Instant now);

} // namespace doorstep::client
