#pragma once

#include "core/base/clock.h"
#include "core/store/device_identity.h"
#include "sync/client/transport.h"

#include <chrono>
#include <memory>

namespace doorstep::client {

/// What a device needs to speak for itself and to believe the server. No person's key is in here:
/// a locked tablet has it.
struct DeviceSigner {
    PracticeId practice;
    DeviceId device;
    SecretBytes signKey; ///< 64 bytes, Ed25519
    crypto::SignPublicKey serverKey;
    crypto::SignPublicKey practiceKey = {}; ///< what a desk's orders are checked against

    [[nodiscard]] DeviceSigner clone() const;
    [[nodiscard]] static DeviceSigner of(const store::DeviceIdentity& identity);
};

struct SignedAnswer {
    QByteArray body;
    Instant serverTime;
    int status = 200; ///< or 409 to a PATCH: not a refusal in words but an answer of its own
};

/// Signed requests, believed answers. A 200 counts only with the server's signature over this very
/// request; a refusal too, so nobody between can send a device off to enrol again. When the server
/// says the clock is off, its signed time is kept as an offset and the request repeated once; said
/// again, the network repeated the request, which is Unreachable: the next try has a new nonce.
/// Thread and lifetime as Transport; after destruction no answer is delivered.
class SignedExchange {
public:
    using Answered = std::function<void(Result<SignedAnswer>)>;

    SignedExchange(Transport& transport, const Clock& clock, DeviceSigner signer);
    ~SignedExchange();

    void post(QByteArray path, QByteArray body, Answered answered);
    struct Call {
        QByteArray method;
        QByteArray path;
        QByteArray query;
        QByteArray body;
    };
    void send(Call call, Answered answered);
    [[nodiscard]] const DeviceSigner& signer() const;
    /// Server time minus this device's clock, as last seen; shown to people above five minutes.
    [[nodiscard]] qint64 clockOffsetMs() const;
    /// How long the last refusal asked to wait; 0: it did not say.
    [[nodiscard]] std::chrono::seconds retryAfter() const;

private:
    struct Parts;
    std::shared_ptr<Parts> m_parts;
};

} // namespace doorstep::client
