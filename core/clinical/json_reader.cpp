#include "core/clinical/json_value.h"

#include "core/clinical/strict_utf8.h"

#include <QSet>
#include <QStringDecoder>
#include <string_view>

namespace doorstep::clinical {

namespace json {

/// A mark at the start of a text is part of it, not of an encoding: QString::fromUtf8 would drop
/// it.
QString decoded(QByteArrayView text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decoder.decode(text);
}

/// Recursive descent over bytes already known to be well-formed UTF-8. Every path that descends
/// counts depth first, so a hostile document costs at most `limits.depth` frames.
class Reader {
public:
    Reader(QByteArrayView bytes, const JsonLimits& limits)
        : m_bytes(bytes)
        , m_limits(limits)
    {
    }

    Result<JsonValue> document()
    {
        DOORSTEP_TRY(value, readValue(0));
        skipBlanks();
        if (m_at != m_bytes.size())
            return bad("text after the end");
        return std::move(value);
    }

private:
    Error bad(QByteArrayView rule) const
    {
        return {ErrorCode::InvalidInput,
            "json byte " + QByteArray::number(m_at) + ": " + rule.toByteArray()};
    }
    Error over(QByteArrayView limit) const
    {
        return {ErrorCode::LimitExceeded, "json: too " + limit.toByteArray()};
    }
    [[nodiscard]] char peek() const { return m_at < m_bytes.size() ? m_bytes[m_at] : '\0'; }
    [[nodiscard]] bool atDigit() const { return peek() >= '0' && peek() <= '9'; }
    bool take(char c)
    {
        if (m_at >= m_bytes.size() || m_bytes[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    void skipBlanks()
    {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
            ++m_at;
    }

    Result<JsonValue> readValue(int depth)
    {
        skipBlanks();
        if (++m_values > m_limits.values)
            return over("many values");
        switch (peek()) {
        case '{':
            return depth < m_limits.depth ? readObject(depth + 1) : over("deep");
        case '[':
            return depth < m_limits.depth ? readArray(depth + 1) : over("deep");
        case '"': {
            DOORSTEP_TRY(text, readString());
            return JsonValue::string(std::move(text));
        }
        case 't':
            return readWord("true", JsonValue::boolean(true));
        case 'f':
            return readWord("false", JsonValue::boolean(false));
        case 'n':
            return readWord("null", JsonValue());
        default:
            return readNumber();
        }
    }

    Result<JsonValue> readWord(QByteArrayView word, JsonValue value)
    {
        if (!m_bytes.sliced(m_at).startsWith(word))
            return bad("not a value");
        m_at += word.size();
        return value;
    }

    Result<JsonValue> readArray(int depth)
    {
        take('[');
        std::vector<JsonValue> items;
        skipBlanks();
        if (take(']'))
            return JsonValue::array();
        do {
            DOORSTEP_TRY(item, readValue(depth));
            items.push_back(std::move(item));
            skipBlanks();
        } while (take(','));
        if (!take(']'))
            return bad("array not closed");
        return JsonValue::array(std::move(items));
    }

    Result<JsonValue> readObject(int depth)
    {
        take('{');
        QSet<QString> seen;
        skipBlanks();
        if (take('}'))
            return JsonValue::object();
        std::vector<JsonValue::Member> members;
        do {
            skipBlanks();
            if (peek() != '"')
                return bad("key expected");
            DOORSTEP_TRY(key, readString());
            if (key.size() > m_limits.keyLength)
                return over("long a key");
            if (seen.contains(key))
                return bad("key twice");
            seen.insert(key);
            skipBlanks();
            if (!take(':'))
                return bad("colon expected");
            DOORSTEP_TRY(value, readValue(depth));
            members.push_back({std::move(key), std::move(value)});
            skipBlanks();
        } while (take(','));
        if (!take('}'))
            return bad("object not closed");
        return JsonValue::objectAsRead(std::move(members));
    }

    Result<JsonValue> readNumber()
    {
        const auto start = m_at;
        take('-');
        if (!atDigit())
            return bad("not a value");
        if (take('0') && atDigit())
            return bad("leading zero");
        while (atDigit())
            ++m_at;
        if (take('.')) {
            if (!atDigit())
                return bad("digit expected");
            while (atDigit())
                ++m_at;
        }
        if (peek() == 'e' || peek() == 'E')
            return bad(
                "number with an exponent"); // 1e400 has no exact value; no FHIR source needs one
        if (m_at - start > 64)
            return over("long a number");
        return JsonValue::numberLexeme(QString::fromLatin1(m_bytes.sliced(start, m_at - start)));
    }

    Result<QString> readString()
    {
        take('"');
        QString text;
        qsizetype plainFrom = m_at;
        const auto keepPlain
            = [&] { text += decoded(m_bytes.sliced(plainFrom, m_at - plainFrom)); };
        while (m_at < m_bytes.size()) {
            const auto c = static_cast<unsigned char>(m_bytes[m_at]);
            if (c == '"') {
                keepPlain();
                ++m_at;
                return text;
            }
            if (c < 0x20)
                return bad("control character in a string");
            if (c != '\\') {
                ++m_at;
                continue;
            }
            keepPlain();
            ++m_at;
            DOORSTEP_CHECK(readEscape(text));
            plainFrom = m_at;
        }
        return bad("string not closed");
    }

    Status readEscape(QString& text)
    {
        static constexpr std::string_view Letters = "\"\\/bfnrt";
        static constexpr std::u16string_view Meanings = u"\"\\/\b\f\n\r\t";
        if (const auto known = Letters.find(peek()); peek() != '\0' && known != Letters.npos) {
            text += QChar(Meanings[known]);
            ++m_at;
            return {};
        }
        if (!take('u'))
            return bad("unknown escape");
        DOORSTEP_TRY(unit, readHexUnit());
        if (unit == 0)
            return bad("null character");
        if (QChar::isLowSurrogate(unit))
            return bad("lone surrogate");
        text += QChar(unit);
        if (!QChar::isHighSurrogate(unit))
            return {};
        if (!take('\\') || !take('u'))
            return bad("lone surrogate");
        DOORSTEP_TRY(low, readHexUnit());
        if (!QChar::isLowSurrogate(low))
            return bad("lone surrogate");
        text += QChar(low);
        return {};
    }

    Result<char16_t> readHexUnit()
    {
        unsigned unit = 0;
        for (int i = 0; i < 4; ++i, ++m_at) {
            const char c = peek();
            unsigned digit = 0;
            if (c >= '0' && c <= '9')
                digit = static_cast<unsigned>(c - '0');
            else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
                digit = static_cast<unsigned>((c | 0x20) - 'a') + 10;
            else
                return bad("four hex digits expected");
            unit = unit * 16 + digit;
        }
        return static_cast<char16_t>(unit);
    }

    QByteArrayView m_bytes;
    const JsonLimits& m_limits;
    qsizetype m_at = 0;
    qsizetype m_values = 0;
};

} // namespace json

Result<JsonValue> readJson(QByteArrayView bytes, const JsonLimits& limits)
{
    if (bytes.size() > limits.bytes)
        return Error{ErrorCode::LimitExceeded, "json: too large"};
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes = bytes.sliced(3);
    if (const auto at = firstBadUtf8(bytes))
        return Error{
            ErrorCode::InvalidInput, "json byte " + QByteArray::number(*at) + ": not UTF-8"};
    return json::Reader(bytes, limits).document();
}

} // namespace doorstep::clinical
