#pragma once

#include "core/entry/clear_kinds.h"
#include "core/store/device_identity.h"

#include <optional>

/// Wiping a device on a desk's order: its keys go first, then its records. What it had not sent
/// stays sealed: the outbox, which two recovery cards open, and the spool, which only the practice
/// reads. Every step may be done again; a kill at any moment leaves a device that goes on with it.
///
///   acceptWipe -> [the keystore makes a new secret] -> keepWipedDevice -> [the keystore destroys
///   the device secret] -> destroyKeys -> destroyRecords -> noteWipe
///
/// File wipe.order: CBOR map, practice 16, secret (name in the keystore), done, told, and order,
/// the clear payload of wipe.ordered with an empty act.
namespace doorstep::store {

struct WipeRecord {
    entry::WipeOrdered order;
    PracticeId practice;
    QString deviceSecret; ///< its name in the keystore; empty once nothing named it any more
    bool isDone = false; ///< keys and records are gone, the device secret too
    bool isTold = false; ///< the practice knows
    bool operator==(const WipeRecord&) const = default;
};

/// Nothing when no order was believed here. Corrupt: the file is no record.
[[nodiscard]] Result<std::optional<WipeRecord>> readWipe(const StoreFiles& files);

/// Believes an order: from here on the store is never opened again. Untrusted unless the practice
/// signed it for this device.
[[nodiscard]] Result<WipeRecord> acceptWipe(
    const StoreFiles& files, const DeviceIdentity& identity, const entry::WipeOrdered& order);

/// The name of the secret that a wiped device keeps.
[[nodiscard]] QString wipedSecretName(DeviceId device);
/// What sending needs, sealed under that secret: no key to records, no name of a person.
[[nodiscard]] Status keepWipedDevice(
    const StoreFiles& files, const DeviceIdentity& identity, const SecretBytes& wipedSecret);
/// NotFound when the keystore did not let it be kept.
[[nodiscard]] Result<DeviceIdentity> readWipedDevice(
    const StoreFiles& files, const SecretBytes& wipedSecret);

/// Overwrites and deletes envelope and device files, both copies of each.
[[nodiscard]] Status destroyKeys(const StoreFiles& files);
/// Deletes everything else but outbox, spool and what this header names.
[[nodiscard]] Status destroyRecords(const StoreFiles& files);
[[nodiscard]] Status noteWipe(const StoreFiles& files, const WipeRecord& record);

/// Before the device is set up again: puts what is left beside the store's folder, where two
/// recovery cards still open it. Refused before the wipe is done.
[[nodiscard]] Status putWipedAside(const StoreFiles& files);

} // namespace doorstep::store
