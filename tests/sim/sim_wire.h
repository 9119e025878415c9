#pragma once

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
    void fail(DeviceId device, const char* what, const sync::PageEntry& line);

    SimWorld& m_world;
};

} // namespace doorstep::sim
