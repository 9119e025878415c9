#include "sync/client/signed_exchange.h"
#include "sync/protocol/error_answer.h"
#include "tests/client/scripted_transport.h"
#include "tests/support/fake_clock.h"
#include "tests/support/test_registry.h"

using namespace doorstep;

class TestSignedExchange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_clock.set({1'795'510'800'000});
        m_serverTime = m_clock.now();
        m_server = crypto::makeSignKeyPair();
        m_device = crypto::makeSignKeyPair();
        m_transport.sent.clear();
    }
    void signed200_isBelieved_andRequestsVerify()
    {
        m_transport.answer = [&](const auto& request) { return reply(request, 200, "body"); };
        const auto answer = ask();
        QCOMPARE(answer->body, "body");
        QCOMPARE(answer->serverTime, m_serverTime);
    }
    void unsigned200_isUntrusted()
    {
        m_transport.answer = [&](const auto&) { return client::WireAnswer{200, {}, "body"}; };
        QCOMPARE(ask().error().code, ErrorCode::Untrusted);
    }
    void signedByAnotherKey_isUntrusted()
    {
        const auto other = crypto::makeSignKeyPair();
        m_transport.answer = [&](const auto& request) {
            auto answer = reply(request, 200, "body");
            answer.fields = sync::signAnswer(
                {m_id, claimed(request).nonce, 200}, "body", m_serverTime, other.secretKey);
            return answer;
        };
        QCOMPARE(ask().error().code, ErrorCode::Untrusted);
    }
    void refusalSigned_isItsWord_unsigned_isOnlyUnreachable()
    {
        const QByteArray body = sync::encodeErrorAnswer(
            {sync::Refusal::Unsigned, sync::NextStep::Enrol, m_serverTime, 0});
        m_transport.answer = [&](const auto& request) { return reply(request, 401, body); };
        QCOMPARE(ask().error().code, ErrorCode::Refused);
        QCOMPARE(ask().error().detail, "unsigned");
        m_transport.answer = [&](const auto&) { return client::WireAnswer{401, {}, body}; };
        QCOMPARE(ask().error().code, ErrorCode::Unreachable);
        QVERIFY(!ask().error().permanent);
    }
    void clockOff_repeatsOnceWithTheServersTime()
    {
        m_serverTime = m_clock.now().plusMs(86'400'000LL * 400);
        m_transport.answer = [&](const client::WireRequest& request) {
            const qint64 off = claimed(request).created.ms - m_serverTime.ms;
            if (std::abs(off) > 300'000)
                return reply(request, 401,
                    sync::encodeErrorAnswer(
                        {sync::Refusal::ClockOff, sync::NextStep::SetClock, m_serverTime, 0}));
            return reply(request, 200, "body");
        };
        client::SignedExchange exchange(m_transport, m_clock, signer());
        QVERIFY(ask(exchange).ok());
        QCOMPARE(m_transport.sent.size(), 2U);
        QCOMPARE(exchange.clockOffsetMs(), 86'400'000LL * 400);
        QVERIFY(ask(exchange).ok());
        QCOMPARE(m_transport.sent.size(), 3U);
    }
    void clockOffOnceMoreInServerTime_isTheNetworksRepeating_andTriedAgainLater()
    {
        m_transport.answer = [&](const auto& request) {
            return reply(request, 401,
                sync::encodeErrorAnswer(
                    {sync::Refusal::ClockOff, sync::NextStep::SetClock, m_serverTime, 0}));
        };
        const Error error = ask().error();
        QCOMPARE(m_transport.sent.size(), 2U);
        QCOMPARE(error.code, ErrorCode::Unreachable);
        QVERIFY(!error.permanent);
    }
    void noncesAndSignatures_neverRepeat()
    {
        m_transport.answer = [&](const auto& request) { return reply(request, 200, "body"); };
        QVERIFY(ask().ok());
        QVERIFY(ask().ok());
        QVERIFY(claimed(m_transport.sent[0]).nonce != claimed(m_transport.sent[1]).nonce);
    }
    void exchangeGone_noAnswerIsDelivered()
    {
        m_transport.answer = [&](const auto& request) { return reply(request, 200, "body"); };
        bool answered = false;
        {
            client::SignedExchange exchange(m_transport, m_clock, signer());
            exchange.post("/sync/1", "request", [&](const auto&) { answered = true; });
        }
        QTest::qWait(20);
        QVERIFY(!answered);
    }

private:
    client::DeviceSigner signer() const
    {
        return {m_practice, m_id, m_device.secretKey.clone(), m_server.publicKey};
    }
    /// What the request claims, after checking that it verifies as a server would.
    sync::RequestSignature claimed(const client::WireRequest& request) const
    {
        const auto read = sync::readRequestSignature(request.fields);
        if (!read
            || !sync::verifyRequest(*read, {"POST", m_transport.authority(), request.path, {}},
                request.body, m_device.publicKey))
            qFatal("the request does not verify");
        return *read;
    }
    client::WireAnswer reply(
        const client::WireRequest& request, int status, const QByteArray& body) const
    {
        return {status,
            sync::signAnswer(
                {m_id, claimed(request).nonce, status}, body, m_serverTime, m_server.secretKey),
            body};
    }
    static Result<client::SignedAnswer> ask(client::SignedExchange& exchange)
    {
        std::optional<Result<client::SignedAnswer>> got;
        exchange.post("/sync/1", "request",
            [&](const Result<client::SignedAnswer>& answer) { got = answer; });
        return QTest::qWaitFor([&] { return got.has_value(); }) ? *got
                                                                : Error{ErrorCode::Internal, ""};
    }
    Result<client::SignedAnswer> ask()
    {
        client::SignedExchange exchange(m_transport, m_clock, signer());
        return ask(exchange);
    }

    test::ScriptedTransport m_transport;
    test::FakeClock m_clock;
    Instant m_serverTime;
    PracticeId m_practice{{1}};
    DeviceId m_id{{2}};
    crypto::SignKeyPair m_server;
    crypto::SignKeyPair m_device;
};
DOORSTEP_TEST(TestSignedExchange);

#include "tst_signed_exchange.moc"
