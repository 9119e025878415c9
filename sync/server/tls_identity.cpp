#include "sync/server/tls_identity.h"

#include "sync/server/private_file.h"
#include "sync/server/tls_keys.h"
#include "sync/server/tls_rotation.h"

#include <QFile>
#include <array>

namespace doorstep::server {
namespace tls_detail {

constexpr qint64 MaxPin = 128;

/// The key in `path`, made when the file is missing.
Result<tls::Key> openKey(const QString& path)
{
    if (!QFile::exists(path)) {
        DOORSTEP_TRY(made, tls::makeKey());
        DOORSTEP_CHECK(tls::writeKey(path, made.get()));
    }
    return tls::readKey(path);
}

/// The certificate in `path` when it is for this key and has not ended, else a new one. Devices
/// compare the key alone, so a server that nobody looked after goes on being reached.
Result<tls::Certificate> openCertificate(
    const QString& path, EVP_PKEY* key, const QByteArray& host, Instant now)
{
    if (auto kept = tls::readCertificate(path)) {
        if (X509_check_private_key(kept->get(), key) == 1 && tls::msLeft(kept->get(), now) > 0)
            return kept;
    }
    DOORSTEP_TRY(made, tls::makeCertificate(key, host, now));
    DOORSTEP_TRY(pem, tls::certificatePem(made.get()));
    DOORSTEP_CHECK(writePrivateFile(path, pem));
    return std::move(made);
}

/// What devices pin stands in tls_next.pin. Another key that was put in tls_next.pem does not
/// change it: no device would know that key. Nor does a pin that cannot be read: devices hold it.
Result<crypto::Digest> nextPin(const QString& directory, const crypto::Digest& now)
{
    const TlsFiles files{directory};
    const auto kept = readPinFile(files.nextPin());
    if (kept && *kept != now)
        return *kept;
    if (!kept && kept.error().code != ErrorCode::NotFound) {
        Error error = kept.error();
        error.detail.prepend("tls_next.pin: ");
        return error;
    }
    DOORSTEP_TRY(key, openKey(files.next()));
    DOORSTEP_TRY(pin, tls::pinOf(key.get()));
    DOORSTEP_CHECK(writePinFile(files.nextPin(), pin));
    return pin;
}

} // namespace tls_detail

Result<crypto::Digest> readPinFile(const QString& path)
{
    DOORSTEP_TRY(text, readPrivateFile(path, tls_detail::MaxPin));
    return crypto::Digest::fromBytes(QByteArray::fromHex(text.trimmed()));
}

Status writePinFile(const QString& path, const crypto::Digest& pin)
{
    return writePrivateFile(path, pin.toBytes().toHex() + '\n');
}

Result<TlsIdentity> openTlsIdentity(const QString& directory, const QByteArray& host, Instant now)
{
    using namespace tls_detail;
    const TlsFiles files{directory};
    DOORSTEP_CHECK(settleTlsRotation(directory));
    DOORSTEP_TRY(key, openKey(files.now()));
    DOORSTEP_TRY(certificate, openCertificate(files.certificate(), key.get(), host, now));
    TlsIdentity identity;
    DOORSTEP_TRY(certificateText, tls::certificatePem(certificate.get()));
    identity.certificatePem = certificateText;
    DOORSTEP_TRY(keyText, tls::keyPem(key.get()));
    identity.privateKeyPem = keyText;
    DOORSTEP_TRY(pin, tls::pinOf(key.get()));
    identity.pinNow = pin;
    DOORSTEP_TRY(next, nextPin(directory, pin));
    identity.pinNext = next;
    identity.notAfter = now.plusMs(tls::msLeft(certificate.get(), now));
    return identity;
}

std::optional<int> certificateWarning(Instant notAfter, Instant now)
{
    constexpr std::array Days{0, 7, 30, 60};
    for (const int days : Days) {
        if (notAfter.ms - now.ms <= days * tls::DayMs)
            return days;
    }
    return {};
}

QByteArray certificateWarningText(int days)
{
    const QByteArray when = days == 0
        ? QByteArray("the certificate has ended")
        : "the certificate ends within " + QByteArray::number(days) + " days";
    return when + ": doorstep-server tls rotate, then doorstepctl server pins";
}

} // namespace doorstep::server
