#include "sync/client/signed_exchange.h"

#include "sync/protocol/error_answer.h"

namespace doorstep::client {

DeviceSigner DeviceSigner::of(const store::DeviceIdentity& identity)
{
    return {identity.practice, identity.device,
        crypto::signKeyPairFromSeed(identity.signSeed).secretKey, identity.serverSign,
        identity.practiceSign};
}

DeviceSigner DeviceSigner::clone() const
{
    return {practice, device, signKey.clone(), serverKey, practiceKey};
}

struct SignedExchange::Parts : std::enable_shared_from_this<Parts> {
    Parts(Transport& transport, const Clock& clock, DeviceSigner signer)
        : transport(transport)
        , clock(clock)
        , signer(std::move(signer))
    {
    }

    struct Request {
        Call call;
        Answered answered;
        bool mayRepeat = true;
    };

    void send(Request request)
    {
        const auto nonce = sync::RequestNonce::random();
        const Call& call = request.call;
        const sync::RequestTarget target{call.method, transport.authority(), call.path, call.query};
        const auto fields = sync::signRequest(target, call.body, signer.practice, signer.device,
            clock.now().plusMs(offsetMs), nonce, signer.signKey);
        WireRequest wire{call.path, call.body, fields, call.query, call.method};
        transport.post(std::move(wire),
            [weak = weak_from_this(), nonce, request = std::move(request)](
                const Result<WireAnswer>& answer) {
                if (const auto parts = weak.lock())
                    parts->take(request, nonce, answer);
            });
    }

    void take(Request request, const sync::RequestNonce& nonce, const Result<WireAnswer>& answer)
    {
        if (!answer)
            return request.answered(answer.error());
        const auto serverTime = sync::verifyAnswer(
            {signer.device, nonce, answer->status}, answer->fields, answer->body, signer.serverKey);
        if (!serverTime)
            return request.answered(unbelieved(answer->status));
        offsetMs = serverTime->ms - clock.now().ms;
        constexpr int NotThere = 409;
        const bool isPlace = request.call.method == "PATCH" && answer->status == NotThere;
        if (answer->status == 200 || isPlace)
            return request.answered(SignedAnswer{answer->body, *serverTime, answer->status});
        const auto refusal = sync::decodeErrorAnswer(answer->body);
        if (!refusal)
            return request.answered(refusal.error());
        if (refusal->refusal == sync::Refusal::ClockOff && !request.mayRepeat)
            return request.answered(repeatedOnTheWay());
        if (refusal->refusal == sync::Refusal::ClockOff) {
            request.mayRepeat = false;
            return send(std::move(request));
        }
        retryAfter = std::chrono::seconds(refusal->retryAfterSeconds);
        request.answered(sync::toError(*refusal));
    }

    /// A 200 that the server did not sign is an attack or a changed key; anything else may come
    /// from a machine in front of it and says only that the server was not reached.
    static Error unbelieved(int status)
    {
        if (status == 200)
            return {ErrorCode::Untrusted, "answer is not signed by the practice server"};
        return Error::transient(ErrorCode::Unreachable, "refusal is not the practice server's");
    }

    /// Signed in the server's own time, so it is not the time: the server has seen the nonce. Qt
    /// sends a request again by itself when its connection breaks before the answer.
    static Error repeatedOnTheWay()
    {
        return Error::transient(ErrorCode::Unreachable, "request was repeated on the way");
    }

    Transport& transport;
    const Clock& clock;
    DeviceSigner signer;
    qint64 offsetMs = 0;
    std::chrono::seconds retryAfter{0};
};

SignedExchange::SignedExchange(Transport& transport, const Clock& clock, DeviceSigner signer)
    : m_parts(std::make_shared<Parts>(transport, clock, std::move(signer)))
{
}

SignedExchange::~SignedExchange() = default;

void SignedExchange::post(QByteArray path, QByteArray body, Answered answered)
{
    send({"POST", std::move(path), {}, std::move(body)}, std::move(answered));
}

void SignedExchange::send(Call call, Answered answered)
{
    m_parts->send({std::move(call), std::move(answered)});
}

const DeviceSigner& SignedExchange::signer() const
{
    return m_parts->signer;
}

qint64 SignedExchange::clockOffsetMs() const
{
    return m_parts->offsetMs;
}

std::chrono::seconds SignedExchange::retryAfter() const
{
    return m_parts->retryAfter;
}

} // namespace doorstep::client
