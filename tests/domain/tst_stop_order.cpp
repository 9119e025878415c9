#include "core/domain/stop_order.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <random>

using namespace doorstep;
using namespace doorstep::domain;

class TestStopOrder : public QObject {
    Q_OBJECT

    static VisitId visit(quint8 number) { return VisitId(std::array<quint8, 16>{number}); }
    static HouseholdId household(quint8 number)
    {
        return HouseholdId(std::array<quint8, 16>{number});
    }
    static Stop at(quint8 number, const char* area, int x, int y)
    {
        return {.visit = visit(number),
            .household = {},
            .area = QString::fromLatin1(area),
            .mapX = x,
            .mapY = y,
            .windowFrom = {},
            .windowTo = {}};
    }
    static QList<int> numbers(const std::vector<VisitId>& order)
    {
        QList<int> numbers;
        for (const VisitId& id : order)
            numbers.append(id.raw()[0]);
        return numbers;
    }

private Q_SLOTS:
    void nearest_comesNext_fromTheStart()
    {
        const std::vector stops{
            at(1, "Quay", 900, 500), at(2, "Quay", 600, 500), at(3, "Quay", 700, 500)};
        QCOMPARE(numbers(visitingOrder(stops)), (QList{2, 3, 1}));
        QCOMPARE(numbers(visitingOrder(stops, {1000, 500})), (QList{1, 3, 2}));
    }
    void household_isOneStop()
    {
        auto first = at(1, "Quay", 600, 500);
        auto other = at(9, "Quay", 990, 990); // the same door, recorded elsewhere on the map
        first.household = other.household = household(7);
        QCOMPARE(numbers(visitingOrder({at(2, "Quay", 610, 500), other, first})).indexOf(9),
            numbers(visitingOrder({at(2, "Quay", 610, 500), other, first})).indexOf(1) + 1);
    }
    void area_isFinishedBeforeTheNext()
    {
        const std::vector stops{at(1, "Quay", 510, 500), at(2, "Mill", 520, 500),
            at(3, "Quay", 900, 900), at(4, "Mill", 530, 500)};
        QCOMPARE(numbers(visitingOrder(stops)), (QList{1, 3, 4, 2}));
    }
    void window_opensEarlier_goesFirst()
    {
        auto early = at(1, "Quay", 990, 990);
        early.windowFrom = QTime(9, 0);
        auto later = at(2, "Quay", 505, 500);
        later.windowFrom = QTime(11, 0);
        QCOMPARE(numbers(visitingOrder({later, at(3, "Quay", 500, 500), early})), (QList{1, 2, 3}));
    }
    void noPosition_comesLastInItsArea_inTheOrderGiven()
    {
        Stop lost{.visit = visit(9),
            .household = {},
            .area = QStringLiteral("Quay"),
            .mapX = {},
            .mapY = {},
            .windowFrom = {},
            .windowTo = {}};
        Stop alsoLost = lost;
        alsoLost.visit = visit(1);
        QCOMPARE(numbers(visitingOrder({lost, at(2, "Quay", 10, 10), alsoLost})), (QList{2, 9, 1}));
    }
    void everyVisitOnce_anyOrderGiven_sameResult()
    {
        std::mt19937 random(20261124);
        for (int round = 0; round < 200; ++round) {
            std::vector<Stop> stops;
            const int count = int(random() % 40);
            for (int i = 0; i < count; ++i) {
                Stop stop = at(quint8(i + 1), random() % 2 == 0 ? "Quay" : "Mill",
                    int(random() % 1000), int(random() % 1000));
                if (random() % 3 == 0)
                    stop.household = household(quint8(random() % 5 + 1));
                if (random() % 4 == 0)
                    stop.windowFrom = QTime(int(random() % 9) + 8, 0);
                stop.area = stop.household.isNull() ? stop.area : QStringLiteral("Quay");
                stops.push_back(stop);
            }
            const auto order = visitingOrder(stops);
            auto sorted = numbers(order);
            std::sort(sorted.begin(), sorted.end());
            QCOMPARE(sorted.size(), count);
            for (int i = 0; i < count; ++i)
                QCOMPARE(sorted[i], i + 1);
            QVERIFY(visitingOrder(stops) == order);
        }
    }
    void nothing_isNothing() { QVERIFY(visitingOrder({}).empty()); }
};
DOORSTEP_TEST(TestStopOrder);

#include "tst_stop_order.moc"
