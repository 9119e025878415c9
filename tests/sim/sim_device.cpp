#include "tests/sim/sim_device.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <sqlite3.h>

namespace doorstep::sim {

namespace device_detail {

constexpr sync::AppVersion ThisApp{100};
constexpr int MostTurns = 1000;

/// A quarter send whole backlogs at once, a quarter in small batches one after the other, half in
/// small batches on the way together.
quint64 lot(quint64 seed)
{
    return (seed + seed / 64) % 4;
}

int mostEntries(quint64 seed)
{
    return lot(seed) == 0 ? sync::limits::MaxBatchEntries : int(3 + seed / 2 % 15);
}

class FusedPort final : public client::StorePort {
public:
    FusedPort(store::Store& store, CommitFuse& fuse)
        : m_store(store)
        , m_fuse(fuse)
    {
    }
    void run(std::function<void(store::Store&)> work, std::function<void(Status)> done) override
    {
        m_fuse.doWork(m_store, work);
        if (!m_fuse.isBurnt())
            done({});
    }

private:
    store::Store& m_store;
    CommitFuse& m_fuse;
};

} // namespace device_detail

void CommitFuse::watch(const QStringList& known)
{
    for (const QString& name : QSqlDatabase::connectionNames()) {
        if (known.contains(name))
            continue;
        const QVariant handle = QSqlDatabase::database(name, false).driver()->handle();
        sqlite3_commit_hook(
            *static_cast<sqlite3* const*>(handle.constData()),
            [](void* fuse) -> int { return static_cast<CommitFuse*>(fuse)->refusesCommit(); },
            this);
    }
}

bool CommitFuse::refusesCommit()
{
    if (m_isAtWork && m_left > 0 && --m_left == 0)
        m_isBurnt = true;
    return m_isBurnt;
}

void CommitFuse::doWork(store::Store& store, const std::function<void(store::Store&)>& work)
{
    m_isAtWork = true;
    work(store);
    m_isAtWork = false;
}

SimDevice::SimDevice(
    Belongings belongings, const Clock& truth, SimNetwork& network, quint64 mintSeed)
    : m_belongings(std::move(belongings))
    , m_clock(truth)
    , m_mint(m_clock, mintSeed)
    , m_line(network)
    , m_comparesDigests(mintSeed / 64 % 2 == 0)
    , m_mostEntries(device_detail::mostEntries(mintSeed))
    , m_mostInFlight(device_detail::lot(mintSeed) == 1 ? 1 : sync::limits::MostBatchesInFlight)
{
}

Status SimDevice::open()
{
    const Belongings& own = m_belongings;
    DOORSTEP_TRY(identity, store::readDeviceIdentity(own.files, own.deviceSecret));
    m_id = identity.device;
    m_isDesk = identity.deviceRole != QLatin1String("tablet");
    const QStringList known = QSqlDatabase::connectionNames();
    DOORSTEP_TRY(opened,
        store::Store::open(own.files, {own.staff, own.masterKey.clone(), own.staffSeed.clone()},
            std::move(identity), m_clock, m_mint));
    m_store = std::move(opened);
    m_fuse = std::make_unique<CommitFuse>();
    m_fuse->watch(known);
    m_port = std::make_unique<device_detail::FusedPort>(*m_store, *m_fuse);
    return {};
}

void SimDevice::close()
{
    m_line.abandon();
    m_engine.reset();
    m_port.reset();
    m_store.reset();
    m_fuse.reset();
}

void SimDevice::startSync()
{
    m_engine = std::make_unique<client::SyncEngine>(client::SyncEngine::Parts{m_line, *m_port,
        m_clock, client::DeviceSigner::of(m_store->identity()), device_detail::ThisApp,
        device_detail::MostTurns, m_mostEntries, m_comparesDigests, {}, m_mostInFlight});
    m_future = m_engine->sync();
}

std::optional<Result<client::SyncReport>> SimDevice::takeReport()
{
    if (isDead() || !m_engine || !m_future.isFinished())
        return std::nullopt;
    auto report = m_future.takeResult();
    m_engine.reset();
    return report;
}

} // namespace doorstep::sim
