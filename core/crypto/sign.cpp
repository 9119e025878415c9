#include "core/crypto/crypto.h"
#include "core/crypto/sodium_ready.h"

#include <sodium.h>

namespace doorstep::crypto {

static_assert(crypto_sign_PUBLICKEYBYTES == 32 && crypto_sign_BYTES == 64);

SignKeyPair makeSignKeyPair()
{
    return signKeyPairFromSeed(randomSecret(crypto_sign_SEEDBYTES));
}

SignKeyPair signKeyPairFromSeed(const SecretBytes& seed)
{
    detail::requireSodium();
    detail::requireSize(seed.size(), crypto_sign_SEEDBYTES);
    SignKeyPair pair{{}, SecretBytes(crypto_sign_SECRETKEYBYTES)};
    crypto_sign_seed_keypair(pair.publicKey.bytes.data(), pair.secretKey.data(), seed.data());
    return pair;
}

Signature sign(const SecretBytes& secretKey, QByteArrayView message)
{
    detail::requireSodium();
    detail::requireSize(secretKey.size(), crypto_sign_SECRETKEYBYTES);
    Signature signature;
    crypto_sign_detached(signature.bytes.data(), nullptr,
        reinterpret_cast<const unsigned char*>(message.data()),
        static_cast<unsigned long long>(message.size()), secretKey.data());
    return signature;
}

bool verify(const SignPublicKey& key, QByteArrayView message, const Signature& signature)
{
    detail::requireSodium();
    return crypto_sign_verify_detached(signature.bytes.data(),
               reinterpret_cast<const unsigned char*>(message.data()),
               static_cast<unsigned long long>(message.size()), key.bytes.data())
        == 0;
}

} // namespace doorstep::crypto
