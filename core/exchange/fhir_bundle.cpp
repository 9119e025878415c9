#include "core/exchange/fhir_export.h"

#include "core/exchange/fhir_observations.h"
#include "core/exchange/fhir_parts.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace doorstep::exchange {

namespace bundle {

using namespace fhir;

JsonValue patientIdentifier(const clinical::NhsNumber& number)
{
    // 02: present but not traced. This device cannot trace a number, so it never claims more.
    auto status = JsonValue::object({{u"url"_s,
                                         JsonValue::string(UkCore
                                             + u"Extension-UKCore-NHSNumberVerificationStatus"_s)},
        {u"valueCodeableConcept"_s,
            codeable({coding(
                u"https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland"_s,
                u"02"_s, u"Number present but not traced"_s)})}});
    auto result = JsonValue::object({{u"extension"_s, list(std::move(status))}});
    result.set(u"system"_s, JsonValue::string(NhsNumberSystem));
    result.set(u"value"_s, JsonValue::string(number.digits()));
    return result;
}

JsonValue patientAddress(const PatientExport& patient)
{
    if (patient.restricted)
        return {};
    JsonValue lines;
    for (const auto& line : {patient.houseName, patient.addressLine}) {
        if (!line.isEmpty())
            lines.append(JsonValue::string(line));
    }
    auto address = JsonValue::object({{u"use"_s, JsonValue::string(u"home"_s)}});
    address.set(u"line"_s, std::move(lines));
    address.set(u"city"_s, JsonValue::stringOrNull(patient.town));
    address.set(u"postalCode"_s, JsonValue::stringOrNull(patient.postcode));
    return list(std::move(address));
}

JsonValue patientOf(const PatientExport& patient)
{
    auto result = resource(u"Patient"_s, patient.id, u"UKCore-Patient"_s);
    if (!patient.nhsNumber.isNull())
        result.set(u"identifier"_s, list(patientIdentifier(patient.nhsNumber)));
    auto name = humanName(patient.family, patient.given);
    name.set(u"use"_s, JsonValue::string(u"official"_s));
    result.set(u"name"_s, list(std::move(name)));
    result.set(u"gender"_s, JsonValue::string(clinical::genderWord(patient.gender)));
    result.set(u"birthDate"_s, date(patient.born));
    result.set(u"address"_s, patientAddress(patient));
    return result;
}

JsonValue practitionerOf(const StaffExport& staff)
{
    auto result = resource(u"Practitioner"_s, staff.id, u"UKCore-Practitioner"_s);
    result.set(u"name"_s, list(humanName(staff.family, {staff.given})));
    return result;
}

/// The same practice has the same id in every bundle.
QString organisationId(const ExportingPractice& practice)
{
    return QUuid::createUuidV5(
        QUuid(u"6ba7b811-9dad-11d1-80b4-00c04fd430c8"_s), OdsSystem + u'/' + practice.odsCode)
        .toString(QUuid::WithoutBraces);
}

JsonValue organisationOf(const ExportingPractice& practice)
{
    auto result = resource(u"Organization"_s, organisationId(practice), u"UKCore-Organization"_s);
    result.set(u"identifier"_s, list(identifier(OdsSystem, practice.odsCode)));
    result.set(u"name"_s, JsonValue::stringOrNull(practice.name));
    return result;
}

JsonValue encounterOf(const VisitExport& visit, const ExportingPractice& practice)
{
    auto result = resource(u"Encounter"_s, visit.id, u"UKCore-Encounter"_s);
    result.set(u"status"_s, JsonValue::string(u"finished"_s));
    result.set(u"class"_s,
        coding(u"http://terminology.hl7.org/CodeSystem/v3-ActCode"_s, u"HH"_s, u"home health"_s));
    // R4 has no element for how a visit ended; the word stays readable to people as the type's
    // text.
    JsonValue types = list(codeable({}, visit.place.isEmpty() ? u"Home visit"_s : visit.place));
    types.append(codeable({coding(Sct, visit.outcomeCode.code, visit.outcomeCode.term)},
        u"Outcome: "_s + visit.outcome));
    result.set(u"type"_s, std::move(types));
    result.set(u"subject"_s, reference(visit.patient.id));
    result.set(
        u"participant"_s, list(JsonValue::object({{u"individual"_s, reference(visit.staff.id)}})));
    result.set(u"period"_s,
        JsonValue::object({{u"start"_s, JsonValue::string(ukDateTime(visit.startedAt))},
            {u"end"_s,
                visit.endedAt.ms > 0 ? JsonValue::string(ukDateTime(visit.endedAt))
                                     : JsonValue()}}));
    result.set(u"serviceProvider"_s, reference(organisationId(practice)));
    return result;
}

JsonValue taskOf(const FollowUpExport& followUp, const VisitExport& visit)
{
    auto result = resource(u"Task"_s, followUp.id, u"UKCore-Task"_s);
    result.set(u"status"_s, JsonValue::string(u"requested"_s));
    result.set(u"intent"_s, JsonValue::string(u"order"_s));
    result.set(u"priority"_s, JsonValue::string(followUp.urgent ? u"urgent"_s : u"routine"_s));
    result.set(u"description"_s, JsonValue::stringOrNull(followUp.text));
    result.set(u"for"_s, reference(visit.patient.id));
    result.set(u"encounter"_s, reference(visit.id));
    result.set(u"authoredOn"_s, JsonValue::string(ukDateTime(visit.startedAt)));
    result.set(u"owner"_s, display(followUp.owner));
    if (followUp.due.isValid())
        result.set(u"restriction"_s,
            JsonValue::object(
                {{u"period"_s, JsonValue::object({{u"end"_s, date(followUp.due)}})}}));
    return result;
}

JsonValue entryOf(JsonValue resource)
{
    const QString url = u"urn:uuid:"_s + resource[u"id"].text();
    return JsonValue::object(
        {{u"fullUrl"_s, JsonValue::string(url)}, {u"resource"_s, std::move(resource)}});
}

} // namespace bundle

clinical::JsonValue visitBundle(const VisitExport& visit, const ExportingPractice& practice)
{
    using namespace bundle;
    std::vector<JsonValue> resources{patientOf(visit.patient), practitionerOf(visit.staff),
        organisationOf(practice), encounterOf(visit, practice)};
    for (const auto& dose : visit.vaccinations)
        resources.push_back(ukCoreImmunization(visit, dose, practice));
    for (auto& observation : visitObservations(visit))
        resources.push_back(std::move(observation));
    for (const auto& followUp : visit.followUps)
        resources.push_back(taskOf(followUp, visit));

    auto entries = JsonValue::array();
    for (auto& one : resources)
        entries.append(entryOf(std::move(one)));
    auto result = JsonValue::object({{u"resourceType"_s, JsonValue::string(u"Bundle"_s)}});
    result.set(u"type"_s, JsonValue::string(u"collection"_s));
    result.set(u"entry"_s, std::move(entries));
    return result;
}

} // namespace doorstep::exchange
