#pragma once

#include <QByteArray>
#include <QtGlobal>
#include <functional>

namespace doorstep::test {

/// What a campaign found. Sent from worker to parent as bytes.
struct Tally {
    qint64 cases = 0;
    qint64 distinct = 0; ///< of those, that differ; 0 where all do
    qint64 acknowledged = 0; ///< acts and other steps that were reported as done
    qint64 lost = 0; ///< of those, not there afterwards; or there in part
    qint64 unopenable = 0; ///< stores that did not open again, of those that must
    qint64 setAside = 0; ///< damaged beyond repair: moved away whole, nothing made in their place
    qint64 refused = 0; ///< of a step, said so at once, nothing kept; of a store, left untouched
    char firstFault[400] = {};

    /// Counts a store that is not what it must be.
    void fault(qint64& count, const QByteArray& what);
    void add(const Tally& other);
    [[nodiscard]] bool isClean() const { return lost == 0 && unopenable == 0 && !*firstFault; }
};

/// A worker's part of a campaign: cases `index`, `index + workers`, ... in whatever unit the
/// campaign counts. Everything in a case follows from `seed` and its number.
struct Share {
    quint64 seed = 0;
    qint64 cases = 0; ///< of all workers together
    int index = 0;
    int workers = 1;

    [[nodiscard]] qint64 own() const { return (cases - index + workers - 1) / workers; }
    /// Of the `life`-th life of this worker.
    [[nodiscard]] quint64 seedOf(qint64 life) const
    {
        return seed + quint64(life) * quint64(workers) + quint64(index);
    }
};

/// Runs a campaign in `workers` child processes, each with an application object of its own, and
/// adds up. A worker that dies is a fault. Call before this process has threads or an application.
[[nodiscard]] Tally runCrew(
    int workers, quint64 seed, qint64 cases, const std::function<Tally(const Share&)>& work);

/// libsodium's random numbers from a seed, so that a run can be repeated: everything else about it
/// stays real.
void seedRandomness(quint64 seed);

} // namespace doorstep::test
