#pragma once

#include "app/viewmodels/desk/plan_board.h"

/// What is done at each stop of a plan: vaccinations of the data packs and observations. Pure.
namespace doorstep::app {

/// Keys of every job that a plan can hold: a vaccination of each pack, blood pressure,
/// observations.
[[nodiscard]] QStringList jobsOffered(const Packs& packs);
/// Vaccinations first, then as they were added.
[[nodiscard]] QStringList jobsInOrder(const PlanState& state, PatientId patient);
/// Patients on a stop with nothing to be done.
[[nodiscard]] int withoutJob(const PlanState& state);
/// "Flu 2, BP 1" for several patients, "Flu, BP" for one.
[[nodiscard]] QString workAt(const PlanState& state, const PlanStop& stop, const Packs& packs);

void fillJobs(
    PlanBoard& board, const PlanState& state, const PlanReading& reading, const Packs& packs);

} // namespace doorstep::app
