#pragma once

#include "app/runtime/visit_act.h"
#include "core/store/connection.h"

#include <memory>
#include <optional>

/// One person recorded twice. Facts stay under the record they were made in; a link says that both
/// are one person, and entering it in error takes them apart again.
namespace doorstep::app {

struct JoinActs {
    ledger::Act join;
    /// Tablets that read one of the records read the other too; apart, for it is no part of the
    /// decision that may be taken back.
    std::optional<ledger::Act> grants;
};
/// `decision.chosen` is the first entry of the record to use from now on; the hold's other records
/// are linked to it and the hold is closed, in one act. InvalidInput when the chosen entry is of no
/// patient; otherwise as closeHoldAct().
[[nodiscard]] Result<std::shared_ptr<JoinActs>> joinPatientsAct(
    store::Connection& connection, IdMint& mint, const HoldDecision& decision, Instant now);

/// Takes apart this record and those it is linked with. NotFound when it is linked with none;
/// Refused, "role", for somebody who may not decide about duplicates.
[[nodiscard]] Result<std::shared_ptr<ledger::Act>> takeApartAct(
    store::Connection& connection, IdMint& mint, PatientId patient, domain::Role by);

} // namespace doorstep::app
