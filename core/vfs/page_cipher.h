#pragma once

#include "core/vfs/page_format.h"

namespace doorstep::vfs {

/// Seals and opens page images under the keys of one store, and masks the checksums that SQLite
/// computes over plaintext. Immutable after construction, so one object serves every connection
/// and thread of a store.
class PageCipher {
public:
    PageCipher(const SecretBytes& storeKey, const StoreSalt& salt, CipherId cipher);

    [[nodiscard]] CipherId cipher() const { return m_cipher; }
    [[nodiscard]] const Layout& layout() const { return m_layout; }
    [[nodiscard]] const StoreSalt& salt() const { return m_salt; }

    /// `plain` and `sealed` are PageSize bytes and do not overlap. The reserved bytes of `plain`
    /// must be zero. `nonce` must never have been used under this store's key.
    void seal(quint32 page, const Byte* plain, const Byte* nonce, Byte* sealed) const;
    /// `plain` may be `sealed`. On false `plain` is all zeros. Reserved bytes come out as zeros:
    /// SQLite checksums them.
    [[nodiscard]] bool open(quint32 page, const Byte* sealed, Byte* plain) const;
    /// Whether open() would be true, at less than half its cost.
    [[nodiscard]] bool verify(quint32 page, const Byte* sealed) const;
    /// The page 1 header SQLite may assume when page 1 itself cannot be read: geometry, nothing
    /// else.
    void knownHeader(Byte* header, int size) const;

    /// XORs a frame header's checksum with a keyed hash of the rest of the header and the page's
    /// nonce and tag. With that the checksum tells nothing of the content, and also authenticates
    /// the header.
    void maskFrameChecksum(Byte* frame) const;
    /// The same for the checksum behind a journal record; `nonceAndTag` is the end of its sealed
    /// page.
    void maskJournalChecksum(const Byte* nonceAndTag, Byte* checksum) const;

private:
    struct Associated {
        Byte bytes[8 + ClearSize];
        unsigned long long size;
    };
    [[nodiscard]] Associated associated(quint32 page, const Byte* clear) const;
    /// Without `plain` only the tag is checked.
    [[nodiscard]] bool decrypt(const Associated& data, const Byte* sealed, Byte* plain) const;
    void clearHeader(const Byte* plain, Byte* sealed) const;

    CipherId m_cipher;
    Layout m_layout;
    StoreSalt m_salt;
    SecretBytes m_pageKey;
    SecretBytes m_maskKey;
};

/// Random nonces, drawn from the system a batch at a time: one call for each page costs as much as
/// a tenth of the cipher. The rest of a batch is dropped at every sync, so that a virtual machine
/// resumed twice from one snapshot does not seal two different pages under one nonce.
class NoncePool {
public:
    explicit NoncePool(int nonceSize)
        : m_nonceSize(nonceSize)
    {
    }
    /// Valid until the next call.
    [[nodiscard]] const Byte* next();
    void drop() { m_left = 0; }

private:
    static constexpr int FirstBatch = 4; ///< a durable commit seals two or three pages
    static constexpr int LargestBatch = 32;

    int m_nonceSize;
    int m_left = 0;
    int m_batch = FirstBatch;
    std::array<Byte, std::size_t(LargestBatch) * MaxNonceSize> m_nonces{};
};

} // namespace doorstep::vfs
