#pragma once

#include "core/clinical/json_value.h"
#include "core/exchange/visit_export.h"

namespace doorstep::exchange {

/// A FHIR R4 UK Core bundle (type collection) of one visit: Patient, Practitioner, Organization,
/// Encounter, Immunization (not-done for refusals), Observation (blood pressure as one panel, NEWS2
/// with sub-scores and derivedFrom), Task for follow-ups. References are urn:uuid.
[[nodiscard]] clinical::JsonValue visitBundle(
    const VisitExport& visit, const ExportingPractice& practice);

/// A dose in the shape of the NHS Immunisation FHIR API v1. None for anything but a dose given by
/// us: that service takes completed vaccinations only. The result passes judgeImmunization.
[[nodiscard]] std::optional<clinical::JsonValue> nhsImmunization(const VisitExport& visit,
    const VaccinationExport& vaccination, const ExportingPractice& practice);

/// The Immunization resource of visitBundle.
[[nodiscard]] clinical::JsonValue ukCoreImmunization(const VisitExport& visit,
    const VaccinationExport& vaccination, const ExportingPractice& practice);

/// An instant as the API wants it: local offset +00:00 or +01:00, never Z.
[[nodiscard]] QString ukDateTime(Instant instant);

} // namespace doorstep::exchange
