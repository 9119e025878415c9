#pragma once

#include "sync/client/transport.h"
#include "tests/sim/dice.h"
#include "tests/sim/sim_count.h"
#include "tests/support/fake_clock.h"

#include <map>
#include <memory>

namespace doorstep::sim {

class SimServer;

/// Everything under way between the devices and the server, by the moment it arrives. A bad network
/// loses requests, loses answers to requests that were done, brings requests twice and late.
class SimNetwork {
public:
    SimNetwork(test::FakeClock& truth, Dice& dice, SimCount& count)
        : m_truth(truth)
        , m_dice(dice)
        , m_count(count)
    {
    }
    void connectTo(SimServer* server) { m_server = server; }
    void setPerfect() { m_isPerfect = true; }
    /// Moves the true clock on, through everything that arrives until then.
    void passUntil(Instant moment);
    [[nodiscard]] bool isQuiet() const { return m_events.empty(); }
    void later(qint64 ms, std::function<void()> event);

    /// `isThere` expires when whoever asked is gone; it counts what they have on the way.
    void post(client::WireRequest request, const std::shared_ptr<int>& isThere,
        client::Transport::Answered then);

private:
    struct Fate {
        bool losesRequest = false;
        bool losesAnswer = false;
        bool comesTwice = false;
        qint64 wayMs = 0;
    };
    [[nodiscard]] Fate drawFate();
    void arrive(const client::WireRequest& request, const Fate& fate,
        const client::Transport::Answered& hear);
    void at(Instant moment, std::function<void()> event);

    test::FakeClock& m_truth;
    Dice& m_dice;
    SimCount& m_count;
    SimServer* m_server = nullptr;
    bool m_isPerfect = false;
    const Result<client::WireAnswer> m_nobody
        = Error::transient(ErrorCode::Unreachable, "nobody answered");
    std::multimap<Instant, std::function<void()>> m_events;
};

/// A device's way into the network.
class SimLine final : public client::Transport {
public:
    explicit SimLine(SimNetwork& network)
        : m_network(network)
    {
    }
    [[nodiscard]] QByteArray authority() const override;
    void post(client::WireRequest request, Answered answered) override
    {
        m_network.post(std::move(request), m_here, std::move(answered));
    }
    /// As after a kill: nobody is there to hear an answer.
    void abandon() override { m_here = std::make_shared<int>(); }

private:
    SimNetwork& m_network;
    std::shared_ptr<int> m_here = std::make_shared<int>();
};

} // namespace doorstep::sim
