#include "tests/sim/sim_device.h"

namespace doorstep::sim {

namespace device_detail {

constexpr sync::AppVersion ThisApp{100};

} // namespace device_detail

SimDevice::SimDevice(
    Belongings belongings, const Clock& truth, SimNetwork& network, quint64 mintSeed)
    : m_belongings(std::move(belongings))
    , m_clock(truth)
    , m_mint(m_clock, mintSeed)
    , m_line(network)
{
}

Status SimDevice::open()
{
    const Belongings& own = m_belongings;
    DOORSTEP_TRY(identity, store::readDeviceIdentity(own.files, own.deviceSecret));
    m_id = identity.device;
    m_isDesk = identity.deviceRole != QLatin1String("tablet");
    DOORSTEP_TRY(opened,
        store::Store::open(own.files, {own.staff, own.masterKey.clone(), own.staffSeed.clone()},
            std::move(identity), m_clock, m_mint));
    m_store = std::move(opened);
    m_port = std::make_unique<client::InlineStorePort>(*m_store);
    return {};
}

void SimDevice::close()
{
    m_line.abandon();
    m_engine.reset();
    m_port.reset();
    m_store.reset();
}

void SimDevice::startSync()
{
    m_engine = std::make_unique<client::SyncEngine>(client::SyncEngine::Parts{m_line, *m_port,
        m_clock, client::DeviceSigner::of(m_store->identity()), device_detail::ThisApp});
    m_future = m_engine->sync();
}

std::optional<Result<client::SyncReport>> SimDevice::takeReport()
{
    if (!m_engine || !m_future.isFinished())
        return std::nullopt;
    auto report = m_future.takeResult();
    m_engine.reset();
    return report;
}

} // namespace doorstep::sim
