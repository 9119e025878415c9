#pragma once

#include "core/entry/entry.h"
#include "core/store/connection.h"

#include <list>
#include <map>

namespace doorstep::store {

/// The practice keys of every epoch this device was given. In the database each is sealed under a
/// key derived from the master key, so that none passes through SQL as plain bytes. Opened keys
/// are kept in locked memory while the store is open. Storage thread.
///
/// Two desks that revoke at once, or one that was put back, may each make a key of the same epoch:
/// all of them are kept, and an entry is opened by whichever fits.
class EpochKeyStore {
public:
    EpochKeyStore(Connection& connection, SecretBytes wrapKey)
        : m_connection(connection)
        , m_wrapKey(std::move(wrapKey))
    {
    }
    /// True when it was not known.
    [[nodiscard]] Result<bool> put(const entry::EpochKey& key);
    /// Empty while none has arrived. Borrowed until the next put().
    [[nodiscard]] Result<const std::list<entry::EpochKey>*> find(
        entry::KeyClass keyClass, quint32 epoch);
    /// What new entries are sealed with: of the highest epoch the first by name. nullptr before the
    /// first one.
    [[nodiscard]] Result<const entry::EpochKey*> newest(entry::KeyClass keyClass);
    /// Every key, as copies: for a desk that wraps them for another device.
    [[nodiscard]] Result<std::vector<entry::EpochKey>> all();

private:
    using Name = std::pair<entry::KeyClass, quint32>;

    Connection& m_connection;
    SecretBytes m_wrapKey;
    std::map<Name, std::list<entry::EpochKey>> m_opened; ///< whole epochs, by name
};

} // namespace doorstep::store
