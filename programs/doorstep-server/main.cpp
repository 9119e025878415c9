#include "admin_call.h"
#include "arguments.h"
#include "quit_signals.h"
#include "sync/server/admin_socket.h"

#include <QCoreApplication>
#include <QThread>
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
