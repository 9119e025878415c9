#include "sync/protocol/limits.h"
#include "sync/server/allowance.h"
#include "sync/server/http_head.h"
#include "sync/server/request_gate.h"
#include "tests/entry/entry_samples.h"
#include "tests/support/fake_clock.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::server;

class TestHttpHead : public QObject {
    Q_OBJECT
    const QByteArray m_good = "POST /sync/1 HTTP/1.1\r\nHost: a:1\r\nContent-Length: 12\r\n\r\n";

private Q_SLOTS:
    void head_asOurClientsWriteIt_isAccepted()
    {
        const auto facts = checkHead(m_good);
        QVERIFY(facts.ok());
        QCOMPARE(facts->contentLength, quint64(12));
        QVERIFY(!facts->expectsContinue);
        QVERIFY(checkHead("POST /a?b=c HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\n\r\n")
                    ->expectsContinue);
    }
    void head_hostile_isRefused_data()
    {
        QTest::addColumn<QByteArray>("head");
        const auto with = [this](const char* name, QByteArray line) {
            auto head = m_good;
            head.insert(head.size() - 2, line + "\r\n");
            QTest::newRow(name) << head;
        };
        with("transfer encoding", "Transfer-Encoding: chunked");
        with("identity too", "transfer-encoding: identity");
        with("second length", "Content-Length: 12");
        with("second host", "Host: b:1");
        with("folded", "X: a\r\n b");
        with("folded by tab", "X: a\r\n\tb");
        with("blank before colon", "X : a");
        with("empty name", ": a");
        with("no colon", "X");
        with("bad name", "X(y): a");
        with("NUL", QByteArray("X: a\0b", 6));
        with("bare CR", "X: a\rY: b");
        with("bare LF", "X: a\nY: b");
        with("high byte", "X: \xc3\xa9");
        with("upgrade", "Upgrade: websocket");
        with("trailer", "Trailer: X");
        with("encoded body", "Content-Encoding: gzip");
        with("other expectation", "Expect: 200-ok");
        for (const QByteArray length :
            {"-5", "+5", "0x5", "5,5", "5 5", "", "05", "1e3", "99999999999999999999"}) {
            auto head = m_good;
            QTest::newRow(("length " + length).constData())
                << head.replace("Content-Length: 12", "Content-Length: " + length);
        }
        for (const QByteArray line : {"POST /sync/1", "POST  /sync/1 HTTP/1.1",
                 "POST sync HTTP/1.1", "POST http://a/ HTTP/1.1", "POST * HTTP/1.1",
                 "POST /sync/1 HTTP/1.0", "POST /sync/1 HTTP/2.0", "PO ST /sync/1 HTTP/1.1",
                 "POST /a#b HTTP/1.1", "POST /a\tb HTTP/1.1", "", " POST / HTTP/1.1"}) {
            auto head = m_good;
            QTest::newRow(("line " + line).constData())
                << head.replace("POST /sync/1 HTTP/1.1", line);
        }
        QTest::newRow("no host") << QByteArray("POST / HTTP/1.1\r\n\r\n");
        QTest::newRow("empty host") << QByteArray("POST / HTTP/1.1\r\nHost:\r\n\r\n");
        QTest::newRow("no end") << m_good.chopped(2);
        QTest::newRow("empty") << QByteArray();
    }
    void head_hostile_isRefused()
    {
        QFETCH(QByteArray, head);
        QVERIFY(!checkHead(head));
    }
    void head_tooManyFieldsOrBytes_isTooLarge()
    {
        QByteArray head = "POST / HTTP/1.1\r\nHost: a\r\n";
        for (int i = 0; i < sync::limits::MaxHeaderFields; ++i)
            head += "X: a\r\n";
        QCOMPARE(checkHead(head + "\r\n").error().code, ErrorCode::LimitExceeded);
        auto large = m_good;
        large.replace("12", QByteArray::number(sync::limits::MaxBody + 1));
        QCOMPARE(checkHead(large).error().code, ErrorCode::LimitExceeded);
    }
    void head_mutated_neverCrashes()
    {
        std::mt19937 random(11);
        for (int i = 0; i < 20'000; ++i)
            (void)checkHead(test::mutated(m_good, random)).ok();
    }
    void allowance_refillsWithTime_perKey()
    {
        test::FakeClock clock;
        Allowance allowance(2, 4);
        for (int i = 0; i < 4; ++i)
            QVERIFY(allowance.take("a", clock.now()));
        QVERIFY(!allowance.take("a", clock.now()));
        QVERIFY(allowance.take("b", clock.now()));
        clock.advanceMs(500);
        QVERIFY(allowance.take("a", clock.now()));
        QVERIFY(!allowance.take("a", clock.now()));
        QVERIFY(!allowance.take("b", clock.now(), 5)); // more than it ever holds
        QVERIFY(allowance.take("b", clock.now(), 4));
    }
    void nonces_areAcceptedOnce_andForgottenLater()
    {
        test::FakeClock clock;
        NonceMemory memory;
        const auto nonce = sync::RequestNonce::random();
        const auto device = test::idOf<DeviceId>(1);
        QVERIFY(memory.remember(device, nonce, clock.now()));
        QVERIFY(!memory.remember(device, nonce, clock.now()));
        QVERIFY(memory.remember(test::idOf<DeviceId>(2), nonce, clock.now()));
        clock.advanceMinutes(9);
        QVERIFY(!memory.remember(device, nonce, clock.now()));
        clock.advanceMinutes(2);
        QVERIFY(memory.remember(device, nonce, clock.now()));
    }
};
DOORSTEP_TEST(TestHttpHead);

#include "tst_http_head.moc"
