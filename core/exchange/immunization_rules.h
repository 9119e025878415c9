#pragma once

#include "core/base/clock.h"
#include "core/clinical/json_value.h"

namespace doorstep::exchange {

struct ImmunizationVerdict {
    bool accepted = false;
    QString reason; ///< empty when accepted; names the element and the rule
};

/// Judges a FHIR Immunization by the rules of the NHS Immunisation FHIR API v1 and by the base R4
/// definition of every element that API allows: accepted only if both accept.
/// Source: NHSDigital/immunisation-fhir-api, specification and validators (behaviour, not code).
[[nodiscard]] ImmunizationVerdict judgeImmunization(
    const clinical::JsonValue& immunization, Instant now);

} // namespace doorstep::exchange
