#include "core/exchange/fhir_observations.h"

#include "core/exchange/fhir_export.h"
#include "core/exchange/fhir_parts.h"

#include <array>

using namespace Qt::StringLiterals;

namespace doorstep::exchange {

namespace obs {

using namespace fhir;
using clinical::News2Parameter;
using clinical::ObservationKind;

JsonValue started(const VisitExport& visit, const QString& id, const QString& profile, Instant at)
{
    auto result = resource(u"Observation"_s, id, profile);
    result.set(u"status"_s, JsonValue::string(u"final"_s));
    result.set(u"category"_s,
        list(codeable({coding(u"http://terminology.hl7.org/CodeSystem/observation-category"_s,
            u"vital-signs"_s, u"Vital Signs"_s)})));
    result.set(u"subject"_s, reference(visit.patient.id));
    result.set(u"encounter"_s, reference(visit.id));
    result.set(u"effectiveDateTime"_s, JsonValue::string(ukDateTime(at)));
    result.set(u"performer"_s, list(reference(visit.staff.id)));
    return result;
}

JsonValue codeOf(ObservationKind kind)
{
    const auto& definition = clinical::definitionOf(kind);
    return codeable({coding(Sct, definition.snomed), coding(Loinc, definition.loinc)});
}

JsonValue valueOf(ObservationKind kind, const clinical::Decimal& value)
{
    const auto& definition = clinical::definitionOf(kind);
    return quantity(value, definition.unit, definition.ucum);
}

JsonValue component(JsonValue code, JsonValue value)
{
    return JsonValue::object(
        {{u"code"_s, std::move(code)}, {u"valueQuantity"_s, std::move(value)}});
}

JsonValue score(int points)
{
    return quantity(clinical::Decimal::whole(points), u"score"_s, u"{ScoreOf}"_s);
}

/// One Observation for an answer that is a concept, such as "on oxygen".
JsonValue answered(
    const VisitExport& visit, const QString& id, Instant at, JsonValue code, const QString& value)
{
    auto result = started(visit, id, u"UKCore-Observation"_s, at);
    result.set(u"code"_s, std::move(code));
    result.set(u"valueCodeableConcept"_s, codeable({coding(Sct, value)}));
    return result;
}

QString parameterTerm(News2Parameter parameter)
{
    static const std::array<QString, clinical::News2ParameterCount> Terms{
        u"Respiration rate score"_s, u"Oxygen saturation score"_s, u"Air or oxygen score"_s,
        u"Systolic blood pressure score"_s, u"Pulse score"_s, u"Consciousness score"_s,
        u"Temperature score"_s};
    return Terms[static_cast<std::size_t>(parameter)];
}

JsonValue scoreObservation(
    const VisitExport& visit, const News2Export& set, const clinical::News2Score& scored)
{
    auto result = started(visit, set.id, u"UKCore-Observation"_s, set.at);
    result.set(u"code"_s,
        codeable({coding(Sct, clinical::news2TotalSnomed(),
            u"Royal College of Physicians NEWS2 (National Early Warning Score 2) total score"_s)}));
    result.set(u"valueQuantity"_s, score(*scored.total));
    JsonValue from;
    for (const auto& id : set.derivedFrom)
        from.append(reference(id));
    from.append(reference(set.airOrOxygenId));
    from.append(reference(set.consciousnessId));
    result.set(u"derivedFrom"_s, std::move(from));
    JsonValue components;
    for (std::size_t i = 0; i < clinical::News2ParameterCount; ++i) {
        const auto parameter = static_cast<News2Parameter>(i);
        components.append(component(
            codeable({coding(Sct, clinical::news2SubScoreSnomed(parameter, set.reading.scale),
                parameterTerm(parameter))}),
            score(*scored.sub[i])));
    }
    result.set(u"component"_s, std::move(components));
    return result;
}

} // namespace obs

std::vector<clinical::JsonValue> visitObservations(const VisitExport& visit)
{
    using namespace obs;
    std::vector<JsonValue> all;
    for (const auto& pressure : visit.bloodPressures) {
        auto panel = started(
            visit, pressure.id, u"UKCore-Observation-VitalSigns-BloodPressure"_s, pressure.at);
        panel.set(u"code"_s,
            codeable(
                {coding(Sct, u"75367002"_s, u"Blood pressure"_s), coding(Loinc, u"85354-9"_s)}));
        panel.set(u"component"_s,
            JsonValue::array({component(codeOf(ObservationKind::Systolic),
                                  valueOf(ObservationKind::Systolic,
                                      clinical::Decimal::whole(pressure.systolic))),
                component(codeOf(ObservationKind::Diastolic),
                    valueOf(ObservationKind::Diastolic,
                        clinical::Decimal::whole(pressure.diastolic)))}));
        all.push_back(std::move(panel));
    }
    for (const auto& observation : visit.observations) {
        auto single = started(visit, observation.id, u"UKCore-Observation"_s, observation.at);
        single.set(u"code"_s, codeOf(observation.kind));
        single.set(u"valueQuantity"_s, valueOf(observation.kind, observation.value));
        all.push_back(std::move(single));
    }
    for (const auto& set : visit.news2) {
        const auto scored = clinical::scoreNews2(set.reading);
        if (!scored.total)
            continue; // incomplete: its readings stand for themselves
        const auto oxygen = clinical::airOrOxygenSnomed(*set.reading.onOxygen);
        all.push_back(
            answered(visit, set.airOrOxygenId, set.at, codeable({coding(Sct, oxygen)}), oxygen));
        all.push_back(
            answered(visit, set.consciousnessId, set.at, codeOf(ObservationKind::Consciousness),
                clinical::acvpuSnomed(*set.reading.consciousness)));
        all.push_back(scoreObservation(visit, set, scored));
    }
    return all;
}

} // namespace doorstep::exchange
