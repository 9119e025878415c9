#pragma once

#include "core/entry/cbor.h"
#include "core/entry/clear_kinds.h"
#include "sync/protocol/wire_ids.h"

#include <QCborArray>

/// What the message codecs share; not part of the protocol's interface.
namespace doorstep::sync {

/// A map of exactly `fields` fields within `most` bytes: the codecs name every field they know, so
/// a map with another count has one they do not.
[[nodiscard]] Result<QCborMap> decodeExactly(QByteArrayView bytes, int fields, qsizetype most);

/// A map whose count depends on the step named in its field "s".
struct StepMap {
    QString step;
    QCborMap map;
};
[[nodiscard]] Result<StepMap> decodeStep(QByteArrayView bytes, qsizetype most);
/// For a message inside another one: Corrupt unless it is of that step.
[[nodiscard]] Result<StepMap> decodeStep(
    QByteArrayView bytes, qsizetype most, QLatin1StringView step);
/// Corrupt unless the map holds `fields` fields, "s" among them.
[[nodiscard]] Status expectFields(const StepMap& message, int fields);

[[nodiscard]] QByteArray scopeBytes(const PracticeScopes& scopes);
[[nodiscard]] Result<PracticeScopes> scopesFrom(QByteArrayView bytes);

/// A certificate inside a message: the clear payload with an empty act, as encodeClear writes it.
[[nodiscard]] QByteArray certificateBytes(const entry::ClearBody& body);
template <typename Certificate>
[[nodiscard]] Result<Certificate> certificateFrom(
    QByteArrayView bytes, entry::EntryClass entryClass = entry::EntryClass::Control)
{
    DOORSTEP_TRY(payload, entry::decodeClear(entryClass, bytes));
    const auto* certificate = std::get_if<Certificate>(&payload.body);
    if (certificate && certificateBytes(payload.body) == bytes)
        return *certificate;
    return Error{ErrorCode::Corrupt, "not the certificate expected"};
}

inline constexpr int MaxCertificate = 1024;

} // namespace doorstep::sync
