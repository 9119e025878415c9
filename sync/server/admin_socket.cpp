#include "sync/server/admin_socket.h"

#include <QLocalSocket>

namespace doorstep::server {
namespace admin_detail {

constexpr qint64 MaxCommand = 512;
constexpr QByteArrayView CreateVerb = "practice create ";
constexpr QByteArrayView RecoverVerb = "practice recover ";

QByteArray failed(const Error& error)
{
    return "error " + error.detail + '\n';
}

QByteArray finished(const Result<QByteArray>& result)
{
    return result ? result.value() + "ok\n" : failed(result.error());
}

QByteArray codeLine(const Result<SecretBytes>& code)
{
    return code ? "claim " + code.value().view().toByteArray() + "\nok\n" : failed(code.error());
}

} // namespace admin_detail

QString adminSocketPath(const QString& directory)
{
    return directory + QStringLiteral("/admin.sock");
}

QByteArray runAdminCommand(PracticeServer& server, const QByteArray& command)
{
    using namespace admin_detail;
    if (command == "status")
        return finished(server.status());
    if (command == "audit")
        return finished(server.audit());
    if (command == "backup")
        return finished(server.backup());
    if (command == "tls rotate" || command == "tls rotate --again")
        return finished(server.rotateTls(command.endsWith("--again")));
    if (command.startsWith(CreateVerb))
        return codeLine(server.createPractice(QString::fromUtf8(command.mid(CreateVerb.size()))));
    if (command.startsWith(RecoverVerb)) {
        const auto practice = PracticeId::fromHex(command.mid(RecoverVerb.size()));
        return codeLine(practice ? server.recoverPractice(*practice) : practice.error());
    }
    return "error unknown command\n";
}

AdminSocket::AdminSocket(PracticeServer& server, QObject* parent)
    : QObject(parent)
    , m_server(server)
{
    m_socket.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_socket, &QLocalServer::newConnection, this, &AdminSocket::serveNext);
}

Status AdminSocket::listen(const QString& directory)
{
    // The database's lock is held by now, so a socket file found here belongs to nobody.
    const auto path = adminSocketPath(directory);
    QLocalServer::removeServer(path);
    if (!m_socket.listen(path))
        return Error::transient(ErrorCode::Io, "admin socket: path too long or not writable");
    return {};
}

void AdminSocket::serveNext()
{
    auto* peer = m_socket.nextPendingConnection();
    connect(peer, &QLocalSocket::disconnected, peer, &QObject::deleteLater);
    connect(peer, &QLocalSocket::readyRead, this, [this, peer] {
        if (!peer->canReadLine() && peer->bytesAvailable() < admin_detail::MaxCommand)
            return;
        const auto command = peer->readLine(admin_detail::MaxCommand).trimmed();
        peer->write(runAdminCommand(m_server, command));
        peer->disconnectFromServer();
    });
}

} // namespace doorstep::server
