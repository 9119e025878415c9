#pragma once

#include "core/vfs/page_cipher.h"

#include <map>
#include <mutex>
#include <string>

namespace doorstep::vfs {

/// The keys loaded into one VFS, by random id. Thread-safe.
class KeyRing {
public:
    /// The id of the new entry: 32 lower-case hex digits.
    [[nodiscard]] QByteArray add(std::shared_ptr<const PageCipher> cipher);
    void remove(const QByteArray& id);
    /// Null when the id is not loaded.
    [[nodiscard]] std::shared_ptr<const PageCipher> find(const char* id) const;

private:
    mutable std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<const PageCipher>, std::less<>> m_ciphers;
};

} // namespace doorstep::vfs
