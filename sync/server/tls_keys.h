#pragma once

#include "core/base/clock.h"
#include "core/crypto/crypto.h"

#include <QString>
#include <memory>
#include <openssl/evp.h>
#include <openssl/x509.h>

/// Keys and certificates of the server's TLS as OpenSSL makes, reads and writes them.
namespace doorstep::server::tls {

inline constexpr qint64 DayMs = 86'400'000;
inline constexpr qint64 LifeDays = 730;

template <auto Free> struct Deleter {
    template <typename T> void operator()(T* object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;

[[nodiscard]] Result<Key> makeKey(); ///< P-256
/// As writePrivateFile: whole and synced, or not there.
[[nodiscard]] Status writeKey(const QString& path, EVP_PKEY* key);
[[nodiscard]] Result<Key> readKey(const QString& path);
[[nodiscard]] Result<QByteArray> keyPem(EVP_PKEY* key);
/// SHA-256 of the SubjectPublicKeyInfo.
[[nodiscard]] Result<crypto::Digest> pinOf(EVP_PKEY* key);

/// Self-signed, from a day ago, for two years.
[[nodiscard]] Result<Certificate> makeCertificate(
    EVP_PKEY* key, const QByteArray& host, Instant now);
[[nodiscard]] Result<Certificate> readCertificate(const QString& path);
[[nodiscard]] Result<QByteArray> certificatePem(X509* certificate);
[[nodiscard]] qint64 msLeft(X509* certificate, Instant now);

} // namespace doorstep::server::tls
