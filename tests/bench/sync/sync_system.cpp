#include "tests/bench/sync/sync_system.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace doorstep::bench {

void stop(const QByteArray& what)
{
    std::fprintf(stderr, "bench_sync: %s\n", what.constData());
    std::exit(1);
}

double cpuSeconds(pid_t process)
{
    clockid_t clock = CLOCK_PROCESS_CPUTIME_ID;
    timespec used{};
    if ((process != 0 && ::clock_getcpuclockid(process, &clock) != 0)
        || ::clock_gettime(clock, &used) != 0)
        stop("no CPU clock of a process");
    return double(used.tv_sec) + double(used.tv_nsec) / 1e9;
}

} // namespace doorstep::bench
