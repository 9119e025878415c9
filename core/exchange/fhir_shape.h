#pragma once

#include "core/clinical/json_value.h"

#include <QDate>

namespace doorstep::exchange {

/// Judges a value against the base FHIR R4 definition of a type (hl7.org/fhir/R4), for the types
/// that an Immunization of the NHS API can hold: known elements only, lists where lists belong,
/// required elements present, primitives well-formed, required value sets honoured. Empty text when
/// it holds, else the path and the rule.
[[nodiscard]] QString shapeFault(
    const clinical::JsonValue& value, QStringView type, const QString& path);

/// Full date YYYY-MM-DD, or invalid.
[[nodiscard]] QDate fhirFullDate(const QString& text);

} // namespace doorstep::exchange
