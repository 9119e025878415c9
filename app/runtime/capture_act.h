#pragma once

#include "app/runtime/visit_act.h"

namespace doorstep::app {

/// A record written while no patient can be shown: about whom, as the person in front of one says
/// it, and what was done. It makes a patient of this device's own; the practice joins it with the
/// one it is.
struct CaptureNote {
    ActBy by = {};
    DeviceId device = {}; ///< this one
    QString family = {};
    QString given = {};
    QDate born = {}; ///< invalid: not known
    QString nhsNumber = {}; ///< ten digits or empty
    QString text = {};
};
/// InvalidInput, naming what is missing: name, born, nhs-number, text.
[[nodiscard]] Result<ledger::Act> captureAct(IdMint& mint, const CaptureNote& note);

} // namespace doorstep::app
