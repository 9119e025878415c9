#include "core/clinical/gs1_rules.h"

#include <algorithm>

/// GS1 Digital Link URI syntax, as far as a pack of medicine needs it: the path holds /01/GTIN
/// followed by qualifiers in the order 22, 10, 21 (or 235 alone); the query holds further elements
/// under numeric keys. The address is taken apart as text; nothing is resolved, opened or fetched.

namespace doorstep::clinical::gs1 {

namespace link {

/// Percent-decoding of ASCII; none for a broken escape or a character outside printable ASCII.
std::optional<QString> decoded(QByteArrayView text)
{
    const QByteArray raw = text.toByteArray();
    for (qsizetype at = raw.indexOf('%'); at >= 0; at = raw.indexOf('%', at + 1)) {
        if (QByteArray::fromHex(raw.mid(at + 1, 2)).size() != 1 || raw.size() < at + 3)
            return std::nullopt;
    }
    const QByteArray plain = QByteArray::fromPercentEncoding(raw);
    if (plain.isEmpty())
        return std::nullopt;
    if (std::any_of(plain.begin(), plain.end(), [](char c) { return c < 0x20 || c > 0x7e; }))
        return std::nullopt;
    return QString::fromLatin1(plain);
}

bool isNumeric(const QByteArray& key)
{
    return !key.isEmpty()
        && std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool qualifiersInOrder(const std::vector<Gs1Element>& path)
{
    const QList<QByteArray> order{"01", "22", "10", "21"};
    if (path.size() == 2 && path[1].ai == "235")
        return true;
    qsizetype last = -1;
    for (const auto& element : path) {
        const auto position = order.indexOf(element.ai);
        if (position <= last)
            return false;
        last = position;
    }
    return true;
}

} // namespace link

std::optional<std::vector<Gs1Element>> elementsOfLink(QByteArrayView uri)
{
    const QByteArray text = uri.toByteArray();
    const auto hostAt = text.indexOf("://") + 3;
    const QByteArray withoutFragment
        = text.left(text.indexOf('#') < 0 ? text.size() : text.indexOf('#'));
    const auto queryAt = withoutFragment.indexOf('?');
    const QByteArray path = withoutFragment.mid(hostAt, queryAt < 0 ? -1 : queryAt - hostAt);
    const auto segments = path.split('/');
    const auto keyAt = segments.lastIndexOf("01");
    if (segments[0].isEmpty() || keyAt < 1 || (segments.size() - keyAt) % 2 != 0)
        return std::nullopt;

    std::vector<Gs1Element> elements;
    for (auto i = keyAt; i < segments.size(); i += 2) {
        const auto value = link::decoded(segments[i + 1]);
        if (!value)
            return std::nullopt;
        elements.push_back({segments[i], *value});
    }
    if (!link::qualifiersInOrder(elements))
        return std::nullopt;
    if (queryAt < 0)
        return elements;
    for (const auto& pair : withoutFragment.mid(queryAt + 1).replace(';', '&').split('&')) {
        const auto equals = pair.indexOf('=');
        if (equals < 0 || !link::isNumeric(pair.left(equals)))
            continue; // other parameters are the shop's business
        const auto value = link::decoded(pair.mid(equals + 1));
        if (!value)
            return std::nullopt;
        elements.push_back({pair.left(equals), *value});
    }
    return elements;
}

} // namespace doorstep::clinical::gs1
