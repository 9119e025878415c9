#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QLatin1StringView>

namespace doorstep::sync {

/// Why a request was not carried out: one word on the wire, in the order below.
enum class Refusal : quint8 {
    Malformed, ///< "malformed": not the protocol; sending it again will not help
    TooLarge, ///< "too-large"
    NotFound, ///< "not-found": no such path or method
    Unsigned, ///< "unsigned": signature wrong or device unknown; both read the same
    ClockOff, ///< "clock": created is too far from serverTime, or the nonce was used
    Revoked, ///< "revoked": past the days in which a revoked device may still upload
    NotAllowed, ///< "not-allowed": this role may not do this
    Ticket, ///< "ticket": unknown, used or expired; all three read the same
    Flagged, ///< "flagged": somebody else used this ticket; it is closed
    Claim, ///< "claim": unknown or used claim code
    Version, ///< "version": the app is older than the practice allows
    Full, ///< "full": no room for blobs now; entries are still taken
    Busy, ///< "busy": nothing was kept; the same request may succeed later
    Internal ///< "internal"
};

/// The one thing the receiver should do.
enum class NextStep : quint8 {
    Repeat, ///< "repeat": the same request, at once
    Wait, ///< "wait": the same request after `retryAfterSeconds`
    SetClock, ///< "set-clock": keep the offset to serverTime, sign again
    Update, ///< "update": a newer app is needed
    Enrol, ///< "enrol": this device must be enrolled (again)
    NewTicket, ///< "new-ticket": ask the desk for another code
    AskPractice, ///< "ask-practice"
    Report ///< "report": a bug on one of the two sides
};

/// Body of every answer that is not 200. Says nothing about why beyond the one word.
struct ErrorAnswer {
    Refusal refusal = Refusal::Internal;
    NextStep next = NextStep::Report;
    Instant serverTime;
    quint32 retryAfterSeconds = 0;
    bool operator==(const ErrorAnswer&) const = default;
};

[[nodiscard]] QLatin1StringView refusalWord(Refusal refusal);
[[nodiscard]] QLatin1StringView nextStepWord(NextStep next);
/// The HTTP status that goes with the word.
[[nodiscard]] int httpStatus(Refusal refusal);
/// The usual next step for a refusal.
[[nodiscard]] NextStep nextStepFor(Refusal refusal);

[[nodiscard]] QByteArray encodeErrorAnswer(const ErrorAnswer& answer);
[[nodiscard]] Result<ErrorAnswer> decodeErrorAnswer(QByteArrayView bytes);
/// As the project's own error: Refused, detail = the word, permanent unless waiting may help.
[[nodiscard]] Error toError(const ErrorAnswer& answer);

} // namespace doorstep::sync
