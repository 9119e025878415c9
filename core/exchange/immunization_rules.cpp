/// The NHS Immunisation FHIR API v1, as a judge.
///
/// Order: first what the service itself checks, so that the reason given is the one it would give;
/// then the base FHIR R4 definition. Rules by element, from the service's specification and the
/// behaviour of its validators:
///   contained     exactly one Patient, at most one Practitioner, nothing else; ids present and
///   different elements      only those listed below; refusals cannot be sent (status is completed)
///   patient       "#id" of the contained Patient; a contained Practitioner is referenced exactly
///   once Patient       identifier optional, one, no extension, ten digits with check digit; family
///   up to 35
///                 characters, one to five given names; birth date full and past; gender; a
///                 postcode
///   times         occurrence: a date, or a time with +00:00 or +01:00 (Z is refused), not in the
///   future;
///                 recorded: any offset, not in the future
///   performer     exactly one actor of type Organization, with identifier system and value
///   procedure     exactly one VaccinationProcedure extension with a SNOMED CT concept
///   protocol      one, dose number 1 to 9, target diseases that are a known combination
/// Not judged, as the service does not: expiry against occurrence, procedure against disease, the
/// check digit of site and reason.

#include "core/exchange/immunization_rules.h"

#include "core/clinical/nhs_number.h"
#include "core/clinical/sct_id.h"
#include "core/exchange/fhir_shape.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace doorstep::exchange {

namespace imms {

using clinical::JsonValue;

const QString Sct = u"http://snomed.info/sct"_s;
const QString NhsNumberSystem = u"https://fhir.nhs.uk/Id/nhs-number"_s;
const QString ProcedureUrl
    = u"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-VaccinationProcedure"_s;

// Disease combinations of the service's own list, each sorted.
constexpr std::array Diseases{u"397430003 398102009 76902006", u"840539006", u"6142004",
    u"240532009", u"23511006", u"14189004 36653000 36989005",
    u"14189004 36653000 36989005 38907003", u"16814004", u"27836007", u"55735004", u"4740000"};

constexpr QStringView TopLevel
    = u"resourceType meta narrative contained id extension identifier status vaccineCode patient "
      u"occurrenceDateTime recorded primarySource manufacturer location lotNumber expirationDate "
      u"site route "
      u"doseQuantity performer reasonCode protocolApplied";
constexpr QStringView PatientLevel = u"resourceType id identifier name gender birthDate address";
constexpr QStringView PractitionerLevel = u"resourceType id name";

bool isText(const JsonValue& value)
{
    return value.isString() && !value.text().trimmed().isEmpty();
}

/// The items whose `system` is this one.
std::vector<const JsonValue*> ofSystem(const JsonValue& codings, const QString& system)
{
    std::vector<const JsonValue*> found;
    for (const auto& coding : codings.items()) {
        if (coding[u"system"].text() == system)
            found.push_back(&coding);
    }
    return found;
}

/// Judges one resource; every rule is a member that returns the reason, or an empty text.
class Judge {
public:
    Judge(const JsonValue& resource, Instant now)
        : m_resource(resource)
        , m_now(now)
    {
    }

    QString firstFault()
    {
        if (auto fault = containedFault(); !fault.isEmpty())
            return fault; // the others rely on the two contained resources
        using Rule = QString (Judge::*)() const;
        static constexpr std::array<Rule, 13> Rules{&Judge::resourceTypeFault,
            &Judge::elementsFault, &Judge::referencesFault, &Judge::patientIdentifierFault,
            &Judge::patientNameFault, &Judge::patientDetailsFault, &Judge::timesFault,
            &Judge::performerFault, &Judge::recordFault, &Judge::procedureFault,
            &Judge::protocolFault, &Judge::codesFault, &Judge::locationFault};
        for (const auto rule : Rules) {
            if (auto fault = (this->*rule)(); !fault.isEmpty())
                return fault;
        }
        return {};
    }

private:
    QString containedFault()
    {
        const auto& contained = m_resource[u"contained"];
        if (!contained.isArray() || contained.items().empty())
            return u"contained is a mandatory field"_s;
        int patients = 0;
        int practitioners = 0;
        for (const auto& one : contained.items()) {
            const QString& type = one[u"resourceType"].text();
            if (type == u"Patient") {
                ++patients;
                m_patient = &one;
            } else if (type == u"Practitioner") {
                ++practitioners;
                m_practitioner = &one;
            } else {
                return u"contained must contain only Patient and Practitioner resources"_s;
            }
        }
        if (patients != 1)
            return u"contained must contain exactly one Patient resource"_s;
        if (practitioners > 1)
            return u"contained must contain a maximum of one Practitioner resource"_s;
        if (!isText((*m_patient)[u"id"]) || (m_practitioner && !isText((*m_practitioner)[u"id"])))
            return u"contained resources must have an 'id' field"_s;
        if (m_practitioner && (*m_practitioner)[u"id"].text() == (*m_patient)[u"id"].text())
            return u"ids must not be duplicated amongst contained resources"_s;
        return {};
    }

    QString resourceTypeFault() const
    {
        return m_resource[u"resourceType"].text() == u"Immunization"
            ? QString()
            : u"resourceType must equal 'Immunization'"_s;
    }

    static QString unknownElement(
        const JsonValue& resource, QStringView allowed, const QString& type)
    {
        const auto names = allowed.split(u' ');
        for (const auto& member : resource.members()) {
            if (!names.contains(member.key))
                return member.key + u" is not an allowed element of the "_s + type + u" resource"_s;
        }
        return {};
    }

    QString elementsFault() const
    {
        if (auto fault = unknownElement(m_resource, TopLevel, u"Immunization"_s); !fault.isEmpty())
            return fault;
        if (auto fault = unknownElement(*m_patient, PatientLevel, u"Patient"_s); !fault.isEmpty())
            return fault;
        return m_practitioner
            ? unknownElement(*m_practitioner, PractitionerLevel, u"Practitioner"_s)
            : QString();
    }

    QString referencesFault() const
    {
        if (m_resource[u"patient"][u"reference"].text() != u'#' + (*m_patient)[u"id"].text())
            return u"patient.reference does not match the id of the contained Patient resource"_s;
        int toPractitioner = 0;
        for (const auto& performer : m_resource[u"performer"].items()) {
            const QString& reference = performer[u"actor"][u"reference"].text();
            if (!reference.startsWith(u'#'))
                continue;
            if (!m_practitioner || reference != u'#' + (*m_practitioner)[u"id"].text())
                return u"performer must not contain any internal references other than to the "
                       u"contained "
                       "Practitioner resource"_s;
            ++toPractitioner;
        }
        if (m_practitioner && toPractitioner != 1)
            return u"contained Practitioner resource must be referenced exactly once from performer"_s;
        return {};
    }

    QString patientIdentifierFault() const
    {
        const auto* identifiers = m_patient->find(u"identifier");
        if (!identifiers)
            return {};
        if (identifiers->items().size() != 1)
            return u"Patient.identifier must be an array of length 1"_s;
        const auto& identifier = identifiers->at(0);
        if (identifier.find(u"extension"))
            return u"Patient.identifier[0] must not include an extension"_s;
        const auto* value = identifier.find(u"value");
        if (!value || identifier[u"system"].text() != NhsNumberSystem)
            return {};
        if (!value->isString() || value->text().size() != 10)
            return u"Patient.identifier value must be a string of 10 characters"_s;
        const auto reading = clinical::NhsNumber::parse(value->text());
        if (!reading.number || reading.number->digits() != value->text())
            return u"Patient.identifier value is not a valid NHS number"_s;
        return {};
    }

    /// Of several names the one in use when the dose was given, as the service picks it.
    [[nodiscard]] const JsonValue& currentName(const JsonValue& names) const
    {
        if (names.items().size() <= 1)
            return names.at(0);
        const QString& when = m_resource[u"occurrenceDateTime"].text();
        std::vector<const JsonValue*> current;
        for (const auto& name : names.items()) {
            const QString& start = name[u"period"][u"start"].text();
            const QString& end = name[u"period"][u"end"].text();
            const bool inUse = (start.isEmpty() || when >= start) && (end.isEmpty() || when <= end);
            if (name.find(u"given") && name.find(u"family") && inUse)
                current.push_back(&name);
        }
        for (const auto* name : current) {
            if ((*name)[u"use"].text() == u"official")
                return *name;
        }
        for (const auto* name : current) {
            if ((*name)[u"use"].text() != u"old")
                return *name;
        }
        return current.empty() ? names.at(0) : *current.front();
    }

    QString patientNameFault() const
    {
        const auto& name = currentName((*m_patient)[u"name"]);
        const auto& given = name[u"given"];
        if (!given.isArray() || given.items().empty())
            return u"Patient.name.given is a mandatory field"_s;
        if (given.items().size() > 5)
            return u"Patient.name.given must be an array of maximum length 5"_s;
        if (!std::all_of(given.items().begin(), given.items().end(), isText))
            return u"Patient.name.given must be non-empty strings"_s;
        if (!isText(name[u"family"]))
            return u"Patient.name.family is a mandatory field"_s;
        if (name[u"family"].text().size() > 35)
            return u"Patient.name.family must be 35 or fewer characters"_s;
        return {};
    }

    QString patientDetailsFault() const
    {
        const auto& patient = *m_patient;
        if (!patient.find(u"gender"))
            return u"Patient.gender is a mandatory field"_s;
        if (!u"male female other unknown"_s.split(u' ').contains(patient[u"gender"].text()))
            return u"Patient.gender must be one of the following: male, female, other, unknown"_s;
        const auto born = fhirFullDate(patient[u"birthDate"].text());
        if (!born.isValid())
            return u"Patient.birthDate must be a valid date YYYY-MM-DD"_s;
        if (born > m_now.toUtc().date())
            return u"Patient.birthDate must not be in the future"_s;
        const auto& addresses = patient[u"address"].items();
        const bool hasPostcode = std::any_of(addresses.begin(), addresses.end(),
            [](const JsonValue& address) { return isText(address[u"postalCode"]); });
        return hasPostcode ? QString() : u"Patient.address.postalCode is a mandatory field"_s;
    }

    enum class Offset { UnitedKingdom, Any };

    QString timeFault(const QString& element, Offset offset) const
    {
        const auto* value = m_resource.find(element);
        if (!value)
            return element + u" is a mandatory field"_s;
        const QString& text = value->text();
        if (value->isString() && text.size() == 10 && fhirFullDate(text).isValid())
            return fhirFullDate(text) > m_now.toUtc().date()
                ? element + u" must not be in the future"_s
                : QString();
        static const QRegularExpression full(
            u"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$"_s);
        const auto match = full.match(text);
        const auto moment
            = match.hasMatch() ? QDateTime::fromString(text, Qt::ISODateWithMs) : QDateTime();
        if (!value->isString() || !moment.isValid())
            return element + u" must be a full date, or a date and time with an offset"_s;
        const QString zone = match.captured(1);
        if (offset == Offset::UnitedKingdom && zone != u"+00:00" && zone != u"+01:00")
            return element + u" accepts only '+00:00' and '+01:00' as offsets"_s;
        return moment.toMSecsSinceEpoch() > m_now.ms ? element + u" must not be in the future"_s
                                                     : QString();
    }

    QString timesFault() const
    {
        if (auto fault = timeFault(u"occurrenceDateTime"_s, Offset::UnitedKingdom);
            !fault.isEmpty())
            return fault;
        return timeFault(u"recorded"_s, Offset::Any);
    }

    QString performerFault() const
    {
        const JsonValue* organisation = nullptr;
        for (const auto& performer : m_resource[u"performer"].items()) {
            if (performer[u"actor"][u"type"].text() != u"Organization")
                continue;
            if (organisation)
                return u"There must be exactly one performer.actor with type 'Organization'"_s;
            organisation = &performer[u"actor"];
        }
        if (!organisation)
            return u"There must be exactly one performer.actor with type 'Organization'"_s;
        if (!isText((*organisation)[u"identifier"][u"value"]))
            return u"performer organisation identifier.value is a mandatory field"_s;
        if (!isText((*organisation)[u"identifier"][u"system"]))
            return u"performer organisation identifier.system is a mandatory field"_s;
        return {};
    }

    QString recordFault() const
    {
        const auto& identifiers = m_resource[u"identifier"];
        if (!identifiers.isArray())
            return u"identifier is a mandatory field"_s;
        if (identifiers.items().size() != 1)
            return u"identifier must be an array of length 1"_s;
        if (!isText(identifiers.at(0)[u"value"]) || !isText(identifiers.at(0)[u"system"]))
            return u"identifier[0].system and identifier[0].value are mandatory fields"_s;
        if (m_resource[u"status"].text() != u"completed")
            return u"status must be one of the following: completed"_s;
        if (!m_resource.find(u"primarySource"))
            return u"primarySource is a mandatory field"_s;
        return m_resource[u"primarySource"].isBoolean() ? QString()
                                                        : u"primarySource must be a boolean"_s;
    }

    QString procedureFault() const
    {
        const auto& extensions = m_resource[u"extension"];
        if (!extensions.isArray() || extensions.items().size() != 1)
            return u"extension must be an array of length 1"_s;
        const auto& extension = extensions.at(0);
        if (extension[u"url"].text() != ProcedureUrl)
            return u"extension[0].url must be "_s + ProcedureUrl;
        const auto codings = ofSystem(extension[u"valueCodeableConcept"][u"coding"], Sct);
        if (codings.empty())
            return u"vaccination procedure code is a mandatory field"_s;
        return clinical::isConceptId((*codings.front())[u"code"].text())
            ? QString()
            : u"vaccination procedure code is not a valid snomed code"_s;
    }

    QString protocolFault() const
    {
        const auto& protocols = m_resource[u"protocolApplied"];
        if (protocols.items().size() != 1)
            return u"protocolApplied must be an array of length 1"_s;
        const auto& protocol = protocols.at(0);
        if (const auto* number = protocol.find(u"doseNumberPositiveInt")) {
            const auto dose = number->toInt();
            if (!dose || *dose < 1)
                return u"protocolApplied[0].doseNumberPositiveInt must be a positive integer"_s;
            if (*dose > 9)
                return u"protocolApplied[0].doseNumberPositiveInt must be an integer in the range 1 to 9"_s;
        } else if (!protocol.find(u"doseNumberString")) {
            return u"protocolApplied[0].doseNumber[x] is a mandatory field"_s;
        }
        QStringList codes;
        for (const auto& disease : protocol[u"targetDisease"].items()) {
            const auto codings = ofSystem(disease[u"coding"], Sct);
            if (codings.size() != 1 || !isText((*codings.front())[u"code"]))
                return u"protocolApplied[0].targetDisease must contain exactly one SNOMED coding each"_s;
            codes.append((*codings.front())[u"code"].text());
        }
        codes.sort();
        if (codes.isEmpty())
            return u"protocolApplied[0].targetDisease is a mandatory field"_s;
        const bool known = std::any_of(Diseases.begin(), Diseases.end(),
            [&](const char16_t* combination) { return codes.join(u' ') == combination; });
        return known ? QString() : u"targetDisease is not a valid combination of disease codes"_s;
    }

    QString codesFault() const
    {
        for (const auto& element : {u"site"_s, u"route"_s}) {
            QSet<QString> systems;
            for (const auto& coding : m_resource[element][u"coding"].items()) {
                const QString& system = coding[u"system"].text();
                if (systems.contains(system))
                    return element + u".coding systems must be unique"_s;
                systems.insert(system);
            }
        }
        const auto& dose = m_resource[u"doseQuantity"];
        if (dose.find(u"code") && !dose.find(u"system"))
            return u"If doseQuantity.code is present, doseQuantity.system must also be present"_s;
        const auto products = ofSystem(m_resource[u"vaccineCode"][u"coding"], Sct);
        if (!products.empty() && products.front()->find(u"code")
            && !clinical::isConceptId((*products.front())[u"code"].text()))
            return u"vaccineCode is not a valid snomed code"_s;
        return {};
    }

    QString locationFault() const
    {
        const auto& identifier = m_resource[u"location"][u"identifier"];
        if (!isText(identifier[u"value"]))
            return u"location.identifier.value is a mandatory field"_s;
        return isText(identifier[u"system"]) ? QString()
                                             : u"location.identifier.system is a mandatory field"_s;
    }

    const JsonValue& m_resource;
    Instant m_now;
    const JsonValue* m_patient = nullptr;
    const JsonValue* m_practitioner = nullptr;
};

} // namespace imms

ImmunizationVerdict judgeImmunization(const clinical::JsonValue& immunization, Instant now)
{
    QString reason = imms::Judge(immunization, now).firstFault();
    if (reason.isEmpty())
        reason = shapeFault(immunization, u"Immunization", {});
    return {reason.isEmpty(), reason};
}

} // namespace doorstep::exchange
