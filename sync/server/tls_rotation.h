#pragma once

#include "sync/server/tls_identity.h"

#include <span>

/// The next key becomes the one that serves, and another next one is made. At every moment
/// `tls_now.pem` is there and is one of the two keys that devices pin, so a kill between any two
/// steps leaves a server they reach; opening the identity then finishes or undoes the rest.
namespace doorstep::server {

/// How long devices go on accepting a pin that was replaced, and how long a second rotation waits:
/// two at once would leave behind whoever heard of neither.
inline constexpr int OldPinDays = 30;

/// Each is durable when it returns ok.
struct TlsRotationStep {
    const char* name;
    Status (*run)(const TlsFiles& files);
};
[[nodiscard]] std::span<const TlsRotationStep> tlsRotationSteps();

/// All of them. NotFound when the next key is not on this machine, Untrusted when it is another one
/// than devices pin, Refused sooner than OldPinDays after the last one unless `again`. The identity
/// is to be opened anew.
[[nodiscard]] Status rotateTlsKeys(
    const QString& directory, const TlsIdentity& identity, Instant now, bool again);
/// What a rotation that was cut left behind.
[[nodiscard]] Status settleTlsRotation(const QString& directory);

} // namespace doorstep::server
