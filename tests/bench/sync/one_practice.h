#pragma once

#include <QString>

namespace doorstep::bench {

/// Many devices that write into one practice at the same time, and two desks that read it
/// meanwhile.
struct PracticeLoad {
    int writers = 8;
    int batches = 80; ///< each; below the burst that the server allows a device
    int entries = 20; ///< a batch
};
struct PracticeFigures {
    double batchesPerSecond = 0;
    double entriesPerSecondPerCore = 0; ///< of the server
    qint64 missed = 0; ///< rows that a reader never saw, both readers together
    qint64 gaps = 0; ///< positions that nothing stands at
};
/// Straight from the wire's messages, everything made before the clock starts: two cores have no
/// room for eight whole devices beside the server. `folder` is empty.
[[nodiscard]] PracticeFigures measurePractice(const QString& folder, const PracticeLoad& load);

} // namespace doorstep::bench
