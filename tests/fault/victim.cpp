#include "tests/fault/victim.h"

#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace doorstep::test {

Victim::Victim(StoreLife& life)
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
    bool isWell = true;
    for (int step = 0; isWell && step < life.steps(); ++step) {
        isWell = life.take(step).ok();
        const char said = isWell ? 'a' : 'f';
        isWell = ::write(m_pipe[1], &said, 1) == 1 && isWell;
    }
    ::pause();
    ::_exit(0);
}

Victim::~Victim()
{
    ::close(m_pipe[0]);
}

Victim::Said Victim::end(int after, long nanoseconds, const std::function<void()>& blow)
{
    for (int i = 0; i < after; ++i)
        hear();
    const timespec moment{0, nanoseconds};
    ::nanosleep(&moment, nullptr);
    ::fcntl(m_pipe[0], F_SETFL, O_NONBLOCK);
    while (hear()) { }
    ::fcntl(m_pipe[0], F_SETFL, 0);
    m_said.before = m_said.done;
    blow();
    ::kill(m_process, SIGKILL);
    ::waitpid(m_process, nullptr, 0);
    while (hear()) { }
    return m_said;
}

bool Victim::hear()
{
    char said = 0;
    if (m_said.hasFailed || ::read(m_pipe[0], &said, 1) != 1)
        return false;
    m_said.hasFailed = said != 'a';
    m_said.done += said == 'a';
    return true;
}

} // namespace doorstep::test
