#include "tests/sim/sim_crew.h"

#include "tests/fault/crew.h"
#include "tests/sim/sim_life.h"

#include <QCoreApplication>
#include <QDir>
#include <atomic>
#include <climits>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace doorstep::sim {

namespace crew_detail {

constexpr int Tablets = 3;

/// The least life that went wrong so far, in all workers: in memory that they share.
class FirstFault {
public:
    FirstFault()
        : m_life(new (::mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE,
            MAP_SHARED | MAP_ANONYMOUS, -1, 0)) std::atomic<int>(INT_MAX))
    {
    }
    void set(int life)
    {
        int known = *m_life;
        while (life < known && !m_life->compare_exchange_weak(known, life)) { }
    }
    [[nodiscard]] bool isBefore(int life) const { return *m_life < life; }

private:
    std::atomic<int>* m_life;
};

SimCount work(const SimSize& size, int index, const FoundedPractice& founded,
    const QString& scratch, FirstFault& first)
{
    SimCount count;
    count.isTold = size.isTold;
    for (int i = index; i < size.seeds; i += size.jobs) {
        if (size.stopsAtFault && first.isBefore(i))
            break;
        liveOnce(founded, scratch, size.firstSeed + quint64(i), count);
        if (count.faults > 0)
            first.set(i);
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
    return FoundedPractice::found(scratch + QStringLiteral("/founded"), Tablets);
}

struct Worker {
    pid_t process;
    int results;
};

Worker start(const SimSize& size, int index, const FoundedPractice& founded, const QString& scratch,
    FirstFault& first)
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
    const SimCount count = work(size, index, founded, own, first);
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
    crew_detail::FirstFault first;
    std::vector<crew_detail::Worker> crew;
    for (int i = 0; i < std::min(size.jobs, size.seeds); ++i)
        crew.push_back(crew_detail::start(size, i, *founded, scratch, first));
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
