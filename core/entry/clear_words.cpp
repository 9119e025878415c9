#include "core/entry/cbor.h"
#include "core/entry/clear_kinds.h"

#include <algorithm>

namespace doorstep::entry {

using namespace Qt::StringLiterals;

namespace clear_words {

template <typename Role> QByteArray wordOf(Role role)
{
    const QByteArray kind = std::is_same_v<Role, DeviceRole> ? "device " : "staff ";
    return kind + QByteArray(roleWord(role).data(), roleWord(role).size());
}

/// Roles are numbered without gaps, and have a word each.
template <typename Role> void addRoles(QByteArrayList& words)
{
    for (quint8 i = 0; !roleWord(static_cast<Role>(i)).isEmpty(); ++i)
        words += wordOf(static_cast<Role>(i));
}

/// As the kind itself writes it, so that the two cannot differ.
QByteArray kindWordOf(const ClearBody& body)
{
    const auto bytes = encodeClear(body, {});
    const auto map = bytes ? decodeCbor(*bytes) : bytes.error();
    return map ? map->value("k"_L1).toString().toLatin1() + ' '
            + QByteArray::number(map->value("v"_L1).toInteger())
               : QByteArray();
}

QByteArrayList allWords()
{
    QByteArrayList words;
    [&words]<std::size_t... Index>(std::index_sequence<Index...>)
    {
        // The first is UnknownClear.
        ((words += kindWordOf(std::variant_alternative_t<Index + 1, ClearBody>())), ...);
    }
    (std::make_index_sequence<std::variant_size_v<ClearBody> - 1>());
    addRoles<DeviceRole>(words);
    addRoles<StaffRole>(words);
    return words;
}

} // namespace clear_words

const QByteArrayList& clearWords()
{
    static const QByteArrayList words = clear_words::allWords();
    return words;
}

QByteArrayList clearWordsOf(const ClearBody& body)
{
    return std::visit(
        []<typename Body>(const Body& known) {
            QByteArrayList words;
            if constexpr (!std::is_same_v<Body, UnknownClear>)
                words += clear_words::kindWordOf(known);
            if constexpr (requires { clear_words::wordOf(known.role); })
                words += clear_words::wordOf(known.role);
            return words;
        },
        body);
}

bool isBeyond(const ClearBody& body, const QByteArrayList& words)
{
    return std::ranges::any_of(
        clearWordsOf(body), [&words](const QByteArray& word) { return !words.contains(word); });
}

} // namespace doorstep::entry
