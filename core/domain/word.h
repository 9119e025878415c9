#pragma once

#include <QMetaEnum>
#include <QString>
#include <optional>

namespace doorstep::domain {

/// The word of an enumerator of any meta-object enum: its key in small letters with hyphens (NotIn
/// is "not-in"). Empty for value 0 (Unknown) and for values without a key.
[[nodiscard]] QString wordOf(const QMetaEnum& words, int value);
/// The value of a word; nothing when this version does not know it.
[[nodiscard]] std::optional<int> valueOf(const QMetaEnum& words, QStringView word);

template <typename Enum> [[nodiscard]] QString word(Enum value)
{
    return wordOf(QMetaEnum::fromType<Enum>(), static_cast<int>(value));
}
/// Unknown (0) when this version does not know the word.
template <typename Enum> [[nodiscard]] Enum fromWord(QStringView text)
{
    return static_cast<Enum>(valueOf(QMetaEnum::fromType<Enum>(), text).value_or(0));
}

} // namespace doorstep::domain
