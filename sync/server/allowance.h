#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QHash>
#include <mutex>

namespace doorstep::server {

/// Token buckets, one a key (a device, a peer). Thread-safe; keys unused long enough to be full
/// again are forgotten, and a flood of new keys cannot grow it beyond its bound.
class Allowance {
public:
    /// `perSecond` on average, at most `burst` at once.
    Allowance(double perSecond, double burst)
        : m_perSecond(perSecond)
        , m_burst(burst)
    {
    }
    /// Whether this much more is allowed now; if so it is counted. More than a burst never is.
    [[nodiscard]] bool take(const QByteArray& key, Instant now, double amount = 1);

private:
    struct Bucket {
        double tokens = 0;
        Instant filledAt;
    };
    void forgetFull(Instant now);

    double m_perSecond;
    double m_burst;
    std::mutex m_mutex;
    QHash<QByteArray, Bucket> m_buckets;
};

} // namespace doorstep::server
