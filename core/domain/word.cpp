#include "core/domain/word.h"

namespace doorstep::domain {

QString wordOf(const QMetaEnum& words, int value)
{
    const char* key = value == 0 ? nullptr : words.valueToKey(value);
    QString text;
    for (; key != nullptr && *key != '\0'; ++key) {
        const QChar letter = QLatin1Char(*key);
        if (letter.isUpper() && !text.isEmpty())
            text += u'-';
        text += letter.toLower();
    }
    return text;
}

std::optional<int> valueOf(const QMetaEnum& words, QStringView word)
{
    for (int i = 0; i < words.keyCount(); ++i) {
        const int value = words.value(i);
        if (value != 0 && word == wordOf(words, value))
            return value;
    }
    return std::nullopt;
}

} // namespace doorstep::domain
