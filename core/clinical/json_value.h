#pragma once

#include "core/base/result.h"
#include "core/clinical/decimal.h"

#include <QByteArrayView>
#include <QString>
#include <vector>

namespace doorstep::clinical {

/// A JSON value that keeps what Qt's own reader loses: a number stays as it was written ("0.10"),
/// members keep their order, and the reader refuses what another system might read differently
/// (duplicate keys, lone surrogates, bad UTF-8, great depth). A value type; not for huge documents.
class JsonValue {
public:
    enum class Type { Null, Boolean, Number, String, Array, Object };
    struct Member;

    JsonValue();
    ~JsonValue();
    JsonValue(const JsonValue&);
    JsonValue(JsonValue&&) noexcept;
    JsonValue& operator=(const JsonValue&);
    JsonValue& operator=(JsonValue&&) noexcept;

    [[nodiscard]] static JsonValue boolean(bool value);
    [[nodiscard]] static JsonValue number(const Decimal& value);
    [[nodiscard]] static JsonValue integer(qint64 value);
    [[nodiscard]] static JsonValue string(QString text);
    /// Null for an empty text, so that `set` leaves the member out.
    [[nodiscard]] static JsonValue stringOrNull(const QString& text);
    [[nodiscard]] static JsonValue array(std::vector<JsonValue> items = {});
    [[nodiscard]] static JsonValue object();
    [[nodiscard]] static JsonValue object(std::vector<Member> members);
    /// For the reader: a number exactly as written; members whose keys are known to differ.
    [[nodiscard]] static JsonValue numberLexeme(QString lexeme);
    [[nodiscard]] static JsonValue objectAsRead(std::vector<Member> members);

    [[nodiscard]] Type type() const { return m_type; }
    [[nodiscard]] bool isNull() const { return m_type == Type::Null; }
    [[nodiscard]] bool isBoolean() const { return m_type == Type::Boolean; }
    [[nodiscard]] bool isNumber() const { return m_type == Type::Number; }
    [[nodiscard]] bool isString() const { return m_type == Type::String; }
    [[nodiscard]] bool isArray() const { return m_type == Type::Array; }
    [[nodiscard]] bool isObject() const { return m_type == Type::Object; }

    [[nodiscard]] bool toBool() const { return m_boolean; }
    /// A string's text, or a number as written; empty otherwise.
    [[nodiscard]] const QString& text() const { return m_text; }
    /// A number without exponent, or none.
    [[nodiscard]] std::optional<Decimal> toDecimal() const;
    /// A whole number in int's range written without point or exponent, or none.
    [[nodiscard]] std::optional<int> toInt() const;
    [[nodiscard]] const std::vector<JsonValue>& items() const& { return m_items; }
    [[nodiscard]] const std::vector<Member>& members() const& { return m_members; }
    // A loop over a temporary's parts would outlive it.
    const std::vector<JsonValue>& items() && = delete;
    const std::vector<Member>& members() && = delete;

    /// The member, or null when there is none or this is no object.
    [[nodiscard]] const JsonValue* find(QStringView key) const;
    /// As find, with a null value for "none": chains are safe.
    [[nodiscard]] const JsonValue& operator[](QStringView key) const;
    /// The item, or a null value.
    [[nodiscard]] const JsonValue& at(std::size_t index) const;

    /// Adds or replaces a member of an object; a null value is left out.
    JsonValue& set(const QString& key, JsonValue value);
    JsonValue& append(JsonValue item);

    /// Compact UTF-8, members in order.
    [[nodiscard]] QByteArray toJson() const;

    friend bool operator==(const JsonValue& a, const JsonValue& b);

private:
    Type m_type = Type::Null;
    bool m_boolean = false;
    QString m_text;
    std::vector<JsonValue> m_items;
    std::vector<Member> m_members;
};

struct JsonValue::Member {
    QString key;
    JsonValue value;
};

struct JsonLimits {
    qsizetype bytes = qsizetype{8} * 1024 * 1024;
    int depth = 64;
    qsizetype values = 200'000;
    qsizetype keyLength = 256;
};

/// Reads one document (RFC 8259; a leading UTF-8 byte-order mark is allowed). InvalidInput names
/// the byte and the rule; LimitExceeded for size, depth or count. Depth is counted before
/// descending.
[[nodiscard]] Result<JsonValue> readJson(QByteArrayView bytes, const JsonLimits& limits = {});

} // namespace doorstep::clinical
