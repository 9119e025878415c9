#pragma once

#include "app/runtime/visit_act.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/hold_sides.h"

namespace doorstep::app {

/// One way to decide a hold, and what it writes beside the decision: nothing is offered that would
/// change nothing and say that it did.
struct HoldWay {
    Choice choice;
    EntryId chosen = {}; ///< whose value stands; null: all stay
    std::vector<UndoneEntry> wrong = {}; ///< entered in error with the decision as their reason
    bool joins = false; ///< the other records are linked with that of `chosen` (joinPatientsAct)
};

/// By rule: one value stands, one record was wrong, both are right, or it was seen and dealt with.
/// Pure.
[[nodiscard]] std::vector<HoldWay> waysToDecide(
    const domain::HoldRow& hold, const std::vector<HoldSide>& sides);

} // namespace doorstep::app
