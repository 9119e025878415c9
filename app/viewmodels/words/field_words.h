#pragma once

#include <QByteArray>
#include <QCborValue>
#include <QMetaObject>
#include <QString>
#include <functional>

/// The fields that merge one by one, as a person calls and reads them. Pure.
namespace doorstep::app::words {

/// What an id is called on this device ("Dev Harroway", "Harbour round"); "" when nothing here
/// says.
using NameOf = std::function<QString(const QByteArray& id)>;

/// "phone", "date of birth": in a sentence.
[[nodiscard]] QString fieldWord(const QString& field);

/// A value of a field of `kind`. Two values that differ read differently: an id without a name here
/// is told apart by its first letters.
[[nodiscard]] QString fieldSays(
    const QMetaObject& kind, const QString& field, const QCborValue& value, const NameOf& nameOf);

} // namespace doorstep::app::words
