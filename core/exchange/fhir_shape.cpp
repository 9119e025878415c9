#include "core/exchange/fhir_shape.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <span>

using namespace Qt::StringLiterals;

namespace doorstep::exchange {

namespace shape {

using clinical::JsonValue;

struct Element {
    QStringView name;
    QStringView type;
    bool list = false;
    bool required = false;
    QStringView words = {}; ///< the value set of a code, when its binding is required
};

struct Type {
    QStringView name;
    std::span<const Element> elements;
};

constexpr std::array Coding{Element{u"system", u"uri"}, Element{u"version", u"string"},
    Element{u"code", u"code"}, Element{u"display", u"string"},
    Element{u"userSelected", u"boolean"}};
constexpr std::array CodeableConcept{
    Element{u"coding", u"Coding", true}, Element{u"text", u"string"}};
constexpr std::array Period{Element{u"start", u"dateTime"}, Element{u"end", u"dateTime"}};
constexpr std::array Reference{Element{u"reference", u"string"}, Element{u"type", u"uri"},
    Element{u"identifier", u"Identifier"}, Element{u"display", u"string"}};
constexpr std::array Identifier{
    Element{u"use", u"code", false, false, u"usual official temp secondary old"},
    Element{u"type", u"CodeableConcept"}, Element{u"system", u"uri"}, Element{u"value", u"string"},
    Element{u"period", u"Period"}, Element{u"assigner", u"Reference"}};
constexpr std::array HumanName{
    Element{u"use", u"code", false, false, u"usual official temp nickname anonymous old maiden"},
    Element{u"text", u"string"}, Element{u"family", u"string"}, Element{u"given", u"string", true},
    Element{u"prefix", u"string", true}, Element{u"suffix", u"string", true},
    Element{u"period", u"Period"}};
constexpr std::array Address{Element{u"use", u"code", false, false, u"home work temp old billing"},
    Element{u"type", u"code", false, false, u"postal physical both"}, Element{u"text", u"string"},
    Element{u"line", u"string", true}, Element{u"city", u"string"}, Element{u"district", u"string"},
    Element{u"state", u"string"}, Element{u"postalCode", u"string"}, Element{u"country", u"string"},
    Element{u"period", u"Period"}};
constexpr std::array Quantity{Element{u"value", u"decimal"}, Element{u"unit", u"string"},
    Element{u"system", u"uri"}, Element{u"code", u"code"}};
constexpr std::array Extension{Element{u"url", u"uri", false, true},
    Element{u"valueCodeableConcept", u"CodeableConcept"}, Element{u"valueCoding", u"Coding"},
    Element{u"valueString", u"string"}, Element{u"valueCode", u"code"},
    Element{u"valueUri", u"uri"}, Element{u"valueBoolean", u"boolean"},
    Element{u"valueDateTime", u"dateTime"}, Element{u"valueDate", u"date"},
    Element{u"valueIdentifier", u"Identifier"}, Element{u"valueReference", u"Reference"},
    Element{u"valuePeriod", u"Period"}};
constexpr std::array Meta{Element{u"versionId", u"id"}, Element{u"lastUpdated", u"dateTime"},
    Element{u"source", u"uri"}, Element{u"profile", u"uri", true},
    Element{u"security", u"Coding", true}, Element{u"tag", u"Coding", true}};
constexpr std::array Practitioner{Element{u"resourceType", u"code", false, true, u"Practitioner"},
    Element{u"name", u"HumanName", true}};
constexpr std::array Patient{Element{u"resourceType", u"code", false, true, u"Patient"},
    Element{u"identifier", u"Identifier", true}, Element{u"name", u"HumanName", true},
    Element{u"gender", u"code", false, false, u"male female other unknown"},
    Element{u"birthDate", u"date"}, Element{u"address", u"Address", true}};
constexpr std::array Performer{
    Element{u"function", u"CodeableConcept"}, Element{u"actor", u"Reference", false, true}};
constexpr std::array ProtocolApplied{Element{u"series", u"string"},
    Element{u"authority", u"Reference"}, Element{u"targetDisease", u"CodeableConcept", true},
    Element{u"doseNumberPositiveInt", u"positiveInt"}, Element{u"doseNumberString", u"string"},
    Element{u"seriesDosesPositiveInt", u"positiveInt"}, Element{u"seriesDosesString", u"string"}};
constexpr std::array Immunization{Element{u"resourceType", u"code", false, true, u"Immunization"},
    Element{u"meta", u"Meta"}, Element{u"contained", u"Contained", true},
    Element{u"identifier", u"Identifier", true},
    Element{u"status", u"code", false, true, u"completed entered-in-error not-done"},
    Element{u"vaccineCode", u"CodeableConcept", false, true},
    Element{u"patient", u"Reference", false, true},
    Element{u"occurrenceDateTime", u"dateTime", false, true}, Element{u"recorded", u"dateTime"},
    Element{u"primarySource", u"boolean"}, Element{u"manufacturer", u"Reference"},
    Element{u"location", u"Reference"}, Element{u"lotNumber", u"string"},
    Element{u"expirationDate", u"date"}, Element{u"site", u"CodeableConcept"},
    Element{u"route", u"CodeableConcept"}, Element{u"doseQuantity", u"Quantity"},
    Element{u"performer", u"Performer", true}, Element{u"reasonCode", u"CodeableConcept", true},
    Element{u"protocolApplied", u"ProtocolApplied", true}};

constexpr std::array Types{Type{u"Coding", Coding}, Type{u"CodeableConcept", CodeableConcept},
    Type{u"Period", Period}, Type{u"Reference", Reference}, Type{u"Identifier", Identifier},
    Type{u"HumanName", HumanName}, Type{u"Address", Address}, Type{u"Quantity", Quantity},
    Type{u"Extension", Extension}, Type{u"Meta", Meta}, Type{u"Practitioner", Practitioner},
    Type{u"Patient", Patient}, Type{u"Performer", Performer},
    Type{u"ProtocolApplied", ProtocolApplied}, Type{u"Immunization", Immunization}};

// Every element may carry these two; resources' ids are checked the same way.
constexpr std::array Common{Element{u"id", u"string"}, Element{u"extension", u"Extension", true}};

const Type* typeNamed(QStringView name)
{
    const auto found = std::find_if(
        Types.begin(), Types.end(), [name](const Type& type) { return type.name == name; });
    return found == Types.end() ? nullptr : &*found;
}

const Element* elementNamed(std::span<const Element> elements, QStringView name)
{
    const auto found = std::find_if(elements.begin(), elements.end(),
        [name](const Element& element) { return element.name == name; });
    return found == elements.end() ? nullptr : &*found;
}

bool matches(const QString& text, const QString& expression)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(expression))
        .match(text)
        .hasMatch();
}

const QString YearMonthDay = u"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"_s;
const QString TimeOfDay
    = u"T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?(Z|[+-]([01][0-9]):[0-5][0-9])"_s;

bool isRealDate(const QString& text)
{
    return text.size() < 10 || fhirFullDate(text.left(10)).isValid();
}

QString primitiveFault(const JsonValue& value, const Element& element)
{
    const auto& text = value.text();
    if (element.type == u"boolean")
        return value.isBoolean() ? QString() : u"must be a boolean"_s;
    if (element.type == u"decimal")
        return value.isNumber() ? QString() : u"must be a number"_s;
    if (element.type == u"positiveInt")
        return value.toInt().value_or(0) > 0 ? QString() : u"must be a positive integer"_s;
    if (!value.isString())
        return u"must be a string"_s;
    if (text.trimmed().isEmpty())
        return u"must be a non-empty string"_s;
    if (element.type == u"code" && !matches(text, u"[^\\s]+( [^\\s]+)*"_s))
        return u"is not a code"_s;
    if (element.type == u"uri" && matches(text, u".*\\s.*"_s))
        return u"is not a URI"_s;
    if (element.type == u"id" && !matches(text, u"[A-Za-z0-9\\-.]{1,64}"_s))
        return u"is not an id"_s;
    if (element.type == u"date" && !(matches(text, YearMonthDay) && isRealDate(text)))
        return u"is not a date"_s;
    if (element.type == u"dateTime"
        && !(matches(text, YearMonthDay + u'(' + TimeOfDay + u")?"_s) && isRealDate(text)))
        return u"is not a date and time"_s;
    if (!element.words.isEmpty() && !element.words.split(u' ').contains(text))
        return u"must be one of: "_s + element.words.toString();
    return {};
}

QString typeFault(const JsonValue& value, QStringView type, const QString& path);

QString valueFault(const JsonValue& value, const Element& element, const QString& path)
{
    QStringView type = element.type;
    if (type == u"Contained") {
        const QString& resource = value[u"resourceType"].text();
        if (resource != u"Patient" && resource != u"Practitioner")
            return path + u" must be a Patient or a Practitioner"_s;
        return typeFault(value, resource, path);
    }
    if (typeNamed(type))
        return typeFault(value, type, path);
    auto fault = primitiveFault(value, element);
    return fault.isEmpty() ? fault : path + u' ' + fault;
}

QString listFault(const JsonValue& value, const Element& element, const QString& path)
{
    if (!value.isArray())
        return path + u" must be an array"_s;
    if (value.items().empty())
        return path + u" must be a non-empty array"_s;
    for (std::size_t i = 0; i < value.items().size(); ++i) {
        QString fault
            = valueFault(value.items()[i], element, path + u'[' + QString::number(i) + u']');
        if (!fault.isEmpty())
            return fault;
    }
    return {};
}

QString memberFault(const JsonValue::Member& member, const Type& type, const QString& path)
{
    const QString here = path.isEmpty() ? member.key : path + u'.' + member.key;
    // "_birthDate" carries extensions of the primitive of that name.
    const bool beside = member.key.startsWith(u'_');
    const QStringView name = beside ? QStringView(member.key).sliced(1) : QStringView(member.key);
    const auto* element = elementNamed(type.elements, name);
    if (!element)
        element = elementNamed(Common, name);
    if (!element || (beside && typeNamed(element->type)))
        return here + u" is not an element of "_s + type.name.toString();
    if (beside)
        return member.value.isObject() || member.value.isArray() ? QString()
                                                                 : here + u" must be an object"_s;
    return element->list ? listFault(member.value, *element, here)
                         : valueFault(member.value, *element, here);
}

QString typeFault(const JsonValue& value, QStringView typeName, const QString& path)
{
    const auto* type = typeNamed(typeName);
    if (!value.isObject() || !type)
        return path + u" must be an object"_s;
    if (value.members().empty())
        return path + u" must be a non-empty object"_s;
    for (const auto& member : value.members()) {
        if (auto fault = memberFault(member, *type, path); !fault.isEmpty())
            return fault;
    }
    for (const auto& element : type->elements) {
        if (element.required && !value.find(element.name))
            return (path.isEmpty() ? QString() : path + u'.') + element.name.toString()
                + u" is a mandatory field"_s;
    }
    return {};
}

} // namespace shape

QString shapeFault(const clinical::JsonValue& value, QStringView type, const QString& path)
{
    return shape::typeFault(value, type, path);
}

QDate fhirFullDate(const QString& text)
{
    return shape::matches(text, u"[0-9]{4}-[0-9]{2}-[0-9]{2}"_s)
        ? QDate::fromString(text, Qt::ISODate)
        : QDate();
}

} // namespace doorstep::exchange
