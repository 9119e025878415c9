#pragma once

#include "core/base/id.h"
#include "core/entry/clear_kinds.h"

/// The code by which a device that knows none of the server's keys any more is told them. Unlike a
/// ticket it is signed: the device has the practice's key already, and the code may come by any
/// road, a photograph or a letter.
namespace doorstep::sync {

/// Text: `DSP1:` and base32 (as a ticket's) of
///     ver u8 = 1 | practice 16 | serial u64le | count u8 | pins count x 32 | host_len u8 |
///     "host:port" ASCII | practice signature 64 | check 4
/// where the signature is over "DS-REPIN-1" and everything before it, and check is the first 4
/// bytes of BLAKE2b-256 of everything before it. Length and check are verified before any field is
/// read.
struct RepinCode {
    PracticeId practice;
    quint64 serial = 0; ///< of the order with the same pins, entry::PinsOrdered
    std::vector<crypto::Digest> pins;
    QByteArray authority; ///< as TicketCode
    crypto::Signature practiceSignature;
    bool operator==(const RepinCode&) const = default;
};

/// With the practice's signing key (64-byte secret).
void certify(RepinCode& code, const SecretBytes& practiceSign);
[[nodiscard]] bool isCertified(const RepinCode& code, const crypto::SignPublicKey& key);

/// A host and a port from 1 to 65535; an IPv6 address in brackets.
[[nodiscard]] bool isHostAndPort(QByteArrayView authority);

/// InvalidInput for pins, serial or authority out of range.
[[nodiscard]] Result<QByteArray> encodeRepinCode(const RepinCode& code);
/// Unsupported without the `DSP1:` prefix or of a newer version, Corrupt for a damaged one. Does
/// not look at the signature.
[[nodiscard]] Result<RepinCode> decodeRepinCode(QByteArrayView text);

} // namespace doorstep::sync
