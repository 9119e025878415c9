#include "quit_signals.h"

#include <QSocketNotifier>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace doorstep::server {
namespace {

// A signal handler can reach nothing but globals; these two descriptors are the only ones.
std::array<int, 2> quitPipe{-1, -1};

extern "C" void onQuitSignal(int)
{
    const char byte = 'q';
    [[maybe_unused]] const auto written = ::write(quitPipe[1], &byte, 1);
}

} // namespace

QuitSignals::QuitSignals(QObject* parent)
    : QObject(parent)
{
}

QuitSignals::~QuitSignals()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    m_notifier.reset();
    for (int& end : quitPipe)
        ::close(std::exchange(end, -1));
}

Status QuitSignals::install()
{
    if (::pipe2(quitPipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return Error{ErrorCode::Io, "pipe"};
    m_notifier = std::make_unique<QSocketNotifier>(quitPipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &QuitSignals::quitAsked);
    struct sigaction action { };
    action.sa_handler = onQuitSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    if (::sigaction(SIGINT, &action, nullptr) != 0 || ::sigaction(SIGTERM, &action, nullptr) != 0)
        return Error{ErrorCode::Io, "sigaction"};
    std::signal(SIGPIPE, SIG_IGN);
    return {};
}

} // namespace doorstep::server
