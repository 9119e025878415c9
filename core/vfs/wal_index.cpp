#include "core/vfs/wal_index.h"

#include <cstring>
#include <sodium.h>

namespace doorstep::vfs {

WalIndex::~WalIndex()
{
    wipe();
}

void WalIndex::wipe()
{
    for (const auto& region : m_regions)
        sodium_memzero(region.get(), std::size_t(m_regionSize));
}

int WalIndex::map(Holder& holder, int region, int size, bool extend, void volatile** out)
{
    const std::lock_guard guard(m_mutex);
    *out = nullptr;
    if (m_regionSize != 0 && m_regionSize != size)
        return SQLITE_IOERR_SHMSIZE;
    m_regionSize = size;
    if (!holder.mapped) {
        holder.mapped = true;
        ++m_mapped;
    }
    while (extend && int(m_regions.size()) <= region)
        m_regions.push_back(std::make_unique<Byte[]>(std::size_t(size)));
    if (region < int(m_regions.size()))
        *out = m_regions[std::size_t(region)].get();
    return SQLITE_OK;
}

bool WalIndex::canLock(const Holder& holder, int slot, bool exclusive) const
{
    const unsigned bit = 1U << slot;
    const auto at = std::size_t(slot);
    if (m_isExclusive[at] && !(holder.exclusive & bit))
        return false;
    return !exclusive || m_sharedCount[at] - ((holder.shared & bit) ? 1 : 0) == 0;
}

void WalIndex::giveBack(Holder& holder, int slot)
{
    const unsigned bit = 1U << slot;
    if (holder.shared & bit)
        --m_sharedCount[std::size_t(slot)];
    if (holder.exclusive & bit)
        m_isExclusive[std::size_t(slot)] = false;
    holder.shared &= ~bit;
    holder.exclusive &= ~bit;
}

int WalIndex::lock(Holder& holder, int first, int count, int flags)
{
    const std::lock_guard guard(m_mutex);
    const bool exclusive = flags & SQLITE_SHM_EXCLUSIVE;
    if (flags & SQLITE_SHM_UNLOCK) {
        for (int slot = first; slot < first + count; ++slot)
            giveBack(holder, slot);
        return SQLITE_OK;
    }
    for (int slot = first; slot < first + count; ++slot) {
        if (!canLock(holder, slot, exclusive))
            return SQLITE_BUSY;
    }
    for (int slot = first; slot < first + count; ++slot) {
        const unsigned bit = 1U << slot;
        if (exclusive) {
            m_isExclusive[std::size_t(slot)] = true;
            holder.exclusive |= bit;
        } else if (!(holder.shared & bit)) {
            ++m_sharedCount[std::size_t(slot)];
            holder.shared |= bit;
        }
    }
    return SQLITE_OK;
}

void WalIndex::unmap(Holder& holder)
{
    const std::lock_guard guard(m_mutex);
    for (int slot = 0; slot < SQLITE_SHM_NLOCK; ++slot)
        giveBack(holder, slot);
    if (!holder.mapped)
        return;
    holder.mapped = false;
    if (--m_mapped == 0)
        wipe();
}

int SharedStore::takeLockFile(sqlite3_vfs* base, const std::string& storePath)
{
    m_lockName = std::make_unique<VfsFileName>((storePath + "-lock").c_str());
    if (!m_lockName->get())
        return SQLITE_NOMEM;
    int rc = m_lockFile.open(base, m_lockName->get(),
        SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_CREATE | SQLITE_OPEN_READWRITE, nullptr);
    for (const int level : {SQLITE_LOCK_SHARED, SQLITE_LOCK_RESERVED, SQLITE_LOCK_EXCLUSIVE}) {
        if (rc == SQLITE_OK)
            rc = m_lockFile.lock(level);
    }
    return rc;
}

int OpenStores::make(sqlite3_vfs* base, Membership& out)
{
    auto made = std::make_shared<SharedStore>();
    if (const int rc = made->takeLockFile(base, out.m_path); rc != SQLITE_OK)
        return rc;
    m_stores[out.m_path] = made;
    out.m_store = std::move(made);
    return SQLITE_OK;
}

int OpenStores::join(sqlite3_vfs* base, const char* path, Membership& out)
{
    const std::lock_guard guard(m_mutex);
    out.m_stores = this;
    out.m_path = path;
    if (const auto found = m_stores.find(out.m_path); found != m_stores.end()) {
        out.m_store = found->second.lock();
        return SQLITE_OK;
    }
    return make(base, out);
}

int OpenStores::joinAlone(sqlite3_vfs* base, const char* path, Membership& out)
{
    const std::lock_guard guard(m_mutex);
    out.m_stores = this;
    out.m_path = path;
    return m_stores.contains(out.m_path) ? SQLITE_BUSY : make(base, out);
}

void OpenStores::Membership::leave()
{
    if (!m_store)
        return;
    // Under the mutex to the end: whoever comes next must find either the store or its lock free.
    const std::lock_guard guard(m_stores->m_mutex);
    if (m_store.use_count() == 1)
        m_stores->m_stores.erase(m_path);
    m_store.reset();
}

} // namespace doorstep::vfs
