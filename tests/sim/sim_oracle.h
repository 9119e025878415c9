#pragma once

#include "tests/sim/sim_world.h"

namespace doorstep::sim {

/// What must hold, whatever happened: docs/reliability.md, "Simulation".
class SimOracle {
public:
    explicit SimOracle(SimWorld& world)
        : m_world(world)
    {
    }
    /// At any moment: nothing that a device shows as with the practice is missing there.
    void checkReceipts();
    /// Once nobody has anything more to say.
    void checkEnd();

private:
    struct Held {
        EntryId id;
        qint64 seq = 0;
        ScopeId scope;
        bool isOwn = false;
        bool isAcknowledged = false;
        bool isSealed = false;
        int state = 0;
        bool isPutAway = false; ///< an own entry of a scope that was given up
    };
    using Rows = std::map<AggregateId, std::vector<QByteArray>>;
    [[nodiscard]] std::vector<Held> entriesOf(SimDevice& device);
    [[nodiscard]] Rows rowsOf(SimDevice& device);
    void readServer();
    void checkHeld(const std::vector<LoggedEntry>& entries);
    void checkReceiptsOf(SimDevice& device, const std::vector<Held>& entries);
    void checkFacts();
    void checkOrder(SimDevice& device, const std::vector<Held>& entries);
    void checkCompleteness(SimDevice& device, const std::vector<Held>& entries);
    void checkPrivacy(SimDevice& device, const std::vector<Held>& entries);
    void checkRows(SimDevice& device, const std::vector<Held>& entries, const Rows& desk);
    void checkKeys(SimDevice& device);
    void checkHolds(SimDevice& device);
    [[nodiscard]] std::set<ScopeId> readableBy(SimDevice& device);
    void fail(const SimDevice& device, const char* what, const EntryId& id);

    SimWorld& m_world;
    std::set<EntryId> m_excused;
    std::map<EntryId, LoggedEntry> m_log; ///< at the last position each
};

} // namespace doorstep::sim
