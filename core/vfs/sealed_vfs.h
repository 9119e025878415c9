#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <QByteArray>
#include <QString>
#include <QtGlobal>
#include <array>
#include <memory>
#include <optional>

class QSqlDatabase;
class QSqlError;

/// The sealed store: SQLite and Qt SQL unchanged, every byte of content encrypted below them.
///
/// WHAT IT IS. A SQLite VFS named "sealed" that stands between SQLite and the operating system's
/// VFS. SQLite sees ordinary pages of 4096 bytes whose last R bytes it leaves alone; on disk each
/// page is
///
///     page n > 1:  ciphertext (4096 - R) | nonce | tag              associated data: LE64(n)
///     page 1:      salt 16 | clear 8 | ciphertext | nonce | tag     ... LE64(1) and the 24 bytes
///
/// with R = 40 for XChaCha20-Poly1305 and 64 for AEGIS-256. The 8 clear bytes are the page size
/// (big endian), SQLite's write and read version, R, format version 1, cipher id, zero. Journal
/// and WAL carry page images sealed the same way and checksums masked with a keyed hash; temporary
/// files live in memory. docs/store-format.md is complete enough to write another reader.
///
/// HOW TO USE IT. Once a process: registerSealedVfs(). Once an unlock: VfsKey::load(). For every
/// connection: openSealed(), which opens, proves through SQL that pages are being sealed, and sets
/// the store's pragmas. Lock = close all connections, then destroy the VfsKey.
///
/// WHAT IT PROMISES.
///  - No name, value, schema text or checksum of content in any file: only the page count and
///    which pages changed can be seen.
///  - A changed bit, a page moved to another place or taken from another store is an error
///    (SQLITE_IOERR_DATA, our ErrorCode::Corrupt), never other content.
///  - An acknowledged commit survives a power cut when synchronous=FULL in WAL mode (EXTRA in the
///    rollback modes), page 1 torn or not: salt, cipher and geometry come with the key.
///  - Keys are in locked, guarded memory, leave it only into the cipher, and are wiped when
///    the VfsKey and the last connection opened with it are gone. SQLite's own memory is wiped as
///    it is given back (wiped_memory.h).
///
/// WHAT IT DOES NOT. An old copy of a page put back in its own place, or of the whole store, is
/// accepted: freshness is the ledger's business. A damaged tail of the WAL ends recovery there,
/// as in every SQLite: the commits behind it are gone without an error. Content in SQLite's cache
/// is in ordinary memory until closed, and in the application for as long as that leaves it there.
///
/// LIMITS. One process a store, held by a lock on `<store>-lock` (the wal-index is in memory);
/// any number of connections and threads inside it, by SQLite's rules. Page size 4096. Unknown
/// write patterns of some future SQLite are refused with an error, not guessed at. No transaction
/// over two attached stores in rollback modes. Large sorts take memory, not disk.
namespace doorstep::vfs {

inline constexpr const char* SealedVfsName = "sealed";
inline constexpr int StoreKeySize = 32;

/// Random, public, kept in the key envelope and in the first 16 bytes of the file. Pages of one
/// salt never open under another, even with the same key. The one given with the key decides.
using StoreSalt = std::array<quint8, 16>;
[[nodiscard]] StoreSalt randomStoreSalt();

/// The cipher byte of page 1 and of the key envelope. Values are part of the format.
enum class CipherId : quint8 {
    XChaCha20Poly1305 = 1,
    Aegis256 = 2 ///< only where libsodium has it and the processor has AES instructions
};
[[nodiscard]] bool isAvailable(CipherId cipher);
/// From a stored byte: Unsupported when unknown, or when this build or processor lacks it.
[[nodiscard]] Result<CipherId> cipherFromByte(quint8 byte);

/// Registers the VFS, to the end of the process; calling again is harmless, from any thread. Best
/// before any other use of SQLite in it: see wiped_memory.h. `name` and `baseVfs` (null: the
/// system's) are for tests that put a simulated disk below.
[[nodiscard]] Status registerSealedVfs(
    const char* name = SealedVfsName, const char* baseVfs = nullptr);

class KeyRing;

/// A store key that connections can be opened with while this object lives. Connections already
/// open keep their own share until they close. Move-only; thread-safe.
class VfsKey {
public:
    /// InvalidInput: key not 32 bytes. Unsupported: cipher not available here, or VFS `vfsName`
    /// not registered.
    [[nodiscard]] static Result<VfsKey> load(SecretBytes key, const StoreSalt& salt,
        CipherId cipher = CipherId::XChaCha20Poly1305, const char* vfsName = SealedVfsName);
    ~VfsKey();
    VfsKey(VfsKey&& other) noexcept;
    VfsKey& operator=(VfsKey&& other) noexcept;
    VfsKey(const VfsKey&) = delete;
    VfsKey& operator=(const VfsKey&) = delete;

    /// `file:` URI for sqlite3_open_v2 or QSqlDatabase::setDatabaseName. Names the key by a random
    /// id, never by its content; valid in this process while this object lives.
    [[nodiscard]] QString uri(const QString& path) const;
    /// The same for the target of VACUUM INTO, which brings its own page geometry.
    [[nodiscard]] QString copyTargetUri(const QString& path) const;
    [[nodiscard]] const QByteArray& vfsName() const { return m_vfsName; }
    [[nodiscard]] const QByteArray& id() const { return m_id; }

private:
    VfsKey() = default;
    void drop();

    std::shared_ptr<KeyRing> m_ring;
    QByteArray m_id;
    QByteArray m_vfsName;
};

/// What the VFS below a connection says of itself.
struct SealedStatus {
    CipherId cipher = CipherId::XChaCha20Poly1305;
    int formatVersion = 0;
    int pageSize = 0;
    quint64 pagesSealed = 0; ///< by this connection, all files
    quint64 pagesOpened = 0;
};

enum class OpenMode {
    ReadWrite, ///< creates the file when missing
    ReadOnly ///< for screens; the file must exist and be in WAL mode already
};

/// Connect options for QSqlDatabase::setConnectOptions. Without QSQLITE_OPEN_URI some builds of the
/// driver write a plain file named after the URI: use openSealed() instead of setting these by
/// hand.
[[nodiscard]] QString connectOptions(OpenMode mode);

/// Opens `db` (driver QSQLITE, not open) on the store at `path`, checks sealedStatus(), reads the
/// schema and applies the store's pragmas. On an error `db` is closed.
/// Busy: another process has the store. Corrupt: page 1 does not open (damage, or a wrong key).
/// WrongSecret: the file carries another store's salt. NotFound: ReadOnly and no file.
/// Unsupported: the driver runs on a second SQLite that does not know the VFS.
[[nodiscard]] Result<SealedStatus> openSealed(
    QSqlDatabase& db, const QString& path, const VfsKey& key, OpenMode mode = OpenMode::ReadWrite);

/// Asks through SQL (`PRAGMA sealed_status`), because the C API may belong to another copy of
/// SQLite than the driver's. No row means nothing is sealed: Unsupported, and the caller must
/// close.
[[nodiscard]] Result<SealedStatus> sealedStatus(const QSqlDatabase& db);

/// WAL, synchronous=FULL with fullfsync, 16 MiB page cache, secure_delete, foreign keys, memory for
/// temporary tables, no mmap, defensive mode, no double-quoted strings. Part of openSealed().
[[nodiscard]] Status applyStorePragmas(QSqlDatabase& db, OpenMode mode = OpenMode::ReadWrite);

/// The driver's error in our kinds; `detail` is the SQLite result code only, never SQL or content.
[[nodiscard]] Error storeError(const QSqlError& error);

/// The outcome of reading every page below SQL.
struct StoreCheck {
    quint32 pages = 0;
    /// Free pages that do not authenticate: never written, or torn by a power cut while in use
    /// again. They hold nothing and SQLite never reads them.
    quint32 idle = 0;
    std::optional<quint32> firstBad; ///< the first page (from 1) that does not authenticate
    quint32 frames = 0; ///< of a WAL that waits to be applied, up to its last commit: they count
    /// The first frame (from 1; 0 the WAL's header) behind those that is no leftover and does not
    /// fit: a power cut or damage, and what was committed from there on is not in the store.
    std::optional<quint32> badFrame;
};

/// Authenticates every page of a closed store and of the WAL that may lie beside it, and changes
/// neither. Busy: the store is open anywhere, or a journal still waits to be applied (open and
/// close it first). NotFound, Io as they say. A result with firstBad or badFrame is not an Error:
/// the caller has the number to report.
[[nodiscard]] Result<StoreCheck> verifyStore(const QString& path, const VfsKey& key);

/// Writes a compact copy under another key (and salt), verifies it and syncs it. For changing
/// the store key: copy, rename, then write the new envelope. `to` must not exist (Exists). From a
/// cipher with a larger reserve to one with a smaller: Unsupported. The source must not be in use
/// for writing meanwhile. The directory entry is the caller's to sync.
[[nodiscard]] Status copyStore(
    const QString& from, const VfsKey& fromKey, const QString& to, const VfsKey& toKey);

} // namespace doorstep::vfs
