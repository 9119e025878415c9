#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/store/store_files.h"

namespace doorstep::store {

/// What the program may do when it starts. The one place that decides it.
enum class StartState {
    FirstRun, ///< no file of a store and no secret in the keystore: enrol or create
    Unlock, ///< envelope and device secret are there: ask who it is
    KeystoreLocked, ///< the keystore is closed: ask the person to open it, then look again
    RecoverKeys, ///< a store is here and its device secret is gone: recovery key, never a new store
    RecoverStore, ///< both envelope copies are missing or damaged beside other files of a store
    Wiping, ///< a desk's order to wipe is here and not carried out to its end: go on with it
    Wiped, ///< no key and no record is left, only what waits to be sent, sealed
    NewerStore ///< a newer version wrote the envelope: update the program, touch nothing
};

/// The name under which this store's device secret lies in the keystore: empty when no readable
/// envelope says so.
[[nodiscard]] QString deviceSecretName(const StoreFiles& files);

/// `deviceSecret` is what the keystore answered for that name (NotFound when there is no name).
/// A keystore that says "not found" beside a store is never a first run.
[[nodiscard]] StartState startState(
    const StoreFiles& files, const Result<SecretBytes>& deviceSecret);

} // namespace doorstep::store
