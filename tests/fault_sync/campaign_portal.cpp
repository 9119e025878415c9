#include "tests/fault_sync/detour.h"
#include "tests/fault_sync/forged_identity.h"

#include <QTcpServer>
#include <QTcpSocket>

namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace portal_detail {

constexpr int RoundsInCi = 1;
constexpr int RoundsInRelease = 20;
constexpr int CasesPerPractice = 20;
constexpr std::chrono::milliseconds Silence{3'000}; ///< a handshake over a poor link comes first

/// Who answers in the practice's place.
enum class Who {
    Plain, ///< speaks HTTP where TLS was asked
    Forger, ///< TLS with a certificate of its own
    Gateway, ///< before the server, with the server's own key
    Nobody, ///< refuses the connection
    Silent ///< takes it and says nothing
};

struct Portal {
    const char* name;
    Who who;
    QByteArray answer;
    ErrorCode says; ///< what the device must make of it
};

QByteArray page(const QByteArray& status, const QByteArray& more = {})
{
    const QByteArray body = "<html><body><h1>Harbour Hotel</h1>Sign in to use the Wi-Fi.</body>";
    return "HTTP/1.1 " + status + "\r\nContent-Type: text/html\r\n" + more
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

std::vector<Portal> portals()
{
    const QByteArray ok = page("200 OK");
    const QByteArray away = page("302 Found", "Location: https://login.example/start\r\n");
    const QByteArray kept = page("307 Temporary Redirect", "Location: http://login.example/\r\n");
    const QByteArray wants = page("511 Network Authentication Required");
    const QByteArray down = page("502 Bad Gateway");
    const QByteArray cbor = TlsPeer::http("200 OK", "application/cbor", "\xa0");
    const QByteArray refusal = TlsPeer::http("401 Unauthorized", "application/cbor", "\xa0");
    using enum Who;
    return {{"plain 200", Plain, ok, ErrorCode::Unreachable},
        {"plain 302", Plain, away, ErrorCode::Unreachable},
        {"plain 511", Plain, wants, ErrorCode::Unreachable},
        {"own certificate 200", Forger, ok, ErrorCode::Untrusted},
        {"own certificate 302", Forger, away, ErrorCode::Untrusted},
        {"own certificate 511", Forger, wants, ErrorCode::Untrusted},
        {"gateway 200", Gateway, ok, ErrorCode::Unreachable},
        {"gateway 302", Gateway, away, ErrorCode::Unreachable},
        {"gateway 307", Gateway, kept, ErrorCode::Unreachable},
        {"gateway 511", Gateway, wants, ErrorCode::Unreachable},
        {"gateway 502", Gateway, down, ErrorCode::Unreachable},
        {"gateway 401 that nobody signed", Gateway, refusal, ErrorCode::Unreachable},
        {"gateway 200 that nobody signed", Gateway, cbor, ErrorCode::Untrusted},
        {"nobody there", Nobody, {}, ErrorCode::Unreachable},
        {"silence", Silent, {}, ErrorCode::Unreachable}};
}

/// A web server without TLS: answers whatever comes; with no answer it keeps silent.
class PlainPeer {
public:
    explicit PlainPeer(const QByteArray& answer)
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, answer] {
            QTcpSocket* const socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QIODevice::readyRead, socket, [socket, answer] {
                socket->readAll();
                socket->write(answer);
                if (!answer.isEmpty())
                    socket->disconnectFromHost();
            });
        });
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no port");
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

private:
    QTcpServer m_server;
};

/// A port that nobody listens on, for as long as nobody takes it.
quint16 deadPort()
{
    QTcpServer taken;
    return taken.listen(QHostAddress::LocalHost) ? taken.serverPort() : 0;
}

class Portals final : private CampaignHead {
public:
    explicit Portals(const SyncCampaignRun& run)
        : CampaignHead(
            run, qint64(portals().size()) * RoundsInCi, qint64(portals().size()) * RoundsInRelease)
        , m_detour(run.practice, m_tally, m_oracle)
        , m_all(portals())
    {
    }
    SyncTally tally()
    {
        for (; m_tally.cases < m_cases; ++m_tally.cases) {
            if (m_tally.cases > 0 && m_tally.cases % CasesPerPractice == 0)
                m_practice.putBack();
            meet(m_all[std::size_t(m_tally.cases) % m_all.size()]);
        }
        return std::move(m_tally);
    }

private:
    void meet(const Portal& portal)
    {
        const bool inTheMiddle = m_random() % 2 == 0;
        m_oracle.name("case " + QByteArray::number(m_tally.cases) + ", " + portal.name
            + (inTheMiddle ? ", from the second request on" : ""));
        const auto report = lead(portal, inTheMiddle);
        if (!report) {
            const Error& error = report.error();
            m_oracle.expect(error.code == portal.says, "taken for: " + error.detail);
            // Who is not the practice may go away by itself; who claims to be it does not.
            m_oracle.expect(error.permanent == (portal.says == ErrorCode::Untrusted),
                "not tried again in good time, or too soon: " + error.detail);
        }
        m_detour.leadBack();
    }
    Result<client::SyncReport> lead(const Portal& portal, bool inTheMiddle)
    {
        if (portal.who == Who::Plain || portal.who == Who::Silent) {
            const PlainPeer peer(portal.answer);
            return m_detour.lead(peer.port(), inTheMiddle, Silence);
        }
        if (portal.who == Who::Nobody)
            return m_detour.lead(deadPort(), inTheMiddle);
        TlsPeer peer(portal.who == Who::Forger
                ? forgedIdentity(Forgery::Authority)
                : TlsPeer::identityIn(m_practice.server.directory()));
        peer.answer = portal.answer;
        auto report = m_detour.lead(peer.port(), inTheMiddle);
        m_oracle.expect(peer.received.isEmpty() == (portal.who == Who::Forger),
            "who answered read " + QByteArray::number(peer.received.size()) + " bytes");
        return report;
    }

    Detour m_detour;
    std::vector<Portal> m_all;
};

} // namespace portal_detail

SyncTally runPortals(const SyncCampaignRun& run)
{
    return portal_detail::Portals(run).tally();
}

} // namespace doorstep::test
