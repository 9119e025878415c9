#include "tests/support/wire_client.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QSslCertificate>
#include <QSslKey>

namespace doorstep::test {
namespace wire_client_detail {

constexpr int PatienceMs = 20'000;

} // namespace wire_client_detail

bool WireClient::connectNow()
{
    m_socket = std::make_unique<QSslSocket>();
    // The certificate is self-made; tests compare its key with the pin instead.
    m_socket->setPeerVerifyMode(QSslSocket::QueryPeer);
    m_socket->connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_port);
    return m_socket->waitForEncrypted(wire_client_detail::PatienceMs);
}

QByteArray WireClient::pin()
{
    if (!m_socket && !connectNow())
        return {};
    return QCryptographicHash::hash(
        m_socket->peerCertificate().publicKey().toDer(), QCryptographicHash::Sha256);
}

std::optional<WireReply> WireClient::readReply()
{
    const QDeadlineTimer deadline(wire_client_detail::PatienceMs);
    QByteArray bytes;
    const auto more = [&] {
        if (m_socket->bytesAvailable() == 0
            && !m_socket->waitForReadyRead(int(deadline.remainingTime())))
            return false;
        bytes += m_socket->readAll();
        return true;
    };
    while (!bytes.contains("\r\n\r\n")) {
        if (!more())
            return std::nullopt;
    }
    const auto headEnd = bytes.indexOf("\r\n\r\n");
    WireReply reply;
    qsizetype length = 0;
    const auto lines = bytes.left(headEnd).split('\n');
    reply.status = lines.front().split(' ').value(1).toInt();
    for (const auto& line : lines.sliced(1)) {
        const auto colon = line.indexOf(':');
        const auto name = line.left(colon).trimmed().toLower();
        reply.fields.emplace_back(name, line.mid(colon + 1).trimmed());
        if (name == "content-length")
            length = reply.fields.back().second.toLongLong();
    }
    while (bytes.size() < headEnd + 4 + length) {
        if (!more())
            return std::nullopt;
    }
    reply.body = bytes.mid(headEnd + 4, length);
    return reply;
}

WireReply WireClient::post(
    const QByteArray& path, const QByteArray& body, const sync::HeaderFields& fields)
{
    return call("POST", path, body, fields);
}

WireReply WireClient::call(const QByteArray& method, const QByteArray& target,
    const QByteArray& body, const sync::HeaderFields& fields)
{
    QByteArray request = method + ' ' + target + " HTTP/1.1\r\nHost: " + authority()
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (const auto& [name, value] : fields)
        request += name + ": " + value + "\r\n";
    request += "\r\n" + body;
    // Twice: a kept connection may have been closed meanwhile.
    for (int attempt = 0; attempt < 2; ++attempt) {
        const bool isOpen = m_socket && m_socket->state() == QAbstractSocket::ConnectedState;
        if (!isOpen && !connectNow())
            return {};
        m_socket->write(request);
        if (auto reply = readReply())
            return *reply;
        m_socket.reset();
    }
    return {};
}

QByteArray WireClient::sendRaw(const QByteArray& bytes, int patienceMs)
{
    WireClient fresh(m_port);
    if (!fresh.connectNow())
        return {};
    fresh.m_socket->write(bytes);
    QByteArray answer;
    const QDeadlineTimer deadline(patienceMs);
    while (
        !deadline.hasExpired() && fresh.m_socket->waitForReadyRead(int(deadline.remainingTime())))
        answer += fresh.m_socket->readAll();
    return answer;
}

} // namespace doorstep::test
