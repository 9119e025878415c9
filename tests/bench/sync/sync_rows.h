#pragma once

#include <QJsonArray>
#include <QString>
#include <array>
#include <vector>

namespace doorstep::bench {

inline constexpr std::array<const char*, 3> SystemNames{"doorstep", "pouchdb", "rxdb"};

/// One quantity: ours and each peer's, a sample a round. Ratios are ours to the peer's, paired by
/// round; the median is held against the target.
struct SyncRow {
    enum class Better { Less, More };

    QString quantity;
    QString link; ///< empty: loopback
    QString unit;
    std::array<std::vector<double>, SystemNames.size()> samples;
    double target = 0; ///< 0: none set
    Better better = Better::Less;
    double share = 0.5; ///< which sample is judged: 0.5 the median, 0.95 p95
    QString skipped; ///< why there is nothing of ours
};

[[nodiscard]] QJsonArray toJson(const std::vector<SyncRow>& rows);
void printRows(const std::vector<SyncRow>& rows);

} // namespace doorstep::bench
