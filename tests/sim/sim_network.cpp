#include "tests/sim/sim_network.h"

#include "tests/sim/sim_server.h"

namespace doorstep::sim {

namespace network_detail {

constexpr qint64 PatienceMs = 30'000;
constexpr qint64 LongestDelayMs = 25 * 60'000;

} // namespace network_detail

QByteArray SimLine::authority() const
{
    return SimServer::Authority;
}

void SimNetwork::at(Instant moment, std::function<void()> event)
{
    m_events.emplace(moment, std::move(event));
}

void SimNetwork::passUntil(Instant moment)
{
    while (!m_events.empty() && m_events.begin()->first <= moment) {
        const auto next = m_events.extract(m_events.begin());
        m_truth.set(std::max(m_truth.now(), next.key()));
        next.mapped()();
    }
    m_truth.set(std::max(m_truth.now(), moment));
}

SimNetwork::Fate SimNetwork::drawFate()
{
    Fate fate;
    fate.wayMs = m_dice.between(20, 400);
    if (m_isPerfect)
        return fate;
    const auto happens = [&](SimCount::Column column, int oneIn) {
        const bool does = m_dice.oneIn(oneIn);
        m_count.of[column] += does;
        return does;
    };
    fate.losesRequest = happens(SimCount::LostRequests, 10);
    fate.losesAnswer = !fate.losesRequest && happens(SimCount::LostAnswers, 8);
    fate.comesTwice = !fate.losesRequest && happens(SimCount::Duplicates, 10);
    if (happens(SimCount::Delays, 8))
        fate.wayMs = m_dice.between(1'000, network_detail::LongestDelayMs);
    return fate;
}

void SimNetwork::post(
    client::WireRequest request, std::weak_ptr<void> isThere, client::Transport::Answered then)
{
    const Fate fate = drawFate();
    const Instant now = m_truth.now();
    const auto unreachable = [isThere, then] {
        if (!isThere.expired())
            then(Error::transient(ErrorCode::Unreachable, "nobody answered"));
    };
    if (fate.losesRequest)
        return at(now.plusMs(network_detail::PatienceMs), unreachable);
    const Instant arrival = now.plusMs(fate.wayMs);
    if (fate.comesTwice)
        at(arrival.plusMs(m_dice.between(1, network_detail::LongestDelayMs)),
            [this, request] { (void)m_server->answer(request); });
    at(arrival, [this, fate, request = std::move(request), isThere, then, unreachable] {
        auto answer = std::make_shared<client::WireAnswer>(m_server->answer(request));
        if (fate.losesAnswer)
            return at(m_truth.now().plusMs(network_detail::PatienceMs), unreachable);
        at(m_truth.now().plusMs(fate.wayMs), [isThere, then, answer] {
            if (!isThere.expired())
                then(*answer);
        });
    });
}

} // namespace doorstep::sim
