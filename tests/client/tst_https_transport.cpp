#include "sync/protocol/limits.h"
#include "tests/client/tls_peer.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <random>

using namespace doorstep;
using test::TlsPeer;

class TestHttpsTransport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wholeAnswer_isDelivered_requestIsBare()
    {
        TlsPeer peer;
        peer.answer = TlsPeer::http("200 OK", "application/cbor", "answer");
        client::HttpsTransport transport(peer.address());
        const auto answer = post(transport);
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->body, "answer");
        const QByteArray request = peer.received.toLower();
        QVERIFY(request.startsWith("post /sync/1 http/1.1\r\n"));
        QVERIFY(request.contains("ds-device: abc"));
        QVERIFY(request.contains("accept-language: *\r\n"));
        QVERIFY(request.contains("accept-encoding: identity\r\n"));
        QVERIFY(!request.contains("cookie") && !request.contains("mozilla"));
        QVERIFY(request.endsWith("\r\n\r\nrequest"));
    }
    void refusal_isDeliveredWithItsStatus()
    {
        TlsPeer peer;
        peer.answer = TlsPeer::http("503 Busy", "application/cbor", "why");
        client::HttpsTransport transport(peer.address());
        QCOMPARE(post(transport)->status, 503);
    }
    void nextPin_isAsGoodAsThePresentOne()
    {
        TlsPeer peer;
        peer.answer = TlsPeer::http("200 OK", "application/cbor", "answer");
        auto address = peer.address();
        std::swap(address.pinNow, address.pinNext);
        client::HttpsTransport transport(address);
        QVERIFY(post(transport).ok());
    }
    void anotherKey_isUntrusted_beforeAByteOfTheRequestLeft()
    {
        TlsPeer peer;
        peer.answer = TlsPeer::http("200 OK", "application/cbor", "answer");
        auto address = peer.address();
        address.pinNow.bytes[0] ^= 1;
        client::HttpsTransport transport(address);
        QCOMPARE(post(transport).error().code, ErrorCode::Untrusted);
        QTest::qWait(50);
        QCOMPARE(peer.received, "");
    }
    void captivePortalPage_isUnreachable()
    {
        TlsPeer peer;
        client::HttpsTransport transport(peer.address());
        for (const QByteArray status :
            {"200 OK", "302 Found", "511 Network Authentication Required"}) {
            peer.received.clear();
            peer.answer = TlsPeer::http(status, "text/html", "<html>Welcome to the hotel</html>");
            const auto answer = post(transport);
            QCOMPARE(answer.error().code, ErrorCode::Unreachable);
            QVERIFY(!answer.error().permanent);
        }
    }
    void redirect_isNotFollowed()
    {
        TlsPeer peer;
        peer.answer = "HTTP/1.1 307 Away\r\nLocation: https://127.0.0.1:1/\r\nContent-Type: "
                      "application/cbor\r\nContent-Length: 0\r\n\r\n";
        client::HttpsTransport transport(peer.address());
        QCOMPARE(post(transport)->status, 307);
    }
    void answerCutAnywhere_isUnreachable()
    {
        TlsPeer peer;
        const QByteArray whole = TlsPeer::http("200 OK", "application/cbor", "a short answer");
        client::HttpsTransport transport(peer.address());
        for (qsizetype size = 1; size < whole.size(); size += 3) {
            peer.received.clear();
            peer.answer = whole.first(size);
            const auto answer = post(transport);
            QVERIFY2(!answer.ok(), qPrintable(QString::number(size)));
            QCOMPARE(answer.error().code, ErrorCode::Unreachable);
        }
    }
    void packedAnswer_isNotUnpacked()
    {
        TlsPeer peer;
        peer.answer = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: "
                      "application/cbor\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x01";
        client::HttpsTransport transport(peer.address());
        QCOMPARE(post(transport)->body, "\x1f\x8b\x08\x01");
    }
    void hugeAnswer_isLimitExceeded()
    {
        TlsPeer peer;
        peer.answer = TlsPeer::http(
            "200 OK", "application/cbor", QByteArray(sync::limits::MaxBody + 1, 'x'));
        client::HttpsTransport transport(peer.address());
        QCOMPARE(post(transport).error().code, ErrorCode::LimitExceeded);
    }
    void silentServer_isUnreachableAfterTheStallTime()
    {
        TlsPeer peer;
        client::HttpsTransport transport(peer.address(), std::chrono::milliseconds(300));
        QCOMPARE(post(transport).error().code, ErrorCode::Unreachable);
    }
    void nobodyThere_orNoTls_isUnreachable()
    {
        QTcpServer plain;
        QVERIFY(plain.listen(QHostAddress::LocalHost));
        connect(&plain, &QTcpServer::newConnection, &plain, [&] {
            auto* socket = plain.nextPendingConnection();
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            socket->disconnectFromHost();
        });
        const QByteArray authority = "127.0.0.1:" + QByteArray::number(plain.serverPort());
        client::HttpsTransport transport({authority, {}, {}});
        QCOMPARE(post(transport).error().code, ErrorCode::Unreachable);
        plain.close();
        QCOMPARE(post(transport).error().code, ErrorCode::Unreachable);
    }
    void abandoned_everyRequestIsAnsweredLater()
    {
        TlsPeer peer;
        client::HttpsTransport transport(peer.address());
        int answered = 0;
        for (int i = 0; i < 3; ++i) {
            transport.post({"/sync/1", "request", {}}, [&](const auto& answer) {
                QCOMPARE(answer.error().code, ErrorCode::Unreachable);
                ++answered;
            });
        }
        transport.abandon();
        QCOMPARE(answered, 0);
        QTRY_COMPARE(answered, 3);
    }
    void transportGone_noAnswerIsDelivered()
    {
        TlsPeer peer;
        peer.answer = TlsPeer::http("200 OK", "application/cbor", "answer");
        bool answered = false;
        {
            client::HttpsTransport transport(peer.address());
            transport.post({"/sync/1", "request", {}}, [&](const auto&) { answered = true; });
        }
        QTest::qWait(100);
        QVERIFY(!answered);
    }

    void pinOfACertificate_isWhatOpensslSays_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("pin");
        // openssl x509 -pubkey -noout | openssl pkey -pubin -outform der | sha256sum
        QTest::newRow("P-256")
            << QStringLiteral("p256")
            << QByteArray("8713095f050972c61623ec9d17444fc4f5ec51d2028db19b5c470bd04ed15325");
        QTest::newRow("Ed25519")
            << QStringLiteral("ed25519")
            << QByteArray("8c1570835c39cc37bcac6295acb9c332a5cc34176a35a84fb32ecf3066c6d545");
    }
    void pinOfACertificate_isWhatOpensslSays()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, pin);
        const QByteArray der = certificate(name);
        QCOMPARE(client::spkiPin(der)->toBytes().toHex(), pin);
        for (qsizetype size = 0; size < der.size(); ++size)
            (void)client::spkiPin(QByteArrayView(der).first(size));
        for (quint32 seed = 1; seed <= 5'000; ++seed) {
            std::mt19937 random(seed);
            QByteArray damaged = der;
            for (int i = 0; i < 4; ++i)
                damaged[qsizetype(random() % quint32(der.size()))] = char(random());
            (void)client::spkiPin(damaged);
        }
        QVERIFY(!client::spkiPin(""));
    }

private:
    static QByteArray certificate(const QString& name)
    {
        QFile file(QStringLiteral(DOORSTEP_SOURCE_DIR "/tests/fixtures/client/%1.der").arg(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static Result<client::WireAnswer> post(client::Transport& transport)
    {
        std::optional<Result<client::WireAnswer>> got;
        transport.post({"/sync/1", "request", {{"ds-device", "abc"}}},
            [&](const Result<client::WireAnswer>& answer) { got = answer; });
        return QTest::qWaitFor([&] { return got.has_value(); }, 20'000)
            ? *got
            : Error{ErrorCode::Internal, "never answered"};
    }
};
DOORSTEP_TEST(TestHttpsTransport);

#include "tst_https_transport.moc"
