#include "tests/sim/sim_crew.h"

#include "core/base/mutant.h"
#include "tests/fault/crew.h"
#include "tests/sim/sim_life.h"

#include <QCoreApplication>
#include <QDir>
#include <QScopeGuard>
#include <atomic>
#include <climits>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace doorstep::sim {

namespace crew_detail {

constexpr int Tablets = 3;

/// What the workers know of each other, in memory that they share.
class Shared {
public:
    Shared()
        : m_all(new (::mmap(
            nullptr, sizeof(All), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)) All)
    {
    }
    /// The next life that nobody lives.
    [[nodiscard]] int nextLife() { return m_all->next++; }
    void noteFault(int life)
    {
        int known = m_all->firstFault;
        while (life < known && !m_all->firstFault.compare_exchange_weak(known, life)) { }
    }
    [[nodiscard]] bool hadFaultBefore(int life) const { return m_all->firstFault < life; }

private:
    struct All {
        std::atomic<int> next = 0;
        std::atomic<int> firstFault = INT_MAX;
    };
    All* m_all;
};

SimCount work(
    const SimSize& size, const FoundedPractice& founded, const QString& scratch, Shared& shared)
{
    SimCount count;
    count.isTold = size.isTold;
    for (int i = shared.nextLife(); i < size.seeds; i = shared.nextLife()) {
        if (size.stopsAtFault && shared.hadFaultBefore(i))
            break;
        liveOnce(founded, scratch, size.firstSeed + quint64(i), count);
        if (count.faults > 0)
            shared.noteFault(i);
    }
    return count;
}

/// Qt's sockets and timers are this process's own: none may be left when workers are made.
struct Application {
    int arguments = 1;
    std::array<char, 4> name{"sim"};
    std::array<char*, 2> values{name.data(), nullptr};
    QCoreApplication qt{arguments, values.data()};
};

Result<FoundedPractice> foundOnce(const QString& scratch)
{
    const Application application;
    test::seedRandomness(0);
#ifdef DOORSTEP_SYNC_MUTANTS
    const auto restore = qScopeGuard(
        [meant = std::exchange(mutantOfThisRun(), Mutant::None)] { mutantOfThisRun() = meant; });
#endif
    return FoundedPractice::found(scratch + QStringLiteral("/founded"), Tablets);
}

struct Worker {
    pid_t process;
    int results;
};

Worker start(const SimSize& size, int index, const FoundedPractice& founded, const QString& scratch,
    Shared& shared)
{
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0)
        std::abort();
    const pid_t process = ::fork();
    if (process < 0)
        std::abort();
    if (process != 0) {
        ::close(pipe[1]);
        return {process, pipe[0]};
    }
    ::close(pipe[0]);
    const Application application;
    const QString own = scratch + QLatin1Char('/') + QString::number(index);
    const SimCount count = work(size, founded, own, shared);
    const bool sent = ::write(pipe[1], &count, sizeof count) == ssize_t(sizeof count);
    std::fflush(stdout);
    ::_exit(sent ? 0 : 1);
}

} // namespace crew_detail

SimCount runSim(const SimSize& size, const QString& scratch)
{
    SimCount sum;
    const auto founded = crew_detail::foundOnce(scratch);
    if (!founded) {
        sum.fault(0, "founding the practice: " + founded.error().detail);
        return sum;
    }
    crew_detail::Shared shared;
    std::vector<crew_detail::Worker> crew;
    for (int i = 0; i < std::min(size.jobs, size.seeds); ++i)
        crew.push_back(crew_detail::start(size, i, *founded, scratch, shared));
    for (const auto& worker : crew) {
        SimCount count;
        if (::read(worker.results, &count, sizeof count) != ssize_t(sizeof count))
            count.fault(0, "a worker died");
        ::close(worker.results);
        ::waitpid(worker.process, nullptr, 0);
        sum.add(count);
    }
    return sum;
}

} // namespace doorstep::sim
