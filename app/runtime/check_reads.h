#pragma once

#include "core/domain/checks.h"
#include "core/store/connection.h"

/// The checks across aggregates (core/domain/checks.h) over the store, patient by patient. What
/// they ask is found by index, so that a large practice costs no more for each patient.
namespace doorstep::app {

struct CheckedPatient {
    std::vector<domain::Finding> findings; ///< nobody has raised or decided these
    bool isOpen = false; ///< a dose's stock may still be on its way: look again after a sync
};

/// Storage thread. Nothing for a patient this device does not have.
[[nodiscard]] Result<CheckedPatient> checkPatient(store::Connection& connection, PatientId patient);

/// Whom a change of this aggregate is about: itself when it is a patient, those given a batch, the
/// patient of a visit. Nobody for the rest.
[[nodiscard]] Result<std::vector<PatientId>> patientsTouchedBy(
    store::Connection& connection, AggregateId aggregate);

} // namespace doorstep::app
