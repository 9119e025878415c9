#pragma once

#include "tests/bench/store/bench_scheme.h"

#include <functional>
#include <vector>

namespace doorstep::bench {

/// How much: rows in the store and repetitions of each workload.
struct Size {
    int patients;
    int commits;
    int pointReads;
    int searches;
    int worklists;
    int opens;
};
inline constexpr Size SmallSize{1'000, 100, 1'000, 100, 40, 20};
inline constexpr Size FullSize{10'000, 1'000, 10'000, 500, 200, 50};

struct Workload {
    const char* name;
    const char* unit;
    double goal; ///< most that sealing may cost, as a ratio to plain; 0 = none set
    double peerGoal; ///< the same as a ratio to a peer; 0 = none set
    /// Prepares, then measures: the figure in `unit`.
    std::function<double(BenchStore&)> run;
};

/// In the order they have to run: each builds on what the ones before it left.
[[nodiscard]] std::vector<Workload> storeWorkloads(const Size& size);

} // namespace doorstep::bench
