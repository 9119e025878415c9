#pragma once

#include "core/base/id.h"
#include "core/crypto/crypto.h"

#include <utility>
#include <vector>

/// Signed requests: HTTP Message Signatures (RFC 9421) with one frozen profile, and signed answers.
///
///     Content-Digest: sha-256=:<base64>:
///     Ds-Practice: <32 hex>
///     Ds-Device: <32 hex>
///     Signature-Input: ds=("@method" "@authority" "@path" "@query" "content-digest" "ds-practice"
///         "ds-device");created=<unix s>;keyid="<32 hex>";nonce="<22 base64url>";alg="ed25519";
///         tag="doorstep-1"                      (one line, no space after the first semicolon)
///     Signature: ds=:<base64>:
///
/// There is no general structured-field parser: the receiver reads the four values out of the one
/// permitted text, writes the text again and compares bytes. Batch counters are in the body, which
/// the digest covers. Source: RFC 9421 sections 2.2, 2.3, 2.5; RFC 9530 for the digest.
namespace doorstep::sync {

/// Lower-case name, value without surrounding blanks.
using HeaderFields = std::vector<std::pair<QByteArray, QByteArray>>;

struct RequestTarget {
    QByteArray method; ///< "POST"
    QByteArray authority; ///< as in Host, lower case, with the port unless it is 443
    QByteArray path; ///< "/sync/1"
    QByteArray query; ///< without '?'
};

inline constexpr int NonceBytes = 16;
struct RequestNonce {
    std::array<quint8, NonceBytes> bytes{};
    [[nodiscard]] static RequestNonce random();
    [[nodiscard]] QByteArrayView view() const
    {
        return {reinterpret_cast<const char*>(bytes.data()), NonceBytes};
    }
    auto operator<=>(const RequestNonce&) const = default;
};

/// The five fields to add to a request whose body is `body`. `created` is rounded to seconds.
[[nodiscard]] HeaderFields signRequest(const RequestTarget& target, QByteArrayView body,
    PracticeId practice, DeviceId device, Instant created, const RequestNonce& nonce,
    const SecretBytes& deviceSignKey);

/// What a request claims, read strictly; nothing is proven before verifyRequest.
struct RequestSignature {
    PracticeId practice;
    DeviceId device;
    Instant created; ///< whole seconds
    RequestNonce nonce;
    QByteArray contentDigest; ///< SHA-256, 32 bytes
    crypto::Signature signature;
};
/// Corrupt unless each of the five fields is there exactly once in exactly the permitted form.
[[nodiscard]] Result<RequestSignature> readRequestSignature(const HeaderFields& fields);
/// Untrusted unless `body` has the digest and `key` signed this target. Time and nonce are the
/// caller's to judge.
[[nodiscard]] Status verifyRequest(const RequestSignature& claimed, const RequestTarget& target,
    QByteArrayView body, const crypto::SignPublicKey& key);

/// RFC 9421 section 2.5: one `"name": value` line per component and the parameter line last.
[[nodiscard]] QByteArray signatureBase(
    const HeaderFields& components, QByteArrayView signatureParameters);

/// Answers to signed requests carry `Ds-Time: <unix ms>` and `Ds-Ack: <base64>`: the server's
/// signature over "DS-ACK-1" | device | request nonce | time i64le | status u16le |
/// BLAKE2b-256(body), so an answer belongs to one request and cannot be replayed.
struct AnswerContext {
    DeviceId device;
    RequestNonce nonce;
    int status = 200;
};
[[nodiscard]] HeaderFields signAnswer(const AnswerContext& context, QByteArrayView body,
    Instant serverTime, const SecretBytes& serverSignKey);
/// The server's time. Untrusted when the fields are missing or not by `serverKey`.
[[nodiscard]] Result<Instant> verifyAnswer(const AnswerContext& context, const HeaderFields& fields,
    QByteArrayView body, const crypto::SignPublicKey& serverKey);

} // namespace doorstep::sync
