#pragma once

#include "core/base/clock.h"
#include "core/store/lockout.h"

namespace doorstep::store {

/// A moment of the practice's time and what the boot clock read then: from there on time is known
/// without the date of this device, which anyone can set.
struct TimeFloor {
    Instant at; ///< practice time; 0: never heard of
    BootTime boot; ///< at or before that moment
    qint64 offsetMs = 0; ///< practice time minus this device's clock, as last heard
    bool operator==(const TimeFloor& other) const
    {
        return at == other.at && boot.bootId == other.boot.bootId
            && boot.elapsedMs == other.boot.elapsedMs && offsetMs == other.offsetMs;
    }
};

/// The practice's time now, never before `floor.at`. Without a restart in between the boot clock
/// alone tells it. After one nothing tells how long the device was off but its own date: that
/// counts when it says more than the time since the restart, and a date that was set back says
/// nothing. Set ahead while it was off, it makes time seem later, until the practice is heard
/// again.
[[nodiscard]] Instant floorTime(const TimeFloor& floor, const BootTime& boot, Instant deviceNow);

/// The floor moved up to now: keep it now and then, for what the boot clock counted is lost when
/// the device is switched off.
[[nodiscard]] TimeFloor raisedFloor(
    const TimeFloor& floor, const BootTime& boot, Instant deviceNow);

} // namespace doorstep::store
