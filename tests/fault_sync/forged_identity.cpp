#include "tests/fault_sync/forged_identity.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace doorstep::test {

namespace forged_detail {

constexpr long DaySeconds = 86'400;
constexpr unsigned RsaBits = 2048;

template <auto Free> struct Deleter {
    template <typename T> void operator()(T* object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Memory = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;

void must(bool made)
{
    if (!made)
        qFatal("OpenSSL");
}

void extend(X509* certificate, X509* issuer, int nid, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    must(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

void name(X509_NAME* subject, const char* text)
{
    must(X509_NAME_add_entry_by_txt(
             subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(text), -1, -1, 0)
        == 1);
}

/// Signed by `issuer`, or by itself when there is none.
Certificate certify(EVP_PKEY* key, const char* subject, X509* issuer, EVP_PKEY* issuerKey)
{
    Certificate made(X509_new());
    must(made && X509_set_version(made.get(), 2) == 1
        && ASN1_INTEGER_set(X509_get_serialNumber(made.get()), issuer ? 2 : 1) == 1
        && X509_gmtime_adj(X509_getm_notBefore(made.get()), -DaySeconds)
        && X509_gmtime_adj(X509_getm_notAfter(made.get()), 90 * DaySeconds)
        && X509_set_pubkey(made.get(), key) == 1);
    name(X509_get_subject_name(made.get()), subject);
    X509* const by = issuer ? issuer : made.get();
    must(X509_set_issuer_name(made.get(), X509_get_subject_name(by)) == 1);
    extend(
        made.get(), by, NID_basic_constraints, issuer ? "critical,CA:FALSE" : "critical,CA:TRUE");
    if (issuer) {
        extend(made.get(), by, NID_ext_key_usage, "serverAuth");
        extend(made.get(), by, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
    }
    must(X509_sign(made.get(), issuer ? issuerKey : key, EVP_sha256()) > 0);
    return made;
}

QByteArray textOf(BIO* memory)
{
    char* bytes = nullptr;
    const auto size = BIO_get_mem_data(memory, &bytes);
    return QByteArray(bytes, size);
}

QSslCertificate certificateOf(X509* certificate)
{
    const Memory memory(BIO_new(BIO_s_mem()));
    must(PEM_write_bio_X509(memory.get(), certificate) == 1);
    return QSslCertificate(textOf(memory.get()));
}

} // namespace forged_detail

TlsPeer::Identity forgedIdentity(Forgery forgery)
{
    using namespace forged_detail;
    if (forgery == Forgery::OwnKey)
        return TlsPeer::freshIdentity();
    const bool isRsa = forgery == Forgery::AuthorityRsa;
    const Key authorityKey(EVP_EC_gen("P-256"));
    const Key key(isRsa ? EVP_RSA_gen(RsaBits) : EVP_EC_gen("P-256"));
    must(authorityKey && key);
    const auto authority = certify(authorityKey.get(), "Well Known Root", nullptr, nullptr);
    const auto leaf = certify(key.get(), "127.0.0.1", authority.get(), authorityKey.get());
    const Memory memory(BIO_new(BIO_s_mem()));
    must(PEM_write_bio_PrivateKey(memory.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr)
        == 1);
    return {{certificateOf(leaf.get()), certificateOf(authority.get())},
        QSslKey(textOf(memory.get()), isRsa ? QSsl::Rsa : QSsl::Ec)};
}

} // namespace doorstep::test
