#pragma once

#include "sync/protocol/request_signature.h"

#include <functional>

namespace doorstep::client {

/// One request to the practice server. Every path takes and gives CBOR.
struct WireRequest {
    QByteArray path; ///< "/sync/1"
    QByteArray body;
    sync::HeaderFields fields; ///< beside content type and length
    QByteArray query = {}; ///< without '?'; only GET has one
    QByteArray method = "POST"; ///< POST, PATCH or GET
};

struct WireAnswer {
    int status = 0;
    sync::HeaderFields fields; ///< lower-case names
    QByteArray body; ///< at most limits::MaxBody
};

/// The way to one practice server. Errors: Unreachable (transient) when nobody answered or the
/// answer was not this protocol's, such as the page of a captive portal; Untrusted when the server
/// showed another key than the pinned ones, before a byte of the request left; LimitExceeded for a
/// larger answer. Whether the content is to be believed is the caller's question.
///
/// Threads: one, with an event loop. post() returns at once; `answered` runs later on the same
/// thread, exactly once, and never after the transport was destroyed.
class Transport {
public:
    using Answered = std::function<void(Result<WireAnswer>)>;

    Transport() = default;
    virtual ~Transport() = default;
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    /// As it stands in Host and under request signatures.
    [[nodiscard]] virtual QByteArray authority() const = 0;
    virtual void post(WireRequest request, Answered answered) = 0;
    /// Ends what is under way: each gets Unreachable.
    virtual void abandon() = 0;
};

} // namespace doorstep::client
