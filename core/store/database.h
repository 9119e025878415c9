#pragma once

#include "core/store/connection.h"
#include "core/store/key_envelope.h"
#include "core/store/spool.h"
#include "core/vfs/sealed_vfs.h"

namespace doorstep::store {

/// The sealed database file and its key, while unlocked. Lives on the storage thread; readers are
/// opened from it on theirs and must be gone before it.
struct Database {
    vfs::VfsKey key;
    std::unique_ptr<Connection> writer;

    /// Makes the file and its tables under a new incarnation, kept in the database and beside it.
    /// Exists when there is a file.
    [[nodiscard]] static Result<Database> create(
        const StoreFiles& files, const EnvelopeHead& head, const SecretBytes& masterKey);
    /// Corrupt: it was set aside whole and nothing made in its place. Other errors leave it alone.
    /// Untrusted: the envelope's epoch is below the one the database knows.
    [[nodiscard]] static Result<Database> open(
        const StoreFiles& files, const EnvelopeHead& head, const SecretBytes& masterKey);
};

/// Authenticates every page of the closed database and its WAL as they are found; changes nothing.
/// Busy: it is open.
[[nodiscard]] Result<vfs::StoreCheck> checkDatabase(
    const StoreFiles& files, const EnvelopeHead& head, const SecretBytes& masterKey);

/// Moves the database with its WAL and lock file, and the attachments whose keys it holds, into a
/// folder of their own under set-aside.
[[nodiscard]] Status setDatabaseAside(const StoreFiles& files);

/// Whether no database is here because it did not open and was set aside.
[[nodiscard]] bool isDatabaseSetAside(const StoreFiles& files);

/// An empty database in the place of the one set aside, after a person decided to fetch everything
/// from the practice again. Entries still in the spool come back by themselves when it is opened.
/// Exists: there is a database. Refused: none was set aside. A kill leaves no database or this one,
/// whole.
[[nodiscard]] Status makeDatabaseAnew(const StoreFiles& files, const SecretBytes& masterKey);

/// Which incarnation the file beside the database and the database itself say.
[[nodiscard]] Result<IncarnationId> incarnationBeside(const StoreFiles& files);
[[nodiscard]] Status writeIncarnationBeside(const StoreFiles& files, IncarnationId incarnation);

namespace setting {
inline constexpr auto Incarnation = "store.incarnation";
inline constexpr auto EnvelopeEpoch = "store.envelopeEpoch";
/// The timeline that sequences and cursors are of; none before the first answer.
inline constexpr auto Timeline = "store.timeline";
inline constexpr auto Through = "store.through"; ///< Page::through of the last page
inline constexpr auto SafeSeq = "store.safeSeq";
inline constexpr auto Erasing = "store.erasing"; ///< 1: given-up rows may be in the WAL
inline constexpr auto ClearWords = "store.clearWords"; ///< what the rows were acted on with
/// Rises with every own act. -1: made anew on a person's decision, so no older copy.
inline constexpr auto Generation = "store.generation";
} // namespace setting

} // namespace doorstep::store
