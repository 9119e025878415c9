#pragma once

#include "tests/sim/sim_count.h"

#include <QString>
#include <algorithm>
#include <thread>

namespace doorstep::sim {

struct SimSize {
    quint64 firstSeed = 1;
    int seeds = 1;
    int jobs = int(std::max(1U, std::thread::hardware_concurrency()));
    bool isTold = false;
    bool stopsAtFault = false; ///< no life behind the first that goes wrong
    bool demandsAll = false; ///< of every kind of fault at least one
};

/// Lives of seeds firstSeed, firstSeed + 1, ... shared by `jobs` processes. Call before this
/// process has threads.
[[nodiscard]] SimCount runSim(const SimSize& size, const QString& scratch);

} // namespace doorstep::sim
