#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/ledger/fields.h"
#include "core/ledger/kind.h"

#include <QCborMap>
#include <map>

namespace doorstep::ledger {

/// Field name to the entry that stood for it when the writer looked.
using Basis = std::map<QString, EntryId>;

/// What is sealed inside an entry: a deterministic CBOR map with the keys k (kind), v (schema),
/// a (aggregate), t (act), b (basis, omitted when empty) and d (fields).
struct Payload {
    QString kind;
    quint32 schema = 1;
    AggregateId aggregate;
    ActId act;
    Basis basis;
    QCborMap fields;
    QCborMap beyond; ///< envelope keys of a newer version, written back as they came
};

[[nodiscard]] QByteArray encodePayload(const Payload& payload);
/// Corrupt when it is not such a map. Kinds and fields of newer versions are no error:
/// encodePayload(*decodePayload(bytes)) == bytes.
[[nodiscard]] Result<Payload> decodePayload(QByteArrayView bytes);

template <typename KindType>
[[nodiscard]] Payload makePayload(
    AggregateId aggregate, ActId act, const KindType& fields, Basis basis = {})
{
    return {QString::fromLatin1(KindType::Kind.name), KindType::Kind.schema, aggregate, act,
        std::move(basis), writeFields(KindType::staticMetaObject, &fields), {}};
}

/// The typed fields. InvalidInput when the payload is of another kind, Unsupported when its schema
/// is newer than this version, Corrupt when a known field has a wrong type. Unknown fields and
/// unknown words are no error; pass `unread` to keep them.
template <typename KindType>
[[nodiscard]] Result<KindType> fieldsOf(const Payload& payload, QCborMap* unread = nullptr)
{
    if (payload.kind != QLatin1StringView(KindType::Kind.name))
        return Error{ErrorCode::InvalidInput, "another kind"};
    if (payload.schema > KindType::Kind.schema)
        return Error{ErrorCode::Unsupported, KindType::Kind.name};
    KindType fields;
    DOORSTEP_CHECK(readFields(KindType::staticMetaObject, payload.fields, &fields, unread));
    return fields;
}

} // namespace doorstep::ledger
