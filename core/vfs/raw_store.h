#pragma once

#include "core/vfs/sealed_vfs_registration.h"

namespace doorstep::vfs {

/// A closed store's file below SQL, held alone while this object lives.
class RawStore {
public:
    /// Busy: open in this or another process. NotFound, Io.
    [[nodiscard]] Status open(SealedVfs& vfs, const QString& path);
    /// Whether a hot journal lies beside the file.
    [[nodiscard]] bool hasHotJournal() const;

    [[nodiscard]] Result<qint64> size() const;
    /// Exactly PageSize bytes as they are on disk.
    [[nodiscard]] Status readPage(quint32 page, Byte* to) const;
    [[nodiscard]] Status sync() const;

    /// Bytes of the WAL beside it; 0 when there is none.
    [[nodiscard]] Result<qint64> logSize() const;
    [[nodiscard]] Status readLog(Byte* to, int count, qint64 offset) const;

private:
    [[nodiscard]] bool exists(const std::string& path) const;

    SealedVfs* m_vfs = nullptr;
    OpenStores::Membership m_store;
    std::unique_ptr<VfsFileName> m_name;
    BaseFile m_file; ///< closed before the store's lock is given back
    std::unique_ptr<VfsFileName> m_logName; ///< null when there is no WAL
    BaseFile m_log;
};

/// What the clear bytes at the start of a file say. Safe beside open connections.
struct ClearStart {
    bool carriesSalt = false; ///< the first bytes are the key's salt
    int formatVersion = 0; ///< means something only with the key's salt
};
[[nodiscard]] Result<ClearStart> readClearStart(const QString& path, const VfsKey& key);

/// The VFS a loaded key belongs to and the key's cipher.
struct LoadedKey {
    SealedVfs* vfs;
    std::shared_ptr<const PageCipher> cipher;
};
[[nodiscard]] Result<LoadedKey> findLoaded(const VfsKey& key);

} // namespace doorstep::vfs
