#include "core/store/desk_store.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using namespace doorstep::test;

/// Who looked at whom, and who tried a PIN in vain, is in the records by the next lock.
class TestAuditTrail : public QObject {
    Q_OBJECT
    PracticeOnDisk m_practice;

    static std::vector<domain::AuditRow> trail(AppFixture& fixture)
    {
        return fixture.readNow<std::vector<domain::AuditRow>>(
            [](store::Connection& connection) { return store::DeskStore(connection).audit(100); });
    }
    void look(AppFixture& fixture, VisitId visit)
    {
        fixture.app->visit()->show(QString::fromLatin1(visit.toHex()), false);
        fixture.app->back();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_practice.made); }

    void visitOpened_isNotedOnceAPersonAndTenMinutes()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        const int records = fixture.app->sync()->total().toInt();
        look(fixture, m_practice.mabelVisit);
        look(fixture, m_practice.kofiVisit);
        look(fixture, m_practice.mabelVisit);
        QVERIFY(trail(fixture).empty()); // a bundle a minute
        QVERIFY(fixture.leaveAndEnter(m_practice.dev));
        auto rows = trail(fixture);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].what, QStringLiteral("viewed"));
        QCOMPARE(rows[0].staff, m_practice.bronwen);
        QCOMPARE(rows[0].subject, m_practice.mabel.as<AggregateId>());
        QCOMPARE(rows[1].subject, m_practice.kofi.as<AggregateId>());
        QCOMPARE(rows[1].device, fixture.session->device().device);

        look(fixture, m_practice.mabelVisit); // somebody else
        m_practice.clock.advanceMinutes(11);
        look(fixture, m_practice.kofiVisit);
        look(fixture, m_practice.mabelVisit); // after a while
        QVERIFY(fixture.leaveAndEnter(m_practice.bronwen));
        rows = trail(fixture);
        QCOMPARE(rows.size(), std::size_t(5));
        QCOMPARE(rows[0].staff, m_practice.dev);
        QCOMPARE(fixture.app->sync()->total().toInt(), records); // nobody's records
    }
    void wrongPins_areNotedWhenSomebodyIsIn()
    {
        AppFixture fixture(m_practice);
        QTRY_COMPARE(fixture.app->screen(), AppViewModel::Screen::Unlock);
        fixture.app->unlock()->choosePerson(QString::fromLatin1(m_practice.dev.toHex()));
        fixture.typePin("111111");
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.app->unlock()->error().isEmpty(), 20'000);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(fixture.leaveAndEnter(m_practice.bronwen));
        const auto rows = trail(fixture);
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows[0].what, QStringLiteral("unlock-failed"));
        QCOMPARE(rows[0].staff, m_practice.dev);
        QVERIFY(rows[0].subject.isNull());
    }
};
DOORSTEP_TEST(TestAuditTrail);

#include "tst_audit_trail.moc"
