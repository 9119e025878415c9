#include "sync/server/server_key.h"

#include "sync/server/private_file.h"

#include <QDir>
#include <QFile>

namespace doorstep::server {
namespace server_key_detail {

constexpr QByteArrayView Magic("DSSRV1\0\0", 8);
constexpr qsizetype SaltSize = 16;
constexpr qsizetype FileSize = 8 + crypto::KeySize + SaltSize;

QString keyPath(const QString& directory)
{
    return directory + QStringLiteral("/server.key");
}

} // namespace server_key_detail

QString databasePath(const QString& directory)
{
    return directory + QStringLiteral("/log.db");
}

Result<ServerKey> ServerKey::openOrMake(const QString& directory)
{
    using namespace server_key_detail;
    if (!QDir().mkpath(directory))
        return Error{ErrorCode::Io, "data directory"};
    const auto path = keyPath(directory);
    if (!QFile::exists(path)) {
        if (QFile::exists(databasePath(directory)))
            return Error{ErrorCode::NotFound, "server.key is missing beside the database"};
        const auto salt = vfs::randomStoreSalt();
        QByteArray bytes = Magic.toByteArray() + crypto::randomBytes(crypto::KeySize);
        bytes.append(reinterpret_cast<const char*>(salt.data()), SaltSize);
        const auto written = writePrivateFile(path, bytes);
        bytes.fill('\0');
        if (!written)
            return written.error();
    }
    DOORSTEP_TRY(bytes, readPrivateFile(path, FileSize));
    if (bytes.size() != FileSize || !bytes.startsWith(Magic))
        return Error{ErrorCode::Corrupt, "server.key"};
    auto key = SecretBytes::copyOf(QByteArrayView(bytes).sliced(Magic.size(), crypto::KeySize));
    vfs::StoreSalt salt{};
    std::memcpy(salt.data(), bytes.constData() + Magic.size() + crypto::KeySize, SaltSize);
    bytes.fill('\0');
    return ServerKey(std::move(key), salt);
}

Result<vfs::VfsKey> ServerKey::databaseKey() const
{
    return vfs::VfsKey::load(crypto::deriveKey(m_key, {"DS-SERVER-DB-1"}), m_salt);
}

SecretBytes ServerKey::cursorKey() const
{
    return crypto::deriveKey(m_key, {"DS-SERVER-CURSOR-1"});
}

crypto::SignKeyPair ServerKey::signKey(PracticeId practice) const
{
    return crypto::signKeyPairFromSeed(
        crypto::deriveKey(m_key, {"DS-SERVER-SIGN-1", practice.toBytes()}));
}

} // namespace doorstep::server
