#include "tests/bench/sync/peer_system.h"

#include <QDir>
#include <QFile>
#include <QProcessEnvironment>
#include <csignal>
#include <sys/prctl.h>

namespace doorstep::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int PatienceMs = 600'000;

/// The rest of the first line that begins so.
QByteArray lineOf(QProcess& process, const QByteArray& beginning)
{
    for (;;) {
        while (process.canReadLine()) {
            const QByteArray line = process.readLine().trimmed();
            if (line.startsWith(beginning))
                return line.mid(beginning.size()).trimmed();
        }
        if (!process.waitForReadyRead(PatienceMs))
            stop("a peer ended before it said: " + beginning);
    }
}

void end(QProcess& process)
{
    process.kill();
    process.waitForFinished();
}

} // namespace

bool PeerSystem::isThere(const QString& programs)
{
    return QFile::exists(programs + u"/node_modules/.installed"_s)
        && QFile::exists(programs + u"/certificate.pem"_s);
}

void PeerSystem::start(QProcess& process, const QString& part, const QStringList& words) const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"NODE_EXTRA_CA_CERTS"_s, m_programs + u"/certificate.pem"_s);
    environment.insert(u"NODE_ENV"_s, u"production"_s);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process.start(u"node"_s,
        QStringList{m_programs + u'/' + m_name + u'_' + part + u".mjs"_s, u"--certificates"_s,
            m_programs, u"--records"_s, m_records}
            + words);
}

SyncFigures PeerSystem::run(const SyncLoad& load, const Route& route)
{
    const QTemporaryDir folder;
    QDir(folder.path()).mkpath(u"server"_s);
    QDir(folder.path()).mkpath(u"device"_s);
    const QStringList counts{
        u"--up"_s, QString::number(load.up), u"--down"_s, QString::number(load.down)};
    QProcess server;
    {
        const InNamespace there(route.serverSpace());
        start(server, u"server"_s,
            QStringList{u"--host"_s, route.serverHost(), u"--port"_s, u"0"_s, u"--directory"_s,
                folder.filePath(u"server"_s)}
                + counts);
    }
    const QByteArray port = lineOf(server, "listening");
    QProcess device;
    {
        const InNamespace there(route.deviceSpace());
        start(device, u"client"_s,
            QStringList{u"--host"_s, route.serverHost(), u"--port"_s, QString::fromLatin1(port),
                u"--directory"_s, folder.filePath(u"device"_s)}
                + counts);
    }
    (void)lineOf(device, "ready");
    const double cpuBefore = cpuSeconds(pid_t(server.processId()));
    const LinkTraffic before = route.traffic();
    device.write("go\n");
    const auto done = lineOf(device, "done").split(' ');
    SyncFigures figures;
    figures.seconds = done.value(0).toDouble();
    figures.deviceCpu = done.value(1).toDouble();
    figures.serverCpu = cpuSeconds(pid_t(server.processId())) - cpuBefore;
    figures.traffic = route.traffic();
    figures.traffic.bytesUp -= before.bytesUp;
    figures.traffic.bytesDown -= before.bytesDown;
    end(device);
    end(server);
    return figures;
}

} // namespace doorstep::bench
