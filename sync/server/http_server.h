#pragma once

#include "core/base/result.h"
#include "sync/protocol/request_signature.h"

#include <QByteArray>
#include <QString>
#include <chrono>
#include <functional>
#include <memory>

/// The HTTP edge behind our own small interface, so that one file alone knows Boost.Beast and a
/// bounded parser stands in front of everything (docs/adr/0009-http-edge.md).
namespace doorstep::server {

struct HttpRequest {
    QByteArray method;
    QByteArray authority; ///< the one Host field, lower case
    QByteArray path;
    QByteArray query;
    sync::HeaderFields fields;
    QByteArray body;
    QByteArray peer; ///< the socket's address without the port; no header can change it
};

struct HttpAnswer {
    int status = 200;
    sync::HeaderFields fields;
    QByteArray body;
    /// The practice whose device signed the request: moves the connection from the peer's small
    /// allowance to the practice's. Empty while unknown.
    QByteArray practice;
};

/// From any thread, once.
using HttpAnswered = std::function<void(HttpAnswer)>;
/// Runs on a worker thread; several run at once. Must not throw. The request is gone when it
/// returns; the answer may come later.
using Responder = std::function<void(const HttpRequest&, HttpAnswered)>;

struct HttpConfig {
    QByteArray host; ///< address to bind
    quint16 port = 0; ///< 0: any free one
    QByteArray certificatePem;
    QByteArray privateKeyPem;
    int workers = 2;
};

class HttpServer {
public:
    virtual ~HttpServer() = default;
    /// Before start(). A path that ends with '/' stands for everything below it. Any other path is
    /// 404, any other method on it 405; both before the body.
    virtual void route(QByteArray method, QByteArray path, Responder responder) = 0;
    /// Binds and begins to accept; the port in use.
    [[nodiscard]] virtual Result<quint16> start() = 0;
    /// Another identity, for connections from now on; those that are open end under the old one.
    /// Unsupported when the certificate or key is not usable, which changes nothing.
    [[nodiscard]] virtual Status renew(
        const QByteArray& certificatePem, const QByteArray& privateKeyPem)
        = 0;
    /// Runs `work` on a worker thread after that time, unless stop() comes before.
    virtual void later(std::chrono::milliseconds time, std::function<void()> work) = 0;
    /// Stops accepting, lets running responders finish, closes every connection. Idempotent. What
    /// was to be answered later is not.
    virtual void stop() = 0;
};

/// Unsupported when the certificate or key is not usable.
[[nodiscard]] Result<std::unique_ptr<HttpServer>> makeHttpServer(const HttpConfig& config);

} // namespace doorstep::server
