#pragma once

#include "core/crypto/crypto.h"

#include <optional>

namespace doorstep::client {

/// SHA-256 of the SubjectPublicKeyInfo inside a DER certificate (RFC 5280 section 4.1): what the
/// pins name. Qt's own key class knows neither Ed25519 nor what comes after it. Nothing when the
/// bytes are not a certificate.
[[nodiscard]] std::optional<crypto::Digest> spkiPin(QByteArrayView certificateDer);

} // namespace doorstep::client
