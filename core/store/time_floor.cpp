#include "core/store/time_floor.h"

#include <algorithm>

namespace doorstep::store {

Instant floorTime(const TimeFloor& floor, const BootTime& boot, Instant deviceNow)
{
    // Also where the system names no boot, a clock that reads less than before has started anew.
    const bool sameBoot
        = boot.bootId == floor.boot.bootId && boot.elapsedMs >= floor.boot.elapsedMs;
    if (sameBoot)
        return floor.at.plusMs(boot.elapsedMs - floor.boot.elapsedMs);
    return std::max(
        floor.at.plusMs(std::max<qint64>(0, boot.elapsedMs)), deviceNow.plusMs(floor.offsetMs));
}

TimeFloor raisedFloor(const TimeFloor& floor, const BootTime& boot, Instant deviceNow)
{
    return {floorTime(floor, boot, deviceNow), boot, floor.offsetMs};
}

} // namespace doorstep::store
