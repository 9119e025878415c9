#pragma once

#include "core/store/store.h"
#include "sync/client/practice_root.h"
#include "sync/client/sync_engine.h"
#include "tests/sim/sim_clock.h"
#include "tests/sim/sim_network.h"

namespace doorstep::sim {

/// What stays when the program is killed and the store's folder replaced.
struct Belongings {
    QString name;
    store::StoreFiles files;
    SecretBytes deviceSecret;
    SecretBytes masterKey;
    StaffId staff;
    SecretBytes staffSeed;

    [[nodiscard]] Belongings inFolder(const QString& folder) const
    {
        return {name, {folder}, deviceSecret.clone(), masterKey.clone(), staff, staffSeed.clone()};
    }
};

/// Ends a process in the middle of what its store does for a sync: from the chosen commit on none
/// succeeds, and nobody hears an answer. SQLite's own hook, so that any statement can be the last.
class CommitFuse {
public:
    /// On the connections of this process that are not in `known`.
    void watch(const QStringList& known);
    /// Burns at the `commits`-th commit from now on, counted only while work is done.
    void light(int commits) { m_left = commits; }
    void doWork(store::Store& store, const std::function<void(store::Store&)>& work);
    [[nodiscard]] bool isBurnt() const { return m_isBurnt; }

private:
    [[nodiscard]] bool refusesCommit();

    int m_left = 0; ///< 0: not lit
    bool m_isAtWork = false;
    bool m_isBurnt = false;
};

/// One device: the product's store and engine, with a clock and a line of the simulation's.
class SimDevice {
public:
    SimDevice(Belongings belongings, const Clock& truth, SimNetwork& network, quint64 mintSeed);

    [[nodiscard]] Status open();
    /// As a kill: whatever runs is gone, the files stay as they are.
    void close();

    void startSync();
    /// A kill at one of the next commits of its syncs.
    void lightFuse(int commits) { m_fuse->light(commits); }
    /// It was killed by that: nothing but reopening is left.
    [[nodiscard]] bool isDead() const { return m_fuse && m_fuse->isBurnt(); }
    [[nodiscard]] bool isSyncing() const { return m_engine != nullptr; }
    /// The finished sync, once.
    [[nodiscard]] std::optional<Result<client::SyncReport>> takeReport();

    [[nodiscard]] DeviceId id() const { return m_id; }
    [[nodiscard]] bool isDesk() const { return m_isDesk; }
    [[nodiscard]] const QString& name() const { return m_belongings.name; }
    [[nodiscard]] const Belongings& belongings() const { return m_belongings; }
    [[nodiscard]] store::Store& store() { return *m_store; }
    [[nodiscard]] store::Connection& connection() { return m_store->connection(); }
    [[nodiscard]] IdMint& mint() { return m_mint; }
    [[nodiscard]] SimClock& clock() { return m_clock; }

    // What the simulation knows of it.
    bool isRevoked = false;
    bool isCloned = false; ///< another device has the same id
    bool mayHaveForked = false; ///< its whole folder was put back, or it is a clone
    int serverLife = 0; ///< the server's restores it has talked to

private:
    Belongings m_belongings;
    SimClock m_clock;
    IdMint m_mint;
    SimLine m_line;
    DeviceId m_id;
    bool m_isDesk = false;
    bool m_comparesDigests; ///< half of them do without, or the net would hide what it catches
    int m_mostEntries; ///< in a request: on most devices so few that pages and batches are cut
    int m_mostInFlight; ///< on some of those one after the other
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<CommitFuse> m_fuse;
    std::unique_ptr<client::StorePort> m_port;
    std::unique_ptr<client::SyncEngine> m_engine;
    QFuture<Result<client::SyncReport>> m_future;
};

} // namespace doorstep::sim
