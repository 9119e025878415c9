#pragma once

#include "tests/bench/store/store_workloads.h"

#include <QString>

namespace doorstep::bench {

/// By workload, scheme and round, in the workload's unit.
using Measurements = std::vector<std::vector<std::vector<double>>>;

/// The process of one scheme: opens its store in `directory`, then runs the workload whose number
/// comes in and answers with its figure, line by line, to the end of the input.
[[nodiscard]] int serveScheme(
    const Scheme& scheme, const std::vector<Workload>& workloads, const QString& directory);

struct RoundsPlan {
    QString directory; ///< a store for each scheme and round goes here, and is removed
    QString peers; ///< folder of the peers' libraries
    bool isSmall;
    int rounds;
};

/// Every scheme in a process of its own, all alive through a round and measured one at a time;
/// which goes first changes from round to round.
[[nodiscard]] Measurements measureRounds(const std::vector<Scheme>& schemes,
    const std::vector<Workload>& workloads, const RoundsPlan& plan);

/// Where a scheme's SQLite lies; empty for the system's.
[[nodiscard]] QString engineFolder(const Scheme& scheme, const QString& peers);

} // namespace doorstep::bench
