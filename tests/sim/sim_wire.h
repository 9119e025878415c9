#pragma once

#include "tests/sim/sim_rights.h"
#include "tests/sim/sim_world.h"

namespace doorstep::sim {

/// What the server may say to whom, judged as it says it: what a device forgets again at the end of
/// the same sync is told all the same.
class SimWire {
public:
    explicit SimWire(SimWorld& world)
        : m_world(world)
    {
    }
    void checkAnswer(DeviceId device, const sync::SyncAnswer& answer);

private:
    [[nodiscard]] bool readOn();
    void fail(DeviceId device, const char* what, const sync::PageEntry& line);

    SimWorld& m_world;
    SimRights m_rights; ///< through `m_heard` of the log that the server began its life with
    quint64 m_heard = 0;
    int m_serverLife = 0;
};

} // namespace doorstep::sim
