#include "app/viewmodels/desk/plan_step.h"

#include <algorithm>

namespace doorstep::app {

namespace plan_steps {

struct Step {
    PlanState state;

    PlanState operator()(const PatientToggled& toggled)
    {
        for (PlanStop& stop : state.stops) {
            if (std::erase(stop, toggled.patient) == 0)
                continue;
            std::erase_if(state.stops, [](const PlanStop& each) { return each.empty(); });
            state.before.reset();
            keepSelection();
            return state;
        }
        if (toggled.atDoor && *toggled.atDoor < state.stops.size())
            state.stops[*toggled.atDoor].push_back(toggled.patient);
        else
            state.stops.push_back({toggled.patient});
        state.before.reset();
        return state;
    }
    PlanState operator()(const OrderProposed& proposed)
    {
        state.before = state.stops;
        state.stops = proposed.stops;
        keepSelection();
        return state;
    }
    PlanState operator()(const StopSelected& chosen)
    {
        if (chosen.index < state.stops.size())
            state.selected = chosen.index;
        return state;
    }
    PlanState operator()(const StopMoved& moved)
    {
        const auto to = static_cast<std::ptrdiff_t>(state.selected) + moved.by;
        if (to < 0 || to >= static_cast<std::ptrdiff_t>(state.stops.size()))
            return state;
        state.before = state.stops;
        const auto target = static_cast<std::size_t>(to);
        std::swap(state.stops[state.selected], state.stops[target]);
        state.selected = target;
        return state;
    }
    PlanState operator()(const MoveUndone&)
    {
        if (state.before)
            state.stops = *std::exchange(state.before, std::nullopt);
        keepSelection();
        return state;
    }
    PlanState operator()(const PlanDayChosen& chosen)
    {
        state.day = chosen.day;
        return state;
    }
    PlanState operator()(const LeavesAtChosen& chosen)
    {
        state.leavesAt = chosen.time;
        return state;
    }
    PlanState operator()(const NameEdited& edited)
    {
        state.name = edited.name;
        return state;
    }
    PlanState operator()(const TeamToggled& toggled)
    {
        if (state.team.removeAll(toggled.staff) == 0)
            state.team.push_back(toggled.staff);
        return state;
    }
    PlanState operator()(const DeviceChosen& chosen)
    {
        state.device = chosen.device;
        return state;
    }
    PlanState operator()(const LoadChanged& changed)
    {
        const int doses = std::clamp(state.load[changed.batch] + changed.by, 0, changed.most);
        if (doses == 0)
            state.load.erase(changed.batch);
        else
            state.load[changed.batch] = doses;
        return state;
    }

    PlanState operator()(const LoadProposed& proposed)
    {
        state.load = proposed.load;
        return state;
    }
    PlanState operator()(const RegisterRead& read)
    {
        const int before = state.patients();
        for (PlanStop& stop : state.stops)
            std::erase_if(stop, [&](PatientId id) { return !read.patients.contains(id); });
        std::erase_if(state.stops, [](const PlanStop& each) { return each.empty(); });
        if (state.patients() != before)
            state.before.reset();
        keepSelection();
        return state;
    }

    void keepSelection()
    {
        if (state.selected >= state.stops.size())
            state.selected = state.stops.empty() ? 0 : state.stops.size() - 1;
    }
};

} // namespace plan_steps

bool PlanState::has(PatientId patient) const
{
    return std::any_of(stops.begin(), stops.end(), [patient](const PlanStop& stop) {
        return std::find(stop.begin(), stop.end(), patient) != stop.end();
    });
}

int PlanState::patients() const
{
    std::size_t count = 0;
    for (const PlanStop& stop : stops)
        count += stop.size();
    return static_cast<int>(count);
}

int PlanState::doses() const
{
    int count = 0;
    for (const auto& [batch, doses] : load)
        count += doses;
    return count;
}

PlanState step(PlanState state, const PlanEvent& event)
{
    return std::visit(plan_steps::Step{std::move(state)}, event);
}

} // namespace doorstep::app
