#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <QByteArray>
#include <QByteArrayView>
#include <array>
#include <compare>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <optional>

/// libsodium behind our own types. Nothing else in the project includes sodium.h except core/base
/// (memory) and core/vfs (pages). All functions are thread-safe; sizes are bytes. A key or nonce of
/// the wrong size is a bug of the caller and ends the program; bytes that came from outside give a
/// Result or a bool.
namespace doorstep::crypto {

inline constexpr int KeySize = 32;
inline constexpr int NonceSize = 24; ///< XChaCha20-Poly1305
inline constexpr int TagSize = 16;
inline constexpr int SealOverhead = 48; ///< SealedBox: ephemeral key + tag

/// Fixed-size public bytes; the tag keeps a box key from being used to verify a signature.
template <int Size, typename Tag> struct Fixed {
    std::array<quint8, Size> bytes{};
    [[nodiscard]] static Result<Fixed> fromBytes(QByteArrayView view)
    {
        if (view.size() != Size)
            return Error{ErrorCode::InvalidInput, "wrong size"};
        Fixed fixed;
        std::memcpy(fixed.bytes.data(), view.data(), Size);
        return fixed;
    }
    [[nodiscard]] QByteArray toBytes() const
    {
        return QByteArray(reinterpret_cast<const char*>(bytes.data()), Size);
    }
    [[nodiscard]] QByteArrayView view() const
    {
        return {reinterpret_cast<const char*>(bytes.data()), Size};
    }
    bool operator==(const Fixed&) const = default;
    auto operator<=>(const Fixed&) const = default;
};
using Digest = Fixed<32, struct DigestTag>;
using Nonce = Fixed<NonceSize, struct NonceTag>;
using SignPublicKey = Fixed<32, struct SignPublicTag>;
using Signature = Fixed<64, struct SignatureTag>;
using BoxPublicKey = Fixed<32, struct BoxPublicTag>;

struct SignKeyPair {
    SignPublicKey publicKey;
    SecretBytes secretKey; ///< 64 bytes, Ed25519
};
struct BoxKeyPair {
    BoxPublicKey publicKey;
    SecretBytes secretKey; ///< 32 bytes, X25519
};

void fillRandom(void* target, std::size_t size);
[[nodiscard]] QByteArray randomBytes(int size);
[[nodiscard]] SecretBytes randomSecret(int size = KeySize);

/// BLAKE2b-256 over the parts, in order. The caller makes the parts unambiguous (fixed sizes or a
/// domain label first).
[[nodiscard]] Digest hash(std::initializer_list<QByteArrayView> parts);
/// BLAKE2b-192 over the parts: the nonce of something whose description is unique by itself.
[[nodiscard]] Nonce nonceFrom(std::initializer_list<QByteArrayView> parts);
/// Keyed BLAKE2b-256: a MAC, or (deriveKey) a key derived from a key. The key is 16 to 64 bytes.
[[nodiscard]] Digest keyedHash(const SecretBytes& key, std::initializer_list<QByteArrayView> parts);
[[nodiscard]] SecretBytes deriveKey(
    const SecretBytes& key, std::initializer_list<QByteArrayView> parts);
/// Constant time in the content; the sizes are public.
[[nodiscard]] bool equal(QByteArrayView a, QByteArrayView b);

/// XChaCha20-Poly1305. Output: ciphertext with the tag at its end. The nonce (24 bytes) is the
/// caller's and must never repeat under one key: random, or derived from a unique header.
[[nodiscard]] QByteArray seal(
    const SecretBytes& key, QByteArrayView nonce, QByteArrayView associated, QByteArrayView plain);
/// Corrupt when key, nonce, associated data or bytes are not those sealed.
[[nodiscard]] Result<QByteArray> open(
    const SecretBytes& key, QByteArrayView nonce, QByteArrayView associated, QByteArrayView sealed);
/// The same for key material, which must not pass through a QByteArray.
[[nodiscard]] Result<SecretBytes> openSecret(
    const SecretBytes& key, QByteArrayView nonce, QByteArrayView associated, QByteArrayView sealed);

[[nodiscard]] SignKeyPair makeSignKeyPair();
/// From a 32-byte seed: for keys rebuilt from stored seeds and for test vectors.
[[nodiscard]] SignKeyPair signKeyPairFromSeed(const SecretBytes& seed);
[[nodiscard]] Signature sign(const SecretBytes& secretKey, QByteArrayView message);
[[nodiscard]] bool verify(
    const SignPublicKey& key, QByteArrayView message, const Signature& signature);

[[nodiscard]] BoxKeyPair makeBoxKeyPair();
/// From a 32-byte secret that was kept alone (a recovery card).
[[nodiscard]] BoxKeyPair boxKeyPairFromSecret(SecretBytes secret);
/// Anonymous sealed box (crypto_box_seal): anyone may write to the key, only its holder reads.
/// InvalidInput when `recipient` is no usable public key (a point of small order).
[[nodiscard]] Result<QByteArray> sealTo(const BoxPublicKey& recipient, QByteArrayView plain);
[[nodiscard]] Result<QByteArray> openSealed(const BoxKeyPair& recipient, QByteArrayView sealed);
[[nodiscard]] Result<SecretBytes> openSealedSecret(
    const BoxKeyPair& recipient, QByteArrayView sealed);

struct PwhashCost {
    quint32 ops = 3;
    quint32 memKiB = 65536;
    bool operator==(const PwhashCost&) const = default;
};
/// Argon2id with the bounds of the design (ops 2-10, 19-256 MiB) checked before allocation:
/// LimitExceeded outside them, InvalidInput when the salt is not 16 bytes.
[[nodiscard]] Result<SecretBytes> pwhash(
    const SecretBytes& secret, QByteArrayView salt, PwhashCost cost);
/// Runs one Argon2id of this cost and says how many milliseconds it took. Tests bring their own
/// device.
using PwhashMeasure = std::function<qint64(PwhashCost cost, const std::function<void()>& run)>;
/// By this device's monotonic clock.
[[nodiscard]] qint64 measuredPwhash(PwhashCost cost, const std::function<void()>& run);
inline constexpr qint64 PwhashBudgetMs = 500; ///< what a person waits for at the door
/// The first of (3, 64 MiB), (2, 64), (3, 32), (2, 19) that stays within the budget on this device;
/// the last, which is the least, when none does.
[[nodiscard]] PwhashCost tunedPwhashCost(const PwhashMeasure& measure = measuredPwhash);
/// The first of the same four that is more than `cost` and, judged by the time that `cost` took
/// (passes times memory), stays well within the budget. Nothing when there is none.
[[nodiscard]] std::optional<PwhashCost> raisedPwhashCost(PwhashCost cost, qint64 tookMs);

/// CRC-32C, for framing of append-only files (detects torn writes; no security).
[[nodiscard]] quint32 crc32c(QByteArrayView bytes);

} // namespace doorstep::crypto
