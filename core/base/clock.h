#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QTimeZone>
#include <compare>

namespace doorstep {

/// A moment: milliseconds since 1970-01-01T00:00:00Z. Never a local time.
struct Instant {
    qint64 ms = 0;

    [[nodiscard]] QDateTime toUtc() const
    {
        return QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc());
    }
    [[nodiscard]] Instant plusMs(qint64 delta) const { return {ms + delta}; }
    auto operator<=>(const Instant&) const = default;
};

/// The one way to ask for the time, so that tests and simulations can own it. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return {QDateTime::currentMSecsSinceEpoch()}; }
};

} // namespace doorstep

Q_DECLARE_METATYPE(doorstep::Instant)
