#include "sync/protocol/message_fields.h"

#include "sync/protocol/wire_bytes.h"

namespace doorstep::sync {

using namespace Qt::StringLiterals;

Result<QCborMap> decodeExactly(QByteArrayView bytes, int fields, qsizetype most)
{
    if (bytes.size() > most)
        return Error{ErrorCode::LimitExceeded, "message too large"};
    DOORSTEP_TRY(map, entry::decodeCbor(bytes));
    if (map.size() != fields)
        return Error{ErrorCode::Corrupt, "message has other fields"};
    return map;
}

Result<StepMap> decodeStep(QByteArrayView bytes, qsizetype most)
{
    if (bytes.size() > most)
        return Error{ErrorCode::LimitExceeded, "message too large"};
    DOORSTEP_TRY(map, entry::decodeCbor(bytes));
    StepMap message;
    entry::CborReader in(map);
    message.step = in.text("s"_L1, 16);
    DOORSTEP_CHECK(in.status());
    message.map = map;
    return message;
}

Result<StepMap> decodeStep(QByteArrayView bytes, qsizetype most, QLatin1StringView step)
{
    DOORSTEP_TRY(message, decodeStep(bytes, most));
    if (message.step != step)
        return Error{ErrorCode::Corrupt, "message of another step"};
    return message;
}

Status expectFields(const StepMap& message, int fields)
{
    if (message.map.size() != fields)
        return Error{ErrorCode::Corrupt, "message has other fields"};
    return {};
}

QByteArray scopeBytes(const PracticeScopes& scopes)
{
    return scopes.practice.toBytes() + scopes.desk.toBytes() + scopes.directory.toBytes();
}

Result<PracticeScopes> scopesFrom(QByteArrayView bytes)
{
    WireReader in(bytes);
    PracticeScopes scopes;
    scopes.practice = in.fixed<ScopeId>();
    scopes.desk = in.fixed<ScopeId>();
    scopes.directory = in.fixed<ScopeId>();
    if (!in.finished())
        return Error{ErrorCode::Corrupt, "scopes"};
    return scopes;
}

QByteArray certificateBytes(const entry::ClearBody& body)
{
    // encodeClear fails only for UnknownClear, which no caller passes.
    auto bytes = entry::encodeClear(body, ActId());
    return bytes ? *bytes : QByteArray();
}

} // namespace doorstep::sync
