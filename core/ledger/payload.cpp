#include "core/ledger/payload.h"

#include "core/entry/cbor.h"

namespace doorstep::ledger {
namespace {

constexpr QLatin1StringView kindKey{"k"};
constexpr QLatin1StringView schemaKey{"v"};
constexpr QLatin1StringView aggregateKey{"a"};
constexpr QLatin1StringView actKey{"t"};
constexpr QLatin1StringView basisKey{"b"};
constexpr QLatin1StringView fieldsKey{"d"};

constexpr int longestKind = 64;

bool isOurs(const QString& key)
{
    return key == kindKey || key == schemaKey || key == aggregateKey || key == actKey
        || key == basisKey || key == fieldsKey;
}

Error corrupt(const char* what)
{
    return {ErrorCode::Corrupt, what};
}

template <typename IdType> Result<IdType> idAt(const QCborMap& map, QLatin1StringView key)
{
    const QCborValue value = map.value(key);
    if (!value.isByteArray())
        return corrupt("payload id");
    auto id = IdType::fromBytes(value.toByteArray());
    return id ? id : Result<IdType>(corrupt("payload id"));
}

Result<Basis> readBasis(const QCborValue& value)
{
    Basis basis;
    if (value.isUndefined())
        return basis;
    if (!value.isMap() || value.toMap().isEmpty())
        return corrupt("payload basis");
    const QCborMap map = value.toMap();
    for (const auto& [field, entry] : map) {
        const auto id = EntryId::fromBytes(entry.toByteArray());
        if (!entry.isByteArray() || !id)
            return corrupt("payload basis");
        basis[field.toString()] = *id;
    }
    return basis;
}

} // namespace

QByteArray encodePayload(const Payload& payload)
{
    QCborMap map = payload.beyond;
    map.insert(kindKey, payload.kind);
    map.insert(schemaKey, qint64{payload.schema});
    map.insert(aggregateKey, payload.aggregate.toBytes());
    map.insert(actKey, payload.act.toBytes());
    if (!payload.basis.empty()) {
        QCborMap basis;
        for (const auto& [field, entry] : payload.basis)
            basis.insert(field, entry.toBytes());
        map.insert(basisKey, basis);
    }
    map.insert(fieldsKey, payload.fields);
    return entry::encodeCbor(map);
}

Result<Payload> decodePayload(QByteArrayView bytes)
{
    DOORSTEP_TRY(map, entry::decodeCbor(bytes));
    Payload payload;
    const QCborValue kind = map.value(kindKey);
    const QCborValue schema = map.value(schemaKey);
    const QCborValue fields = map.value(fieldsKey);
    if (!kind.isString() || kind.toString().isEmpty() || kind.toString().size() > longestKind)
        return corrupt("payload kind");
    if (!schema.isInteger() || schema.toInteger() < 1 || schema.toInteger() > 0xffff)
        return corrupt("payload schema");
    if (!fields.isMap())
        return corrupt("payload fields");
    payload.kind = kind.toString();
    payload.schema = static_cast<quint32>(schema.toInteger());
    payload.fields = fields.toMap();
    DOORSTEP_TRY(aggregate, idAt<AggregateId>(map, aggregateKey));
    DOORSTEP_TRY(act, idAt<ActId>(map, actKey));
    DOORSTEP_TRY(basis, readBasis(map.value(basisKey)));
    payload.aggregate = aggregate;
    payload.act = act;
    payload.basis = std::move(basis);
    for (const auto& [key, value] : std::as_const(map))
        if (!isOurs(key.toString()))
            payload.beyond.insert(key, value);
    return payload;
}

} // namespace doorstep::ledger
