#include "core/store/epoch_key_store.h"

#include <algorithm>

namespace doorstep::store {

namespace epoch_key_sql {

const QString Put
    = QStringLiteral("INSERT INTO epochKey(keyClass, epoch, nonce, sealed) VALUES(?, ?, ?, ?)");
const QString Find
    = QStringLiteral("SELECT nonce, sealed FROM epochKey WHERE keyClass = ? AND epoch = ?");
const QString Newest = QStringLiteral("SELECT max(epoch) FROM epochKey WHERE keyClass = ?");
const QString All
    = QStringLiteral("SELECT DISTINCT keyClass, epoch FROM epochKey ORDER BY keyClass, epoch");

QByteArray associated(entry::KeyClass keyClass, quint32 epoch)
{
    return "DS-EPOCH-1/" + QByteArray::number(int(keyClass)) + '/' + QByteArray::number(epoch);
}

} // namespace epoch_key_sql

Result<bool> EpochKeyStore::put(const entry::EpochKey& key)
{
    // What was put in a transaction that failed is known here and nowhere else.
    m_opened.erase({key.keyClass, key.epoch});
    DOORSTEP_TRY(known, find(key.keyClass, key.epoch));
    if (std::ranges::any_of(
            *known, [&key](const entry::EpochKey& other) { return other.key.equals(key.key); }))
        return false;
    const QByteArray nonce = crypto::randomBytes(crypto::NonceSize);
    DOORSTEP_TRY(statement, m_connection.prepare(epoch_key_sql::Put));
    DOORSTEP_CHECK(statement.bind(int(key.keyClass))
                       .bind(qint64(key.epoch))
                       .bind(nonce)
                       .bind(crypto::seal(m_wrapKey, nonce,
                           epoch_key_sql::associated(key.keyClass, key.epoch), key.key.view()))
                       .run());
    m_opened.erase({key.keyClass, key.epoch});
    return true;
}

Result<const std::list<entry::EpochKey>*> EpochKeyStore::find(
    entry::KeyClass keyClass, quint32 epoch)
{
    if (const auto opened = m_opened.find({keyClass, epoch}); opened != m_opened.end())
        return &opened->second;
    DOORSTEP_TRY(statement, m_connection.prepare(epoch_key_sql::Find));
    statement.bind(int(keyClass)).bind(qint64(epoch));
    std::list<entry::EpochKey> keys;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            break;
        DOORSTEP_TRY(key,
            crypto::openSecret(m_wrapKey, statement.bytes(0),
                epoch_key_sql::associated(keyClass, epoch), statement.bytes(1)));
        keys.push_back({keyClass, epoch, std::move(key)});
    }
    keys.sort([](const entry::EpochKey& a, const entry::EpochKey& b) {
        return entry::nameOf(a) < entry::nameOf(b);
    });
    return &m_opened.emplace(Name{keyClass, epoch}, std::move(keys)).first->second;
}

Result<const entry::EpochKey*> EpochKeyStore::newest(entry::KeyClass keyClass)
{
    DOORSTEP_TRY(statement, m_connection.prepare(epoch_key_sql::Newest));
    statement.bind(int(keyClass));
    DOORSTEP_TRY(found, statement.next());
    if (!found || statement.isNull(0))
        return nullptr;
    DOORSTEP_TRY(keys, find(keyClass, static_cast<quint32>(statement.integer(0))));
    return keys->empty() ? nullptr : &keys->front();
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
        DOORSTEP_TRY(found, find(keyClass, epoch));
        for (const entry::EpochKey& key : *found)
            keys.push_back({keyClass, epoch, key.key.clone()});
    }
    return keys;
}

} // namespace doorstep::store
