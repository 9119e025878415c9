#pragma once

#include "core/entry/entry.h"
#include "core/store/connection.h"

#include <map>

namespace doorstep::store {

/// The practice keys of every epoch this device was given. In the database each is sealed under a
/// key derived from the master key, so that none passes through SQL as plain bytes. Opened keys
/// are kept in locked memory while the store is open. Storage thread.
class EpochKeyStore {
public:
    EpochKeyStore(Connection& connection, SecretBytes wrapKey)
        : m_connection(connection)
        , m_wrapKey(std::move(wrapKey))
    {
    }
    /// True when it was not known. Exists, and nothing changed, for another key of a known epoch.
    [[nodiscard]] Result<bool> put(const entry::EpochKey& key);
    /// nullptr while it has not arrived. Borrowed until the store closes.
    [[nodiscard]] Result<const entry::EpochKey*> find(entry::KeyClass keyClass, quint32 epoch);
    /// What new entries are sealed with: the highest epoch. nullptr before the first one.
    [[nodiscard]] Result<const entry::EpochKey*> newest(entry::KeyClass keyClass);
    /// Every key, as copies: for a desk that wraps them for another device.
    [[nodiscard]] Result<std::vector<entry::EpochKey>> all();

private:
    using Name = std::pair<entry::KeyClass, quint32>;
    [[nodiscard]] Result<const entry::EpochKey*> take(Statement& statement);

    Connection& m_connection;
    SecretBytes m_wrapKey;
    std::map<Name, entry::EpochKey> m_opened;
};

} // namespace doorstep::store
