#include "core/domain/stop_order.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace doorstep::domain {
namespace {

/// Everyone behind one door.
struct Door {
    std::vector<const Stop*> stops; ///< smaller visit id first
    QString area;
    std::optional<MapPoint> point;
    QTime opens; ///< earliest window; invalid: any time
    std::size_t given = 0; ///< place in the list as given
};

qint64 squaredDistance(MapPoint a, MapPoint b)
{
    const qint64 dx = a.x - b.x;
    const qint64 dy = a.y - b.y;
    return dx * dx + dy * dy;
}

/// Any time counts as the end of the day, so that a fixed window goes first.
int minutesOf(QTime opens)
{
    return opens.isValid() ? opens.msecsSinceStartOfDay() / 60'000 : 24 * 60;
}

QTime earlier(QTime a, QTime b)
{
    return minutesOf(b) < minutesOf(a) ? b : a;
}

void addToDoor(Door& door, const Stop& stop)
{
    if (door.stops.empty())
        door.area = stop.area;
    door.stops.push_back(&stop);
    if (!door.point && stop.mapX && stop.mapY)
        door.point = MapPoint{*stop.mapX, *stop.mapY};
    door.opens = earlier(door.opens, stop.windowFrom);
}

std::vector<Door> doorsOf(const std::vector<Stop>& stops)
{
    std::vector<Door> doors;
    std::map<HouseholdId, std::size_t> doorOf;
    for (const Stop& stop : stops) {
        const auto known = stop.household.isNull() ? doorOf.end() : doorOf.find(stop.household);
        if (known == doorOf.end()) {
            doorOf[stop.household] = doors.size();
            doors.push_back({});
            doors.back().given = doors.size();
            addToDoor(doors.back(), stop);
        } else {
            addToDoor(doors[known->second], stop);
        }
    }
    for (Door& door : doors)
        std::sort(door.stops.begin(), door.stops.end(),
            [](const Stop* a, const Stop* b) { return a->visit < b->visit; });
    return doors;
}

using DoorIterator = std::vector<Door>::iterator;

/// Sorted so that the next door to visit from `here` is first: a window that opens earlier, then
/// the nearer; without a position last, in the order given.
DoorIterator nearestDoor(DoorIterator first, DoorIterator last, MapPoint here)
{
    return std::min_element(first, last, [here](const Door& a, const Door& b) {
        const auto rank = [here](const Door& door) {
            const qint64 distance = door.point ? squaredDistance(*door.point, here) : 0;
            const std::size_t given = door.point ? 0 : door.given;
            return std::tuple(
                !door.point, minutesOf(door.opens), distance, given, door.stops.front()->visit);
        };
        return rank(a) < rank(b);
    });
}

/// The area to do next: the earliest window in it, then how near its nearest door is.
DoorIterator moveNextAreaFirst(DoorIterator first, DoorIterator last, MapPoint here)
{
    struct Rank {
        int opens = 24 * 60;
        qint64 distance = std::numeric_limits<qint64>::max();
    };
    std::map<QString, Rank> areas;
    for (auto door = first; door != last; ++door) {
        Rank& rank = areas[door->area];
        rank.opens = std::min(rank.opens, minutesOf(door->opens));
        if (door->point)
            rank.distance = std::min(rank.distance, squaredDistance(*door->point, here));
    }
    const auto next
        = std::min_element(areas.begin(), areas.end(), [](const auto& a, const auto& b) {
              return std::tie(a.second.opens, a.second.distance, a.first)
                  < std::tie(b.second.opens, b.second.distance, b.first);
          });
    return std::stable_partition(
        first, last, [area = next->first](const Door& door) { return door.area == area; });
}

} // namespace

std::vector<VisitId> visitingOrder(const std::vector<Stop>& stops, MapPoint start)
{
    std::vector<Door> doors = doorsOf(stops);
    std::vector<VisitId> order;
    MapPoint here = start;
    for (auto first = doors.begin(); first != doors.end();) {
        const auto areaEnd = moveNextAreaFirst(first, doors.end(), here);
        for (; first != areaEnd; ++first) {
            std::iter_swap(first, nearestDoor(first, areaEnd, here));
            here = first->point.value_or(here);
            for (const Stop* stop : first->stops)
                order.push_back(stop->visit);
        }
    }
    return order;
}

} // namespace doorstep::domain
