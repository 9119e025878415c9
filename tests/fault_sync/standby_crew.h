#pragma once

#include "tests/fault_sync/sync_tally.h"

namespace doorstep::test {

/// Eight tablets that write and two desks that read, all at work at the same time, each with its
/// own store, connection and engine. Enrolled once; putBack() is that moment again.
class StandbyCrew {
public:
    explicit StandbyCrew(SyncPractice& practice);
    ~StandbyCrew();
    StandbyCrew(const StandbyCrew&) = delete;
    StandbyCrew& operator=(const StandbyCrew&) = delete;

    void putBack();
    /// Writers save and sync, round after round, and readers read, until finish(). What they say of
    /// a server that is gone, and what a reader has seen, goes to the oracle.
    void start(SyncOracle& oracle, std::mt19937_64& random);
    /// Waits for two more rounds of the writers, ends the readers, then everybody syncs until
    /// nothing is new.
    void finish();
    /// The readers have each position of the log, once, with the bytes that are there.
    void checkReaders(SyncOracle& oracle) const;
    [[nodiscard]] std::vector<ClientDevice*> devices() const;

private:
    class Worker;

    SyncPractice& m_practice;
    std::vector<std::unique_ptr<ClientDevice>> m_more;
    std::vector<ClientDevice*> m_writers;
    std::vector<ClientDevice*> m_readers;
    std::vector<std::unique_ptr<Worker>> m_workers;
    SyncOracle* m_oracle = nullptr;
};

} // namespace doorstep::test
