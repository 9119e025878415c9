#pragma once

#include "core/base/id.h"
#include "core/crypto/crypto.h"
#include "sync/protocol/wire_ids.h"

/// The codes people carry: the enrolment QR and the practice's claim code.
namespace doorstep::sync {

/// Text of the QR: `DS1:` and base32 (RFC 4648 alphabet, upper case, no padding: QR alphanumeric
/// mode) of
///     ver u8 = 1 | practice 16 | ticket 16 | secret 32 | expires u64le (ms) | pin_now 32 |
///     pin_next 32 | host_len u8 | "host:port" ASCII | check 4
/// where check = first 4 bytes of BLAKE2b-256 of everything before it. Length and check are
/// verified before any field is read. It holds no practice key: the secret only authenticates the
/// two ends to each other for ten minutes (docs/adr/0008-enrolment-commitments.md).
struct TicketCode {
    PracticeId practice;
    TicketId ticket;
    SecretBytes secret; ///< 32 bytes
    Instant expires;
    crypto::Digest pinNow; ///< SHA-256 of the server's SubjectPublicKeyInfo
    crypto::Digest pinNext;
    QByteArray authority; ///< "host:port", 3 to 200 characters of [a-z0-9.:-] and brackets
};

/// ASCII, for the QR encoder and nothing else. InvalidInput for a secret or authority out of range.
[[nodiscard]] Result<SecretBytes> encodeTicketCode(const TicketCode& code);
/// Any other code (a URL, a Wi-Fi code, a wristband) is refused: Unsupported without the `DS1:`
/// prefix, Corrupt for a damaged one, Expired at or after `expires`.
[[nodiscard]] Result<TicketCode> decodeTicketCode(QByteArrayView text, Instant now);

/// Claim code: 20 random bytes as eight groups of four base32 characters, `ABCD-EFGH-...`. Spaces,
/// missing dashes and lower case are forgiven.
inline constexpr int ClaimSecretBytes = 20;
[[nodiscard]] SecretBytes encodeClaimCode(const SecretBytes& secret);
[[nodiscard]] Result<SecretBytes> decodeClaimCode(QByteArrayView text);

/// "host:port" as codes carry it.
[[nodiscard]] bool isAuthority(QByteArrayView text);

/// RFC 4648 base32, upper case, no padding. Decoding refuses anything encode would not write.
[[nodiscard]] SecretBytes encodeBase32(QByteArrayView bytes);
[[nodiscard]] Result<SecretBytes> decodeBase32(QByteArrayView text);

} // namespace doorstep::sync
