#pragma once

#include "tests/bench/sync/doorstep_system.h"
#include "tests/bench/sync/sync_rows.h"

namespace doorstep::bench {

struct SyncSizes {
    int patients; ///< that the tablet may read
    int day;
    int backlog;
    int download;
    /// Tablets of a server put back, and entries of each: a practice has 16 tickets in ten minutes,
    /// so the 20 x 480 of the target are on fewer tablets.
    int recovered;
    int recoveredEach;
    int writes; ///< batches of each writer
    int photos;
    int photoBytes;
};
inline constexpr SyncSizes SmallSync{10, 80, 400, 800, 2, 80, 20, 2, 150'000};
inline constexpr SyncSizes FullSync{60, 480, 10'000, 100'000, 12, 800, 80, 12, 400'000};

/// Ours and the peers, and how often they take turns. A peer that is not there is null.
struct SyncBench {
    std::array<SyncSystem*, SystemNames.size()> systems;
    DoorstepSystem& doorstep;
    SyncSizes sizes;
    int rounds;
    QString folder; ///< for what a measure keeps
};

/// A group of rows under one name: `--only NAME`.
struct SyncMeasure {
    const char* name;
    std::vector<SyncRow> (*run)(const SyncBench& bench);
};
[[nodiscard]] const std::vector<SyncMeasure>& syncMeasures();

} // namespace doorstep::bench
