#pragma once

#include "tests/sim/sim_count.h"
#include "tests/sim/sim_practice.h"

namespace doorstep::sim {

/// One life of a practice from its seed: days of work and faults, then peace, then the oracle.
/// Everything in it follows from `seed`. `scratch` is its own folder.
void liveOnce(
    const FoundedPractice& founded, const QString& scratch, quint64 seed, SimCount& count);

} // namespace doorstep::sim
