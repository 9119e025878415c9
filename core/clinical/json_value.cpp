#include "core/clinical/json_value.h"

#include <climits>

namespace doorstep::clinical {

namespace json {

void writeString(QByteArray& out, const QString& text)
{
    out.append('"');
    const QByteArray utf8 = text.toUtf8();
    for (const char c : utf8) {
        switch (c) {
        case '"':
            out.append("\\\"");
            break;
        case '\\':
            out.append("\\\\");
            break;
        case '\n':
            out.append("\\n");
            break;
        case '\r':
            out.append("\\r");
            break;
        case '\t':
            out.append("\\t");
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                out.append("\\u00").append(QByteArray(1, c).toHex());
            else
                out.append(c);
        }
    }
    out.append('"');
}

void write(QByteArray& out, const JsonValue& value)
{
    switch (value.type()) {
    case JsonValue::Type::Null:
        out.append("null");
        break;
    case JsonValue::Type::Boolean:
        out.append(value.toBool() ? "true" : "false");
        break;
    case JsonValue::Type::Number:
        out.append(value.text().toLatin1());
        break;
    case JsonValue::Type::String:
        writeString(out, value.text());
        break;
    case JsonValue::Type::Array:
        out.append('[');
        for (const auto& item : value.items()) {
            if (out.back() != '[')
                out.append(',');
            write(out, item);
        }
        out.append(']');
        break;
    case JsonValue::Type::Object:
        out.append('{');
        for (const auto& member : value.members()) {
            if (out.back() != '{')
                out.append(',');
            writeString(out, member.key);
            out.append(':');
            write(out, member.value);
        }
        out.append('}');
        break;
    }
}

const JsonValue& nothing()
{
    static const JsonValue null;
    return null;
}

} // namespace json

JsonValue::JsonValue() = default;
JsonValue::~JsonValue() = default;
JsonValue::JsonValue(const JsonValue&) = default;
JsonValue::JsonValue(JsonValue&&) noexcept = default;
JsonValue& JsonValue::operator=(const JsonValue&) = default;
JsonValue& JsonValue::operator=(JsonValue&&) noexcept = default;

JsonValue JsonValue::boolean(bool value)
{
    JsonValue result;
    result.m_type = Type::Boolean;
    result.m_boolean = value;
    return result;
}

JsonValue JsonValue::number(const Decimal& value)
{
    return numberLexeme(value.toText());
}

JsonValue JsonValue::integer(qint64 value)
{
    return numberLexeme(QString::number(value));
}

JsonValue JsonValue::numberLexeme(QString lexeme)
{
    JsonValue result;
    result.m_type = Type::Number;
    result.m_text = std::move(lexeme);
    return result;
}

JsonValue JsonValue::string(QString text)
{
    JsonValue result;
    result.m_type = Type::String;
    result.m_text = std::move(text);
    return result;
}

JsonValue JsonValue::stringOrNull(const QString& text)
{
    return text.isEmpty() ? JsonValue() : string(text);
}

JsonValue JsonValue::array(std::vector<JsonValue> items)
{
    JsonValue result;
    result.m_type = Type::Array;
    result.m_items = std::move(items);
    return result;
}

JsonValue JsonValue::object()
{
    JsonValue result;
    result.m_type = Type::Object;
    return result;
}

JsonValue JsonValue::object(std::vector<Member> members)
{
    JsonValue result;
    result.m_type = Type::Object;
    for (auto& member : members)
        result.set(member.key, std::move(member.value));
    return result;
}

JsonValue JsonValue::objectAsRead(std::vector<Member> members)
{
    JsonValue result;
    result.m_type = Type::Object;
    result.m_members = std::move(members);
    return result;
}

std::optional<Decimal> JsonValue::toDecimal() const
{
    return isNumber() ? Decimal::parse(m_text) : std::nullopt;
}

std::optional<int> JsonValue::toInt() const
{
    const auto value = toDecimal();
    if (!value || value->places != 0 || value->unscaled > INT_MAX || value->unscaled < INT_MIN)
        return std::nullopt;
    return static_cast<int>(value->unscaled);
}

const JsonValue* JsonValue::find(QStringView key) const
{
    for (const auto& member : m_members) {
        if (member.key == key)
            return &member.value;
    }
    return nullptr;
}

const JsonValue& JsonValue::operator[](QStringView key) const
{
    const auto* found = find(key);
    return found ? *found : json::nothing();
}

const JsonValue& JsonValue::at(std::size_t index) const
{
    return index < m_items.size() ? m_items[index] : json::nothing();
}

JsonValue& JsonValue::set(const QString& key, JsonValue value)
{
    m_type = Type::Object;
    if (value.isNull())
        return *this;
    for (auto& member : m_members) {
        if (member.key == key) {
            member.value = std::move(value);
            return *this;
        }
    }
    m_members.push_back({key, std::move(value)});
    return *this;
}

JsonValue& JsonValue::append(JsonValue item)
{
    m_type = Type::Array;
    m_items.push_back(std::move(item));
    return *this;
}

QByteArray JsonValue::toJson() const
{
    QByteArray out;
    json::write(out, *this);
    return out;
}

bool operator==(const JsonValue& a, const JsonValue& b)
{
    if (a.m_type != b.m_type || a.m_boolean != b.m_boolean || a.m_text != b.m_text
        || a.m_items != b.m_items || a.m_members.size() != b.m_members.size())
        return false;
    for (const auto& member : a.m_members) {
        const auto* other = b.find(member.key);
        if (!other || *other != member.value)
            return false;
    }
    return true;
}

} // namespace doorstep::clinical
