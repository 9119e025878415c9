#pragma once

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/domain/word.h"
#include "core/ledger/fields.h"

#include <QCborArray>
#include <QCborValue>
#include <QDate>
#include <QTime>
#include <concepts>
#include <limits>
#include <optional>

/// CBOR for one member, by its C++ type (the table is in fields.h). Only fields.cpp includes this.
namespace doorstep::ledger::member_codec {

template <typename T> inline constexpr bool IsOptional = false;
template <typename T> inline constexpr bool IsOptional<std::optional<T>> = true;
template <typename T> inline constexpr bool IsList = false;
template <typename T> inline constexpr bool IsList<QList<T>> = true;
template <typename T>
concept IdType = requires(const T& id)
{
    T::Size;
    id.isNull();
};
template <typename T>
concept GadgetType = requires
{
    T::staticMetaObject;
};

enum class Reading { Taken, UnknownWord, Wrong };

inline constexpr qint64 JulianDayOf1970 = 2440588;

template <typename T> [[nodiscard]] QCborValue toCbor(const T& value)
{
    if constexpr (std::same_as<T, bool> || std::same_as<T, QString> || std::same_as<T, QByteArray>)
        return value;
    else if constexpr (std::same_as<T, int> || std::same_as<T, qint64>)
        return qint64{value};
    else if constexpr (std::same_as<T, Instant>)
        return value.ms;
    else if constexpr (std::same_as<T, QDate>)
        return value.isValid() ? QCborValue(value.toJulianDay() - JulianDayOf1970)
                               : QCborValue(nullptr);
    else if constexpr (std::same_as<T, QTime>)
        return value.isValid() ? QCborValue(value.msecsSinceStartOfDay() / 60'000)
                               : QCborValue(nullptr);
    else if constexpr (IdType<T>)
        return value.isNull() ? QCborValue(nullptr) : QCborValue(value.toBytes());
    else if constexpr (std::is_enum_v<T>)
        return value == T{} ? QCborValue(nullptr) : QCborValue(domain::word(value));
    else if constexpr (IsList<T>) {
        QCborArray array;
        for (const auto& element : value)
            array.append(toCbor(element));
        return array;
    } else {
        static_assert(GadgetType<T>, "a member type without a codec");
        return writeFields(T::staticMetaObject, &value);
    }
}

template <typename T>
[[nodiscard]] Reading readInteger(const QCborValue& cbor, T& value, qint64 least, qint64 most)
{
    if (!cbor.isInteger() || cbor.toInteger() < least || cbor.toInteger() > most)
        return Reading::Wrong;
    value = static_cast<T>(cbor.toInteger());
    return Reading::Taken;
}

[[nodiscard]] inline Reading fromCbor(const QCborValue& cbor, bool& value)
{
    value = cbor.toBool();
    return cbor.isBool() ? Reading::Taken : Reading::Wrong;
}
[[nodiscard]] inline Reading fromCbor(const QCborValue& cbor, int& value)
{
    return readInteger(
        cbor, value, std::numeric_limits<int>::min(), std::numeric_limits<int>::max());
}
[[nodiscard]] inline Reading fromCbor(const QCborValue& cbor, qint64& value)
{
    return readInteger(
        cbor, value, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max());
}
[[nodiscard]] inline Reading fromCbor(const QCborValue& cbor, QString& value)
{
    value = cbor.toString();
    return cbor.isString() ? Reading::Taken : Reading::Wrong;
}
[[nodiscard]] inline Reading fromCbor(const QCborValue& cbor, QByteArray& value)
{
    value = cbor.toByteArray();
    return cbor.isByteArray() ? Reading::Taken : Reading::Wrong;
}
[[nodiscard]] inline Reading fromCbor(const QCborValue& cbor, Instant& value)
{
    return fromCbor(cbor, value.ms);
}
[[nodiscard]] inline Reading fromCbor(const QCborValue& cbor, QDate& value)
{
    qint64 days = 0;
    constexpr qint64 tenThousandYears = 3'652'425;
    const Reading reading = readInteger(cbor, days, -tenThousandYears, tenThousandYears);
    value = reading == Reading::Taken ? QDate::fromJulianDay(days + JulianDayOf1970) : QDate();
    return reading;
}
[[nodiscard]] inline Reading fromCbor(const QCborValue& cbor, QTime& value)
{
    int minutes = 0;
    const Reading reading = readInteger(cbor, minutes, 0, 24 * 60 - 1);
    value = reading == Reading::Taken ? QTime(minutes / 60, minutes % 60) : QTime();
    return reading;
}
template <IdType T> [[nodiscard]] Reading fromCbor(const QCborValue& cbor, T& value)
{
    const auto id = T::fromBytes(cbor.toByteArray());
    value = id ? *id : T();
    return cbor.isByteArray() && id ? Reading::Taken : Reading::Wrong;
}
template <typename T>
requires std::is_enum_v<T>
[[nodiscard]] Reading fromCbor(const QCborValue& cbor, T& value)
{
    value = domain::fromWord<T>(cbor.toString());
    if (!cbor.isString())
        return Reading::Wrong;
    return value == T{} ? Reading::UnknownWord : Reading::Taken;
}
template <GadgetType T> [[nodiscard]] Reading fromCbor(const QCborValue& cbor, T& value)
{
    value = T{};
    if (!cbor.isMap() || !readFields(T::staticMetaObject, cbor.toMap(), &value))
        return Reading::Wrong;
    return Reading::Taken;
}
template <typename T> [[nodiscard]] Reading fromCbor(const QCborValue& cbor, QList<T>& value)
{
    if (!cbor.isArray())
        return Reading::Wrong;
    value.clear();
    const QCborArray array = cbor.toArray();
    for (const QCborValue element : array) {
        T read{};
        if (fromCbor(element, read) == Reading::Wrong)
            return Reading::Wrong;
        value.append(read);
    }
    return Reading::Taken;
}

/// How one member type is written and read; `member` points at the member or a value of its type.
struct MemberCodec {
    QCborValue (*write)(const void* member) = nullptr; ///< undefined: leave the field out
    Reading (*read)(const QCborValue& cbor, void* member) = nullptr;
};

template <typename T> [[nodiscard]] QCborValue writeMember(const void* member)
{
    const T& value = *static_cast<const T*>(member);
    if constexpr (IsOptional<T>)
        return value ? toCbor(*value) : QCborValue();
    else
        return value == T{} ? QCborValue() : toCbor(value);
}

template <typename T> [[nodiscard]] Reading readMember(const QCborValue& cbor, void* member)
{
    T& value = *static_cast<T*>(member);
    if constexpr (IsOptional<T>) {
        value.emplace();
        return cbor.isNull() ? Reading::Taken : fromCbor(cbor, *value);
    } else {
        return fromCbor(cbor, value);
    }
}

} // namespace doorstep::ledger::member_codec
