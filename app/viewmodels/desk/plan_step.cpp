#include "app/viewmodels/desk/plan_step.h"

#include "app/viewmodels/words/job_words.h"

#include <algorithm>

namespace doorstep::app {

namespace plan_steps {

struct Step {
    PlanState state;

    PlanState operator()(const PatientToggled& toggled)
    {
        const QString job = vaccinationJob(state.programme);
        QStringList& jobs = state.jobs[toggled.patient];
        if (jobs.removeAll(job) == 0) {
            jobs.prepend(job);
            if (!state.has(toggled.patient))
                add(toggled);
        } else if (jobs.isEmpty()) {
            for (PlanStop& stop : state.stops)
                if (std::erase(stop, toggled.patient) > 0)
                    state.before.reset();
        }
        dropEmpty();
        return state;
    }
    PlanState operator()(const ProgrammeChosen& chosen)
    {
        state.programme = chosen.programme;
        return state;
    }
    PlanState operator()(const JobToggled& toggled)
    {
        const auto jobs = state.jobs.find(toggled.patient);
        if (jobs != state.jobs.end() && jobs->second.removeAll(toggled.job) == 0)
            jobs->second.push_back(toggled.job);
        return state;
    }
    PlanState operator()(const JobToggledForAll& toggled)
    {
        const bool all = state.patientsWith(toggled.job) == state.patients();
        for (auto& [patient, jobs] : state.jobs) {
            jobs.removeAll(toggled.job);
            if (!all)
                jobs.push_back(toggled.job);
        }
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
    PlanState operator()(const StopPlaced& placed)
    {
        const std::size_t last = state.stops.empty() ? 0 : state.stops.size() - 1;
        const std::size_t target = std::min(placed.to, last);
        if (placed.from >= state.stops.size() || placed.from == target)
            return state;
        state.before = state.stops;
        PlanStop stop = std::move(state.stops[placed.from]);
        state.stops.erase(state.stops.begin() + static_cast<std::ptrdiff_t>(placed.from));
        state.stops.insert(
            state.stops.begin() + static_cast<std::ptrdiff_t>(target), std::move(stop));
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
        if (state.patients() != before)
            state.before.reset();
        dropEmpty();
        return state;
    }

    void add(const PatientToggled& toggled)
    {
        if (toggled.atDoor && *toggled.atDoor < state.stops.size())
            state.stops[*toggled.atDoor].push_back(toggled.patient);
        else
            state.stops.push_back({toggled.patient});
        state.before.reset();
    }
    /// Doors without a patient, and the jobs of whoever is at no door.
    void dropEmpty()
    {
        std::erase_if(state.stops, [](const PlanStop& each) { return each.empty(); });
        std::erase_if(state.jobs, [this](const auto& each) { return !state.has(each.first); });
        keepSelection();
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

bool PlanState::has(PatientId patient, const QString& job) const
{
    const auto found = jobs.find(patient);
    return found != jobs.end() && found->second.contains(job);
}

int PlanState::patientsWith(const QString& job) const
{
    return static_cast<int>(std::count_if(
        jobs.begin(), jobs.end(), [&](const auto& each) { return each.second.contains(job); }));
}

QStringList PlanState::programmesUsed() const
{
    QSet<QString> used;
    for (const auto& [patient, keys] : jobs)
        for (const QString& key : keys)
            if (const auto job = words::jobOf(key); job.kind == words::JobKind::Vaccinate)
                used.insert(job.subject);
    QStringList sorted(used.begin(), used.end());
    sorted.sort();
    return sorted;
}

int PlanState::vaccinations() const
{
    int count = 0;
    for (const QString& programme : programmesUsed())
        count += patientsWith(vaccinationJob(programme));
    return count;
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
