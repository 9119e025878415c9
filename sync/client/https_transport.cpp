// Pinning. The server's certificate is its own (no authority signed it), so every handshake raises
// an error that only the pinned key may lift; the key is compared once more in `encrypted`, which
// Qt delivers before the request is written. A proxy that terminates TLS, a captive portal with a
// real certificate and a stolen name all end there with nothing sent.

#include "sync/client/https_transport.h"

#include "sync/client/spki_pin.h"
#include "sync/protocol/limits.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <unordered_map>

namespace doorstep::client {

using namespace Qt::StringLiterals;

namespace {

constexpr auto CborType = "application/cbor";
constexpr int FirstContentError = QNetworkReply::ContentAccessDenied;

QSslConfiguration pinnedConfiguration()
{
    QSslConfiguration configuration;
    configuration.setProtocol(QSsl::TlsV1_3OrLater);
    configuration.setCaCertificates({});
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")});
    return configuration;
}

QNetworkRequest bareRequest(const QByteArray& authority, const WireRequest& wire)
{
    QUrl url(u"https://"_s + QString::fromLatin1(authority) + QString::fromLatin1(wire.path));
    if (!wire.query.isEmpty())
        url.setQuery(QString::fromLatin1(wire.query), QUrl::StrictMode);
    QNetworkRequest request(url);
    request.setSslConfiguration(pinnedConfiguration());
    request.setAttribute(
        QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(
        QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setRawHeader("content-type", CborType);
    // Set, so that Qt neither names the person's language nor unpacks answers by itself.
    request.setRawHeader("accept", CborType);
    request.setRawHeader("accept-encoding", "identity");
    request.setRawHeader("accept-language", "*");
    request.setRawHeader("user-agent", "doorstep");
    return request;
}

sync::HeaderFields fieldsOf(const QNetworkReply& reply)
{
    sync::HeaderFields fields;
    for (const auto& [name, value] : reply.rawHeaderPairs())
        fields.emplace_back(name.toLower(), value.trimmed());
    return fields;
}

bool isCbor(const QNetworkReply& reply)
{
    return reply.rawHeader("content-type").trimmed().toLower() == CborType;
}

} // namespace

class HttpsTransport::Parts : public QObject {
public:
    Parts(ServerAddress address, std::chrono::milliseconds stallTime, const Clock* clock)
        : m_address(std::move(address))
        , m_stallTime(stallTime)
        , m_clock(clock)
    {
        connect(&m_network, &QNetworkAccessManager::sslErrors, this,
            [this](QNetworkReply* reply, const QList<QSslError>& errors) {
                if (isPinned(*reply))
                    reply->ignoreSslErrors(errors);
                else
                    m_open[reply].untrusted = true;
            });
        connect(&m_network, &QNetworkAccessManager::encrypted, this, [this](QNetworkReply* reply) {
            if (isPinned(*reply))
                return;
            m_open[reply].untrusted = true;
            reply->abort();
        });
        connect(&m_network, &QNetworkAccessManager::finished, this,
            [this](QNetworkReply* reply) { finish(reply); });
    }
    ~Parts() override
    {
        m_network.disconnect(this);
        for (const auto& [reply, request] : m_open)
            reply->abort();
    }

    const ServerAddress& address() const { return m_address; }

    void post(const WireRequest& wire, Answered answered)
    {
        QNetworkRequest request = bareRequest(m_address.authority, wire);
        request.setTransferTimeout(static_cast<int>(m_stallTime.count()));
        for (const auto& [name, value] : wire.fields)
            request.setRawHeader(name, value);
        QNetworkReply* reply = begin(request, wire);
        m_open[reply] = {std::move(answered), false, false};
        connect(reply, &QNetworkReply::downloadProgress, this, [this, reply](qint64 received) {
            if (received <= sync::limits::MaxBody)
                return;
            m_open[reply].tooLarge = true;
            reply->abort();
        });
    }

    void abandon()
    {
        // Aborting finishes a reply at once, which changes m_open.
        QList<QNetworkReply*> replies;
        for (const auto& [reply, request] : m_open)
            replies.append(reply);
        for (QNetworkReply* reply : replies)
            reply->abort();
    }

private:
    struct OpenRequest {
        Answered answered;
        bool untrusted = false;
        bool tooLarge = false;
    };

    QNetworkReply* begin(const QNetworkRequest& request, const WireRequest& wire)
    {
        if (wire.method == "GET")
            return m_network.get(request);
        if (wire.method == "POST")
            return m_network.post(request, wire.body);
        return m_network.sendCustomRequest(request, wire.method, wire.body);
    }

    bool isPinned(const QNetworkReply& reply) const
    {
        const auto pin = spkiPin(reply.sslConfiguration().peerCertificate().toDer());
        return pin && m_address.accepts(*pin, m_clock ? m_clock->now() : Never);
    }

    void finish(QNetworkReply* reply)
    {
        const auto found = m_open.find(reply);
        if (found == m_open.end())
            return;
        const OpenRequest request = std::move(found->second);
        m_open.erase(found);
        reply->deleteLater();
        // Queued: post() and abandon() may be what finished it, and promise to answer later.
        QMetaObject::invokeMethod(
            this,
            [answered = request.answered, answer = answerOf(*reply, request)] { answered(answer); },
            Qt::QueuedConnection);
    }

    static Result<WireAnswer> answerOf(QNetworkReply& reply, const OpenRequest& request)
    {
        if (request.untrusted)
            return Error{ErrorCode::Untrusted, "server shows another key than the pinned ones"};
        if (request.tooLarge)
            return Error{ErrorCode::LimitExceeded, "answer is larger than any of this protocol"};
        const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const bool cut = reply.error() != QNetworkReply::NoError
            && (reply.error() < FirstContentError
                || reply.error() == QNetworkReply::ProtocolFailure);
        if (status == 0 || cut)
            return Error::transient(ErrorCode::Unreachable, "no whole answer");
        if (!isCbor(reply))
            return Error::transient(ErrorCode::Unreachable, "answer is not from the practice");
        return WireAnswer{status, fieldsOf(reply), reply.readAll()};
    }

    ServerAddress m_address;
    std::chrono::milliseconds m_stallTime;
    const Clock* m_clock;
    std::unordered_map<QNetworkReply*, OpenRequest> m_open;
    QNetworkAccessManager m_network;
};

HttpsTransport::HttpsTransport(
    ServerAddress address, std::chrono::milliseconds stallTime, const Clock* clock)
    : m_parts(std::make_unique<Parts>(std::move(address), stallTime, clock))
{
}

HttpsTransport::~HttpsTransport() = default;

QByteArray HttpsTransport::authority() const
{
    const QByteArray& authority = m_parts->address().authority;
    return authority.endsWith(":443") ? authority.chopped(4) : authority;
}

void HttpsTransport::post(WireRequest request, Answered answered)
{
    m_parts->post(request, std::move(answered));
}

void HttpsTransport::abandon()
{
    m_parts->abandon();
}

} // namespace doorstep::client
