#include "core/store/care_store.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using namespace doorstep::test;

/// Undo on a job's card takes back what the card shows, and what this person recorded.
class TestUndoJob : public QObject {
    Q_OBJECT
    PracticeOnDisk m_practice;

    void takePressure(AppFixture& fixture, std::initializer_list<const char*> figures)
    {
        fixture.app->visit()->addPressure();
        for (const char* figure : figures)
            fixture.app->observe()->digit(QString::fromLatin1(figure));
        fixture.app->observe()->advance();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.app->screen(), AppViewModel::Screen::Visit, 20'000);
        QVERIFY(fixture.settled());
    }
    [[nodiscard]] std::vector<qint64> firstValues(AppFixture& fixture)
    {
        return fixture.readNow<std::vector<qint64>>(
            [arthur = m_practice.arthur](store::Connection& c) -> Result<std::vector<qint64>> {
                store::CareStore care(c);
                std::vector<qint64> values;
                DOORSTEP_TRY(sets, care.observationSets(arthur));
                for (const auto& set : sets) {
                    DOORSTEP_TRY(rows, care.observations(set.entry));
                    values.push_back(rows.at(0).scaled.value_or(0));
                }
                return values;
            });
    }
    [[nodiscard]] static QString observeKey(AppFixture& fixture)
    {
        auto* jobs = fixture.app->visit()->jobs();
        for (int row = 0; row < jobs->rowCount(); ++row)
            if (roleOf(jobs, row, "jobKey").toString().startsWith(QStringLiteral("observe")))
                return roleOf(jobs, row, "jobKey").toString();
        return {};
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_practice.made); }

    void takenTwice_theLaterOneIsTakenBack()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        fixture.app->visit()->show(hexOf(m_practice.arthurVisit), true);
        QVERIFY(fixture.settled());
        takePressure(fixture, {"1", "3", "8", "7", "6"});
        m_practice.clock.advanceMinutes(5);
        takePressure(fixture, {"1", "2", "4", "7", "0"});
        QCOMPARE(firstValues(fixture), (std::vector<qint64>{124, 138}));
        fixture.app->visit()->undoJob(observeKey(fixture));
        QTRY_VERIFY_WITH_TIMEOUT(
            fixture.app->lastSave()->toastText().startsWith(QStringLiteral("Taken back")), 20'000);
        QVERIFY(fixture.settled());
        QCOMPARE(firstValues(fixture), (std::vector<qint64>{138}));
    }

    void takenByTwo_theCardShowsTheOthers_nothingIsTakenBack()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        fixture.app->visit()->show(hexOf(m_practice.arthurVisit), true);
        QVERIFY(fixture.settled());
        takePressure(fixture, {"1", "3", "8", "7", "6"});
        m_practice.clock.advanceMinutes(5);
        QVERIFY(fixture.leaveAndEnter(m_practice.dev));
        fixture.app->visit()->show(hexOf(m_practice.arthurVisit), false);
        QVERIFY(fixture.settled());
        takePressure(fixture, {"1", "2", "4", "7", "0"});
        QVERIFY(fixture.leaveAndEnter(m_practice.bronwen));
        fixture.app->visit()->show(hexOf(m_practice.arthurVisit), false);
        QVERIFY(fixture.settled());
        const QString key = observeKey(fixture);
        QVERIFY(!key.isEmpty());
        fixture.app->visit()->undoJob(key);
        QVERIFY(fixture.settled());
        QCOMPARE(firstValues(fixture), (std::vector<qint64>{124, 138}));
    }
};
DOORSTEP_TEST(TestUndoJob);

#include "tst_undo_job.moc"
