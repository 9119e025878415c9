#include "sync/server/tls_identity.h"

#include "sync/server/private_file.h"

#include <QCryptographicHash>
#include <QFile>
#include <memory>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace doorstep::server {
namespace tls_detail {

constexpr qint64 DayMs = 86'400'000;
constexpr qint64 LifeDays = 730;
constexpr qint64 RenewDays = 30;
constexpr qint64 BackdateDays = 1; // a client clock a little behind still accepts it
constexpr qint64 MaxPem = qint64{16} * 1024;

template <auto Free> struct Deleter {
    template <typename T> void operator()(T* object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Memory = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;

Error openSslError()
{
    return Error{ErrorCode::Internal, "OpenSSL"};
}

QByteArray contentOf(BIO* memory)
{
    char* bytes = nullptr;
    const auto size = BIO_get_mem_data(memory, &bytes);
    return QByteArray(bytes, size);
}

Memory memoryOf(const QByteArray& bytes)
{
    return Memory(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
}

Result<QByteArray> keyPem(EVP_PKEY* key)
{
    const Memory memory(BIO_new(BIO_s_mem()));
    if (!memory
        || PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return openSslError();
    return contentOf(memory.get());
}

Result<QByteArray> certificatePem(X509* certificate)
{
    const Memory memory(BIO_new(BIO_s_mem()));
    if (!memory || PEM_write_bio_X509(memory.get(), certificate) != 1)
        return openSslError();
    return contentOf(memory.get());
}

Result<crypto::Digest> pinOf(EVP_PKEY* key)
{
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key, &der);
    if (size <= 0)
        return openSslError();
    const QByteArray spki(reinterpret_cast<const char*>(der), size);
    OPENSSL_free(der);
    return crypto::Digest::fromBytes(QCryptographicHash::hash(spki, QCryptographicHash::Sha256));
}

bool addExtension(X509* certificate, int nid, const QByteArray& value)
{
    const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

QByteArray alternativeNames(const QByteArray& host)
{
    QByteArray names("DNS:localhost,IP:127.0.0.1,IP:0:0:0:0:0:0:0:1");
    const bool isAddress = host.contains(':') || QByteArray(host).replace('.', "").toLongLong() > 0
        || host == "0.0.0.0";
    if (!host.isEmpty() && !isAddress && host != "localhost")
        names += ",DNS:" + host;
    else if (isAddress && !host.startsWith("127.") && host != "0.0.0.0" && host != "::")
        names += ",IP:" + host;
    return names;
}

bool setSubject(X509* certificate)
{
    auto* name = X509_get_subject_name(certificate);
    const auto* text = reinterpret_cast<const unsigned char*>("doorstep practice server");
    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0) == 1
        && X509_set_issuer_name(certificate, name) == 1;
}

Result<Certificate> makeCertificate(EVP_PKEY* key, const QByteArray& host, Instant now)
{
    Certificate certificate(X509_new());
    unsigned char serial[16] = {};
    if (!certificate || RAND_bytes(serial, sizeof serial) != 1)
        return openSslError();
    serial[0] &= 0x7f; // positive
    const std::unique_ptr<BIGNUM, Deleter<BN_free>> number(
        BN_bin2bn(serial, sizeof serial, nullptr));
    const auto seconds = [](Instant when) { return static_cast<time_t>(when.ms / 1000); };
    const bool made = X509_set_version(certificate.get(), 2) == 1 && number
        && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get()))
        && ASN1_TIME_set(
            X509_getm_notBefore(certificate.get()), seconds(now.plusMs(-BackdateDays * DayMs)))
        && ASN1_TIME_set(
            X509_getm_notAfter(certificate.get()), seconds(now.plusMs(LifeDays * DayMs)))
        && setSubject(certificate.get()) && X509_set_pubkey(certificate.get(), key) == 1
        && addExtension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(certificate.get(), NID_key_usage, "critical,digitalSignature")
        && addExtension(certificate.get(), NID_ext_key_usage, "serverAuth")
        && addExtension(certificate.get(), NID_subject_alt_name, alternativeNames(host))
        && X509_sign(certificate.get(), key, EVP_sha256()) > 0;
    if (!made)
        return openSslError();
    return certificate;
}

/// The key in `path`, made when the file is missing.
Result<Key> openKey(const QString& path)
{
    if (!QFile::exists(path)) {
        const Key made(EVP_EC_gen("P-256"));
        if (!made)
            return openSslError();
        DOORSTEP_TRY(pem, keyPem(made.get()));
        const auto written = writePrivateFile(path, pem);
        pem.fill('\0');
        if (!written)
            return written.error();
    }
    DOORSTEP_TRY(pem, readPrivateFile(path, MaxPem));
    Key key(PEM_read_bio_PrivateKey(memoryOf(pem).get(), nullptr, nullptr, nullptr));
    if (!key)
        return Error{ErrorCode::Corrupt, "TLS key file"};
    return key;
}

qint64 msLeft(X509* certificate, Instant now)
{
    int days = 0;
    int seconds = 0;
    const auto from = static_cast<time_t>(now.ms / 1000);
    const std::unique_ptr<ASN1_TIME, Deleter<ASN1_TIME_free>> start(ASN1_TIME_set(nullptr, from));
    if (!start
        || ASN1_TIME_diff(&days, &seconds, start.get(), X509_get0_notAfter(certificate)) != 1)
        return 0;
    return days * DayMs + seconds * 1000LL;
}

/// The certificate in `path` when it is for this key and lasts, else a new one.
Result<Certificate> openCertificate(
    const QString& path, EVP_PKEY* key, const QByteArray& host, Instant now)
{
    if (const auto pem = readPrivateFile(path, MaxPem)) {
        Certificate kept(PEM_read_bio_X509(memoryOf(pem.value()).get(), nullptr, nullptr, nullptr));
        if (kept && X509_check_private_key(kept.get(), key) == 1
            && msLeft(kept.get(), now) > RenewDays * DayMs)
            return kept;
    }
    DOORSTEP_TRY(made, makeCertificate(key, host, now));
    DOORSTEP_TRY(pem, certificatePem(made.get()));
    DOORSTEP_CHECK(writePrivateFile(path, pem));
    return std::move(made);
}

Result<crypto::Digest> nextPin(const QString& directory)
{
    const auto pinPath = directory + QStringLiteral("/tls_next.pin");
    const auto keyPath = directory + QStringLiteral("/tls_next.pem");
    if (!QFile::exists(keyPath) && QFile::exists(pinPath)) {
        DOORSTEP_TRY(text, readPrivateFile(pinPath, 128));
        return crypto::Digest::fromBytes(QByteArray::fromHex(text.trimmed()));
    }
    DOORSTEP_TRY(key, openKey(keyPath));
    DOORSTEP_TRY(pin, pinOf(key.get()));
    DOORSTEP_CHECK(writePrivateFile(pinPath, pin.toBytes().toHex() + '\n'));
    return pin;
}

} // namespace tls_detail

Result<TlsIdentity> openTlsIdentity(const QString& directory, const QByteArray& host, Instant now)
{
    using namespace tls_detail;
    DOORSTEP_TRY(key, openKey(directory + QStringLiteral("/tls_now.pem")));
    DOORSTEP_TRY(certificate,
        openCertificate(directory + QStringLiteral("/tls_now.crt"), key.get(), host, now));
    TlsIdentity identity;
    DOORSTEP_TRY(certificateText, certificatePem(certificate.get()));
    identity.certificatePem = certificateText;
    DOORSTEP_TRY(keyText, keyPem(key.get()));
    identity.privateKeyPem = keyText;
    DOORSTEP_TRY(pin, pinOf(key.get()));
    identity.pinNow = pin;
    DOORSTEP_TRY(next, nextPin(directory));
    identity.pinNext = next;
    identity.notAfter = now.plusMs(msLeft(certificate.get(), now));
    return identity;
}

} // namespace doorstep::server
