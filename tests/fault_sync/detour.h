#pragma once

#include "tests/fault_sync/sync_campaigns.h"

namespace doorstep::test {

/// A sync that somebody else answers, from its first request or from its second, and the next one
/// with the practice again.
class Detour {
public:
    static constexpr int Written = 60; ///< by the tablet: two requests
    static constexpr int FirstRequest = 50;

    Detour(SyncPractice& practice, SyncTally& tally, SyncOracle& oracle)
        : m_practice(practice)
        , m_tally(tally)
        , m_oracle(oracle)
    {
    }

    /// Leads to `port`; what the sync said. Judges all but what it should have said.
    [[nodiscard]] Result<client::SyncReport> lead(quint16 port, bool inTheMiddle,
        std::chrono::milliseconds stallTime = std::chrono::seconds(10));
    /// The way is right again: everything comes, once.
    void leadBack();

private:
    SyncPractice& m_practice;
    SyncTally& m_tally;
    SyncOracle& m_oracle;
    PatientId m_met;
};

} // namespace doorstep::test
