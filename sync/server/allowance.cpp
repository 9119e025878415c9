#include "sync/server/allowance.h"

#include <algorithm>

namespace doorstep::server {
namespace allowance_detail {

constexpr qsizetype MaxBuckets = 50'000;

} // namespace allowance_detail

bool Allowance::take(const QByteArray& key, Instant now, double amount)
{
    const std::lock_guard lock(m_mutex);
    if (m_buckets.size() >= allowance_detail::MaxBuckets)
        forgetFull(now);
    auto found = m_buckets.find(key);
    if (found == m_buckets.end())
        found = m_buckets.insert(key, {m_burst, now});
    auto& bucket = *found;
    const auto elapsedMs = std::max<qint64>(0, now.ms - bucket.filledAt.ms);
    bucket.tokens = std::min(m_burst, bucket.tokens + double(elapsedMs) / 1000.0 * m_perSecond);
    bucket.filledAt = now;
    if (bucket.tokens < amount)
        return false;
    bucket.tokens -= amount;
    return true;
}

void Allowance::forgetFull(Instant now)
{
    const auto fullAfterMs = static_cast<qint64>(m_burst / m_perSecond * 1000.0);
    m_buckets.removeIf([&](QHash<QByteArray, Bucket>::iterator each) {
        return now.ms - each->filledAt.ms >= fullAfterMs;
    });
    // Still full: a flood. Starting over is kinder to the rest than refusing everybody.
    if (m_buckets.size() >= allowance_detail::MaxBuckets)
        m_buckets.clear();
}

} // namespace doorstep::server
