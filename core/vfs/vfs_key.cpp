#include "core/vfs/sealed_vfs_registration.h"

#include <QUrl>
#include <sodium.h>

namespace doorstep::vfs {

QByteArray KeyRing::add(std::shared_ptr<const PageCipher> cipher)
{
    std::array<char, 16> random;
    randombytes_buf(random.data(), random.size());
    QByteArray id = QByteArray(random.data(), qsizetype(random.size())).toHex();
    const std::lock_guard guard(m_mutex);
    m_ciphers.emplace(id.toStdString(), std::move(cipher));
    return id;
}

void KeyRing::remove(const QByteArray& id)
{
    const std::lock_guard guard(m_mutex);
    m_ciphers.erase(id.toStdString());
}

std::shared_ptr<const PageCipher> KeyRing::find(const char* id) const
{
    const std::lock_guard guard(m_mutex);
    const auto found = m_ciphers.find(std::string_view(id));
    return found == m_ciphers.end() ? nullptr : found->second;
}

StoreSalt randomStoreSalt()
{
    StoreSalt salt;
    randombytes_buf(salt.data(), salt.size());
    return salt;
}

bool isAvailable(CipherId cipher)
{
    switch (cipher) {
    case CipherId::XChaCha20Poly1305:
        return true;
    case CipherId::Aegis256:
#ifdef crypto_aead_aegis256_KEYBYTES
        // Without AES instructions it is twenty times slower than XChaCha20: never a silent choice.
#if defined(__aarch64__) || defined(_M_ARM64)
        return sodium_runtime_has_armcrypto() != 0;
#else
        return sodium_runtime_has_aesni() != 0;
#endif
#else
        return false;
#endif
    }
    return false;
}

Result<CipherId> cipherFromByte(quint8 byte)
{
    for (const CipherId cipher : {CipherId::XChaCha20Poly1305, CipherId::Aegis256}) {
        if (quint8(cipher) == byte && isAvailable(cipher))
            return cipher;
    }
    return Error{ErrorCode::Unsupported, "page cipher " + QByteArray::number(byte)};
}

Result<VfsKey> VfsKey::load(
    SecretBytes key, const StoreSalt& salt, CipherId cipher, const char* vfsName)
{
    if (key.size() != StoreKeySize)
        return Error{ErrorCode::InvalidInput, "store key is not 32 bytes"};
    SealedVfs* vfs = findSealedVfs(vfsName);
    if (!vfs || !isAvailable(cipher))
        return Error{ErrorCode::Unsupported, "no such sealed VFS or page cipher"};
    VfsKey loaded;
    loaded.m_ring = vfs->keys;
    loaded.m_vfsName = vfsName;
    loaded.m_id = vfs->keys->add(std::make_shared<const PageCipher>(key, salt, cipher));
    return loaded;
}

VfsKey::~VfsKey()
{
    drop();
}

VfsKey::VfsKey(VfsKey&& other) noexcept
    : m_ring(std::move(other.m_ring))
    , m_id(std::move(other.m_id))
    , m_vfsName(std::move(other.m_vfsName))
{
}

VfsKey& VfsKey::operator=(VfsKey&& other) noexcept
{
    if (this != &other) {
        drop();
        m_ring = std::move(other.m_ring);
        m_id = std::move(other.m_id);
        m_vfsName = std::move(other.m_vfsName);
    }
    return *this;
}

void VfsKey::drop()
{
    if (m_ring)
        m_ring->remove(m_id);
    m_ring.reset();
}

QString VfsKey::uri(const QString& path) const
{
    return QStringLiteral("file:%1?vfs=%2&key=%3")
        .arg(QString::fromLatin1(QUrl::toPercentEncoding(path, "/")),
            QString::fromLatin1(m_vfsName), QString::fromLatin1(m_id));
}

QString VfsKey::copyTargetUri(const QString& path) const
{
    return uri(path) + QStringLiteral("&copy=1");
}

} // namespace doorstep::vfs
