#include "tests/support/server_process.h"

#include <QRegularExpression>
#include <csignal>
#include <sys/prctl.h>

namespace doorstep::test {
namespace server_process_detail {

constexpr int PatienceMs = 30'000;

QString path(const QString& program)
{
    return QStringLiteral(DOORSTEP_BIN_DIR "/") + program;
}

} // namespace server_process_detail

bool ServerProcess::start()
{
    using namespace server_process_detail;
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(path(m_program),
        {QStringLiteral("serve"), QStringLiteral("--db"), m_directory, QStringLiteral("--listen"),
            QString::fromLatin1(authority()), QStringLiteral("--backup"), backupDirectory()});
    QByteArray out;
    while (!out.contains('\n')) {
        if (!m_process.waitForReadyRead(PatienceMs))
            return false;
        out += m_process.readAllStandardOutput();
    }
    static const QRegularExpression line(
        QStringLiteral("^listening 127\\.[0-9.]+:(\\d+) pin ([0-9a-f]{64})$"));
    const auto match = line.match(QString::fromLatin1(out.trimmed()));
    m_port = match.captured(1).toUShort();
    m_pin = QByteArray::fromHex(match.captured(2).toLatin1());
    return match.hasMatch();
}

void ServerProcess::moveTo(const QString& directory)
{
    if (directory != m_directory)
        m_port = 0;
    m_directory = directory;
}

void ServerProcess::endWithStarter()
{
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

void ServerProcess::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(server_process_detail::PatienceMs))
        kill();
}

void ServerProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished(server_process_detail::PatienceMs);
}

QByteArray ServerProcess::command(const QStringList& words) const
{
    using namespace server_process_detail;
    QProcess admin;
    admin.start(path(QStringLiteral("doorstep-server")),
        words + QStringList{QStringLiteral("--db"), m_directory});
    if (!admin.waitForFinished(PatienceMs) || admin.exitCode() != 0)
        return {};
    return admin.readAllStandardOutput();
}

QByteArray ServerProcess::createPractice(const QString& name) const
{
    const auto out = command(
        {QStringLiteral("practice"), QStringLiteral("create"), QStringLiteral("--name"), name});
    return out.startsWith("claim ") ? out.mid(6).trimmed() : QByteArray();
}

} // namespace doorstep::test
