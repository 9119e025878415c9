#include "sync/client/connection_test.h"

#include "tests/client/tls_peer.h"
#include "tests/support/test_registry.h"

#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>

using namespace doorstep;
using namespace std::chrono_literals;
using client::ConnectionFinding;
using client::ConnectionStep;
using test::TlsPeer;

namespace connection_tests {

/// An HTTP proxy that leads every name to one port of this machine. It looks names up, not the
/// device.
class Proxy {
public:
    explicit Proxy(quint16 to)
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, to] {
            auto* near = m_server.nextPendingConnection();
            auto* far = new QTcpSocket(near);
            far->connectToHost(QHostAddress::LocalHost, to);
            QObject::connect(near, &QIODevice::readyRead, far, [this, near, far] {
                const QByteArray bytes = near->readAll();
                if (!bytes.startsWith("CONNECT "))
                    return void(far->write(bytes));
                asked = bytes.left(bytes.indexOf(" HTTP"));
                near->write("HTTP/1.1 200 Connection established\r\n\r\n");
            });
            QObject::connect(
                far, &QIODevice::readyRead, near, [near, far] { near->write(far->readAll()); });
        });
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no port");
        QNetworkProxy::setApplicationProxy(QNetworkProxy(
            QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), m_server.serverPort()));
    }
    ~Proxy() { QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy); }

    QByteArray asked;

private:
    QTcpServer m_server;
};

} // namespace connection_tests

class TestConnectionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void practiceServer_passesEveryStep_andReceivesNothing()
    {
        TlsPeer peer;
        const auto findings = findingsOf(peer.address());
        QCOMPARE(stepsOf(findings),
            (std::vector{ConnectionStep::Name, ConnectionStep::Reach, ConnectionStep::Key}));
        QVERIFY(!findings.back().error);
        QTest::qWait(50);
        QCOMPARE(peer.received, "");
    }
    void nobodyThere_endsAtReach()
    {
        quint16 port = 0;
        {
            QTcpServer gone;
            QVERIFY(gone.listen(QHostAddress::LocalHost));
            port = gone.serverPort();
        }
        const auto findings = findingsOf({"127.0.0.1:" + QByteArray::number(port), {}, {}});
        QCOMPARE(findings.back().step, ConnectionStep::Reach);
        QCOMPARE(findings.back().error->code, ErrorCode::Unreachable);
    }
    void nameThatIsNone_endsAtName()
    {
        const auto findings = findingsOf({"practice.invalid:443", {}, {}});
        QCOMPARE(findings.size(), std::size_t(1));
        QCOMPARE(findings.front().step, ConnectionStep::Name);
        QCOMPARE(findings.front().error->code, ErrorCode::Unreachable);
    }
    void somebodyElse_isUntrusted()
    {
        TlsPeer peer;
        auto address = peer.address();
        address.pinNow.bytes[0] ^= 1;
        const auto findings = findingsOf(address);
        QCOMPARE(findings.back().step, ConnectionStep::Key);
        QCOMPARE(findings.back().error->code, ErrorCode::Untrusted);
    }
    /// The name is looked up where the proxy is: that it was found is known by the answer.
    void behindAProxy_whoeverAnswersWasFound()
    {
        TlsPeer peer;
        auto address = peer.address();
        address.authority = "practice.invalid:8443";
        const connection_tests::Proxy proxy(peer.port());
        const auto findings = findingsOf(address);
        QCOMPARE(proxy.asked, "CONNECT practice.invalid:8443");
        QCOMPARE(stepsOf(findings),
            (std::vector{ConnectionStep::Name, ConnectionStep::Reach, ConnectionStep::Key}));
        QVERIFY(!findings.back().error);
        address.pinNow.bytes[0] ^= 1;
        const auto foreign = findingsOf(address);
        QCOMPARE(foreign.back().step, ConnectionStep::Key);
        QCOMPARE(foreign.back().error->code, ErrorCode::Untrusted);
    }
    void lineCutInTheHandshake_endsAtKey_unreachable()
    {
        QTcpServer cutting;
        QVERIFY(cutting.listen(QHostAddress::LocalHost));
        connect(&cutting, &QTcpServer::newConnection, &cutting, [&] {
            auto* socket = cutting.nextPendingConnection();
            connect(socket, &QIODevice::readyRead, socket, [socket] { socket->abort(); });
        });
        const auto findings = findingsOf(addressAt(cutting.serverPort()));
        QCOMPARE(findings.back().step, ConnectionStep::Key);
        QCOMPARE(findings.back().error->code, ErrorCode::Unreachable);
    }
    void silence_endsInTime_andTheTestCanBeRunAgain()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        client::ConnectionTest test(addressAt(silent.serverPort()), 200ms);
        for (int i = 0; i < 2; ++i) {
            const auto findings = findingsOf(test);
            QCOMPARE(findings.back().step, ConnectionStep::Key);
            QCOMPARE(findings.back().error->code, ErrorCode::Unreachable);
        }
    }
    void destroyedMeanwhile_saysNothingMore()
    {
        TlsPeer peer;
        int found = 0;
        {
            client::ConnectionTest test(peer.address());
            test.start([&](const ConnectionFinding&) { ++found; });
        }
        QTest::qWait(100);
        QCOMPARE(found, 0);
    }

private:
    static client::ServerAddress addressAt(quint16 port)
    {
        return {"127.0.0.1:" + QByteArray::number(port), {}, {}};
    }
    static std::vector<ConnectionFinding> findingsOf(const client::ServerAddress& address)
    {
        client::ConnectionTest test(address);
        return findingsOf(test);
    }
    static std::vector<ConnectionFinding> findingsOf(client::ConnectionTest& test)
    {
        std::vector<ConnectionFinding> findings;
        test.start([&](const ConnectionFinding& finding) { findings.push_back(finding); });
        const auto isOver = [&] {
            return !findings.empty()
                && (findings.back().error || findings.back().step == ConnectionStep::Key);
        };
        if (!QTest::qWaitFor(isOver, 20'000))
            qFatal("the test does not end");
        return findings;
    }
    static std::vector<ConnectionStep> stepsOf(const std::vector<ConnectionFinding>& findings)
    {
        std::vector<ConnectionStep> steps;
        for (const auto& finding : findings)
            steps.push_back(finding.step);
        return steps;
    }
};
DOORSTEP_TEST(TestConnectionTest);

#include "tst_connection_test.moc"
