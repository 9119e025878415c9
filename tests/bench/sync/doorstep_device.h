#pragma once

#include "tests/client/client_device.h"

namespace doorstep::bench {

/// A sync with its own connection, timed; the store meanwhile on a thread of its own.
struct TimedSync {
    client::SyncReport report;
    double seconds = 0;
    double firstSeconds = 0;
    double cpuSeconds = 0; ///< of this process
};
[[nodiscard]] TimedSync timedSync(test::ClientDevice& device);

/// Until nothing is left either way, however often the server asks for patience.
void syncWhole(const test::ClientDevice& device);

/// All at the same time, each as syncWhole(); seconds until the last one is done.
[[nodiscard]] double syncAllAtOnce(const std::vector<std::unique_ptr<test::ClientDevice>>& devices);

/// `count` patients that this device made, and what it saw at each door, `observations` of them.
[[nodiscard]] std::vector<PatientId> savePatients(
    const test::ClientDevice& device, int count, int observations);
/// One visit of eight observations after the other, from patient to patient.
void saveObservations(
    const test::ClientDevice& device, const std::vector<PatientId>& patients, int count);
/// For a week, by the desk.
void grantAll(
    const test::ClientDevice& desk, DeviceId device, const std::vector<PatientId>& patients);

} // namespace doorstep::bench
