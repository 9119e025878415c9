#pragma once

#include "tests/fault_sync/sync_practice.h"

#include <map>
#include <random>
#include <set>

/// What fault_sync counts, and who counts it.
namespace doorstep::test {

struct SyncTally {
    qint64 cases = 0;
    qint64 acknowledged = 0; ///< entries that a device shows as with the practice
    qint64 lost = 0; ///< of those, not in the log; or written on a device and nowhere in the end
    qint64 doubled = 0; ///< in the log twice, seen twice, or a counter that stands for two
    qint64 untrue = 0; ///< what a device says of it is not so
    qint64 refused = 0; ///< syncs that a full disk turned down
    QByteArray firstFault;
    QByteArray skipped; ///< why nothing was run

    /// What comes after the first tells whether one fault drew others after it.
    static constexpr qint64 FaultsTold = 6;
    void fault(qint64& count, const QByteArray& what);
    [[nodiscard]] bool isClean() const { return lost == 0 && doubled == 0 && untrue == 0; }
};

/// What a campaign is given. Everything it chooses follows from `seed`; what TLS and two processes
/// make of it does not.
struct SyncCampaignRun {
    SyncPractice& practice;
    quint64 seed = 0;
    qint64 cases = 0; ///< 0: as many as the campaign has
    bool release = false;

    [[nodiscard]] qint64 casesOf(qint64 ciCases, qint64 releaseCases) const
    {
        return cases > 0 ? cases : release ? releaseCases : ciCases;
    }
};

/// Compares what devices say with what the server's log holds.
class SyncOracle {
public:
    SyncOracle(SyncPractice& practice, SyncTally& tally)
        : m_practice(practice)
        , m_tally(tally)
    {
    }
    /// Goes before each finding.
    void name(QByteArray caseName) { m_case = std::move(caseName); }

    /// Says so when `holds` is false.
    void expect(bool holds, const QByteArray& what) { note(m_tally.untrue, holds, what); }
    void expectNoLoss(bool holds, const QByteArray& what) { note(m_tally.lost, holds, what); }

    /// At any moment: what the device shows as with the practice is in the log, at that place, and
    /// nothing is there twice. How many it shows.
    qint64 checkAcknowledged(ClientDevice& device);
    /// After the last sync: every own entry acknowledged and in the log, in the order written.
    void checkEverythingSent(ClientDevice& device);
    /// Both hold the same entries about the patient, at the same places, and the same rows.
    void checkSame(ClientDevice& device, ClientDevice& other, PatientId patient);
    [[nodiscard]] const ServerLog& log() const { return m_log; }
    void readLog();

private:
    void note(qint64& count, bool holds, const QByteArray& what);

    SyncPractice& m_practice;
    SyncTally& m_tally;
    QByteArray m_case;
    ServerLog m_log;
    std::map<EntryId, LogLine> m_byId;
};

/// What most campaigns begin with.
class CampaignHead {
protected:
    CampaignHead(const SyncCampaignRun& run, qint64 ciCases, qint64 releaseCases)
        : m_practice(run.practice)
        , m_oracle(run.practice, m_tally)
        , m_random(run.seed)
        , m_cases(run.casesOf(ciCases, releaseCases))
    {
    }

    SyncPractice& m_practice;
    SyncTally m_tally;
    SyncOracle m_oracle;
    std::mt19937_64 m_random;
    qint64 m_cases;
};

/// Own entries of a device, in the order of their counters.
struct OwnEntry {
    EntryId id;
    qint64 seq = 0; ///< 0: none
    bool acknowledged = false;
    QByteArray incarnation;
    qint64 ctr = 0;
};
[[nodiscard]] std::vector<OwnEntry> ownEntries(ClientDevice& device);

} // namespace doorstep::test
