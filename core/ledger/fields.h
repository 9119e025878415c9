#pragma once

#include "core/base/result.h"

#include <QCborMap>
#include <QMetaObject>

/// Q_GADGET members to CBOR and back, through the meta-object: the one codec for every kind.
///
/// | member                | CBOR                                                        |
/// | bool, int, qint64     | boolean, integer                                            |
/// | QString, QByteArray   | text, bytes                                                 |
/// | ids                   | 16 bytes                                                    |
/// | Instant               | integer, milliseconds since 1970                            |
/// | QDate, QTime          | integer, days since 1970-01-01, minutes since midnight      |
/// | enums of glossary.h   | text, the word                                              |
/// | Q_GADGET, QList<...>  | map, array                                                  |
/// | std::optional<T>      | absent when not stated; null when stated as T's empty value |
///
/// A plain member equal to its default is not written.
namespace doorstep::ledger {

/// `unread` holds what readFields could not take in; it is written back unchanged.
[[nodiscard]] QCborMap writeFields(
    const QMetaObject& type, const void* gadget, const QCborMap& unread = {});

/// Corrupt when a known field has the wrong CBOR type or is out of range; `gadget` is then partly
/// filled. Into `unread` go unknown fields and known ones that would not be written back the same
/// (a word of a newer version, an explicit default).
[[nodiscard]] Status readFields(
    const QMetaObject& type, const QCborMap& map, void* gadget, QCborMap* unread = nullptr);

/// True when every member of the gadget has a codec: a test asks this of every kind.
[[nodiscard]] bool hasCodec(const QMetaObject& type);

/// Names of the std::optional members that are stated, in declaration order.
[[nodiscard]] QStringList statedFields(const QMetaObject& type, const QCborMap& map);

} // namespace doorstep::ledger
