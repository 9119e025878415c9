#include "core/exchange/fhir_export.h"

#include "core/exchange/fhir_parts.h"
#include "core/exchange/uk_time.h"

using namespace Qt::StringLiterals;

namespace doorstep::exchange {

namespace imms {

using namespace fhir;

constexpr int LongestName = 35; // the Personal Demographics Service clips there too
constexpr int MostGivenNames = 5;
const QString UnknownPostcode = u"ZZ99 3WZ"_s;
const QString UnknownLocation = u"X99999"_s; // the API's value when a place has no ODS code: a home

QString clipped(const QString& name)
{
    return name.left(LongestName).trimmed();
}

JsonValue containedPatient(const PatientExport& patient)
{
    auto result = resource(u"Patient"_s, u"Pat1"_s, {});
    if (!patient.nhsNumber.isNull())
        result.set(u"identifier"_s, list(identifier(NhsNumberSystem, patient.nhsNumber.digits())));
    QStringList given;
    for (const auto& name :
        patient.given.first(std::min<qsizetype>(patient.given.size(), MostGivenNames)))
        given.append(clipped(name));
    result.set(u"name"_s, list(humanName(clipped(patient.family), given)));
    result.set(u"gender"_s, JsonValue::string(clinical::genderWord(patient.gender)));
    result.set(u"birthDate"_s, date(patient.born));
    const bool hidden = patient.restricted || patient.postcode.isEmpty();
    result.set(u"address"_s,
        list(JsonValue::object(
            {{u"postalCode"_s, JsonValue::string(hidden ? UnknownPostcode : patient.postcode)}})));
    return result;
}

JsonValue containedPractitioner(const StaffExport& staff)
{
    auto result = resource(u"Practitioner"_s, u"Pract1"_s, {});
    result.set(u"name"_s, list(humanName(clipped(staff.family), {clipped(staff.given)})));
    return result;
}

JsonValue organisationActor(const ExportingPractice& practice)
{
    return JsonValue::object({{u"actor"_s,
        JsonValue::object({{u"type"_s, JsonValue::string(u"Organization"_s)},
            {u"identifier"_s, identifier(OdsSystem, practice.odsCode)}})}});
}

JsonValue localReference(const QString& id)
{
    return JsonValue::object({{u"reference"_s, JsonValue::string(u'#' + id)}});
}

JsonValue procedureExtension(const CodedText& procedure)
{
    return list(JsonValue::object(
        {{u"url"_s, JsonValue::string(UkCore + u"Extension-UKCore-VaccinationProcedure"_s)},
            {u"valueCodeableConcept"_s, snomed(procedure)}}));
}

JsonValue vaccineCode(const CodedText& product)
{
    if (!product.code.isEmpty())
        return snomed(product);
    return codeable(
        {coding(u"http://terminology.hl7.org/CodeSystem/v3-NullFlavor"_s, u"UNK"_s, u"unknown"_s)});
}

JsonValue protocolApplied(const VaccinationExport& dose)
{
    return list(JsonValue::object({{u"targetDisease"_s, list(snomed(dose.targetDisease))},
        {u"doseNumberPositiveInt"_s, JsonValue::integer(dose.doseNumber)}}));
}

/// The members that both shapes share, in FHIR's own order.
void setDose(JsonValue& result, const VaccinationExport& dose)
{
    result.set(u"manufacturer"_s, display(dose.manufacturer));
    result.set(u"lotNumber"_s, JsonValue::stringOrNull(dose.lot));
    result.set(u"expirationDate"_s, date(dose.expiry));
    result.set(u"site"_s, snomed(dose.site));
    result.set(u"route"_s, snomed(dose.route));
    if (dose.dose)
        result.set(u"doseQuantity"_s, quantity(*dose.dose, dose.doseUnit, dose.doseUnit));
    result.set(u"reasonCode"_s, list(snomed(dose.reason)));
}

JsonValue homeLocation()
{
    return JsonValue::object({{u"type"_s, JsonValue::string(u"Location"_s)},
        {u"identifier"_s, identifier(OdsSystem, UnknownLocation)}});
}

} // namespace imms

QString ukDateTime(Instant instant)
{
    const bool summer = isUkSummerTime(instant);
    const auto local = instant.toUtc().addSecs(summer ? 3600 : 0);
    return local.toString(u"yyyy-MM-ddTHH:mm:ss.zzz") + (summer ? u"+01:00"_s : u"+00:00"_s);
}

std::optional<clinical::JsonValue> nhsImmunization(
    const VisitExport& visit, const VaccinationExport& dose, const ExportingPractice& practice)
{
    using namespace imms;
    if (dose.source != DoseSource::GivenByUs)
        return std::nullopt;
    auto result = resource(u"Immunization"_s, {}, {});
    auto contained = JsonValue::array({containedPatient(visit.patient)});
    auto performers = JsonValue::array();
    if (!visit.staff.family.isEmpty()) {
        contained.append(containedPractitioner(visit.staff));
        performers.append(JsonValue::object({{u"actor"_s, localReference(u"Pract1"_s)}}));
    }
    performers.append(organisationActor(practice));

    result.set(u"contained"_s, std::move(contained));
    result.set(u"extension"_s, procedureExtension(dose.procedure));
    result.set(u"identifier"_s, list(identifier(practice.identifierSystem, dose.id)));
    result.set(u"status"_s, JsonValue::string(u"completed"_s));
    result.set(u"vaccineCode"_s, vaccineCode(dose.product));
    result.set(u"patient"_s, localReference(u"Pat1"_s));
    result.set(u"occurrenceDateTime"_s, JsonValue::string(ukDateTime(dose.occurredAt)));
    result.set(u"recorded"_s, JsonValue::string(ukDateTime(dose.recordedAt)));
    result.set(u"primarySource"_s, JsonValue::boolean(true));
    result.set(u"location"_s, homeLocation());
    setDose(result, dose);
    result.set(u"performer"_s, std::move(performers));
    result.set(u"protocolApplied"_s, protocolApplied(dose));
    return result;
}

clinical::JsonValue ukCoreImmunization(
    const VisitExport& visit, const VaccinationExport& dose, const ExportingPractice& practice)
{
    using namespace imms;
    const bool given = dose.source != DoseSource::NotGiven;
    auto result = resource(u"Immunization"_s, dose.id, u"UKCore-Immunization"_s);
    result.set(u"identifier"_s, list(identifier(practice.identifierSystem, dose.id)));
    result.set(u"status"_s, JsonValue::string(given ? u"completed"_s : u"not-done"_s));
    if (given)
        result.set(u"extension"_s, procedureExtension(dose.procedure));
    else
        result.set(u"statusReason"_s, snomed(dose.procedure));
    result.set(u"vaccineCode"_s, vaccineCode(dose.product));
    result.set(u"patient"_s, reference(visit.patient.id));
    result.set(u"encounter"_s, reference(visit.id));
    result.set(u"occurrenceDateTime"_s, JsonValue::string(ukDateTime(dose.occurredAt)));
    result.set(u"recorded"_s, JsonValue::string(ukDateTime(dose.recordedAt)));
    // A dose that the patient reports was given by somebody else: said plainly, never claimed as
    // ours.
    const bool ours = dose.source != DoseSource::GivenElsewhere;
    result.set(u"primarySource"_s, JsonValue::boolean(ours));
    if (!ours)
        result.set(u"reportOrigin"_s,
            codeable(
                {}, dose.placeElsewhere.isEmpty() ? u"Given elsewhere"_s : dose.placeElsewhere));
    setDose(result, dose);
    if (ours) {
        auto performers
            = JsonValue::array({JsonValue::object({{u"actor"_s, reference(visit.staff.id)}}),
                organisationActor(practice)});
        result.set(u"performer"_s, std::move(performers));
    }
    if (!dose.note.isEmpty())
        result.set(u"note"_s, list(JsonValue::object({{u"text"_s, JsonValue::string(dose.note)}})));
    result.set(u"protocolApplied"_s, given ? protocolApplied(dose) : JsonValue());
    return result;
}

} // namespace doorstep::exchange
