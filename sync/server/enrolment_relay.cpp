#include "sync/server/enrolment_relay.h"

#include "sync/protocol/limits.h"

namespace doorstep::server {
namespace relay_detail {

using sync::Refusal;

/// A step's outcome: a body, or a refusal that must not undo what was written (a raised flag).
using Step = Result<Reply>;

struct DeskStep {
    Log& log;
    const Caller& caller;
    const ServerKey& key;

    PracticeId practice() const { return caller.practice.id; }
    Reply refuse(Refusal refusal) const { return Reply::refuse(refusal, caller.now); }

    Status audit(const char* event, const Ticket& ticket) const
    {
        // The first half of the ticket's hash: names it in the chain, opens nothing.
        DOORSTEP_TRY(object, AggregateId::fromBytes(ticket.hash.view().first(AggregateId::Size)));
        return log.audit.append(practice(), event, caller.device.id, object, caller.now,
            key.signKey(practice()).secretKey);
    }

    Step operator()(const sync::TicketOpen& step) const
    {
        using std::chrono::milliseconds;
        const auto latest = caller.now.plusMs(milliseconds(sync::limits::TicketLife).count()
            + sync::limits::ClockToleranceSeconds * 1000);
        if (step.expires <= caller.now || step.expires > latest)
            return refuse(Refusal::Ticket);
        Ticket ticket;
        ticket.hash = ticketHash(practice(), step.ticket);
        ticket.openedBy = caller.device.id;
        ticket.role = step.role;
        ticket.expires = step.expires;
        DOORSTEP_CHECK(log.tickets.dropExpired(caller.now));
        const auto opened = log.tickets.open(practice(), ticket);
        if (!opened && opened.error().code == ErrorCode::Exists)
            return refuse(Refusal::Ticket);
        if (!opened)
            return opened.error();
        DOORSTEP_CHECK(audit("ticket opened", ticket));
        return Reply::ok(sync::encodeTicketAnswer({}));
    }

    /// Runs `use` on the ticket, which only the desk that opened it may touch.
    template <typename Use> Step with(sync::TicketId id, Use use) const
    {
        DOORSTEP_TRY(found, log.tickets.find(practice(), ticketHash(practice(), id), caller.now));
        if (!found || found->openedBy != caller.device.id)
            return refuse(Refusal::Ticket);
        return use(*found);
    }

    static Step answer(const Ticket& ticket)
    {
        sync::TicketAnswer out;
        out.flagged = ticket.flagged;
        out.fetched = ticket.fetched;
        if (!ticket.offer.isEmpty()) {
            DOORSTEP_TRY(offer, sync::decodeEnrolRequest(ticket.offer));
            out.offer = std::get<sync::EnrolOffer>(offer);
        }
        if (!ticket.reveal.isEmpty()) {
            DOORSTEP_TRY(reveal, sync::decodeEnrolRequest(ticket.reveal));
            out.reveal = std::get<sync::EnrolReveal>(reveal);
        }
        return Reply::ok(sync::encodeTicketAnswer(out));
    }

    Step operator()(const sync::TicketPoll& step) const { return with(step.ticket, answer); }

    Step operator()(const sync::TicketChallenge& step) const
    {
        return with(step.ticket, [&](Ticket& ticket) -> Step {
            if (ticket.flagged)
                return refuse(Refusal::Flagged);
            const auto challenge = sync::encodeEnrolAnswer({step.challenge, std::nullopt});
            // Spoken once: a second nonce would let somebody choose the digits.
            if (ticket.offer.isEmpty()
                || (!ticket.challenge.isEmpty() && ticket.challenge != challenge))
                return refuse(Refusal::Ticket);
            ticket.challenge = challenge;
            DOORSTEP_CHECK(log.tickets.save(practice(), ticket));
            return answer(ticket);
        });
    }

    Step operator()(const sync::TicketAccept& step) const
    {
        return with(step.ticket, [&](Ticket& ticket) -> Step {
            if (ticket.flagged)
                return refuse(Refusal::Flagged);
            if (ticket.reveal.isEmpty())
                return refuse(Refusal::Ticket);
            DOORSTEP_TRY(request, sync::decodeEnrolRequest(ticket.reveal));
            const auto& reveal = std::get<sync::EnrolReveal>(request);
            const auto& certificate = step.certificate;
            const bool fits = certificate.signKey == reveal.keys.signKey
                && certificate.boxKey == reveal.keys.boxKey && certificate.role == ticket.role
                && entry::isCertified(certificate, practice(), caller.practice.signKey);
            if (!fits)
                return refuse(Refusal::NotAllowed);
            ticket.accepted = sync::encodeEnrolAnswer({std::nullopt, step.accepted});
            DOORSTEP_CHECK(log.devices.certify(practice(), certificate));
            DOORSTEP_CHECK(log.tickets.save(practice(), ticket));
            DOORSTEP_CHECK(audit("ticket accepted", ticket));
            return answer(ticket);
        });
    }

    Step operator()(const sync::TicketDrop& step) const
    {
        return with(step.ticket, [&](Ticket& ticket) -> Step {
            DOORSTEP_CHECK(log.tickets.drop(practice(), ticket.hash));
            DOORSTEP_CHECK(audit("ticket dropped", ticket));
            return Reply::ok(sync::encodeTicketAnswer({}));
        });
    }
};

/// One step of a tablet. `isGuess` is set when the ticket does not exist.
struct TabletStep {
    Log& log;
    Instant now;
    bool* isGuess;

    Reply refuse(Refusal refusal) const { return Reply::refuse(refusal, now); }

    Step operator()(const sync::EnrolOffer& offer) const
    {
        const auto hash = ticketHash(offer.practice, offer.ticket);
        DOORSTEP_TRY(found, log.tickets.find(offer.practice, hash, now));
        if (!found) {
            *isGuess = true;
            return refuse(Refusal::Ticket);
        }
        auto& ticket = *found;
        const auto bytes = sync::encodeEnrolRequest(offer);
        if (ticket.flagged || (!ticket.offer.isEmpty() && ticket.offer != bytes)) {
            ticket.flagged = true;
            DOORSTEP_CHECK(log.tickets.save(offer.practice, ticket));
            return refuse(Refusal::Flagged);
        }
        if (ticket.offer.isEmpty()) {
            ticket.offer = bytes;
            DOORSTEP_CHECK(log.tickets.save(offer.practice, ticket));
        }
        return Reply::ok(
            ticket.challenge.isEmpty() ? sync::encodeEnrolAnswer({}) : ticket.challenge);
    }

    static Result<bool> opensCommitment(const Ticket& ticket, const sync::EnrolReveal& reveal)
    {
        if (ticket.offer.isEmpty())
            return false;
        DOORSTEP_TRY(request, sync::decodeEnrolRequest(ticket.offer));
        return std::get<sync::EnrolOffer>(request).commitment
            == sync::enrolCommitment(reveal.ticket, reveal.keys);
    }

    Step operator()(const sync::EnrolReveal& reveal) const
    {
        const auto hash = ticketHash(reveal.practice, reveal.ticket);
        DOORSTEP_TRY(found, log.tickets.find(reveal.practice, hash, now));
        if (!found) {
            *isGuess = true;
            return refuse(Refusal::Ticket);
        }
        auto& ticket = *found;
        const auto bytes = sync::encodeEnrolRequest(reveal);
        if (ticket.flagged)
            return refuse(Refusal::Flagged);
        DOORSTEP_TRY(offered, opensCommitment(ticket, reveal));
        if (!offered || ticket.challenge.isEmpty()
            || (!ticket.reveal.isEmpty() && ticket.reveal != bytes))
            return refuse(Refusal::Ticket);
        if (ticket.reveal.isEmpty()) {
            ticket.reveal = bytes;
            DOORSTEP_CHECK(log.tickets.save(reveal.practice, ticket));
        }
        if (ticket.accepted.isEmpty())
            return Reply::ok(sync::encodeEnrolAnswer({}));
        // Kept until it expires: the answer may be lost on the way and be asked for again. It is
        // sealed to the keys just revealed.
        if (!ticket.fetched) {
            ticket.fetched = true;
            DOORSTEP_CHECK(log.tickets.save(reveal.practice, ticket));
        }
        return Reply::ok(ticket.accepted);
    }
};

struct StaffStep {
    Log& log;
    const Caller& caller;

    Step operator()(const sync::StaffAsk& ask) const
    {
        if (ask.device != caller.device.id)
            return Reply::refuse(Refusal::NotAllowed, caller.now);
        DOORSTEP_CHECK(log.devices.ask(caller.practice.id, ask, caller.now));
        return Reply::ok(sync::encodeStaffAnswer({}));
    }
    Step operator()(const sync::StaffList&) const
    {
        if (!caller.device.isDesk())
            return Reply::refuse(Refusal::NotAllowed, caller.now);
        DOORSTEP_TRY(waiting, log.devices.waiting(caller.practice.id, caller.now));
        return Reply::ok(sync::encodeStaffAnswer({std::move(waiting)}));
    }
    Step operator()(const sync::StaffDismiss& dismiss) const
    {
        if (!caller.device.isDesk())
            return Reply::refuse(Refusal::NotAllowed, caller.now);
        DOORSTEP_CHECK(log.devices.dismiss(caller.practice.id, dismiss.device, dismiss.staffKey));
        return Reply::ok(sync::encodeStaffAnswer({}));
    }
};

Reply settle(const Step& step, Instant now)
{
    return step ? step.value() : Reply::fromError(step.error(), now);
}

} // namespace relay_detail

EnrolmentRelay::EnrolmentRelay(LogThread& log, const ServerKey& key)
    : m_log(log)
    , m_key(key)
    , m_guesses(sync::limits::TicketGuessesPerMinute / 60.0, sync::limits::TicketGuessesPerMinute)
{
}

Reply EnrolmentRelay::ticket(const Caller& caller, QByteArrayView body)
{
    using namespace relay_detail;
    if (!caller.device.isDesk() || !caller.device.mayRead(caller.now))
        return Reply::refuse(sync::Refusal::NotAllowed, caller.now);
    const auto request = sync::decodeTicketRequest(body);
    if (!request)
        return Reply::fromError(request.error(), caller.now);
    return settle(m_log.run<Reply>([&](Log& log) {
        return std::visit(DeskStep{log, caller, m_key}, request.value());
    }),
        caller.now);
}

Reply EnrolmentRelay::enrol(QByteArrayView body, const QByteArray& peer, Instant now)
{
    using namespace relay_detail;
    const auto request = sync::decodeEnrolRequest(body);
    if (!request)
        return Reply::fromError(request.error(), now);
    bool isGuess = false;
    auto reply = settle(m_log.run<Reply>([&](Log& log) {
        return std::visit(TabletStep{log, now, &isGuess}, request.value());
    }),
        now);
    if (isGuess && !m_guesses.take(peer, now)) {
        constexpr quint32 RetrySeconds = 60;
        return Reply::refuse(sync::Refusal::Busy, now, RetrySeconds);
    }
    return reply;
}

Reply EnrolmentRelay::staff(const Caller& caller, QByteArrayView body)
{
    using namespace relay_detail;
    if (!caller.device.mayRead(caller.now))
        return Reply::refuse(sync::Refusal::NotAllowed, caller.now);
    const auto request = sync::decodeStaffRequest(body);
    if (!request)
        return Reply::fromError(request.error(), caller.now);
    return settle(m_log.run<Reply>([&](Log& log) {
        return std::visit(StaffStep{log, caller}, request.value());
    }),
        caller.now);
}

} // namespace doorstep::server
