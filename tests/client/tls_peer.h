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
    struct Identity {
        QList<QSslCertificate> chain; ///< its own first
        QSslKey key;
    };

    TlsPeer()
        : TlsPeer(freshIdentity())
    {
    }
    explicit TlsPeer(const Identity& identity)
        : m_pin(*client::spkiPin(identity.chain.front().toDer()))
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificateChain(identity.chain);
        configuration.setPrivateKey(identity.key);
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
    static Identity freshIdentity()
    {
        const QTemporaryDir folder;
        return identityIn(folder.path());
    }
    /// Of a practice server that has this directory; made when it has none.
    static Identity identityIn(const QString& directory)
    {
        const auto identity = server::openTlsIdentity(directory, "127.0.0.1", {1'795'510'800'000});
        if (!identity)
            qFatal("tls: %s", identity.error().detail.constData());
        return {{QSslCertificate(identity->certificatePem)},
            QSslKey(identity->privateKeyPem, QSsl::Ec)};
    }

    QByteArray answer;
    QByteArray received; ///< every byte that came after the handshake

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] crypto::Digest pin() const { return m_pin; }
    [[nodiscard]] client::ServerAddress address() const
    {
        return {"127.0.0.1:" + QByteArray::number(port()), m_pin, {}};
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

    crypto::Digest m_pin;
    QSslServer m_server;
};

} // namespace doorstep::test
