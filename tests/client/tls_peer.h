#pragma once

#include "sync/client/https_transport.h"
#include "sync/client/spki_pin.h"
#include "sync/server/tls_identity.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTemporaryDir>

namespace doorstep::test {

/// A TLS server that answers any request with given bytes and then closes, as broken servers,
/// proxies and captive portals do. With no answer it keeps silent.
class TlsPeer {
public:
    TlsPeer()
    {
        const auto identity
            = server::openTlsIdentity(m_folder.path(), "127.0.0.1", {1'795'510'800'000});
        if (!identity)
            qFatal("tls: %s", identity.error().detail.constData());
        m_pin = identity->pinNow;
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(identity->certificatePem));
        configuration.setPrivateKey(QSslKey(identity->privateKeyPem, QSsl::Ec));
        m_server.setSslConfiguration(configuration);
        QObject::connect(&m_server, &QSslServer::pendingConnectionAvailable, &m_server, [this] {
            auto* socket = m_server.nextPendingConnection();
            QObject::connect(
                socket, &QIODevice::readyRead, socket, [this, socket] { read(*socket); });
            read(*socket);
        });
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no port");
    }

    QByteArray answer;
    QByteArray received; ///< every byte that came after the handshake

    [[nodiscard]] client::ServerAddress address() const
    {
        return {"127.0.0.1:" + QByteArray::number(m_server.serverPort()), m_pin, {}};
    }
    static QByteArray http(const QByteArray& status, const QByteArray& type, const QByteArray& body)
    {
        return "HTTP/1.1 " + status + "\r\nContent-Type: " + type
            + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

private:
    void read(QIODevice& socket)
    {
        received += socket.readAll();
        const qsizetype head = received.indexOf("\r\n\r\n");
        if (head < 0 || answer.isEmpty())
            return;
        socket.write(answer);
        socket.close();
    }

    QTemporaryDir m_folder;
    QSslServer m_server;
    crypto::Digest m_pin;
};

} // namespace doorstep::test
