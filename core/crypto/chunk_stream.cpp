#include "core/crypto/chunk_stream.h"

#include "core/crypto/sodium_ready.h"

#include <sodium.h>

namespace doorstep::crypto {

static_assert(KeySize == crypto_secretstream_xchacha20poly1305_KEYBYTES);
static_assert(StreamHeaderSize == crypto_secretstream_xchacha20poly1305_HEADERBYTES);
static_assert(ChunkOverhead == crypto_secretstream_xchacha20poly1305_ABYTES);

namespace chunk_stream {

using State = crypto_secretstream_xchacha20poly1305_state;

const unsigned char* octets(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char*>(view.data());
}

unsigned long long length(QByteArrayView view)
{
    return static_cast<unsigned long long>(view.size());
}

/// The state holds a key: it lives in guarded memory, which aligns what ends at its end only to its
/// size; State is bytes alone.
static_assert(alignof(State) == 1);
State* stateIn(SecretBytes& memory)
{
    return reinterpret_cast<State*>(memory.data());
}

} // namespace chunk_stream

ChunkSealer::ChunkSealer(const SecretBytes& key)
    : m_state(sizeof(chunk_stream::State))
    , m_header(StreamHeaderSize, Qt::Uninitialized)
{
    detail::requireSodium();
    detail::requireSize(key.size(), KeySize);
    crypto_secretstream_xchacha20poly1305_init_push(chunk_stream::stateIn(m_state),
        reinterpret_cast<unsigned char*>(m_header.data()), key.data());
}

QByteArray ChunkSealer::seal(QByteArrayView plain, QByteArrayView associated, bool isLast)
{
    QByteArray sealed(plain.size() + ChunkOverhead, Qt::Uninitialized);
    crypto_secretstream_xchacha20poly1305_push(chunk_stream::stateIn(m_state),
        reinterpret_cast<unsigned char*>(sealed.data()), nullptr, chunk_stream::octets(plain),
        chunk_stream::length(plain), chunk_stream::octets(associated),
        chunk_stream::length(associated),
        isLast ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
               : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    return sealed;
}

ChunkOpener::ChunkOpener()
    : m_state(sizeof(chunk_stream::State))
{
}

Result<ChunkOpener> ChunkOpener::start(const SecretBytes& key, QByteArrayView header)
{
    detail::requireSodium();
    detail::requireSize(key.size(), KeySize);
    if (header.size() != StreamHeaderSize)
        return Error{ErrorCode::Corrupt, "stream header of the wrong size", true};
    ChunkOpener opener;
    if (crypto_secretstream_xchacha20poly1305_init_pull(
            chunk_stream::stateIn(opener.m_state), chunk_stream::octets(header), key.data())
        != 0)
        return Error{ErrorCode::Corrupt, "stream header", true};
    return opener;
}

Result<ChunkOpener::Chunk> ChunkOpener::open(QByteArrayView sealed, QByteArrayView associated)
{
    const Error refused{ErrorCode::Corrupt, "sealed chunk does not authenticate", true};
    if (sealed.size() < ChunkOverhead)
        return refused;
    Chunk chunk{QByteArray(sealed.size() - ChunkOverhead, Qt::Uninitialized), false};
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(chunk_stream::stateIn(m_state),
            reinterpret_cast<unsigned char*>(chunk.plain.data()), nullptr, &tag,
            chunk_stream::octets(sealed), chunk_stream::length(sealed),
            chunk_stream::octets(associated), chunk_stream::length(associated))
        != 0)
        return refused;
    // We write no other tag: a rekey or a push is somebody else's stream.
    if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL)
        chunk.isLast = true;
    else if (tag != crypto_secretstream_xchacha20poly1305_TAG_MESSAGE)
        return refused;
    return chunk;
}

static_assert(sizeof(crypto_generichash_state) == 384 && alignof(crypto_generichash_state) <= 64);

HashStream::HashStream()
{
    detail::requireSodium();
    crypto_generichash_init(
        reinterpret_cast<crypto_generichash_state*>(m_state.data()), nullptr, 0, sizeof(Digest));
}

void HashStream::add(QByteArrayView part)
{
    crypto_generichash_update(reinterpret_cast<crypto_generichash_state*>(m_state.data()),
        chunk_stream::octets(part), chunk_stream::length(part));
}

Digest HashStream::finish()
{
    Digest digest;
    crypto_generichash_final(reinterpret_cast<crypto_generichash_state*>(m_state.data()),
        digest.bytes.data(), digest.bytes.size());
    return digest;
}

} // namespace doorstep::crypto
