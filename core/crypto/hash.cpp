#include "core/crypto/crypto.h"
#include "core/crypto/sodium_ready.h"

#include <cstdlib>
#include <sodium.h>

namespace doorstep::crypto {

namespace {

using Parts = std::initializer_list<QByteArrayView>;

void blake2b(
    unsigned char* out, std::size_t outSize, std::span<const unsigned char> key, Parts parts)
{
    detail::requireSodium();
    crypto_generichash_state state;
    if (crypto_generichash_init(&state, key.empty() ? nullptr : key.data(), key.size(), outSize)
        != 0)
        std::abort();
    for (const QByteArrayView part : parts) {
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
            static_cast<unsigned long long>(part.size()));
    }
    crypto_generichash_final(&state, out, outSize);
    sodium_memzero(&state, sizeof state);
}

void requireMacKey(const SecretBytes& key)
{
    if (key.size() < crypto_generichash_KEYBYTES_MIN
        || key.size() > crypto_generichash_KEYBYTES_MAX)
        std::abort();
}

} // namespace

Digest hash(Parts parts)
{
    Digest digest;
    blake2b(digest.bytes.data(), digest.bytes.size(), {}, parts);
    return digest;
}

Nonce nonceFrom(Parts parts)
{
    Nonce nonce;
    blake2b(nonce.bytes.data(), nonce.bytes.size(), {}, parts);
    return nonce;
}

Digest keyedHash(const SecretBytes& key, Parts parts)
{
    requireMacKey(key);
    Digest digest;
    blake2b(digest.bytes.data(), digest.bytes.size(), key.bytes(), parts);
    return digest;
}

SecretBytes deriveKey(const SecretBytes& key, Parts parts)
{
    requireMacKey(key);
    SecretBytes derived(KeySize);
    blake2b(derived.data(), derived.size(), key.bytes(), parts);
    return derived;
}

bool equal(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    return a.isEmpty()
        || sodium_memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size())) == 0;
}

} // namespace doorstep::crypto
