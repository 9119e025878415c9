#pragma once

#include "core/base/clock.h"
#include "core/domain/word.h"
#include "core/ledger/member_codec.h"
#include "core/ledger/tables.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMetaType>

/// SQL values for one row member, by its C++ type (the rules are in tables.h). Only tables.cpp
/// includes this.
namespace doorstep::ledger::column_codec {

using member_codec::IdType;
using member_codec::IsList;
using member_codec::IsOptional;

[[nodiscard]] inline QVariant null(QMetaType::Type type)
{
    return QVariant(QMetaType(type));
}
[[nodiscard]] inline QVariant jsonText(const QStringList& texts)
{
    if (texts.isEmpty())
        return null(QMetaType::QString);
    return QString::fromUtf8(
        QJsonDocument(QJsonArray::fromStringList(texts)).toJson(QJsonDocument::Compact));
}
[[nodiscard]] inline QStringList textsOf(const QVariant& column)
{
    QStringList texts;
    const QJsonArray array = QJsonDocument::fromJson(column.toString().toUtf8()).array();
    for (const QJsonValue text : array)
        texts.append(text.toString());
    return texts;
}

template <typename T> [[nodiscard]] constexpr ColumnType columnTypeOf()
{
    if constexpr (IsOptional<T>)
        return columnTypeOf<typename T::value_type>();
    else if constexpr (
        std::same_as<T,
            bool> || std::same_as<T, int> || std::same_as<T, qint64> || std::same_as<T, Instant>)
        return ColumnType::Integer;
    else if constexpr (std::same_as<T, QByteArray> || IdType<T>)
        return ColumnType::Blob;
    else
        return ColumnType::Text;
}

template <typename T> [[nodiscard]] QVariant toColumn(const T& value)
{
    if constexpr (IsOptional<T>)
        return value ? toColumn(*value) : null(QMetaType::LongLong);
    else if constexpr (std::same_as<T, bool> || std::same_as<T, int> || std::same_as<T, qint64>)
        return qint64{value};
    else if constexpr (std::same_as<T, Instant>)
        return value.ms == 0 ? null(QMetaType::LongLong) : QVariant(value.ms);
    else if constexpr (std::same_as<T, QDate>)
        return value.isValid() ? QVariant(value.toString(Qt::ISODate)) : null(QMetaType::QString);
    else if constexpr (std::same_as<T, QTime>)
        return value.isValid() ? QVariant(value.toString(QStringLiteral("HH:mm")))
                               : null(QMetaType::QString);
    else if constexpr (std::same_as<T, QString>)
        return value.isEmpty() ? null(QMetaType::QString) : QVariant(value);
    else if constexpr (std::same_as<T, QByteArray>)
        return value.isEmpty() ? null(QMetaType::QByteArray) : QVariant(value);
    else if constexpr (std::same_as<T, QStringList>)
        return jsonText(value);
    else if constexpr (IsList<T>) {
        QStringList hex;
        for (const auto& id : value)
            hex.append(QString::fromLatin1(id.toHex()));
        return jsonText(hex);
    } else if constexpr (IdType<T>)
        return value.isNull() ? null(QMetaType::QByteArray) : QVariant(value.toBytes());
    else {
        static_assert(std::is_enum_v<T>, "a row member without a column");
        return value == T{} ? null(QMetaType::QString) : QVariant(domain::word(value));
    }
}

template <typename T> void fromColumn(const QVariant& column, T& value)
{
    if constexpr (IsOptional<T>)
        fromColumn(column, value.emplace());
    else if constexpr (std::same_as<T, bool>)
        value = column.toLongLong() != 0;
    else if constexpr (std::same_as<T, int> || std::same_as<T, qint64>)
        value = static_cast<T>(column.toLongLong());
    else if constexpr (std::same_as<T, Instant>)
        value.ms = column.toLongLong();
    else if constexpr (std::same_as<T, QDate>)
        value = QDate::fromString(column.toString(), Qt::ISODate);
    else if constexpr (std::same_as<T, QTime>)
        value = QTime::fromString(column.toString(), QStringLiteral("HH:mm"));
    else if constexpr (std::same_as<T, QString>)
        value = column.toString();
    else if constexpr (std::same_as<T, QByteArray>)
        value = column.toByteArray();
    else if constexpr (std::same_as<T, QStringList>)
        value = textsOf(column);
    else if constexpr (IsList<T>) {
        for (const QString& hex : textsOf(column))
            if (const auto id = T::value_type::fromHex(hex.toLatin1()))
                value.append(*id);
    } else if constexpr (IdType<T>) {
        if (const auto id = T::fromBytes(column.toByteArray()))
            value = *id;
    } else
        value = domain::fromWord<T>(column.toString());
}

struct ColumnCodec {
    ColumnType type = ColumnType::Text;
    QVariant (*write)(const void* member) = nullptr;
    void (*read)(const QVariant& column, void* member) = nullptr;
};

template <typename T> [[nodiscard]] ColumnCodec columnCodecOf()
{
    return {columnTypeOf<T>(),
        [](const void* member) { return toColumn(*static_cast<const T*>(member)); },
        [](const QVariant& column, void* member) { fromColumn(column, *static_cast<T*>(member)); }};
}

} // namespace doorstep::ledger::column_codec
