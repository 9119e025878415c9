#pragma once

#include <QtGlobal>
#include <random>

namespace doorstep::sim {

/// Every choice of one life, from its seed.
class Dice {
public:
    explicit Dice(quint64 seed)
        : m_random(seed)
    {
    }
    /// 0 to `sides` - 1.
    [[nodiscard]] int below(int sides) { return int(m_random() % quint64(sides)); }
    [[nodiscard]] bool oneIn(int sides) { return below(sides) == 0; }
    [[nodiscard]] qint64 between(qint64 least, qint64 most)
    {
        return least + qint64(m_random() % quint64(most - least + 1));
    }
    template <typename List> [[nodiscard]] auto& of(List& list)
    {
        return list[std::size_t(below(int(list.size())))];
    }

private:
    std::mt19937_64 m_random;
};

} // namespace doorstep::sim
