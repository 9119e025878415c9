#pragma once

#include "tests/sim/sim_world.h"

namespace doorstep::sim {

/// What people do in a day: at the desk and on the road.
class SimActs {
public:
    explicit SimActs(SimWorld& world)
        : m_world(world)
    {
    }
    /// A list of patients, each granted to a tablet or two.
    void openPractice(int patients);
    /// One act of one person, somewhere they can see.
    void write() { writeOn(writer()); }
    void writeOn(SimDevice& device);
    /// A patient nobody knew, met by a tablet.
    void walkIn();
    void reassign();
    /// On some of what is held, or on all of it.
    void decideOnHeld(bool isOnAll);
    void closeAHold();

private:
    [[nodiscard]] SimDevice& writer();
    [[nodiscard]] const Place* visiblePlace(SimDevice& device);
    [[nodiscard]] EntryId someEntry(SimDevice& device, AggregateId aggregate);
    void aboutPatient(SimDevice& device, const Place& place, ledger::Act& act);
    void aboutVisit(SimDevice& device, const Place& place, ledger::Act& act);
    void save(SimDevice& device, ledger::Act act, ScopeId scope);
    [[nodiscard]] entry::ScopeGranted grant(const SimDevice& device, ScopeId scope) const;

    SimWorld& m_world;
};

} // namespace doorstep::sim
