#pragma once

#include "sync/protocol/request_signature.h"

#include <QSslSocket>
#include <optional>

namespace doorstep::test {

struct WireReply {
    int status = 0; ///< 0: closed without an answer
    sync::HeaderFields fields;
    QByteArray body;
};

/// A blocking TLS client for one server on loopback, and as rude as a test wants it to be. One kept
/// connection; post() reopens it when the server closed it.
class WireClient {
public:
    explicit WireClient(quint16 port)
        : m_port(port)
    {
    }
    [[nodiscard]] QByteArray authority() const { return "127.0.0.1:" + QByteArray::number(m_port); }
    [[nodiscard]] WireReply post(
        const QByteArray& path, const QByteArray& body, const sync::HeaderFields& fields = {});
    [[nodiscard]] WireReply call(const QByteArray& method, const QByteArray& target,
        const QByteArray& body, const sync::HeaderFields& fields = {});
    /// Exactly these bytes on a new connection, and whatever comes back until it closes or
    /// `patienceMs` pass.
    [[nodiscard]] QByteArray sendRaw(const QByteArray& bytes, int patienceMs = 3000);
    /// SHA-256 of the server's public key, after a connection was made.
    [[nodiscard]] QByteArray pin();
    void close() { m_socket.reset(); }

private:
    [[nodiscard]] bool connectNow();
    [[nodiscard]] std::optional<WireReply> readReply();

    quint16 m_port;
    std::unique_ptr<QSslSocket> m_socket;
};

} // namespace doorstep::test
