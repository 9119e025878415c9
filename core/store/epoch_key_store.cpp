#include "core/store/epoch_key_store.h"

#include <array>

namespace doorstep::store {

namespace epoch_key_sql {

const QString Put
    = QStringLiteral("INSERT INTO epochKey(keyClass, epoch, nonce, sealed) VALUES(?, ?, ?, ?)");
const QString Find = QStringLiteral(
    "SELECT keyClass, epoch, nonce, sealed FROM epochKey WHERE keyClass = ? AND epoch = ?");
const QString Newest = QStringLiteral("SELECT keyClass, epoch, nonce, sealed FROM epochKey "
                                      "WHERE keyClass = ? ORDER BY epoch DESC LIMIT 1");
const QString All = QStringLiteral("SELECT keyClass, epoch FROM epochKey ORDER BY keyClass, epoch");

QByteArray associated(entry::KeyClass keyClass, quint32 epoch)
{
    return "DS-EPOCH-1/" + QByteArray::number(int(keyClass)) + '/' + QByteArray::number(epoch);
}

} // namespace epoch_key_sql

Result<bool> EpochKeyStore::put(const entry::EpochKey& key)
{
    DOORSTEP_TRY(known, find(key.keyClass, key.epoch));
    if (known) {
        if (known->key.equals(key.key))
            return false;
        return Error{ErrorCode::Exists, "another key of this epoch", true};
    }
    const QByteArray nonce = crypto::randomBytes(crypto::NonceSize);
    DOORSTEP_TRY(statement, m_connection.prepare(epoch_key_sql::Put));
    DOORSTEP_CHECK(statement.bind(int(key.keyClass))
                       .bind(qint64(key.epoch))
                       .bind(nonce)
                       .bind(crypto::seal(m_wrapKey, nonce,
                           epoch_key_sql::associated(key.keyClass, key.epoch), key.key.view()))
                       .run());
    return true;
}

Result<const entry::EpochKey*> EpochKeyStore::take(Statement& statement)
{
    DOORSTEP_TRY(found, statement.next());
    if (!found)
        return nullptr;
    const auto keyClass = static_cast<entry::KeyClass>(statement.integer(0));
    const auto epoch = static_cast<quint32>(statement.integer(1));
    const Name name{keyClass, epoch};
    if (const auto opened = m_opened.find(name); opened != m_opened.end())
        return &opened->second;
    DOORSTEP_TRY(key,
        crypto::openSecret(m_wrapKey, statement.bytes(2),
            epoch_key_sql::associated(keyClass, epoch), statement.bytes(3)));
    return &m_opened.emplace(name, entry::EpochKey{keyClass, epoch, std::move(key)}).first->second;
}

Result<const entry::EpochKey*> EpochKeyStore::find(entry::KeyClass keyClass, quint32 epoch)
{
    if (const auto opened = m_opened.find({keyClass, epoch}); opened != m_opened.end())
        return &opened->second;
    DOORSTEP_TRY(statement, m_connection.prepare(epoch_key_sql::Find));
    return take(statement.bind(int(keyClass)).bind(qint64(epoch)));
}

Result<const entry::EpochKey*> EpochKeyStore::newest(entry::KeyClass keyClass)
{
    DOORSTEP_TRY(statement, m_connection.prepare(epoch_key_sql::Newest));
    return take(statement.bind(int(keyClass)));
}

Result<std::vector<entry::EpochKey>> EpochKeyStore::all()
{
    std::vector<Name> names;
    {
        DOORSTEP_TRY(statement, m_connection.prepare(epoch_key_sql::All));
        while (true) {
            DOORSTEP_TRY(more, statement.next());
            if (!more)
                break;
            names.emplace_back(static_cast<entry::KeyClass>(statement.integer(0)),
                static_cast<quint32>(statement.integer(1)));
        }
    }
    std::vector<entry::EpochKey> keys;
    for (const auto& [keyClass, epoch] : names) {
        DOORSTEP_TRY(key, find(keyClass, epoch));
        if (key)
            keys.push_back({keyClass, epoch, key->key.clone()});
    }
    return keys;
}

} // namespace doorstep::store
