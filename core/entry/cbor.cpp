#include "core/entry/cbor.h"

#include <QCborArray>
#include <QCborValue>
#include <algorithm>
#include <utility>
#include <vector>

namespace doorstep::entry {

namespace {

// RFC 8949, section 3: the upper three bits of the first byte.
constexpr int MajorUnsigned = 0;
constexpr int MajorNegative = 1;
constexpr int MajorBytes = 2;
constexpr int MajorText = 3;
constexpr int MajorArray = 4;
constexpr int MajorMap = 5;
constexpr char False = '\xf4';
constexpr char True = '\xf5';
constexpr char Null = '\xf6';

/// A head with its argument in the shortest form.
void appendHead(QByteArray& out, int major, quint64 argument)
{
    constexpr quint64 InTheFirstByte = 24;
    if (argument < InTheFirstByte) {
        out.append(static_cast<char>((major << 5) | static_cast<int>(argument)));
        return;
    }
    int code = 24;
    int width = 1;
    while (width < 8 && argument >> (8 * width) != 0) {
        width *= 2;
        ++code;
    }
    out.append(static_cast<char>((major << 5) | code));
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8)
        out.append(static_cast<char>(argument >> shift & 0xff));
}

void appendMap(QByteArray& out, const QCborMap& map);

/// Qt's own writer takes a stream with a buffer device for each value, which was most of the price.
void appendValue(QByteArray& out, const QCborValue& value)
{
    const auto appendChunk = [&out](int major, const QByteArray& bytes) {
        appendHead(out, major, static_cast<quint64>(bytes.size()));
        out += bytes;
    };
    switch (value.type()) {
    case QCborValue::Integer: {
        const qint64 number = value.toInteger();
        appendHead(out, number < 0 ? MajorNegative : MajorUnsigned,
            static_cast<quint64>(number < 0 ? -1 - number : number));
        break;
    }
    case QCborValue::ByteArray:
        appendChunk(MajorBytes, value.toByteArray());
        break;
    case QCborValue::String:
        appendChunk(MajorText, value.toString().toUtf8());
        break;
    case QCborValue::Array: {
        const QCborArray array = value.toArray();
        appendHead(out, MajorArray, static_cast<quint64>(array.size()));
        for (const QCborValue each : array)
            appendValue(out, each);
        break;
    }
    case QCborValue::Map:
        appendMap(out, value.toMap());
        break;
    case QCborValue::False:
        out.append(False);
        break;
    case QCborValue::True:
        out.append(True);
        break;
    case QCborValue::Null:
        out.append(Null);
        break;
    default:
        out += value.toCbor(); // no type of ours: nothing of it is read back
    }
}

QByteArray encodedKey(const QCborValue& key)
{
    QByteArray encoded;
    appendValue(encoded, key);
    return encoded;
}

void appendMap(QByteArray& out, const QCborMap& map)
{
    std::vector<std::pair<QByteArray, QCborValue>> fields;
    fields.reserve(static_cast<std::size_t>(map.size()));
    for (auto it = map.constBegin(); it != map.constEnd(); ++it)
        fields.emplace_back(encodedKey(it.key()), it.value());
    std::ranges::sort(
        fields, {}, [](const auto& field) -> const QByteArray& { return field.first; });
    appendHead(out, MajorMap, static_cast<quint64>(map.size()));
    for (const auto& [key, value] : fields) {
        out += key;
        appendValue(out, value);
    }
}

bool isPlainCbor(const QCborValue& value, int depthLeft);

bool isPlainArray(const QCborArray& array, int depthLeft)
{
    return std::all_of(array.begin(), array.end(),
        [depthLeft](const QCborValue& value) { return isPlainCbor(value, depthLeft); });
}

bool isPlainMap(const QCborMap& map, int depthLeft)
{
    QByteArray previous;
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        const QByteArray key = encodedKey(it.key());
        if (!it.key().isString() || key <= previous || !isPlainCbor(it.value(), depthLeft))
            return false;
        previous = key;
    }
    return true;
}

bool isPlainCbor(const QCborValue& value, int depthLeft)
{
    if (value.isMap())
        return depthLeft > 0 && isPlainMap(value.toMap(), depthLeft - 1);
    if (value.isArray())
        return depthLeft > 0 && isPlainArray(value.toArray(), depthLeft - 1);
    return value.isInteger() || value.isByteArray() || value.isString() || value.isBool()
        || value.isNull();
}

} // namespace

QByteArray encodeCbor(const QCborMap& map)
{
    QByteArray out;
    appendMap(out, map);
    return out;
}

Result<QCborMap> decodeCbor(QByteArrayView bytes)
{
    QCborParserError error;
    const QByteArray copy = bytes.toByteArray();
    const QCborValue value = QCborValue::fromCbor(copy, &error);
    if (error.error != QCborError::NoError || error.offset != copy.size() || !value.isMap())
        return Error{ErrorCode::Corrupt, "not one CBOR map"};
    if (!isPlainCbor(value, MaxCborDepth))
        return Error{ErrorCode::Corrupt, "CBOR of a type, depth or key order not allowed here"};
    const QCborMap map = value.toMap();
    if (encodeCbor(map) != copy)
        return Error{ErrorCode::Corrupt, "CBOR is not in its deterministic encoding"};
    return map;
}

CborReader::CborReader(const QCborMap& map)
    : m_map(map)
{
}

bool CborReader::has(QLatin1StringView key) const
{
    return m_map.contains(key);
}

qint64 CborReader::integer(QLatin1StringView key, qint64 least, qint64 most)
{
    const QCborValue value = m_map.value(key);
    if (value.isInteger() && value.toInteger() >= least && value.toInteger() <= most)
        return value.toInteger();
    fail(key);
    return least;
}

bool CborReader::boolean(QLatin1StringView key)
{
    const QCborValue value = m_map.value(key);
    if (!value.isBool())
        fail(key);
    return value.isTrue();
}

QString CborReader::text(QLatin1StringView key, int most)
{
    const QCborValue value = m_map.value(key);
    QString text = value.toString();
    if (value.isString() && text.toUtf8().size() <= most)
        return text;
    fail(key);
    return {};
}

QByteArray CborReader::bytes(QLatin1StringView key, int most)
{
    const QCborValue value = m_map.value(key);
    QByteArray bytes = value.toByteArray();
    if (value.isByteArray() && bytes.size() <= most)
        return bytes;
    fail(key);
    return {};
}

QCborMap CborReader::map(QLatin1StringView key)
{
    const QCborValue value = m_map.value(key);
    if (!value.isMap())
        fail(key);
    return value.toMap();
}

QCborArray CborReader::array(QLatin1StringView key, int most)
{
    const QCborValue value = m_map.value(key);
    QCborArray array = value.toArray();
    if (value.isArray() && array.size() <= most)
        return array;
    fail(key);
    return {};
}

Instant CborReader::instant(QLatin1StringView key)
{
    const QCborValue value = m_map.value(key);
    if (!value.isInteger())
        fail(key);
    return {value.toInteger()};
}

void CborReader::fail(QLatin1StringView key)
{
    if (m_wrong.isEmpty())
        m_wrong = QByteArray(key.data(), key.size());
}

Status CborReader::status() const
{
    if (m_wrong.isEmpty())
        return {};
    return Error{ErrorCode::Corrupt, "field missing or out of range: " + m_wrong};
}

} // namespace doorstep::entry
