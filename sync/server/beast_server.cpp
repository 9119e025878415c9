// The only file that knows Boost. It owns sockets, TLS and timers; policy on the head is in
// http_head.cpp, everything after a complete request in the responders.
//
// One thread runs the sockets, each connection is one coroutine-free chain of callbacks on it, so
// no lock is needed here; responders run on a pool and come back by a post.
//
//     accept -> handshake (10 s) -> [ idle (120 s) -> head (10 s) -> body (60 s) -> responder ->
//     answer (60 s) ]* -> lingering close (2 s)

#include "sync/server/http_server.h"

#include "sync/protocol/error_answer.h"
#include "sync/protocol/limits.h"
#include "sync/server/connection_allowances.h"
#include "sync/server/http_head.h"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <QDateTime>
#include <atomic>
#include <future>
#include <thread>
#include <unordered_set>

namespace doorstep::server {
namespace beast_detail {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Tcp = asio::ip::tcp;
using Stream = beast::ssl_stream<beast::tcp_stream>;
using Failure = beast::error_code;

constexpr std::chrono::seconds LingerTime{2};
constexpr std::size_t LingerBytes = std::size_t{1024} * 1024;
constexpr std::chrono::milliseconds AcceptPause{50};

struct Route {
    QByteArray method;
    QByteArray path;
    Responder responder;
};

class Connection;

/// What connections share.
struct Edge {
    explicit Edge(int workerCount)
        : tls(asio::ssl::context::tls_server)
        , workers(static_cast<std::size_t>(workerCount))
    {
    }
    // First, so that they outlive every connection: those leave on their way out.
    std::unordered_set<Connection*> open;
    ConnectionAllowances allowances;
    std::vector<Route> routes;
    asio::io_context sockets{1};
    asio::ssl::context tls;
    asio::thread_pool workers;
    std::unordered_set<asio::steady_timer*> timers;
};

HttpAnswer refusalAnswer(sync::Refusal refusal)
{
    HttpAnswer answer;
    answer.status = sync::httpStatus(refusal);
    answer.body = sync::encodeErrorAnswer(
        {refusal, sync::nextStepFor(refusal), {QDateTime::currentMSecsSinceEpoch()}, 0});
    return answer;
}

QByteArray bytesOf(beast::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Edge& edge, Tcp::socket socket, QByteArray peer)
        : m_edge(edge)
        , m_stream(std::move(socket), edge.tls)
        , m_buffer(sync::limits::MaxHeaderBytes)
        , m_peer(std::move(peer))
    {
        m_edge.open.insert(this);
    }
    ~Connection()
    {
        m_edge.open.erase(this);
        m_edge.allowances.leave(m_peer, m_practice);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void begin()
    {
        lowest().expires_after(sync::limits::HandshakeTime);
        m_stream.async_handshake(
            asio::ssl::stream_base::server, [self = shared_from_this()](Failure failure) {
                if (!failure)
                    self->awaitRequest();
            });
    }
    void abort()
    {
        Failure ignored;
        lowest().socket().close(ignored);
    }

private:
    beast::tcp_stream& lowest() { return beast::get_lowest_layer(m_stream); }

    /// Between requests a connection may rest; once a byte came, the head has its own time.
    void awaitRequest()
    {
        if (m_buffer.size() > 0)
            return readHead();
        lowest().expires_after(sync::limits::IdleTime);
        m_stream.async_read_some(
            m_buffer.prepare(4096), [self = shared_from_this()](Failure failure, std::size_t size) {
                if (failure)
                    return;
                self->m_buffer.commit(size);
                self->readHead();
            });
    }

    void readHead()
    {
        lowest().expires_after(sync::limits::HeaderTime);
        asio::async_read_until(m_stream, m_buffer, "\r\n\r\n",
            [self = shared_from_this()](Failure failure, std::size_t size) {
                if (failure == asio::error::not_found)
                    return self->refuse(sync::Refusal::TooLarge);
                if (failure)
                    return self->abort();
                self->takeHead(size);
            });
    }

    void takeHead(std::size_t size)
    {
        const auto* start = static_cast<const char*>(m_buffer.data().data());
        const auto facts = checkHead({start, static_cast<qsizetype>(size)});
        if (!facts)
            return refuse(facts.error().code == ErrorCode::LimitExceeded
                    ? sync::Refusal::TooLarge
                    : sync::Refusal::Malformed);
        m_parser.emplace();
        m_parser->header_limit(static_cast<std::uint32_t>(sync::limits::MaxHeaderBytes));
        m_parser->body_limit(static_cast<std::uint64_t>(sync::limits::MaxBody));
        Failure failure;
        const auto used = m_parser->put(asio::buffer(start, size), failure);
        if (failure || used != size || !m_parser->is_header_done())
            return refuse(sync::Refusal::Malformed);
        m_buffer.consume(size);
        m_route = routeOf(m_parser->get());
        if (!m_route)
            return refuse(sync::Refusal::NotFound);
        if (facts.value().expectsContinue)
            return sendContinue();
        readBody();
    }

    const Route* routeOf(const http::request<http::string_body>& request) const
    {
        const auto target = bytesOf(request.target());
        const auto path = target.left(target.indexOf('?'));
        const auto method = bytesOf(request.method_string());
        const auto& asked = target.contains('?') ? path : target;
        for (const auto& route : m_edge.routes) {
            const bool isFolder = route.path.endsWith('/');
            const bool fits = isFolder ? asked.startsWith(route.path) : asked == route.path;
            if (fits && route.method == method)
                return &route;
        }
        return nullptr;
    }

    void sendContinue()
    {
        static constexpr std::string_view Line = "HTTP/1.1 100 Continue\r\n\r\n";
        asio::async_write(m_stream, asio::buffer(Line),
            [self = shared_from_this()](Failure failure, std::size_t) {
                if (!failure)
                    self->readBody();
            });
    }

    void readBody()
    {
        if (m_parser->is_done())
            return respond();
        // The head's buffer is small on purpose; the body is bounded by the parser.
        m_buffer.max_size(static_cast<std::size_t>(sync::limits::MaxBody));
        lowest().expires_after(sync::limits::BodyTime);
        http::async_read(m_stream, m_buffer, *m_parser,
            [self = shared_from_this()](Failure failure, std::size_t) {
                if (failure == http::error::body_limit)
                    return self->refuse(sync::Refusal::TooLarge);
                if (failure)
                    return self->abort();
                self->respond();
            });
    }

    void respond()
    {
        auto request = std::make_shared<HttpRequest>(takeRequest());
        lowest().expires_never();
        asio::post(m_edge.workers,
            [self = shared_from_this(), request, responder = &m_route->responder]() mutable {
                // The last to let go of a connection is the socket thread: it leaves the edge then.
                (*responder)(*request, [self = std::move(self)](HttpAnswer answer) mutable {
                    auto& sockets = self->m_edge.sockets;
                    asio::post(sockets, [self = std::move(self), answer = std::move(answer)] {
                        self->send(answer);
                    });
                });
            });
    }

    HttpRequest takeRequest()
    {
        auto parsed = m_parser->release();
        m_parser.reset();
        m_keepAlive = parsed.keep_alive();
        m_buffer.max_size(std::max(m_buffer.size(), std::size_t(sync::limits::MaxHeaderBytes)));
        HttpRequest request;
        request.method = bytesOf(parsed.method_string());
        const auto target = bytesOf(parsed.target());
        const auto mark = target.indexOf('?');
        request.path = mark < 0 ? target : target.left(mark);
        request.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
        for (const auto& field : parsed)
            request.fields.emplace_back(
                bytesOf(field.name_string()).toLower(), bytesOf(field.value()).trimmed());
        request.authority = bytesOf(parsed[http::field::host]).toLower();
        request.body
            = QByteArray(parsed.body().data(), static_cast<qsizetype>(parsed.body().size()));
        request.peer = m_peer;
        return request;
    }

    void refuse(sync::Refusal refusal)
    {
        m_keepAlive = false;
        send(refusalAnswer(refusal));
    }

    void send(const HttpAnswer& answer)
    {
        if (m_practice.isEmpty() && !answer.practice.isEmpty()) {
            m_practice = answer.practice;
            m_keepAlive = m_edge.allowances.recognise(m_peer, m_practice) && m_keepAlive;
        }
        m_answer = http::response<http::string_body>();
        m_answer.version(11);
        m_answer.result(static_cast<unsigned>(answer.status));
        m_answer.set(http::field::content_type, "application/cbor");
        m_answer.set(http::field::cache_control, "no-store");
        m_answer.set("X-Content-Type-Options", "nosniff");
        for (const auto& [name, value] : answer.fields)
            m_answer.set(name.toStdString(), value.toStdString());
        m_answer.body() = answer.body.toStdString();
        m_answer.keep_alive(m_keepAlive);
        m_answer.prepare_payload();
        lowest().expires_after(sync::limits::BodyTime);
        http::async_write(
            m_stream, m_answer, [self = shared_from_this()](Failure failure, std::size_t) {
                if (failure)
                    return self->abort();
                if (self->m_keepAlive)
                    return self->awaitRequest();
                self->lingerThenClose();
            });
    }

    /// Unread input would turn our close into a reset that can overtake the answer: end our side,
    /// then read and drop for a moment. Content-Length says that the answer was whole, so no TLS
    /// farewell is waited for.
    void lingerThenClose()
    {
        lowest().expires_after(LingerTime);
        Failure ignored;
        lowest().socket().shutdown(Tcp::socket::shutdown_send, ignored);
        drop();
    }

    void drop()
    {
        lowest().async_read_some(asio::buffer(m_dropped),
            [self = shared_from_this()](Failure failure, std::size_t size) {
                self->m_droppedBytes += size;
                if (failure || self->m_droppedBytes > LingerBytes)
                    return self->abort();
                self->drop();
            });
    }

    Edge& m_edge;
    Stream m_stream;
    beast::flat_buffer m_buffer;
    std::optional<http::request_parser<http::string_body>> m_parser;
    http::response<http::string_body> m_answer;
    const Route* m_route = nullptr;
    QByteArray m_peer;
    QByteArray m_practice;
    bool m_keepAlive = false;
    std::array<char, 4096> m_dropped{};
    std::size_t m_droppedBytes = 0;
};

Result<asio::ssl::context> contextOf(
    const QByteArray& certificatePem, const QByteArray& privateKeyPem)
{
    try {
        asio::ssl::context tls(asio::ssl::context::tls_server);
        tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2
            | asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1
            | asio::ssl::context::no_tlsv1_1);
        SSL_CTX_set_options(tls.native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
        // TLS 1.3 as OpenSSL has it; below, forward secrecy and authenticated ciphers only.
        SSL_CTX_set_cipher_list(tls.native_handle(), "ECDHE+AESGCM:ECDHE+CHACHA20");
        tls.use_certificate_chain(
            asio::buffer(certificatePem.constData(), size_t(certificatePem.size())));
        tls.use_private_key(asio::buffer(privateKeyPem.constData(), size_t(privateKeyPem.size())),
            asio::ssl::context::pem);
        return tls;
    } catch (const std::exception&) {
        return Error{ErrorCode::Unsupported, "TLS certificate or key"};
    }
}

class BeastServer final : public HttpServer {
public:
    explicit BeastServer(HttpConfig config)
        : m_config(std::move(config))
        , m_edge(std::max(1, m_config.workers))
        , m_acceptor(m_edge.sockets)
        , m_pause(m_edge.sockets)
    {
    }
    ~BeastServer() override { stop(); }

    Status renew(const QByteArray& certificatePem, const QByteArray& privateKeyPem) override
    {
        DOORSTEP_TRY(made, contextOf(certificatePem, privateKeyPem));
        std::packaged_task<void()> use([&] { m_edge.tls = std::move(made); });
        auto used = use.get_future();
        // Connections begin on that thread, and keep the context they began with.
        if (m_thread.joinable())
            asio::post(m_edge.sockets, std::move(use));
        else
            use();
        used.wait();
        return {};
    }

    void route(QByteArray method, QByteArray path, Responder responder) override
    {
        m_edge.routes.push_back({std::move(method), std::move(path), std::move(responder)});
    }

    Result<quint16> start() override
    {
        Failure failure;
        const auto address = asio::ip::make_address(m_config.host.toStdString(), failure);
        if (failure)
            return Error{ErrorCode::InvalidInput, "listen address"};
        const Tcp::endpoint endpoint(address, m_config.port);
        m_acceptor.open(endpoint.protocol(), failure);
        if (!failure)
            m_acceptor.set_option(asio::socket_base::reuse_address(true), failure);
        if (!failure)
            m_acceptor.bind(endpoint, failure);
        if (!failure)
            m_acceptor.listen(asio::socket_base::max_listen_connections, failure);
        if (failure)
            return Error::transient(ErrorCode::Io, "listen");
        acceptNext();
        m_thread = std::thread([this] { m_edge.sockets.run(); });
        return m_acceptor.local_endpoint(failure).port();
    }

    void later(std::chrono::milliseconds time, std::function<void()> work) override
    {
        asio::post(m_edge.sockets, [this, time, work = std::move(work)]() mutable {
            auto timer = std::make_shared<asio::steady_timer>(m_edge.sockets, time);
            m_edge.timers.insert(timer.get());
            timer->async_wait([this, timer, work = std::move(work)](Failure failure) mutable {
                m_edge.timers.erase(timer.get());
                if (!failure)
                    asio::post(m_edge.workers, std::move(work));
            });
        });
    }

    void stop() override
    {
        if (!m_thread.joinable())
            return;
        asio::post(m_edge.sockets, [this] {
            Failure ignored;
            m_acceptor.close(ignored);
            m_pause.cancel();
        });
        // Running responders finish and their answers go out before the sockets are closed.
        m_edge.workers.join();
        asio::post(m_edge.sockets, [this] {
            for (auto* timer : m_edge.timers)
                timer->cancel();
            for (auto* connection : std::vector(m_edge.open.begin(), m_edge.open.end()))
                connection->abort();
        });
        m_thread.join();
    }

private:
    void acceptNext()
    {
        m_acceptor.async_accept([this](Failure failure, Tcp::socket socket) {
            if (failure == asio::error::operation_aborted)
                return;
            if (failure)
                return pauseThenAccept(); // out of descriptors: do not spin
            take(std::move(socket));
            acceptNext();
        });
    }

    void pauseThenAccept()
    {
        m_pause.expires_after(AcceptPause);
        m_pause.async_wait([this](Failure failure) {
            if (!failure)
                acceptNext();
        });
    }

    void take(Tcp::socket socket)
    {
        Failure failure;
        const auto remote = socket.remote_endpoint(failure);
        if (failure)
            return;
        const auto peer = QByteArray::fromStdString(remote.address().to_string());
        if (!m_edge.allowances.admit(peer))
            return; // closed without a word: TLS for every refused peer is what it would ask for
        socket.set_option(Tcp::no_delay(true), failure);
        std::make_shared<Connection>(m_edge, std::move(socket), peer)->begin();
    }

    HttpConfig m_config;
    Edge m_edge;
    Tcp::acceptor m_acceptor;
    asio::steady_timer m_pause;
    std::thread m_thread;
};

} // namespace beast_detail

Result<std::unique_ptr<HttpServer>> makeHttpServer(const HttpConfig& config)
{
    auto made = std::make_unique<beast_detail::BeastServer>(config);
    DOORSTEP_CHECK(made->renew(config.certificatePem, config.privateKeyPem));
    return std::unique_ptr<HttpServer>(std::move(made));
}

} // namespace doorstep::server
