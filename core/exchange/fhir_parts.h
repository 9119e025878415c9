#pragma once

#include "core/clinical/json_value.h"
#include "core/exchange/visit_export.h"

#include <initializer_list>

/// The FHIR R4 pieces that every exported resource is made of.
namespace doorstep::exchange::fhir {

using clinical::JsonValue;

inline const QString Sct = QStringLiteral("http://snomed.info/sct");
inline const QString Loinc = QStringLiteral("http://loinc.org");
inline const QString Ucum = QStringLiteral("http://unitsofmeasure.org");
inline const QString OdsSystem = QStringLiteral("https://fhir.nhs.uk/Id/ods-organization-code");
inline const QString NhsNumberSystem = QStringLiteral("https://fhir.nhs.uk/Id/nhs-number");
inline const QString UkCore = QStringLiteral("https://fhir.hl7.org.uk/StructureDefinition/");

[[nodiscard]] JsonValue resource(const QString& type, const QString& id, const QString& profile);
[[nodiscard]] JsonValue coding(
    const QString& system, const QString& code, const QString& display = {});
/// {"coding":[...]}; null when every coding is null.
[[nodiscard]] JsonValue codeable(
    std::initializer_list<JsonValue> codings, const QString& text = {});
/// SNOMED CT; null when there is no code.
[[nodiscard]] JsonValue snomed(const CodedText& coded);
[[nodiscard]] JsonValue reference(const QString& id); ///< urn:uuid
[[nodiscard]] JsonValue display(const QString& text);
[[nodiscard]] JsonValue quantity(
    const clinical::Decimal& value, const QString& unit, const QString& ucum);
[[nodiscard]] JsonValue list(JsonValue item);
[[nodiscard]] JsonValue identifier(const QString& system, const QString& value);
[[nodiscard]] JsonValue humanName(const QString& family, const QStringList& given);
/// YYYY-MM-DD, or null for an invalid date.
[[nodiscard]] JsonValue date(QDate date);

} // namespace doorstep::exchange::fhir
