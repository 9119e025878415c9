#include "core/crypto/crypto.h"
#include "core/crypto/sodium_ready.h"

#include <sodium.h>
#include <utility>

namespace doorstep::crypto {

static_assert(crypto_box_PUBLICKEYBYTES == 32 && crypto_box_SECRETKEYBYTES == 32);
static_assert(SealOverhead == crypto_box_SEALBYTES);

namespace {

bool openBoxInto(unsigned char* out, const BoxKeyPair& recipient, QByteArrayView sealed)
{
    detail::requireSodium();
    detail::requireSize(recipient.secretKey.size(), crypto_box_SECRETKEYBYTES);
    return crypto_box_seal_open(out, reinterpret_cast<const unsigned char*>(sealed.data()),
               static_cast<unsigned long long>(sealed.size()), recipient.publicKey.bytes.data(),
               recipient.secretKey.data())
        == 0;
}

Error notForThisKey()
{
    return {ErrorCode::Corrupt, "sealed box does not open with this key"};
}

} // namespace

BoxKeyPair makeBoxKeyPair()
{
    detail::requireSodium();
    BoxKeyPair pair{{}, SecretBytes(crypto_box_SECRETKEYBYTES)};
    crypto_box_keypair(pair.publicKey.bytes.data(), pair.secretKey.data());
    return pair;
}

BoxKeyPair boxKeyPairFromSecret(SecretBytes secret)
{
    detail::requireSodium();
    detail::requireSize(secret.size(), crypto_box_SECRETKEYBYTES);
    BoxKeyPair pair{{}, std::move(secret)};
    crypto_scalarmult_base(pair.publicKey.bytes.data(), pair.secretKey.data());
    return pair;
}

Result<QByteArray> sealTo(const BoxPublicKey& recipient, QByteArrayView plain)
{
    detail::requireSodium();
    QByteArray sealed(plain.size() + SealOverhead, Qt::Uninitialized);
    if (crypto_box_seal(reinterpret_cast<unsigned char*>(sealed.data()),
            reinterpret_cast<const unsigned char*>(plain.data()),
            static_cast<unsigned long long>(plain.size()), recipient.bytes.data())
        != 0)
        return Error{ErrorCode::InvalidInput, "not a usable box key"};
    return sealed;
}

Result<QByteArray> openSealed(const BoxKeyPair& recipient, QByteArrayView sealed)
{
    if (sealed.size() < SealOverhead)
        return notForThisKey();
    QByteArray plain(sealed.size() - SealOverhead, Qt::Uninitialized);
    if (!openBoxInto(reinterpret_cast<unsigned char*>(plain.data()), recipient, sealed))
        return notForThisKey();
    return plain;
}

Result<SecretBytes> openSealedSecret(const BoxKeyPair& recipient, QByteArrayView sealed)
{
    if (sealed.size() < SealOverhead)
        return notForThisKey();
    SecretBytes plain(static_cast<std::size_t>(sealed.size() - SealOverhead));
    if (!openBoxInto(plain.data(), recipient, sealed))
        return notForThisKey();
    return plain;
}

} // namespace doorstep::crypto
