#include "core/crypto/crypto.h"
#include "core/crypto/sodium_ready.h"

#include <cstdlib>
#include <sodium.h>

namespace doorstep::crypto {

namespace detail {

void requireSodium()
{
    static const bool ready = sodium_init() >= 0;
    if (!ready)
        std::abort();
}

void requireSize(std::size_t actual, std::size_t expected)
{
    if (actual != expected)
        std::abort();
}

} // namespace detail

void fillRandom(void* target, std::size_t size)
{
    detail::requireSodium();
    randombytes_buf(target, size);
}

QByteArray randomBytes(int size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    fillRandom(bytes.data(), static_cast<std::size_t>(size));
    return bytes;
}

SecretBytes randomSecret(int size)
{
    SecretBytes secret(static_cast<std::size_t>(size));
    fillRandom(secret.data(), secret.size());
    return secret;
}

} // namespace doorstep::crypto
