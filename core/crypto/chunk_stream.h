#pragma once

#include "core/crypto/crypto.h"

namespace doorstep::crypto {

/// crypto_secretstream_xchacha20poly1305: a message in chunks that cannot be reordered, dropped,
/// repeated or cut without its reader seeing it. Each sealed chunk is ChunkOverhead longer than the
/// plain one; `associated` is authenticated with it and not stored. One thread at a time. The key
/// is KeySize and for one stream alone.
inline constexpr int StreamHeaderSize = 24;
inline constexpr int ChunkOverhead = 17; ///< encrypted tag byte, MAC

class ChunkSealer {
public:
    explicit ChunkSealer(const SecretBytes& key);
    /// Random; stands before the first chunk.
    [[nodiscard]] const QByteArray& header() const { return m_header; }
    /// Nothing may follow the last chunk.
    [[nodiscard]] QByteArray seal(QByteArrayView plain, QByteArrayView associated, bool isLast);

private:
    SecretBytes m_state;
    QByteArray m_header;
};

class ChunkOpener {
public:
    /// Corrupt when `header` is not StreamHeaderSize bytes. A wrong key shows at the first chunk.
    [[nodiscard]] static Result<ChunkOpener> start(const SecretBytes& key, QByteArrayView header);
    struct Chunk {
        QByteArray plain;
        bool isLast = false;
    };
    /// Corrupt unless exactly this chunk stands here; whoever gets that must throw away the chunks
    /// before it too, and a stream whose last chunk never came was cut.
    [[nodiscard]] Result<Chunk> open(QByteArrayView sealed, QByteArrayView associated);

private:
    ChunkOpener();
    SecretBytes m_state;
};

/// hash() over bytes that are never in memory at once.
class HashStream {
public:
    HashStream();
    void add(QByteArrayView part);
    /// Once, at the end.
    [[nodiscard]] Digest finish();

private:
    alignas(64) std::array<unsigned char, 384> m_state; ///< libsodium's, checked in the .cpp
};

} // namespace doorstep::crypto
