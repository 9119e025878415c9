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

void SimNetwork::later(qint64 ms, std::function<void()> event)
{
    at(m_truth.now().plusMs(ms), std::move(event));
}

void SimNetwork::post(client::WireRequest request, const std::shared_ptr<int>& isThere,
    client::Transport::Answered then)
{
    m_count.of[SimCount::Together] += (*isThere)++ > 0;
    const auto hear = [here = std::weak_ptr(isThere), then = std::move(then)](
                          Result<client::WireAnswer> answer) {
        const auto isThereStill = here.lock();
        if (!isThereStill)
            return;
        --*isThereStill;
        then(std::move(answer));
    };
    const Fate fate = drawFate();
    if (fate.losesRequest)
        return later(network_detail::PatienceMs, [this, hear] { hear(m_nobody); });
    if (fate.comesTwice)
        later(fate.wayMs + m_dice.between(1, network_detail::LongestDelayMs),
            [this, request] { m_server->answer(request, [](const client::WireAnswer&) {}); });
    later(fate.wayMs,
        [this, fate, request = std::move(request), hear] { arrive(request, fate, hear); });
}

/// Whoever asked waits no longer than anybody would: the server may end before it has answered.
void SimNetwork::arrive(
    const client::WireRequest& request, const Fate& fate, const client::Transport::Answered& hear)
{
    auto isDone = std::make_shared<bool>(false);
    m_server->answer(request, [this, fate, hear, isDone](const client::WireAnswer& answer) {
        if (std::exchange(*isDone, true))
            return;
        if (fate.losesAnswer)
            return later(network_detail::PatienceMs, [this, hear] { hear(m_nobody); });
        later(fate.wayMs, [hear, answer] { hear(answer); });
    });
    if (*isDone)
        return;
    later(network_detail::PatienceMs, [this, hear, isDone] {
        if (!std::exchange(*isDone, true))
            hear(m_nobody);
    });
}

} // namespace doorstep::sim
