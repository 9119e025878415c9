#pragma once

#include "tests/bench/store/store_rounds.h"

#include <QJsonArray>

namespace doorstep::bench {

/// A row for each workload and scheme against plain on the same SQLite; for sealed stores also
/// one against each peer on that peer's SQLite. Ratios are medians of the rounds' own ratios.
[[nodiscard]] QJsonArray schemeRows(const std::vector<Scheme>& schemes,
    const std::vector<Workload>& workloads, const Measurements& figures);

/// What a person waits for at the door: Argon2id at the cost this device chose, wall time.
[[nodiscard]] QJsonArray unlockRows(int rounds);

/// A peer that is not there, by name.
[[nodiscard]] QJsonObject skippedRow(const Scheme& scheme);

void printRows(const QJsonArray& rows, int rounds);

} // namespace doorstep::bench
