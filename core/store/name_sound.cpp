#include "core/store/name_sound.h"

#include <string>
#include <string_view>

namespace doorstep::store {

namespace name_sound {

/// In this order. `^` and `$` are the ends of the name; 2 is silent, 3 a vowel; capitals are done.
struct Rule {
    std::string_view from;
    std::string_view to;
};

constexpr Rule Alike[] = {{"^kn", "^n"}, {"^wr", "^r"}, {"^geo", "^jeo"}, {"mps", "ms"}};

constexpr Rule Spelling[] = {{"e$", "$"}, {"^cough", "^cou2f"}, {"^rough", "^rou2f"},
    {"^tough", "^tou2f"}, {"^enough", "^enou2f"}, {"^trough", "^trou2f"}, {"^gn", "^2n"},
    {"mb$", "m2$"}, {"cq", "2q"}, {"ci", "si"}, {"ce", "se"}, {"cy", "sy"}, {"tch", "2ch"},
    {"c", "k"}, {"q", "k"}, {"x", "k"}, {"v", "f"}, {"dg", "2g"}, {"tio", "sio"}, {"tia", "sia"},
    {"d", "t"}, {"ph", "fh"}, {"b", "p"}, {"sh", "s2"}, {"z", "s"}, {"^a", "^A"}, {"^e", "^A"},
    {"^i", "^A"}, {"^o", "^A"}, {"^u", "^A"}, {"a", "3"}, {"e", "3"}, {"i", "3"}, {"o", "3"},
    {"u", "3"}, {"j", "y"}, {"^y3", "^Y3"}, {"^y", "^A"}, {"y", "3"}, {"3gh3", "3kh3"},
    {"gh", "22"}, {"g", "k"}};

constexpr std::string_view Doubled = "stpkfmn";

constexpr Rule Ending[] = {{"w3", "W3"}, {"wh3", "Wh3"}, {"w$", "3$"}, {"w", "2"}, {"^h", "^A"},
    {"h", "2"}, {"r3", "R3"}, {"r$", "3$"}, {"r", "2"}, {"l3", "L3"}, {"l$", "3$"}, {"l", "2"},
    {"2", ""}, {"3$", "A$"}, {"3", ""}};

void apply(const Rule& rule, std::string& text)
{
    for (auto at = text.find(rule.from); at != std::string::npos;
         at = text.find(rule.from, at + rule.to.size()))
        text.replace(at, rule.from.size(), rule.to);
}

/// "ss" and "s" are one S.
void applyDoubled(std::string& text)
{
    std::string kept;
    for (const char letter : text) {
        const bool plain = Doubled.find(letter) != std::string_view::npos;
        const char done = plain ? char(letter - 'a' + 'A') : letter;
        if (!plain || kept.empty() || kept.back() != done)
            kept += done;
    }
    text = std::move(kept);
}

} // namespace name_sound

QByteArray nameSound(QStringView folded)
{
    using namespace name_sound;
    std::string text = "^";
    for (const QChar letter : folded)
        if (letter >= u'a' && letter <= u'z')
            text += char(letter.unicode());
    if (text.size() == 1)
        return {};
    text += '$';
    for (const Rule& rule : Alike)
        apply(rule, text);
    for (const Rule& rule : Spelling)
        apply(rule, text);
    applyDoubled(text);
    for (const Rule& rule : Ending)
        apply(rule, text);
    constexpr std::size_t MostLetters = 10;
    const std::string code = text.substr(1, text.size() - 2).substr(0, MostLetters);
    return QByteArray::fromStdString(code);
}

} // namespace doorstep::store
