/// Sync, simulated: `sim [--seeds N] [--seed N] [--jobs N] [--tell yes] [--demand all]`. With
/// --seed one life is lived again; with --seeds as many, from seed 1. Prints what was exercised;
/// exit code 1 when something was wrong, or a kind of fault never happened in many lives or with
/// --demand all. docs/reliability.md says what is checked.
#include "tests/sim/sim_crew.h"
#include "tests/sim/sim_disk.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHashSeed>
#include <QTemporaryDir>
#include <cstdio>
#include <malloc.h>
#include <sqlite3.h>

using namespace doorstep::sim;

namespace {

/// From here on a kind of fault that never happened is a fault of the simulation.
constexpr int EnoughSeeds = 50;

bool read(int count, char** values, SimSize& into)
{
    for (int i = 1; i + 1 < count; i += 2) {
        const QByteArray name = values[i];
        const QByteArray value = values[i + 1];
        if (name == "--seed")
            into.firstSeed = value.toULongLong();
        else if (name == "--seeds")
            into.seeds = std::max(1, value.toInt());
        else if (name == "--stop")
            into.stopsAtFault = value == "first";
        else if (name == "--demand")
            into.demandsAll = value == "all";
        else if (name == "--tell")
            into.isTold = value == "yes";
        else if (name == "--jobs")
            into.jobs = std::max(1, value.toInt());
        else
            return false;
    }
    return count % 2 == 1;
}

QString scratchTemplate()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFile::exists(memory) ? memory : QDir::tempPath()) + QStringLiteral("/sim-XXXXXX");
}

/// Each connection belongs to one thread at a time, and memory that was given back is asked for
/// again a moment later.
void runLean()
{
    constexpr int Kept = 32 * 1024 * 1024; // the most that glibc takes
    ::mallopt(M_TRIM_THRESHOLD, Kept);
    ::mallopt(M_MMAP_THRESHOLD, Kept);
    ::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    ::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

bool print(const SimCount& count, const SimSize& size, double seconds)
{
    for (std::size_t i = 0; i < count.of.size(); ++i)
        std::printf("%-16s %10lld\n", SimCount::Names[i], count.of[i]);
    std::printf("%-16s %10.1f (%.0f days a minute)\n", "seconds", seconds,
        double(count.of[SimCount::Days]) * 60 / seconds);
    const QByteArrayList missing = count.neverHappened();
    const bool wasStopped = size.stopsAtFault && count.faults > 0;
    const bool isLong = size.seeds >= EnoughSeeds && !wasStopped;
    const bool isComplete = missing.isEmpty() || !(size.demandsAll || isLong);
    if (!isComplete)
        std::printf("never happened: %s\n", missing.join(", ").constData());
    if (count.faults > 0)
        std::printf("%lld lives went wrong; the first with --seed %llu: %s\n", count.faults,
            count.firstSeed, count.firstFault);
    return isComplete && count.faults == 0;
}

} // namespace

int main(int argc, char** argv)
{
    SimSize size;
    if (!read(argc, argv, size)) {
        std::fprintf(stderr,
            "sim [--seeds N] [--seed N] [--jobs N] [--tell yes] [--stop first] [--demand all]\n");
        return 2;
    }
    QHashSeed::setDeterministicGlobalSeed();
    runLean();
    if (const auto disk = registerSimDisk(); !disk) {
        std::fprintf(stderr, "no disk: %s\n", disk.error().detail.constData());
        return 2;
    }
    const QTemporaryDir folder(scratchTemplate());
    if (!folder.isValid()) {
        std::fprintf(stderr, "no room to work in: %s\n", qPrintable(folder.errorString()));
        return 2;
    }
    QElapsedTimer timer;
    timer.start();
    const SimCount count = runSim(size, folder.path());
    return print(count, size, double(timer.elapsed()) / 1000) ? 0 : 1;
}
