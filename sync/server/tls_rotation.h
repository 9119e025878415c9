#pragma once

#include "sync/server/log.h"
#include "sync/server/tls_identity.h"

#include <span>

/// The next key becomes the one that serves, and another next one is made. At every moment
/// `tls_now.pem` is there and is one of the two keys that devices pin, so a kill between any two
/// steps leaves a server they reach; opening the identity then finishes or undoes the rest.
namespace doorstep::server {

/// How long devices go on accepting a pin that was replaced, and how long a key waits after the
/// order that named it: whoever did not sync in between is left behind.
inline constexpr int OldPinDays = 30;

/// Each is durable when it returns ok.
struct TlsRotationStep {
    const char* name;
    Status (*run)(const TlsFiles& files);
};
[[nodiscard]] std::span<const TlsRotationStep> tlsRotationSteps();

/// Whether the devices of every practice know the key that is promised, by their claim or by the
/// newest order that passed through the log. Refused while one does not, and sooner than OldPinDays
/// after that order.
[[nodiscard]] Status mayRotateTls(Log& log, const crypto::Digest& promised, Instant now);

/// All of them. NotFound when the next key is not on this machine, Untrusted when it is another one
/// than devices pin. The identity is to be opened anew.
[[nodiscard]] Status rotateTlsKeys(const QString& directory, const TlsIdentity& identity);
/// What a rotation that was cut left behind.
[[nodiscard]] Status settleTlsRotation(const QString& directory);

} // namespace doorstep::server
