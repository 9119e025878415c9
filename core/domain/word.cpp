#include "core/domain/word.h"

namespace doorstep::domain {

QString wordOf(const QMetaEnum& words, int value)
{
    const char* key = value == 0 ? nullptr : words.valueToKey(value);
    if (key == nullptr)
        return {};
    QString text = QString::fromLatin1(key);
    text[0] = text[0].toLower();
    return text;
}

std::optional<int> valueOf(const QMetaEnum& words, QStringView word)
{
    if (word.isEmpty() || !word[0].isLower())
        return std::nullopt;
    QByteArray key = word.toLatin1();
    key[0] = static_cast<char>(word[0].toUpper().toLatin1());
    bool known = false;
    const int value = words.keyToValue(key.constData(), &known);
    if (!known || value == 0)
        return std::nullopt;
    return value;
}

} // namespace doorstep::domain
