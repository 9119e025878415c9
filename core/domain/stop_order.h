#pragma once

#include "core/domain/ids.h"

#include <QString>
#include <QTime>
#include <optional>
#include <vector>

namespace doorstep::domain {

/// One visit to be put in order. Map positions are the practice's own made-up map, 0-1000.
struct Stop {
    VisitId visit;
    HouseholdId household; ///< null: lives alone
    QString area;
    std::optional<int> mapX;
    std::optional<int> mapY;
    QTime windowFrom; ///< invalid: any time
    QTime windowTo;
};

/// Where the round begins; none: at the practice in the middle of the map.
struct MapPoint {
    int x = 500;
    int y = 500;
    bool operator==(const MapPoint&) const = default;
};

/// A visiting order: a household is one stop, an area is finished before the next, and within an
/// area the nearest stop comes next; an area whose earliest window opens first goes first, then the
/// nearest area. Stops without a position come last in their area, in the order given.
/// Deterministic: ties go to the smaller id.
[[nodiscard]] std::vector<VisitId> visitingOrder(
    const std::vector<Stop>& stops, MapPoint start = {});

} // namespace doorstep::domain
