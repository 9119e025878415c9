#include "core/clinical/strict_utf8.h"

namespace doorstep::clinical {

namespace utf8 {

struct Lead {
    int continuations;
    unsigned char
        secondLow; ///< the bounds of the second byte shut out overlong and surrogate forms
    unsigned char secondHigh;
};

std::optional<Lead> leadOf(unsigned char byte)
{
    if (byte < 0x80)
        return Lead{0, 0x80, 0xBF};
    if (byte >= 0xC2 && byte <= 0xDF)
        return Lead{1, 0x80, 0xBF};
    if (byte >= 0xE0 && byte <= 0xEF)
        return Lead{2, static_cast<unsigned char>(byte == 0xE0 ? 0xA0 : 0x80),
            static_cast<unsigned char>(byte == 0xED ? 0x9F : 0xBF)};
    if (byte >= 0xF0 && byte <= 0xF4)
        return Lead{3, static_cast<unsigned char>(byte == 0xF0 ? 0x90 : 0x80),
            static_cast<unsigned char>(byte == 0xF4 ? 0x8F : 0xBF)};
    return std::nullopt;
}

} // namespace utf8

std::optional<qsizetype> firstBadUtf8(QByteArrayView bytes)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        const auto lead = utf8::leadOf(static_cast<unsigned char>(bytes[at]));
        if (!lead || at + lead->continuations >= bytes.size())
            return at;
        for (int i = 1; i <= lead->continuations; ++i) {
            const auto byte = static_cast<unsigned char>(bytes[at + i]);
            const unsigned char low = i == 1 ? lead->secondLow : 0x80;
            const unsigned char high = i == 1 ? lead->secondHigh : 0xBF;
            if (byte < low || byte > high)
                return at;
        }
        at += 1 + lead->continuations;
    }
    return std::nullopt;
}

std::optional<QString> strictUtf8(QByteArrayView bytes)
{
    if (firstBadUtf8(bytes))
        return std::nullopt;
    return QString::fromUtf8(bytes.data(), bytes.size());
}

} // namespace doorstep::clinical
