#pragma once

#include "sync/protocol/error_answer.h"
#include "sync/server/device_store.h"
#include "sync/server/practice_store.h"

namespace doorstep::server {

/// Who sent a request whose signature was verified, as the log knew them a moment ago. Anything
/// that must still hold at the commit is read again in the transaction.
struct Caller {
    Practice practice;
    Device device;
    std::vector<StaffKey> staffKeys; ///< certified on that device
    Instant now;
};

/// What a service answers: a body, or a refusal with its one word and one next step.
struct Reply {
    int status = 200;
    QByteArray body;

    [[nodiscard]] static Reply ok(QByteArray body) { return {200, std::move(body)}; }
    [[nodiscard]] static Reply refuse(sync::Refusal refusal, Instant now, quint32 retryAfter = 0)
    {
        return {sync::httpStatus(refusal),
            sync::encodeErrorAnswer({refusal, sync::nextStepFor(refusal), now, retryAfter})};
    }
    /// For an error of the log or of a decoder: what a client can do about it, nothing else.
    [[nodiscard]] static Reply fromError(const Error& error, Instant now);
};

} // namespace doorstep::server
