#pragma once

#include "tests/sim/sim_disk.h"
#include "tests/sim/sim_practice.h"

#include <map>
#include <set>

namespace doorstep::sim {

/// One entry that some device saved and reported as saved.
struct Fact {
    EntryId id;
    ScopeId scope;
    AggregateId aggregate;
    std::size_t writer = 0;
    /// What an upheaval took before it was anywhere else: a tablet put back whole, a server put
    /// back while the writer's own copy was gone.
    bool mayBeGone = false;
};

/// What people write about: a patient's record and their visit, in a scope of their own.
struct Place {
    ScopeId scope;
    AggregateId patient;
    AggregateId visit;
};

/// One life of a practice: its devices, server and network, and what the simulation knows of them.
class SimWorld {
public:
    SimWorld(const FoundedPractice& founded, const QString& folder, quint64 seed, SimCount& count);

    ~SimWorld() { forgetSimDisk(practice.folder); }
    SimWorld(const SimWorld&) = delete;
    SimWorld& operator=(const SimWorld&) = delete;

    [[nodiscard]] bool begin();
    /// The first thing that is wrong; empty when nothing is.
    [[nodiscard]] const QByteArray& wrong() const { return m_wrong; }
    void fail(const QByteArray& what);
    /// For a life that is looked into.
    void tell(const SimDevice& device, const QByteArray& what);
    /// False, and the life is over, unless it worked.
    template <typename Outcome> bool check(const Outcome& outcome, const QByteArray& what)
    {
        if (!outcome)
            fail(what + ": " + outcome.error().detail);
        return outcome.ok();
    }

    /// Time goes by; whatever arrives meanwhile arrives, finished syncs are looked at.
    void pass(qint64 ms);
    void startSync(SimDevice& device);
    /// Syncs one device to the end, over whatever the network is.
    [[nodiscard]] bool syncToTheEnd(SimDevice& device, client::SyncReport& report);
    void note(SimDevice& device, const Result<store::Store::Saved>& saved, ScopeId scope);
    bool saveClear(const std::vector<entry::ClearBody>& bodies);
    /// What a finished sync brought and gave up.
    void countScopes(SimDevice& device, const client::SyncReport& report);
    bool reopen(SimDevice& device);
    bool startServer();
    void stopServer();
    SimDevice& addDevice(Belongings belongings);

    /// A life loses devices or servers: with both, what neither has any more is nobody's fault.
    [[nodiscard]] bool losesServers() const { return seed % 2 == 0; }
    [[nodiscard]] SimDevice& desk() { return *devices.front(); }
    [[nodiscard]] std::size_t indexOf(const SimDevice& device) const;
    /// Entries in the log now; counters are compared with what they once stood for.
    [[nodiscard]] std::vector<LoggedEntry> lookAtServer();

    FoundedPractice practice;
    quint64 seed;
    Dice dice;
    SimCount& count;
    test::FakeClock truth;
    SimNetwork network;
    std::unique_ptr<SimServer> server;
    std::vector<std::unique_ptr<SimDevice>> devices;
    std::vector<Place> places;
    std::vector<Fact> facts;
    /// What the server says to a device, as it says it.
    std::function<void(DeviceId, const sync::SyncAnswer&)> onAnswer;

    QString backup; ///< the server's newest, or a copy of its files
    int serverLife = 0; ///< grows when it is put back

private:
    [[nodiscard]] bool shows(SimDevice& device, ScopeId scope);
    void takeReport(SimDevice& device, const Result<client::SyncReport>& report);
    /// After a kill in the middle of its work.
    void mend(SimDevice& device);
    [[nodiscard]] bool mayDiffer(const SimDevice& device) const;
    void checkPutAway(SimDevice& device);

    using Counter = std::tuple<DeviceId, QByteArray, quint64>;
    std::map<Counter, crypto::Digest> m_counters;
    std::map<const SimDevice*, int> m_syncLife;
    std::set<std::pair<const SimDevice*, ScopeId>> m_shown;
    QByteArray m_wrong;
};

} // namespace doorstep::sim
