#pragma once

#include "core/base/id.h"
#include "core/crypto/crypto.h"
#include "core/store/store_files.h"

#include <QString>
#include <vector>

namespace doorstep::store {

/// A name on the unlock screen. Staff only; a patient's name is never readable while locked.
struct UnlockName {
    StaffId staff;
    QString name;
    QString role;
};

/// What this device is and may use while nobody is unlocked: pushing the spool needs the request
/// key and the server's address. Sealed under the device secret alone (device.seal, two copies).
struct DeviceIdentity {
    PracticeId practice;
    QString practiceName;
    DeviceId device;
    QString deviceRole; ///< "tablet", "desk" or "ctl"
    SecretBytes signSeed; ///< 32 bytes, Ed25519: signs requests
    SecretBytes boxSecret; ///< 32 bytes, X25519: opens keyrings
    crypto::BoxPublicKey boxPublic;
    crypto::SignPublicKey practiceSign; ///< the root every certificate is checked against
    crypto::SignPublicKey serverSign;
    QByteArray connection; ///< opaque here: sync/client's address and pins
    std::vector<UnlockName> names;
    bool pinAllowed = false; ///< the practice accepted a PIN on a software keystore
};

/// One copy alone: only the renewal of the device secret needs them apart.
[[nodiscard]] Status writeDeviceFile(
    const QString& path, const DeviceIdentity& identity, const SecretBytes& deviceSecret);
[[nodiscard]] Result<DeviceIdentity> readDeviceFile(
    const QString& path, const SecretBytes& deviceSecret);
[[nodiscard]] Status writeDeviceIdentity(
    const StoreFiles& files, const DeviceIdentity& identity, const SecretBytes& deviceSecret);
/// NotFound, WrongSecret (another device secret) or Corrupt (both copies).
[[nodiscard]] Result<DeviceIdentity> readDeviceIdentity(
    const StoreFiles& files, const SecretBytes& deviceSecret);

} // namespace doorstep::store
