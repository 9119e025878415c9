#pragma once

#include "core/crypto/crypto.h"
#include "core/store/store_files.h"

#include <vector>

/// Databases that did not open and were put under StoreFiles::setAside() as they were found. While
/// nothing lives beside it such a copy is the store. Once a new database lives, it must not hold
/// for this device what the new one gives up: then its files are sealed to the practice's recovery
/// key, which is on no device, and the originals destroyed. Nothing is lost by that: two recovery
/// cards read them (recovery.h). Attachments stay beside them as they are: their keys are in the
/// database.
///
///     <name>.sealed = "DSASD1\0\0" | box 80 | stream header 24 | sealed chunks of 65536 + 17, the
///                     last one of 17 to 65536 + 17
///
/// box: the stream's key, sealed to the recovery key (crypto_box_seal). Every chunk is bound to the
/// file's name and its number, the last one is marked. docs/store-format.md, "Set aside".
namespace doorstep::store {

/// A file of a database that was set aside: sealed, or still as it was found.
struct SetAsideFile {
    QString path; ///< of the original, which may be gone
    bool isSealed = false; ///< sealedPath() is whole, whatever is left of the original
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString sealedPath() const;
};

/// Folders, oldest first.
[[nodiscard]] QStringList setAsideFolders(const StoreFiles& files);
/// By name: the database, then its logs. Not attachments.
[[nodiscard]] std::vector<SetAsideFile> setAsideFiles(const QString& folder);

/// Every file that is not sealed yet. Needs room for a second copy of the largest one, and time to
/// read and write it. DiskFull, Io: what was sealed stays so, the next call goes on; a kill at any
/// moment leaves each file whole in one of its two forms.
[[nodiscard]] Status sealSetAside(const StoreFiles& files, const crypto::BoxPublicKey& recovery);

/// The original under `to`, or nothing there. Corrupt: for another key, or not as it was sealed.
[[nodiscard]] Status openSetAside(
    const SetAsideFile& file, const crypto::BoxKeyPair& recovery, const QString& to);

} // namespace doorstep::store
