#pragma once

#include "core/base/clock.h"
#include "core/crypto/crypto.h"

#include <QByteArray>
#include <QString>
#include <optional>

namespace doorstep::server {

/// The server's own TLS key and certificate. Devices trust no authority, only the SHA-256 of the
/// public key (SubjectPublicKeyInfo), so the certificate is self-made: P-256, two years.
/// Two keys exist from the start: `tls_now.pem` serves; `tls_next.pem` is the one devices already
/// pin for the day the first is replaced (tls_rotation.h), and may be moved off the machine until
/// then.
struct TlsIdentity {
    QByteArray certificatePem;
    QByteArray privateKeyPem;
    crypto::Digest pinNow;
    crypto::Digest pinNext;
    Instant notAfter;
};

/// The files of an identity, all in the server's directory.
struct TlsFiles {
    QString directory;

    [[nodiscard]] QString now() const { return at("tls_now.pem"); }
    [[nodiscard]] QString certificate() const { return at("tls_now.crt"); }
    [[nodiscard]] QString next() const { return at("tls_next.pem"); }
    [[nodiscard]] QString nextPin() const { return at("tls_next.pin"); }
    /// While a rotation is under way: the next key's successor.
    [[nodiscard]] QString after() const { return at("tls_after.pem"); }
    /// The key that served before the last rotation.
    [[nodiscard]] QString was() const { return at("tls_was.pem"); }

private:
    [[nodiscard]] QString at(const char* name) const
    {
        return directory + QLatin1Char('/') + QLatin1String(name);
    }
};

/// Reads both, making what is missing, and brings a rotation that was cut to its end; a served
/// certificate that has ended is made again for the same key. The pin of an absent next key is kept
/// in `tls_next.pin`.
[[nodiscard]] Result<TlsIdentity> openTlsIdentity(
    const QString& directory, const QByteArray& host, Instant now);

/// 64 hex digits and a line end.
[[nodiscard]] Result<crypto::Digest> readPinFile(const QString& path);
[[nodiscard]] Status writePinFile(const QString& path, const crypto::Digest& pin);

/// Which of 60, 30, 7 and 0 days before its end a certificate has come to; none before the first.
[[nodiscard]] std::optional<int> certificateWarning(Instant notAfter, Instant now);
/// For the administrator.
[[nodiscard]] QByteArray certificateWarningText(int days);

} // namespace doorstep::server
