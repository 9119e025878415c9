#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <QString>
#include <functional>

namespace doorstep::platform {

/// What stands behind a vault. A PIN is allowed on hardware; on software only when the practice
/// said so for this device; without a keystore a passphrase slot is the only way in.
enum class KeystoreLevel { None, Software, Hardware };

/// Holds 32-byte device secrets in the operating system's keystore, each under a name.
///
/// Errors, kept apart because each has another next step:
/// - NotFound: the keystore answers, is open, and has no such secret. This is never by itself a
///   first run: core/store decides that (see core/store/start_state.h).
/// - KeystoreLocked (transient): there, but closed until the person unlocks it.
/// - KeystoreMissing: no keystore answers.
/// - Exists: create() never replaces a secret.
/// - Corrupt: the stored bytes are not 32.
///
/// Threads: call from one thread with an event loop. Every call returns at once; its reply runs
/// later on the same thread, exactly once, and never when the vault was destroyed before.
class KeyVault {
public:
    static constexpr std::size_t SecretSize = 32;
    using SecretReply = std::function<void(Result<SecretBytes>)>;
    using StatusReply = std::function<void(Status)>;

    KeyVault() = default;
    virtual ~KeyVault() = default;
    KeyVault(const KeyVault&) = delete;
    KeyVault& operator=(const KeyVault&) = delete;

    [[nodiscard]] virtual KeystoreLevel level() const = 0;
    /// Makes 32 random bytes, keeps them and hands them back.
    virtual void create(const QString& name, SecretReply reply) = 0;
    virtual void read(const QString& name, SecretReply reply) = 0;
    /// Keeps these 32 bytes under the name, whatever was there: for what may be lost without harm,
    /// never for a key.
    virtual void replace(const QString& name, SecretBytes bytes, StatusReply reply) = 0;
    /// NotFound when there was none.
    virtual void remove(const QString& name, StatusReply reply) = 0;
};

} // namespace doorstep::platform
