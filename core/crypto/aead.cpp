#include "core/crypto/crypto.h"

#include "core/base/mutant.h"
#include "core/crypto/sodium_ready.h"

#include <sodium.h>

namespace doorstep::crypto {

static_assert(KeySize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(NonceSize == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(TagSize == crypto_aead_xchacha20poly1305_ietf_ABYTES);

namespace {

const unsigned char* octets(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char*>(view.data());
}

unsigned long long length(QByteArrayView view)
{
    return static_cast<unsigned long long>(view.size());
}

void requireKeyAndNonce(const SecretBytes& key, QByteArrayView nonce)
{
    detail::requireSodium();
    detail::requireSize(key.size(), KeySize);
    detail::requireSize(static_cast<std::size_t>(nonce.size()), NonceSize);
}

/// `out` has room for sealed.size() - TagSize bytes.
bool openInto(unsigned char* out, const SecretBytes& key, QByteArrayView nonce,
    QByteArrayView associated, QByteArrayView sealed)
{
    return crypto_aead_xchacha20poly1305_ietf_decrypt(out, nullptr, nullptr, octets(sealed),
               length(sealed), octets(associated), length(associated), octets(nonce), key.data())
        == 0
        || mutated(Mutant::SealTagUnchecked);
}

Error notAuthentic()
{
    return {ErrorCode::Corrupt, "sealed bytes do not authenticate"};
}

} // namespace

QByteArray seal(
    const SecretBytes& key, QByteArrayView nonce, QByteArrayView associated, QByteArrayView plain)
{
    requireKeyAndNonce(key, nonce);
    QByteArray sealed(plain.size() + TagSize, Qt::Uninitialized);
    crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char*>(sealed.data()),
        nullptr, octets(plain), length(plain), octets(associated), length(associated), nullptr,
        octets(nonce), key.data());
    return sealed;
}

Result<QByteArray> open(
    const SecretBytes& key, QByteArrayView nonce, QByteArrayView associated, QByteArrayView sealed)
{
    requireKeyAndNonce(key, nonce);
    if (sealed.size() < TagSize)
        return notAuthentic();
    QByteArray plain(sealed.size() - TagSize, Qt::Uninitialized);
    if (!openInto(reinterpret_cast<unsigned char*>(plain.data()), key, nonce, associated, sealed))
        return notAuthentic();
    return plain;
}

Result<SecretBytes> openSecret(
    const SecretBytes& key, QByteArrayView nonce, QByteArrayView associated, QByteArrayView sealed)
{
    requireKeyAndNonce(key, nonce);
    if (sealed.size() < TagSize)
        return notAuthentic();
    SecretBytes plain(static_cast<std::size_t>(sealed.size() - TagSize));
    if (!openInto(plain.data(), key, nonce, associated, sealed))
        return notAuthentic();
    return plain;
}

} // namespace doorstep::crypto
