#pragma once

#include "core/clinical/json_value.h"
#include "core/exchange/visit_export.h"

namespace doorstep::exchange {

/// Every Observation of a visit, in the order of the export; a score follows what it was derived
/// from.
[[nodiscard]] std::vector<clinical::JsonValue> visitObservations(const VisitExport& visit);

} // namespace doorstep::exchange
