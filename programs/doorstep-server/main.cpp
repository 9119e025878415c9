#include "admin_call.h"
#include "arguments.h"
#include "quit_signals.h"
#include "sync/server/admin_socket.h"

#include <QCoreApplication>
#include <QThread>
#include <QTimer>
#include <cstdio>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace {

using namespace doorstep;
using namespace doorstep::server;

constexpr int ExitFailed = 1;
constexpr int ExitUsage = 2;

void print(FILE* stream, const QByteArray& text)
{
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stream);
    std::fflush(stream);
}

int failed(const Error& error)
{
    print(stderr, "doorstep-server: " + error.detail + '\n');
    return ExitFailed;
}

/// Keys are in this process: no core files, no debugger of the same user, files for the owner only.
void harden()
{
    ::umask(077);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

/// Says on standard error when the certificate comes closer to its end, once for each of 60, 30
/// and 7 days.
class CertificateWatch {
public:
    explicit CertificateWatch(const PracticeServer& server)
        : m_server(server)
    {
        constexpr std::chrono::hours Look{1};
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
        m_timer.start(Look);
        look();
    }

private:
    void look()
    {
        const auto days = m_server.certificateWarning();
        if (days != std::exchange(m_said, days) && days)
            print(stderr, "doorstep-server: " + certificateWarningText(*days) + '\n');
    }

    const PracticeServer& m_server;
    QTimer m_timer;
    std::optional<int> m_said;
};

int serve(ServerConfig config)
{
    QuitSignals signals;
    if (const auto installed = signals.install(); !installed)
        return failed(installed.error());
    const SystemClock clock;
    config.workers = std::max(2, QThread::idealThreadCount());
    auto server = PracticeServer::open(config, clock);
    if (!server)
        return failed(server.error());
    AdminSocket admin(**server);
    if (const auto listening = admin.listen(config.directory); !listening)
        return failed(listening.error());
    const auto port = (*server)->start();
    if (!port)
        return failed(port.error());
    const auto host = config.host.contains(':') ? '[' + config.host + ']' : config.host;
    print(stdout,
        "listening " + host + ':' + QByteArray::number(*port) + " pin "
            + (*server)->pin().toBytes().toHex() + '\n');
    const CertificateWatch watch(**server);
    QObject::connect(&signals, &QuitSignals::quitAsked, qApp, &QCoreApplication::quit);
    const int code = QCoreApplication::exec();
    (*server)->stop();
    return code;
}

int administer(const ServerConfig& config, const QByteArray& command)
{
    auto answer = callRunningServer(config.directory, command);
    if (!answer) {
        const SystemClock clock;
        auto server = PracticeServer::open(config, clock);
        if (!server)
            return failed(server.error());
        answer = runAdminCommand(**server, command);
    }
    const bool ok = answer->endsWith("ok\n");
    print(ok ? stdout : stderr, ok ? answer->chopped(3) : *answer);
    return ok ? 0 : ExitFailed;
}

} // namespace

int main(int argc, char** argv)
{
    harden();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("doorstep-server"));
    const auto arguments = readArguments(QCoreApplication::arguments());
    switch (arguments.verb) {
    case Arguments::Verb::Serve:
        return serve(arguments.config);
    case Arguments::Verb::Admin:
        return administer(arguments.config, arguments.command);
    case Arguments::Verb::Usage:
        break;
    }
    print(stderr, usageText());
    return ExitUsage;
}
