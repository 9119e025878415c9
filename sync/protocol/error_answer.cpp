#include "sync/protocol/error_answer.h"

#include "sync/protocol/message_fields.h"

#include <array>

namespace doorstep::sync {

using namespace Qt::StringLiterals;
namespace error_detail {

constexpr int Fields = 4;
constexpr qsizetype MaxErrorBytes = 256;

constexpr std::array AllRefusals{Refusal::Malformed, Refusal::TooLarge, Refusal::NotFound,
    Refusal::Unsigned, Refusal::ClockOff, Refusal::Revoked, Refusal::NotAllowed, Refusal::Ticket,
    Refusal::Flagged, Refusal::Claim, Refusal::Version, Refusal::Full, Refusal::Busy,
    Refusal::Internal};
constexpr std::array AllSteps{NextStep::Repeat, NextStep::Wait, NextStep::SetClock,
    NextStep::Update, NextStep::Enrol, NextStep::NewTicket, NextStep::AskPractice,
    NextStep::Report};

} // namespace error_detail

QLatin1StringView refusalWord(Refusal refusal)
{
    switch (refusal) {
    case Refusal::Malformed:
        return "malformed"_L1;
    case Refusal::TooLarge:
        return "too-large"_L1;
    case Refusal::NotFound:
        return "not-found"_L1;
    case Refusal::Unsigned:
        return "unsigned"_L1;
    case Refusal::ClockOff:
        return "clock"_L1;
    case Refusal::Revoked:
        return "revoked"_L1;
    case Refusal::NotAllowed:
        return "not-allowed"_L1;
    case Refusal::Ticket:
        return "ticket"_L1;
    case Refusal::Flagged:
        return "flagged"_L1;
    case Refusal::Claim:
        return "claim"_L1;
    case Refusal::Version:
        return "version"_L1;
    case Refusal::Full:
        return "full"_L1;
    case Refusal::Busy:
        return "busy"_L1;
    case Refusal::Internal:
        return "internal"_L1;
    }
    return {};
}

QLatin1StringView nextStepWord(NextStep next)
{
    switch (next) {
    case NextStep::Repeat:
        return "repeat"_L1;
    case NextStep::Wait:
        return "wait"_L1;
    case NextStep::SetClock:
        return "set-clock"_L1;
    case NextStep::Update:
        return "update"_L1;
    case NextStep::Enrol:
        return "enrol"_L1;
    case NextStep::NewTicket:
        return "new-ticket"_L1;
    case NextStep::AskPractice:
        return "ask-practice"_L1;
    case NextStep::Report:
        return "report"_L1;
    }
    return {};
}

int httpStatus(Refusal refusal)
{
    switch (refusal) {
    case Refusal::Malformed:
        return 400;
    case Refusal::TooLarge:
        return 413;
    case Refusal::NotFound:
        return 404;
    case Refusal::Unsigned:
    case Refusal::ClockOff:
        return 401;
    case Refusal::Revoked:
    case Refusal::NotAllowed:
    case Refusal::Claim:
        return 403;
    case Refusal::Ticket:
        return 410;
    case Refusal::Flagged:
        return 409;
    case Refusal::Version:
        return 426;
    case Refusal::Full:
        return 507;
    case Refusal::Busy:
        return 503;
    case Refusal::Internal:
        return 500;
    }
    return 500;
}

NextStep nextStepFor(Refusal refusal)
{
    switch (refusal) {
    case Refusal::Malformed:
    case Refusal::TooLarge:
    case Refusal::NotFound:
    case Refusal::Internal:
        return NextStep::Report;
    case Refusal::Unsigned:
        return NextStep::Enrol;
    case Refusal::ClockOff:
        return NextStep::SetClock;
    case Refusal::Revoked:
    case Refusal::NotAllowed:
    case Refusal::Claim:
        return NextStep::AskPractice;
    case Refusal::Ticket:
    case Refusal::Flagged:
        return NextStep::NewTicket;
    case Refusal::Version:
        return NextStep::Update;
    case Refusal::Full:
    case Refusal::Busy:
        return NextStep::Wait;
    }
    return NextStep::Report;
}

QByteArray encodeErrorAnswer(const ErrorAnswer& answer)
{
    using namespace error_detail;
    return entry::encodeCbor({
        {"e"_L1, QString(refusalWord(answer.refusal))},
        {"n"_L1, QString(nextStepWord(answer.next))},
        {"r"_L1, qint64(answer.retryAfterSeconds)},
        {"w"_L1, answer.serverTime.ms},
    });
}

Result<ErrorAnswer> decodeErrorAnswer(QByteArrayView bytes)
{
    using namespace error_detail;
    DOORSTEP_TRY(map, decodeExactly(bytes, Fields, MaxErrorBytes));
    entry::CborReader in(map);
    const auto refusalText = in.text("e"_L1, 32);
    const auto nextText = in.text("n"_L1, 32);
    ErrorAnswer answer;
    answer.retryAfterSeconds = quint32(in.integer("r"_L1, 0, 86'400));
    answer.serverTime = in.instant("w"_L1);
    DOORSTEP_CHECK(in.status());
    const auto refusal = std::find_if(AllRefusals.begin(), AllRefusals.end(),
        [&](Refusal each) { return refusalWord(each) == refusalText; });
    const auto next = std::find_if(AllSteps.begin(), AllSteps.end(),
        [&](NextStep each) { return nextStepWord(each) == nextText; });
    if (refusal == AllRefusals.end() || next == AllSteps.end())
        return Error{ErrorCode::Corrupt, "unknown refusal"};
    answer.refusal = *refusal;
    answer.next = *next;
    return answer;
}

Error toError(const ErrorAnswer& answer)
{
    const bool mayPass = answer.next == NextStep::Repeat || answer.next == NextStep::Wait
        || answer.next == NextStep::SetClock;
    const auto word = refusalWord(answer.refusal);
    return {ErrorCode::Refused, QByteArray(word.data(), word.size()), !mayPass};
}

} // namespace doorstep::sync
