#pragma once

#include "tests/fault/crew.h"
#include "tests/fault/recorded_folder.h"
#include "tests/fault/store_life.h"

namespace doorstep::test {

/// A life lived once without a fault, recorded: what it wrote, and what a store must look like
/// after each step.
class LifeRecord {
public:
    /// Lives `life` in `folder`; looks at copies of it in `scratch`.
    LifeRecord(StoreLife& life, const QByteArray& folder, const QByteArray& scratch);

    [[nodiscard]] const QByteArray& failure() const { return m_failure; }
    [[nodiscard]] const DiskStart& start() const { return m_start; }
    [[nodiscard]] const std::vector<DiskEvent>& events() const { return m_events; }
    [[nodiscard]] const MemoryDisk::Files& firstFiles() const { return m_firstFiles; }
    /// How many steps were acknowledged before event `at`.
    [[nodiscard]] int doneBefore(std::size_t at) const;
    /// Whether the next step had begun by then.
    [[nodiscard]] bool isAtRest(int done, std::size_t at) const;

    enum class Outcome { Well, Lost, Unopenable };
    struct Verdict {
        Outcome outcome = Outcome::Well;
        QByteArray what;
    };
    /// What to say of the store in `folder` when `done` steps were acknowledged and, unless
    /// `atRest`, the next may have happened or not, but not in part.
    [[nodiscard]] Verdict judge(const QByteArray& folder, int done, bool atRest, bool closely);

private:
    struct Moment {
        std::size_t begun = 0; ///< event numbers
        std::size_t done = 0;
        Observation seen;
    };
    /// The first step after which the rows are these; -1: none.
    [[nodiscard]] int stepWith(const QByteArray& rows) const;
    [[nodiscard]] Verdict compare(const Observation& seen, int done, bool atRest) const;

    StoreLife& m_life;
    MemoryDisk::Files m_firstFiles;
    DiskStart m_start;
    std::vector<DiskEvent> m_events;
    std::vector<Moment> m_moments; ///< before the first step, then after each
    QByteArray m_failure;
};

/// Into the tally; `note` says how to get it again.
void count(const LifeRecord::Verdict& verdict, const QByteArray& note, Tally& tally);

} // namespace doorstep::test
