#pragma once

#include "core/vfs/sealed_vfs.h"

#include <QSqlDatabase>
#include <optional>
#include <vector>

namespace doorstep::bench {

/// One way to keep a store, on one SQLite. A peer's library is loaded in place of the system's by
/// the process that runs the scheme, so Qt's driver and this program use it too.
struct Scheme {
    enum class Kind { Plain, Sealed, SealedAegis, SqlCipher, McChaCha20, McAegis };

    Kind kind;
    const char* name;
    const char* engine; ///< "system", or the peer whose version of SQLite runs it
    const char* library; ///< folder of that SQLite (peers.txt); null: the system's
};

[[nodiscard]] const std::vector<Scheme>& allSchemes();
[[nodiscard]] bool isSealed(const Scheme& scheme);
/// Whether sealed stores have to be as fast. AEGIS elsewhere is a figure to read others by.
[[nodiscard]] bool isGatedPeer(const Scheme& scheme);

/// Stops the program: a bench has no use for half a run.
[[noreturn]] void stop(const QString& what);

/// One store of a scheme, through the same Qt SQL path and with the same pragmas as any other.
class BenchStore {
public:
    BenchStore(Scheme::Kind kind, QString path);
    ~BenchStore();
    BenchStore(const BenchStore&) = delete;
    BenchStore& operator=(const BenchStore&) = delete;

    void open();
    void close();
    void reopen(int cacheKib);
    [[nodiscard]] const QSqlDatabase& db() const { return m_db; }
    [[nodiscard]] qint64 fileSize() const;
    void run(const QString& sql) const;
    /// Everything under a new key, as the scheme does it; plain: a copy. The last thing done to a
    /// store.
    void changeKey();

private:
    void giveKey(const char* pragma, int fill) const;

    Scheme::Kind m_kind;
    QString m_path;
    std::optional<vfs::VfsKey> m_key;
    QString m_name;
    QSqlDatabase m_db;
};

} // namespace doorstep::bench
