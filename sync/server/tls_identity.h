#pragma once

#include "core/base/clock.h"
#include "core/crypto/crypto.h"

#include <QByteArray>
#include <QString>

namespace doorstep::server {

/// The server's own TLS key and certificate. Devices trust no authority, only the SHA-256 of the
/// public key (SubjectPublicKeyInfo), so the certificate is self-made: P-256, two years.
/// Two keys exist from the start: `tls_now.pem` serves; `tls_next.pem` is the one devices already
/// pin for the day the first is replaced, and may be moved off the machine until then.
struct TlsIdentity {
    QByteArray certificatePem;
    QByteArray privateKeyPem;
    crypto::Digest pinNow;
    crypto::Digest pinNext;
    Instant notAfter;
};

/// Reads both, making what is missing; a served certificate with less than 30 days left is made
/// again for the same key. The pin of an absent next key is kept in `tls_next.pin`.
[[nodiscard]] Result<TlsIdentity> openTlsIdentity(
    const QString& directory, const QByteArray& host, Instant now);

} // namespace doorstep::server
