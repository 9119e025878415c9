#include "sync/client/ack_decision.h"

#include <algorithm>
#include <limits>
#include <set>

namespace doorstep::client {

namespace {

constexpr quint64 LastSeq = std::numeric_limits<qint64>::max();

Error notSent()
{
    return {ErrorCode::Corrupt, "answer acknowledges what was not sent"};
}

QByteArray wordOf(sync::HeldReason reason)
{
    const QLatin1StringView word = sync::heldWord(reason);
    return {word.data(), word.size()};
}

/// The counters an answer speaks for, each once.
Result<std::set<quint64>> acknowledgedCounters(
    const SentRange& sent, const sync::SyncAnswer& answer, quint64 through)
{
    std::set<quint64> counters;
    for (const sync::AckRun& run : answer.runs) {
        if (run.firstCtr < sent.firstCtr || run.count == 0 || run.count > sent.count()
            || run.firstCtr > through || run.firstCtr + run.count - 1 > through)
            return notSent();
        if (run.firstSeq == 0 || run.firstSeq > LastSeq - run.count)
            return Error{ErrorCode::Corrupt, "answer names an impossible position"};
        for (quint64 ctr = run.firstCtr; ctr < run.firstCtr + run.count; ++ctr) {
            if (!counters.insert(ctr).second)
                return Error{ErrorCode::Corrupt, "answer acknowledges an entry twice"};
        }
    }
    for (const sync::HeldEntry& held : answer.held) {
        if (held.ctr < sent.firstCtr || held.ctr > through)
            return notSent();
        counters.insert(held.ctr);
    }
    return counters;
}

const crypto::Digest& chainAt(const SentRange& sent, quint64 ctr)
{
    return ctr < sent.firstCtr ? sent.before : sent.after[ctr - sent.firstCtr];
}

store::Acknowledgement acknowledgementOf(const SentRange& sent, const sync::SyncAnswer& answer)
{
    store::Acknowledgement acknowledgement;
    acknowledgement.incarnation = sent.incarnation;
    for (const sync::AckRun& run : answer.runs)
        acknowledgement.runs.push_back(
            {run.firstCtr, run.count, static_cast<qint64>(run.firstSeq)});
    for (const sync::HeldEntry& held : answer.held)
        acknowledgement.held.push_back({held.ctr, wordOf(held.reason)});
    acknowledgement.safeSeq = static_cast<qint64>(std::min(answer.safeSeq, LastSeq));
    acknowledgement.timeline = answer.timeline.as<store::TimelineId>();
    return acknowledgement;
}

} // namespace

Result<AckDecision> decideAck(const SentRange& sent, const sync::SyncAnswer& answer)
{
    if (answer.ackedThrough > LastSeq)
        return Error{ErrorCode::Corrupt, "answer names an impossible counter"};
    const bool isPutBack = answer.restarted
        || (!sent.timeline.isNull() && sent.timeline != answer.timeline.as<store::TimelineId>());
    if (answer.ackedThrough + 1 < sent.firstCtr) {
        if (!answer.runs.empty() || !answer.held.empty())
            return notSent();
        const bool isEarly = answer.ackedThrough + 1 + sent.ahead >= sent.firstCtr && !isPutBack;
        const OwnNext next = answer.newIncarnation ? OwnNext::NewIncarnation
            : isEarly                              ? OwnNext::TooEarly
                                                   : OwnNext::SendAllAgain;
        return AckDecision{acknowledgementOf(sent, answer), next};
    }
    const quint64 through = std::min(answer.ackedThrough, sent.lastCtr());
    DOORSTEP_TRY(counters, acknowledgedCounters(sent, answer, through));
    const AckDecision forked{acknowledgementOf(sent, answer), OwnNext::NewIncarnation};
    // A fork ends before the range: the server takes none of it and says how much it has.
    if (answer.newIncarnation && counters.empty())
        return forked;
    if (counters.size() != through + 1 - sent.firstCtr)
        return Error{ErrorCode::Corrupt, "answer leaves out entries it says it has"};
    if (answer.newIncarnation || answer.ackedThrough > sent.lastOwn)
        return forked;
    // Beyond the range lie own entries whose answer was lost; their turn comes.
    if (answer.ackedThrough == through && answer.ackedHash != chainAt(sent, through))
        return Error{ErrorCode::Corrupt, "answer acknowledges another chain"};
    return AckDecision{
        acknowledgementOf(sent, answer), isPutBack ? OwnNext::SendAllAgain : OwnNext::Continue};
}

} // namespace doorstep::client
