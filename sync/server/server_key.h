#pragma once

#include "core/base/id.h"
#include "core/crypto/crypto.h"
#include "core/vfs/sealed_vfs.h"

#include <QString>

namespace doorstep::server {

/// The one secret of a server: 32 bytes in `server.key` (0600) beside the database, never in it and
/// never in a backup. Everything else is derived: the database's page key, the cursor MAC key, and
/// per practice the key that signs answers. Whoever restores a backup elsewhere brings this file
/// along by a way of its own.
/// File: "DSSRV1\0\0" | key 32 | database salt 16.
class ServerKey {
public:
    /// Reads it, or makes it when there is none and no database either: Corrupt when damaged,
    /// Untrusted when others may read it, NotFound when a database stands without its key.
    [[nodiscard]] static Result<ServerKey> openOrMake(const QString& directory);

    [[nodiscard]] Result<vfs::VfsKey> databaseKey() const;
    [[nodiscard]] SecretBytes cursorKey() const;
    /// server_sign of one practice.
    [[nodiscard]] crypto::SignKeyPair signKey(PracticeId practice) const;

private:
    ServerKey(SecretBytes key, const vfs::StoreSalt& salt)
        : m_key(std::move(key))
        , m_salt(salt)
    {
    }
    SecretBytes m_key;
    vfs::StoreSalt m_salt;
};

[[nodiscard]] QString databasePath(const QString& directory);

} // namespace doorstep::server
