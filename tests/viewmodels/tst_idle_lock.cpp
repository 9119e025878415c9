#include "app/runtime/activity_watch.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using namespace doorstep::test;

/// Timers stand still while a device sleeps: the lock goes by the clock that does not.
class TestIdleLock : public QObject {
    Q_OBJECT

    static constexpr qint64 minute = 60'000;

    class Heard final : public QObject {
    public:
        int events = 0;
        bool event(QEvent* event) override
        {
            Q_UNUSED(event)
            ++events;
            return true;
        }
    };

    PracticeOnDisk m_practice;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_practice.made); }

    void touchAfterTheTime_locks_insteadOfPuttingItOff()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        fixture.bootClock.elapsed += 2 * minute;
        fixture.session->noteActivity();
        QCOMPARE(fixture.session->state(), Session::State::Locked);
        QVERIFY(fixture.enter(m_practice.bronwen)); // and the PIN opens it again
    }
    void backInTheForeground_afterTheTime_locks_beforeAnythingIsTouched()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        fixture.bootClock.elapsed += minute;
        fixture.session->wake();
        QCOMPARE(fixture.session->state(), Session::State::Open);
        fixture.bootClock.elapsed += minute;
        fixture.session->wake();
        QCOMPARE(fixture.session->state(), Session::State::Locked);
    }
    void tabletInTheBackground_locksAfterHalfAMinute_alsoWhenItSleptThroughIt()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        fixture.session->rest();
        fixture.bootClock.elapsed += minute / 2 - 1;
        fixture.session->wake();
        QCOMPARE(fixture.session->state(), Session::State::Open);
        fixture.bootClock.elapsed += 1; // in the foreground: no part of it
        fixture.session->wake();
        QCOMPARE(fixture.session->state(), Session::State::Open);
        fixture.session->rest();
        fixture.bootClock.elapsed += minute / 4;
        fixture.session->rest(); // hidden, then suspended: one going
        fixture.bootClock.elapsed += minute / 4;
        fixture.session->wake();
        QCOMPARE(fixture.session->state(), Session::State::Locked);
    }
    void touchInTime_putsItOff_comingBackDoesNot()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        fixture.bootClock.elapsed += minute;
        fixture.session->noteActivity();
        fixture.bootClock.elapsed += minute;
        fixture.session->wake();
        QCOMPARE(fixture.session->state(), Session::State::Open);
        fixture.bootClock.elapsed += minute;
        fixture.session->wake();
        QCOMPARE(fixture.session->state(), Session::State::Locked);
    }
    void touchesAndKeys_whateverTheyAreFor_areActivity_movementIsNot_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<bool>("isActivity");
        QTest::newRow("key") << int(QEvent::KeyPress) << true;
        QTest::newRow("words of a keyboard on the screen") << int(QEvent::InputMethod) << true;
        QTest::newRow("touch") << int(QEvent::TouchBegin) << true;
        QTest::newRow("click") << int(QEvent::MouseButtonPress) << true;
        QTest::newRow("wheel") << int(QEvent::Wheel) << true;
        QTest::newRow("movement") << int(QEvent::MouseMove) << false;
        QTest::newRow("timer") << int(QEvent::Timer) << false;
    }
    void touchesAndKeys_whateverTheyAreFor_areActivity_movementIsNot()
    {
        QFETCH(int, type);
        QFETCH(bool, isActivity);
        AppFixture fixture(m_practice);
        ActivityWatch watch(*fixture.session, *qApp);
        QVERIFY(fixture.enter(m_practice.bronwen));
        Heard heard;
        const auto send = [&heard, type] {
            QEvent event(static_cast<QEvent::Type>(type));
            QCoreApplication::sendEvent(&heard, &event);
        };
        fixture.bootClock.elapsed += minute;
        send();
        QCOMPARE(heard.events, 1);
        fixture.bootClock.elapsed += minute;
        fixture.session->wake();
        QCOMPARE(fixture.session->state() == Session::State::Open, isActivity);
        if (!isActivity)
            return;
        fixture.bootClock.elapsed += minute;
        send(); // too late, and meant for a page that is gone
        QCOMPARE(fixture.session->state(), Session::State::Locked);
        QCOMPARE(heard.events, 1);
        send(); // for the page to unlock
        QCOMPARE(heard.events, 2);
    }
    void longerTime_isTheOneSet()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        fixture.session->setIdleLock(5);
        fixture.bootClock.elapsed += 4 * minute;
        fixture.session->wake();
        QCOMPARE(fixture.session->state(), Session::State::Open);
        fixture.bootClock.elapsed += minute;
        fixture.session->noteActivity();
        QCOMPARE(fixture.session->state(), Session::State::Locked);
    }
};

DOORSTEP_TEST(TestIdleLock);

#include "tst_idle_lock.moc"
