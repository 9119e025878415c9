#include "sync/server/tls_keys.h"

#include "sync/server/private_file.h"

#include <QCryptographicHash>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace doorstep::server::tls {

namespace {

constexpr qint64 BackdateDays = 1; // a client clock a little behind still accepts it
constexpr qint64 MaxPem = qint64{16} * 1024;

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

qint64 msBetween(const ASN1_TIME* from, const ASN1_TIME* to)
{
    int days = 0;
    int seconds = 0;
    if (ASN1_TIME_diff(&days, &seconds, from, to) != 1)
        return 0;
    return days * DayMs + seconds * 1000LL;
}

std::unique_ptr<ASN1_TIME, Deleter<ASN1_TIME_free>> timeOf(Instant now)
{
    return std::unique_ptr<ASN1_TIME, Deleter<ASN1_TIME_free>>(
        ASN1_TIME_set(nullptr, static_cast<time_t>(now.ms / 1000)));
}

} // namespace

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

Result<Key> makeKey()
{
    Key made(EVP_EC_gen("P-256"));
    if (!made)
        return openSslError();
    return made;
}

Status writeKey(const QString& path, EVP_PKEY* key)
{
    DOORSTEP_TRY(pem, keyPem(key));
    auto written = writePrivateFile(path, pem);
    pem.fill('\0');
    return written;
}

Result<Key> readKey(const QString& path)
{
    DOORSTEP_TRY(pem, readPrivateFile(path, MaxPem));
    Key key(PEM_read_bio_PrivateKey(memoryOf(pem).get(), nullptr, nullptr, nullptr));
    pem.fill('\0');
    if (!key)
        return Error{ErrorCode::Corrupt, "TLS key file"};
    return key;
}

Result<Certificate> readCertificate(const QString& path)
{
    DOORSTEP_TRY(pem, readPrivateFile(path, MaxPem));
    Certificate kept(PEM_read_bio_X509(memoryOf(pem).get(), nullptr, nullptr, nullptr));
    if (!kept)
        return Error{ErrorCode::Corrupt, "TLS certificate file"};
    return kept;
}

qint64 msLeft(X509* certificate, Instant now)
{
    const auto start = timeOf(now);
    return start ? msBetween(start.get(), X509_get0_notAfter(certificate)) : 0;
}

} // namespace doorstep::server::tls
