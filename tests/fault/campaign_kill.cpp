#include "tests/fault/campaigns.h"
#include "tests/fault/life_record.h"
#include "tests/fault/remembered_argon2.h"

#include <array>
#include <csignal>
#include <ctime>
#include <sys/wait.h>
#include <unistd.h>

namespace doorstep::test {

namespace killing {

constexpr int KillsPerLife = 10;

/// A process of its own that takes the steps and says each, outside itself, once it is done.
class Victim {
public:
    explicit Victim(StoreLife& life)
    {
        if (::pipe(m_pipe.data()) != 0)
            std::abort();
        m_process = ::fork();
        if (m_process < 0)
            std::abort(); // kill() would take -1 for every process there is
        if (m_process != 0) {
            ::close(m_pipe[1]);
            return;
        }
        for (int step = 0; step < life.steps(); ++step) {
            const char said = life.take(step) ? 'a' : 'f';
            if (::write(m_pipe[1], &said, 1) != 1)
                break;
        }
        ::pause();
        ::_exit(0);
    }
    ~Victim() { ::close(m_pipe[0]); }
    Victim(const Victim&) = delete;
    Victim& operator=(const Victim&) = delete;

    /// Kills it a moment after its `after`-th acknowledgement; returns how many there were in the
    /// end, or -1 when a step failed.
    int kill(int after, long nanoseconds)
    {
        for (int i = 0; i < after; ++i)
            hear();
        const timespec moment{0, nanoseconds};
        ::nanosleep(&moment, nullptr);
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
        while (hear()) { }
        return m_hasFailed ? -1 : m_heard;
    }

private:
    bool hear()
    {
        char said = 0;
        if (::read(m_pipe[0], &said, 1) != 1)
            return false;
        m_hasFailed = m_hasFailed || said != 'a';
        ++m_heard;
        return true;
    }

    std::array<int, 2> m_pipe{};
    pid_t m_process = 0;
    int m_heard = 0;
    bool m_hasFailed = false;
};

} // namespace killing

Tally runKills(const Share& share, const QByteArray& scratch)
{
    rememberArgon2();
    Tally tally;
    const QByteArray folder = scratch + "/life";
    for (qint64 i = 0; tally.cases < share.own(); ++i) {
        const quint64 seed = share.seedOf(i);
        const Phase phase = Phase(seed % PhaseCount);
        StoreLife life(phase, seed, folder);
        LifeRecord record(life, folder, scratch + "/image");
        const QByteArray note = QByteArray(" (") + nameOf(phase) + ", --only kill --seed "
            + QByteArray::number(seed) + " --cases 10)";
        if (!record.failure().isEmpty()) {
            tally.fault(tally.lost, record.failure() + note);
            return tally;
        }
        std::mt19937_64 random(seed);
        for (int kill = 0; kill < killing::KillsPerLife && tally.cases < share.own(); ++kill) {
            putFiles(folder, record.firstFiles());
            killing::Victim victim(life);
            const int after = int(random() % quint64(life.steps()));
            const int done = victim.kill(after, long(random() % 3'000'000));
            ++tally.cases;
            tally.acknowledged += std::max(done, 0);
            if (done < 0)
                tally.fault(tally.lost, "a step failed" + note);
            else
                count(record.judge(folder, done, done == life.steps(), true), note, tally);
        }
    }
    return tally;
}

} // namespace doorstep::test
