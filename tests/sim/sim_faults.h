#pragma once

#include "tests/sim/sim_world.h"

namespace doorstep::sim {

/// What goes wrong beside the network.
class SimFaults {
public:
    explicit SimFaults(SimWorld& world)
        : m_world(world)
    {
    }
    void strike();
    /// A copy of a device's files, for a later restore; and the server's backup.
    void keepCopies();
    /// Clocks right, nobody waiting for an answer.
    void end();

private:
    void kill();
    void upgrade();
    void jumpClock();
    void restoreDatabase();
    void restoreFolder();
    void cloneTablet();
    void copyServer();
    void restoreServer();
    void revoke();
    [[nodiscard]] SimDevice& anyone();
    [[nodiscard]] SimDevice& anyTablet();
    [[nodiscard]] QString copyOf(const SimDevice& device) const;
    /// Facts that are nowhere any more but for those in `kept`.
    void excuseWhatIsGone(const std::set<EntryId>& kept);
    [[nodiscard]] std::set<EntryId> ownOf(SimDevice& device, bool waitingOnly);

    SimWorld& m_world;
    std::map<const SimDevice*, int> m_copies; ///< the server's life when the copy was made
};

} // namespace doorstep::sim
