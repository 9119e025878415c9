#pragma once

#include "core/base/clock.h"

namespace doorstep::sim {

/// A device's own idea of the time: the true one, wrong by as much as somebody set it.
class SimClock final : public Clock {
public:
    explicit SimClock(const Clock& truth)
        : m_truth(truth)
    {
    }
    [[nodiscard]] Instant now() const override { return m_truth.now().plusMs(m_offsetMs); }
    void setOffsetMs(qint64 offset) { m_offsetMs = offset; }

private:
    const Clock& m_truth;
    qint64 m_offsetMs = 0;
};

} // namespace doorstep::sim
