#include "sync/client/blob_line.h"

#include <algorithm>
#include <limits>

namespace doorstep::client {

namespace {

constexpr int MostRounds = 60; // an hour, at a sync a minute

} // namespace

BlobLine::BlobLine(Transport& transport, const Clock& clock, DeviceSigner signer)
    : m_exchange(std::make_unique<SignedExchange>(transport, clock, std::move(signer)))
{
}

BlobLine::~BlobLine() = default;

void BlobLine::send(SignedExchange::Call call, SignedExchange::Answered answered)
{
    if (m_exchange && m_paused)
        m_held.push_back({std::move(call), std::move(answered)});
    else if (m_exchange)
        m_exchange->send(std::move(call), std::move(answered));
}

void BlobLine::pause()
{
    m_paused = true;
}

void BlobLine::resume()
{
    m_paused = false;
    for (Held& held : std::exchange(m_held, {}))
        send(std::move(held.call), std::move(held.answered));
}

void BlobLine::close()
{
    // Whoever waits for an answer may hold this line, and goes with its callback.
    const auto exchange = std::move(m_exchange);
    const auto held = std::move(m_held);
    m_held.clear();
}

bool BlobLine::isDue(const sync::BlobName& name)
{
    const auto found = m_absent.find(name);
    if (found == m_absent.end() || found->second.roundsLeft == 0)
        return true;
    if (found->second.roundsLeft != std::numeric_limits<int>::max())
        --found->second.roundsLeft;
    return false;
}

void BlobLine::notThere(const sync::BlobName& name)
{
    Patience& patience = m_absent[name];
    patience.roundsLeft = patience.next;
    patience.next = std::min(2 * patience.next, MostRounds);
}

void BlobLine::spoiled(const sync::BlobName& name)
{
    m_absent[name].roundsLeft = std::numeric_limits<int>::max();
}

} // namespace doorstep::client
