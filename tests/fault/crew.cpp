#include "tests/fault/crew.h"

#include <QCoreApplication>
#include <array>
#include <cstring>
#include <random>
#include <sodium.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace doorstep::test {

namespace {

// libsodium takes functions, not objects.
std::mt19937_64 sodiumNumbers;

const char* seededName()
{
    return "seeded";
}
uint32_t seededNumber()
{
    return uint32_t(sodiumNumbers());
}
void seededBytes(void* const to, const size_t size)
{
    auto* bytes = static_cast<unsigned char*>(to);
    for (size_t at = 0; at < size; at += sizeof(quint64)) {
        const quint64 number = sodiumNumbers();
        std::memcpy(bytes + at, &number, std::min(sizeof number, size - at));
    }
}

struct Worker {
    pid_t process;
    int results;
};

Worker startWorker(const Share& share, const std::function<Tally(const Share&)>& work)
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
    int count = 1;
    std::array<char, 6> name{"fault"};
    std::array<char*, 2> arguments{name.data(), nullptr};
    const QCoreApplication application(count, arguments.data());
    const Tally tally = work(share);
    const bool sent = ::write(pipe[1], &tally, sizeof tally) == ssize_t(sizeof tally);
    ::_exit(sent ? 0 : 1);
}

} // namespace

void Tally::fault(qint64& count, const QByteArray& what)
{
    ++count;
    if (!*firstFault)
        qstrncpy(firstFault, what.constData(), sizeof firstFault);
}

void Tally::add(const Tally& other)
{
    cases += other.cases;
    distinct += other.distinct;
    acknowledged += other.acknowledged;
    lost += other.lost;
    unopenable += other.unopenable;
    setAside += other.setAside;
    refused += other.refused;
    if (!*firstFault)
        std::memcpy(firstFault, other.firstFault, sizeof firstFault);
}

Tally runCrew(
    int workers, quint64 seed, qint64 cases, const std::function<Tally(const Share&)>& work)
{
    std::vector<Worker> crew;
    for (int i = 0; i < workers; ++i)
        crew.push_back(startWorker({seed, cases, i, workers}, work));
    Tally sum;
    for (const Worker& worker : crew) {
        Tally tally;
        if (::read(worker.results, &tally, sizeof tally) != ssize_t(sizeof tally))
            tally.fault(tally.lost, "a worker died");
        ::close(worker.results);
        ::waitpid(worker.process, nullptr, 0);
        sum.add(tally);
    }
    return sum;
}

void seedRandomness(quint64 seed)
{
    static randombytes_implementation seeded{
        seededName, seededNumber, nullptr, nullptr, seededBytes, nullptr};
    sodiumNumbers.seed(seed);
    randombytes_set_implementation(&seeded);
    if (sodium_init() < 0)
        std::abort();
}

} // namespace doorstep::test
