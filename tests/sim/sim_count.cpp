#include "tests/sim/sim_count.h"

namespace doorstep::sim {

void SimCount::add(const SimCount& other)
{
    for (std::size_t i = 0; i < of.size(); ++i)
        of[i] += other.of[i];
    if (other.faults > 0 && (faults == 0 || other.firstSeed < firstSeed)) {
        firstSeed = other.firstSeed;
        qstrncpy(firstFault, other.firstFault, sizeof firstFault);
    }
    faults += other.faults;
}

void SimCount::fault(quint64 seed, const QByteArray& what)
{
    if (faults++ > 0 && firstSeed <= seed)
        return;
    firstSeed = seed;
    qstrncpy(firstFault, what.constData(), sizeof firstFault);
}

QByteArrayList SimCount::neverHappened() const
{
    QByteArrayList names;
    for (std::size_t i = 0; i < of.size(); ++i) {
        if (of[i] == 0)
            names << Names[i];
    }
    return names;
}

} // namespace doorstep::sim
