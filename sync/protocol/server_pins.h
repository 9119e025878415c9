#pragma once

#include "core/base/clock.h"
#include "core/crypto/crypto.h"

/// `POST /pins/1`, signed: by which keys the server is known and will be. Nothing secret, and
/// nothing that a device obeys: a desk signs them first (entry::PinsOrdered).
namespace doorstep::sync {

struct StatedPins {
    crypto::Digest now; ///< SHA-256 of the SubjectPublicKeyInfo that serves
    crypto::Digest next;
    Instant certificateUntil;
    bool operator==(const StatedPins&) const = default;
};

[[nodiscard]] QByteArray encodePinsRequest();
[[nodiscard]] Status decodePinsRequest(QByteArrayView bytes);
[[nodiscard]] QByteArray encodeStatedPins(const StatedPins& pins);
[[nodiscard]] Result<StatedPins> decodeStatedPins(QByteArrayView bytes);

} // namespace doorstep::sync
