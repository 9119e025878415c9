#include "core/exchange/fhir_parts.h"

using namespace Qt::StringLiterals;

namespace doorstep::exchange::fhir {

JsonValue resource(const QString& type, const QString& id, const QString& profile)
{
    auto result = JsonValue::object();
    result.set(u"resourceType"_s, JsonValue::string(type));
    result.set(u"id"_s, JsonValue::stringOrNull(id));
    if (!profile.isEmpty())
        result.set(u"meta"_s,
            JsonValue::object({{u"profile"_s, list(JsonValue::string(UkCore + profile))}}));
    return result;
}

JsonValue coding(const QString& system, const QString& code, const QString& display)
{
    if (code.isEmpty())
        return {};
    return JsonValue::object({{u"system"_s, JsonValue::string(system)},
        {u"code"_s, JsonValue::string(code)}, {u"display"_s, JsonValue::stringOrNull(display)}});
}

JsonValue codeable(std::initializer_list<JsonValue> codings, const QString& text)
{
    JsonValue all;
    for (const auto& one : codings) {
        if (!one.isNull())
            all.append(one);
    }
    if (all.isNull() && text.isEmpty())
        return {};
    return JsonValue::object(
        {{u"coding"_s, std::move(all)}, {u"text"_s, JsonValue::stringOrNull(text)}});
}

JsonValue snomed(const CodedText& coded)
{
    return codeable({coding(Sct, coded.code, coded.term)});
}

JsonValue reference(const QString& id)
{
    return JsonValue::object({{u"reference"_s, JsonValue::string(u"urn:uuid:"_s + id)}});
}

JsonValue display(const QString& text)
{
    if (text.isEmpty())
        return {};
    return JsonValue::object({{u"display"_s, JsonValue::string(text)}});
}

JsonValue quantity(const clinical::Decimal& value, const QString& unit, const QString& ucum)
{
    return JsonValue::object(
        {{u"value"_s, JsonValue::number(value)}, {u"unit"_s, JsonValue::string(unit)},
            {u"system"_s, JsonValue::string(Ucum)}, {u"code"_s, JsonValue::string(ucum)}});
}

JsonValue list(JsonValue item)
{
    if (item.isNull())
        return {};
    return JsonValue::array({std::move(item)});
}

JsonValue identifier(const QString& system, const QString& value)
{
    return JsonValue::object(
        {{u"system"_s, JsonValue::string(system)}, {u"value"_s, JsonValue::string(value)}});
}

JsonValue humanName(const QString& family, const QStringList& given)
{
    JsonValue names;
    for (const auto& name : given) {
        if (!name.trimmed().isEmpty())
            names.append(JsonValue::string(name));
    }
    return JsonValue::object(
        {{u"family"_s, JsonValue::stringOrNull(family)}, {u"given"_s, std::move(names)}});
}

JsonValue date(QDate date)
{
    return date.isValid() ? JsonValue::string(date.toString(Qt::ISODate)) : JsonValue();
}

} // namespace doorstep::exchange::fhir
