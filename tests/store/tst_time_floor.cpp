#include "core/store/time_floor.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using store::BootTime;
using store::floorTime;
using store::raisedFloor;
using store::TimeFloor;

/// Time by which a lease ends: nobody gets more of it by setting a clock.
class TestTimeFloor : public QObject {
    Q_OBJECT
    static constexpr qint64 Hour = 3'600'000;
    static constexpr qint64 Day = 24 * Hour;
    const Instant m_heard{1'795'510'800'000};
    const BootTime m_boot{{1}, 5 * Hour};
    const TimeFloor m_floor{m_heard, m_boot, 0};

    static BootTime later(BootTime boot, qint64 ms)
    {
        boot.elapsedMs += ms;
        return boot;
    }

private Q_SLOTS:
    void withoutARestart_theDateOfTheDevice_saysNothing()
    {
        for (const qint64 off : {-3650 * Day, -Day, qint64(0), Day, 3650 * Day})
            QCOMPARE(floorTime(m_floor, later(m_boot, 2 * Day), m_heard.plusMs(off)),
                m_heard.plusMs(2 * Day));
    }
    void afterARestart_aDateSetBack_addsTheTimeSinceTheRestart()
    {
        QCOMPARE(floorTime(m_floor, {{2}, 3 * Hour}, m_heard.plusMs(-30 * Day)),
            m_heard.plusMs(3 * Hour));
    }
    void afterARestart_theDateThatIsLater_counts()
    {
        QCOMPARE(floorTime(m_floor, {{2}, 1000}, m_heard.plusMs(9 * Day)), m_heard.plusMs(9 * Day));
    }
    void afterARestart_theDateIsReadWithItsKnownOffset()
    {
        const TimeFloor behind{m_heard, m_boot, 2 * Hour}; // the device's clock is two hours slow
        QCOMPARE(
            floorTime(behind, {{2}, 1000}, m_heard.plusMs(Day)), m_heard.plusMs(Day + 2 * Hour));
    }
    void systemThatNamesNoBoot_clockThatReadsLess_hasStartedAnew()
    {
        const TimeFloor unnamed{m_heard, {{}, 5 * Hour}, 0};
        QCOMPARE(floorTime(unnamed, {{}, Hour}, m_heard), m_heard.plusMs(Hour));
        QCOMPARE(floorTime(unnamed, {{}, 6 * Hour}, m_heard), m_heard.plusMs(Hour));
    }
    /// Restarts and dates at random, by somebody who wants time to stand still: what the device was
    /// on for is counted, whatever its date said, as far as the floor was kept while it ran.
    void anyDatesAndRestarts_timeOnIsCounted_andNeverGoesBack()
    {
        for (quint32 seed = 1; seed <= 2000; ++seed) {
            QRandomGenerator random(seed);
            TimeFloor floor = m_floor;
            BootTime boot = m_boot;
            qint64 on = 0;
            for (int step = 0; step < 20; ++step) {
                if (random.bounded(4) == 0) {
                    ++boot.bootId[0];
                    boot.elapsedMs = 0;
                } else {
                    const qint64 ms = random.bounded(int(Day));
                    boot.elapsedMs += ms;
                    on += ms;
                }
                const Instant date = m_heard.plusMs(-qint64(random.bounded(1000)) * Day);
                const TimeFloor next = raisedFloor(floor, boot, date);
                QVERIFY2(next.at >= floor.at, qPrintable(QStringLiteral("seed %1").arg(seed)));
                QVERIFY2(
                    next.at.ms - m_heard.ms == on, qPrintable(QStringLiteral("seed %1").arg(seed)));
                floor = next;
            }
        }
    }
};
DOORSTEP_TEST(TestTimeFloor);

#include "tst_time_floor.moc"
