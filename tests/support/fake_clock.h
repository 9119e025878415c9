#pragma once

#include "core/base/clock.h"

#include <atomic>

namespace doorstep::test {

/// A clock that stands still until told. Starts at 2026-11-24T09:00:00Z.
class FakeClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return {m_ms.load()}; }
    void set(Instant instant) { m_ms = instant.ms; }
    void advanceMs(qint64 ms) { m_ms += ms; }
    void advanceMinutes(qint64 minutes) { advanceMs(minutes * 60'000); }

private:
    std::atomic<qint64> m_ms{1795510800000};
};

} // namespace doorstep::test
