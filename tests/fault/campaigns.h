#pragma once

#include "tests/fault/crew.h"

/// What fault_store runs. Each campaign takes its worker's share and works in `scratch`, a folder
/// of its own in memory.
namespace doorstep::test {

struct Campaign {
    const char* name;
    const char* unit; ///< what a case is
    qint64 ci; ///< 0: left out of that size
    qint64 release;
    Tally (*run)(const Share& share, const QByteArray& scratch);
    QByteArray (*obstacle)() = nullptr; ///< empty, or why it cannot run here and is skipped
};

[[nodiscard]] Tally runPowerCuts(const Share& share, const QByteArray& scratch);
[[nodiscard]] Tally runKills(const Share& share, const QByteArray& scratch);
[[nodiscard]] Tally runIoErrors(const Share& share, const QByteArray& scratch);
[[nodiscard]] Tally runDiskFull(const Share& share, const QByteArray& scratch);
[[nodiscard]] Tally runNoMemory(const Share& share, const QByteArray& scratch);
[[nodiscard]] Tally runDamage(const Share& share, const QByteArray& scratch);
[[nodiscard]] Tally runLockout(const Share& share, const QByteArray& scratch);
[[nodiscard]] Tally runMemoryScan(const Share& share, const QByteArray& scratch);
[[nodiscard]] Tally runExt4(const Share& share, const QByteArray& scratch);
[[nodiscard]] Tally runXfs(const Share& share, const QByteArray& scratch);
[[nodiscard]] QByteArray ext4Obstacle();
[[nodiscard]] QByteArray xfsObstacle();

} // namespace doorstep::test
