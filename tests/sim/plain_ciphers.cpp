/// libsodium's names for signatures and sealing, taken by this program. Nobody in a simulated
/// practice forges or peeps, so a sum stands in for both: it tells another key, another nonce or a
/// changed byte as the real ones do, for less. They were a sixth of a life's time.
/// What the real ones do is tested in tests/crypto, tests/vfs and tests/entry.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <sodium.h>

namespace {

/// 128 bits of everything that was added, in its order.
class Sum {
public:
    void add(const unsigned char* bytes, std::size_t size)
    {
        take(size);
        for (; size >= sizeof(std::uint64_t); size -= sizeof(std::uint64_t)) {
            take(wordAt(bytes, sizeof(std::uint64_t)));
            bytes += sizeof(std::uint64_t);
        }
        take(wordAt(bytes, size));
    }
    void write(unsigned char* to, std::size_t size)
    {
        for (std::size_t at = 0; at < size; at += sizeof m_both) {
            take(at);
            std::memcpy(to + at, m_both, std::min(size - at, sizeof m_both));
        }
    }
    [[nodiscard]] bool isAt(const unsigned char* expected, std::size_t size)
    {
        unsigned char found[crypto_sign_BYTES];
        write(found, size);
        return std::memcmp(found, expected, size) == 0;
    }

private:
    static std::uint64_t wordAt(const unsigned char* bytes, std::size_t size)
    {
        std::uint64_t word = 0;
        if (size > 0)
            std::memcpy(&word, bytes, size);
        return word;
    }
    // The odd constants are those of splitmix64.
    void take(std::uint64_t word)
    {
        m_both[0] = (m_both[0] ^ word) * 0xbf58476d1ce4e5b9;
        m_both[0] ^= m_both[0] >> 29;
        m_both[1] = (m_both[1] + word) * 0x94d049bb133111eb;
        m_both[1] ^= m_both[1] >> 31;
    }

    std::uint64_t m_both[2] = {0x9e3779b97f4a7c15, 0};
};

struct Sealing {
    const unsigned char* more;
    unsigned long long moreSize;
    const unsigned char* nonce;
    const unsigned char* key;

    [[nodiscard]] Sum sumOf(const unsigned char* text, unsigned long long size) const
    {
        Sum sum;
        sum.add(key, crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
        sum.add(nonce, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
        sum.add(more, moreSize);
        sum.add(text, size);
        return sum;
    }
};

constexpr auto TagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
/// A secret key is its seed and the public key.
constexpr auto SeedSize = crypto_sign_SEEDBYTES;

Sum signedSum(const unsigned char* publicKey, const unsigned char* message, unsigned long long size)
{
    Sum sum;
    sum.add(publicKey, crypto_sign_PUBLICKEYBYTES);
    sum.add(message, size);
    return sum;
}

} // namespace

extern "C" int crypto_sign_detached(unsigned char* signature, unsigned long long* written,
    const unsigned char* message, unsigned long long size, const unsigned char* secretKey)
{
    signedSum(secretKey + SeedSize, message, size).write(signature, crypto_sign_BYTES);
    if (written)
        *written = crypto_sign_BYTES;
    return 0;
}

extern "C" int crypto_sign_verify_detached(const unsigned char* signature,
    const unsigned char* message, unsigned long long size, const unsigned char* publicKey)
{
    return signedSum(publicKey, message, size).isAt(signature, crypto_sign_BYTES) ? 0 : -1;
}

extern "C" int crypto_aead_xchacha20poly1305_ietf_encrypt_detached(unsigned char* sealed,
    unsigned char* tag, unsigned long long* written, const unsigned char* text,
    unsigned long long size, const unsigned char* more, unsigned long long moreSize,
    const unsigned char*, const unsigned char* nonce, const unsigned char* key)
{
    std::memmove(sealed, text, size);
    Sealing{more, moreSize, nonce, key}.sumOf(sealed, size).write(tag, TagSize);
    if (written)
        *written = TagSize;
    return 0;
}

extern "C" int crypto_aead_xchacha20poly1305_ietf_decrypt_detached(unsigned char* text,
    unsigned char*, const unsigned char* sealed, unsigned long long size, const unsigned char* tag,
    const unsigned char* more, unsigned long long moreSize, const unsigned char* nonce,
    const unsigned char* key)
{
    if (!Sealing{more, moreSize, nonce, key}.sumOf(sealed, size).isAt(tag, TagSize))
        return -1;
    if (text)
        std::memmove(text, sealed, size);
    return 0;
}

extern "C" int crypto_aead_xchacha20poly1305_ietf_encrypt(unsigned char* sealed,
    unsigned long long* written, const unsigned char* text, unsigned long long size,
    const unsigned char* more, unsigned long long moreSize, const unsigned char* secretNonce,
    const unsigned char* nonce, const unsigned char* key)
{
    if (written)
        *written = size + TagSize;
    return crypto_aead_xchacha20poly1305_ietf_encrypt_detached(
        sealed, sealed + size, nullptr, text, size, more, moreSize, secretNonce, nonce, key);
}

extern "C" int crypto_aead_xchacha20poly1305_ietf_decrypt(unsigned char* text,
    unsigned long long* written, unsigned char* secretNonce, const unsigned char* sealed,
    unsigned long long size, const unsigned char* more, unsigned long long moreSize,
    const unsigned char* nonce, const unsigned char* key)
{
    if (size < TagSize)
        return -1;
    const auto length = size - TagSize;
    const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt_detached(
        text, secretNonce, sealed, length, sealed + length, more, moreSize, nonce, key);
    if (written)
        *written = failed ? 0 : length;
    return failed;
}
