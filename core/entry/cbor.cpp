#include "core/entry/cbor.h"

#include <QCborArray>
#include <QCborValue>
#include <algorithm>
#include <utility>
#include <vector>

namespace doorstep::entry {

namespace {

constexpr quint8 MajorArray = 4;
constexpr quint8 MajorMap = 5;

/// Head of an array or map with its count in the shortest form.
QByteArray cborHead(quint8 major, qsizetype count)
{
    // An unsigned integer has major type 0 and the same argument encoding.
    QByteArray head = QCborValue(static_cast<qint64>(count)).toCbor();
    head[0] = static_cast<char>(static_cast<quint8>(head[0]) | (major << 5));
    return head;
}

QByteArray encodedValue(const QCborValue& value);

QByteArray encodedArray(const QCborArray& array)
{
    QByteArray out = cborHead(MajorArray, array.size());
    for (const QCborValue value : array)
        out += encodedValue(value);
    return out;
}

QByteArray encodedMap(const QCborMap& map)
{
    std::vector<std::pair<QByteArray, QByteArray>> fields;
    fields.reserve(static_cast<std::size_t>(map.size()));
    for (auto it = map.constBegin(); it != map.constEnd(); ++it)
        fields.emplace_back(it.key().toCbor(), encodedValue(it.value()));
    std::sort(fields.begin(), fields.end());
    QByteArray out = cborHead(MajorMap, map.size());
    for (const auto& [key, value] : fields)
        out += key + value;
    return out;
}

QByteArray encodedValue(const QCborValue& value)
{
    if (value.isMap())
        return encodedMap(value.toMap());
    if (value.isArray())
        return encodedArray(value.toArray());
    return value.toCbor();
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
        const QByteArray key = it.key().toCbor();
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
    return encodedMap(map);
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
    if (encodedMap(map) != copy)
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
