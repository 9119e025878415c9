#include "core/vfs/page_cipher.h"

#include "core/base/mutant.h"

#include <algorithm>
#include <cstring>
#include <sodium.h>

namespace doorstep::vfs {

namespace {

// Labels of docs/store-format.md, "Keys".
constexpr char PageKeyLabel[] = "DS1-page";
constexpr char MaskKeyLabel[] = "DS1-mask";
constexpr int PageNumberSize = 8; ///< in the associated data, u64le
constexpr Byte FrameMaskLabel = 'W';
constexpr Byte JournalMaskLabel = 'J';

SecretBytes derivePageLayerKey(const SecretBytes& storeKey, const char* label, CipherId cipher,
    const StoreSalt& salt, std::size_t size)
{
    Byte input[8 + 1 + 4 + SaltSize];
    std::memcpy(input, label, 8);
    input[8] = Byte(cipher);
    for (int i = 0; i < 4; ++i)
        input[9 + i] = Byte(PageSize >> (8 * i));
    std::copy(salt.begin(), salt.end(), input + 13);
    SecretBytes key(size);
    crypto_generichash(key.data(), size, input, sizeof input, storeKey.data(), storeKey.size());
    return key;
}

} // namespace

PageCipher::PageCipher(const SecretBytes& storeKey, const StoreSalt& salt, CipherId cipher)
    : m_cipher(cipher)
    , m_layout(layoutOf(cipher))
    , m_salt(salt)
    , m_pageKey(derivePageLayerKey(storeKey, PageKeyLabel, cipher, salt, StoreKeySize))
    , m_maskKey(derivePageLayerKey(storeKey, MaskKeyLabel, cipher, salt, crypto_shorthash_KEYBYTES))
{
}

PageCipher::Associated PageCipher::associated(quint32 page, const Byte* clear) const
{
    Associated data{{}, PageNumberSize};
    for (int i = 0; i < 4; ++i)
        data.bytes[i] = mutated(Mutant::PageNumberUnbound) ? Byte(0) : Byte(page >> (8 * i));
    if (page == 1) {
        std::memcpy(data.bytes + PageNumberSize, clear, ClearSize);
        data.size += ClearSize;
    }
    return data;
}

void PageCipher::clearHeader(const Byte* plain, Byte* sealed) const
{
    std::copy(m_salt.begin(), m_salt.end(), sealed);
    std::memcpy(sealed + SaltSize, plain + SaltSize, FormatVersionOffset - SaltSize);
    sealed[FormatVersionOffset] = FormatVersion;
    sealed[CipherOffset] = Byte(m_cipher);
    sealed[ZeroOffset] = 0;
}

void PageCipher::seal(quint32 page, const Byte* plain, const Byte* nonce, Byte* sealed) const
{
    const int clear = page == 1 ? ClearSize : 0;
    if (page == 1)
        clearHeader(plain, sealed);
    const Associated data = associated(page, sealed);
    const auto length = static_cast<unsigned long long>(m_layout.nonceOffset() - clear);
    Byte* const nonceAt = sealed + m_layout.nonceOffset();
    Byte* const tag = nonceAt + m_layout.nonceSize;
    std::memcpy(nonceAt, nonce, std::size_t(m_layout.nonceSize));
    switch (m_cipher) {
    case CipherId::XChaCha20Poly1305:
        crypto_aead_xchacha20poly1305_ietf_encrypt_detached(sealed + clear, tag, nullptr,
            plain + clear, length, data.bytes, data.size, nullptr, nonceAt, m_pageKey.data());
        return;
    case CipherId::Aegis256:
#ifdef crypto_aead_aegis256_KEYBYTES
        crypto_aead_aegis256_encrypt_detached(sealed + clear, tag, nullptr, plain + clear, length,
            data.bytes, data.size, nullptr, nonceAt, m_pageKey.data());
#endif
        return;
    }
}

bool PageCipher::decrypt(const Associated& data, const Byte* sealed, Byte* plain) const
{
    const int clear = int(data.size) - PageNumberSize;
    const auto length = static_cast<unsigned long long>(m_layout.nonceOffset() - clear);
    const Byte* const nonce = sealed + m_layout.nonceOffset();
    const Byte* const tag = nonce + m_layout.nonceSize;
    Byte* const target = plain ? plain + clear : nullptr;
    int failed = 1;
    switch (m_cipher) {
    case CipherId::XChaCha20Poly1305:
        failed = crypto_aead_xchacha20poly1305_ietf_decrypt_detached(target, nullptr,
            sealed + clear, length, tag, data.bytes, data.size, nonce, m_pageKey.data());
        break;
    case CipherId::Aegis256:
#ifdef crypto_aead_aegis256_KEYBYTES
        failed = crypto_aead_aegis256_decrypt_detached(target, nullptr, sealed + clear, length, tag,
            data.bytes, data.size, nonce, m_pageKey.data());
#endif
        break;
    }
    return failed == 0 || mutated(Mutant::PageTagUnchecked);
}

bool PageCipher::verify(quint32 page, const Byte* sealed) const
{
    return decrypt(associated(page, sealed), sealed, nullptr);
}

bool PageCipher::open(quint32 page, const Byte* sealed, Byte* plain) const
{
    const Associated data = associated(page, sealed);
    if (!decrypt(data, sealed, plain)) {
        std::memset(plain, 0, PageSize);
        return false;
    }
    if (page == 1) {
        const Byte* versions = data.bytes + PageNumberSize + SaltSize;
        std::memcpy(plain, SqliteMagic, SaltSize);
        std::memcpy(plain + SaltSize, versions, FormatVersionOffset - SaltSize);
        plain[FormatVersionOffset] = 64;
        plain[CipherOffset] = 32;
        plain[ZeroOffset] = 32;
    }
    std::memset(plain + m_layout.nonceOffset(), 0, std::size_t(m_layout.reserved()));
    return true;
}

void PageCipher::knownHeader(Byte* header, int size) const
{
    std::memset(header, 0, std::size_t(size));
    std::memcpy(header, SqliteMagic, SaltSize);
    header[PageSizeOffset] = Byte(PageSize >> 8);
    header[PageSizeOffset + 1] = Byte(PageSize & 0xff);
    header[ReservedOffset] = Byte(m_layout.reserved());
}

void PageCipher::maskFrameChecksum(Byte* frame) const
{
    if (mutated(Mutant::ChecksumUnmasked))
        return;
    Byte input[1 + FrameChecksumOffset + MaxReserved];
    const auto reserved = std::size_t(m_layout.reserved());
    input[0] = FrameMaskLabel;
    std::memcpy(input + 1, frame, FrameChecksumOffset);
    std::memcpy(input + 1 + FrameChecksumOffset, frame + FrameSize - reserved, reserved);
    Byte mask[crypto_shorthash_BYTES];
    static_assert(crypto_shorthash_BYTES == FrameChecksumSize);
    crypto_shorthash(mask, input, 1 + FrameChecksumOffset + reserved, m_maskKey.data());
    for (int i = 0; i < FrameChecksumSize; ++i)
        frame[FrameChecksumOffset + i] ^= mask[i];
}

void PageCipher::maskJournalChecksum(const Byte* nonceAndTag, Byte* checksum) const
{
    Byte input[1 + MaxReserved];
    const auto reserved = std::size_t(m_layout.reserved());
    input[0] = JournalMaskLabel;
    std::memcpy(input + 1, nonceAndTag, reserved);
    Byte mask[crypto_shorthash_BYTES];
    crypto_shorthash(mask, input, 1 + reserved, m_maskKey.data());
    for (int i = 0; i < JournalChecksumSize; ++i)
        checksum[i] ^= mask[i];
}

const Byte* NoncePool::next()
{
    if (m_left == 0) {
        randombytes_buf(m_nonces.data(), std::size_t(m_batch) * std::size_t(m_nonceSize));
        m_left = m_batch;
        m_batch = std::min(m_batch * 2, LargestBatch);
    }
    if (!mutated(Mutant::NonceReused))
        --m_left;
    return m_nonces.data() + std::size_t(m_left) * std::size_t(m_nonceSize);
}

} // namespace doorstep::vfs
