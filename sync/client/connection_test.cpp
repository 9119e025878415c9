#include "sync/client/connection_test.h"

#include "sync/client/spki_pin.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

namespace doorstep::client {

class ConnectionTest::Parts : public QObject {
public:
    Parts(ServerAddress address, std::chrono::milliseconds patience, const Clock* clock)
        : m_address(std::move(address))
        , m_clock(clock)
    {
        m_patience.setSingleShot(true);
        m_patience.setInterval(patience);
        connect(&m_patience, &QTimer::timeout, this, [this] { fail("no answer in time"); });
        connect(
            &m_socket, &QAbstractSocket::hostFound, this, [this] { passTo(ConnectionStep::Name); });
        connect(&m_socket, &QAbstractSocket::connected, this,
            [this] { passTo(ConnectionStep::Reach); });
        // No authority is known here, so each handshake ends with this signal: after the server has
        // proved that it holds its key, before a byte could be sent.
        connect(&m_socket, &QSslSocket::sslErrors, this, [this] { handshakeDone(); });
        connect(&m_socket, &QSslSocket::encrypted, this, [this] { handshakeDone(); });
        connect(&m_socket, &QAbstractSocket::errorOccurred, this, [this] { fail("line cut"); });
    }
    ~Parts() override { m_socket.disconnect(this); }

    void start(std::function<void(const ConnectionFinding&)> found)
    {
        m_found = std::move(found);
        m_step = ConnectionStep::Name;
        m_isForeign = false;
        m_isOver = false;
        QSslConfiguration configuration;
        configuration.setProtocol(QSsl::TlsV1_3OrLater);
        configuration.setCaCertificates({}); // the pin decides, as in https_transport.cpp
        m_socket.setSslConfiguration(configuration);
        // Not before this returns: an address needs no look-up and is found at once.
        QTimer::singleShot(0, this, [this] { connectNow(); });
    }

private:
    void connectNow()
    {
        m_took.start();
        m_patience.start();
        const auto colon = m_address.authority.lastIndexOf(':');
        m_socket.connectToHostEncrypted(QString::fromLatin1(m_address.authority.left(colon)),
            m_address.authority.mid(colon + 1).toUShort());
    }
    bool isPinned() const
    {
        const auto pin = spkiPin(m_socket.peerCertificate().toDer());
        return pin && m_address.accepts(*pin, m_clock ? m_clock->now() : Never);
    }
    /// Whoever is further on has been through what comes before: behind a proxy no name is looked
    /// up here, and nobody says that one was found.
    void passTo(ConnectionStep step)
    {
        const QPointer self(this); // whoever is told may end the test
        while (self && !m_isOver && m_step < step)
            pass(m_step);
        if (self && m_step == step)
            pass(step);
    }
    void pass(ConnectionStep step)
    {
        if (m_isOver)
            return;
        const ConnectionFinding finding{step, std::chrono::milliseconds(m_took.restart()), {}};
        m_patience.start();
        if (step == ConnectionStep::Key)
            end();
        else
            m_step = step == ConnectionStep::Name ? ConnectionStep::Reach : ConnectionStep::Key;
        m_found(finding);
    }
    void handshakeDone()
    {
        if (isPinned())
            return passTo(ConnectionStep::Key);
        const QPointer self(this);
        if (m_step < ConnectionStep::Key)
            passTo(ConnectionStep::Reach);
        if (!self)
            return;
        m_isForeign = true;
        fail("another key");
    }
    void fail(const char* what)
    {
        if (m_isOver)
            return;
        end();
        auto error = m_isForeign
            ? Error{ErrorCode::Untrusted, "server shows another key than the pinned ones"}
            : Error::transient(ErrorCode::Unreachable, what);
        m_found({m_step, std::chrono::milliseconds(m_took.elapsed()), std::move(error)});
    }
    void end()
    {
        m_isOver = true;
        m_patience.stop();
        m_socket.abort();
    }

    ServerAddress m_address;
    const Clock* m_clock;
    QSslSocket m_socket;
    QTimer m_patience;
    QElapsedTimer m_took;
    std::function<void(const ConnectionFinding&)> m_found;
    ConnectionStep m_step = ConnectionStep::Name;
    bool m_isForeign = false;
    bool m_isOver = true;
};

ConnectionTest::ConnectionTest(
    ServerAddress address, std::chrono::milliseconds patience, const Clock* clock)
    : m_parts(std::make_unique<Parts>(std::move(address), patience, clock))
{
}

ConnectionTest::~ConnectionTest() = default;

void ConnectionTest::start(std::function<void(const ConnectionFinding&)> found)
{
    m_parts->start(std::move(found));
}

} // namespace doorstep::client
