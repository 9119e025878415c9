#include "tests/fuzz/fuzz_target.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace doorstep::fuzz {

namespace registered {

std::vector<Target>& list()
{
    static std::vector<Target> all;
    return all;
}

} // namespace registered

const std::vector<Target>& targets()
{
    return registered::list();
}

const Target* findTarget(QByteArrayView name)
{
    const auto found = std::ranges::find(targets(), name, &Target::name);
    return found == targets().end() ? nullptr : &*found;
}

Registration::Registration(const Target& target)
{
    auto& all = registered::list();
    all.insert(std::ranges::lower_bound(all, target.name, {}, &Target::name), target);
}

void expect(bool holds, const char* property)
{
    if (holds)
        return;
    std::fprintf(stderr, "fuzz: does not hold: %s\n", property);
    std::abort();
}

quint8 InputReader::byte()
{
    return static_cast<quint8>(number(1));
}

quint64 InputReader::number(int bytes)
{
    quint64 value = 0;
    for (const char c : piece(bytes))
        value = (value << 8) | static_cast<quint8>(c);
    return value;
}

QByteArrayView InputReader::piece(qsizetype size)
{
    const auto taken = m_rest.first(std::min(size, m_rest.size()));
    m_rest = m_rest.sliced(taken.size());
    return taken;
}

} // namespace doorstep::fuzz
