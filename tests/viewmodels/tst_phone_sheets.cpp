#include "core/store/box_store.h"
#include "core/store/care_store.h"
#include "core/store/follow_up_store.h"
#include "core/store/patient_store.h"
#include "core/store/visit_store.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

#include <QMetaProperty>

using namespace doorstep;
using namespace doorstep::app;
using test::AppFixture;
using test::bodiesOf;
using test::headingsOf;
using test::hexOf;
using test::roleOf;
/// Everything at a door beside the vaccine.
class TestPhoneSheets : public QObject {
    Q_OBJECT
    std::unique_ptr<test::PracticeOnDisk> m_practice;

    [[nodiscard]] std::vector<domain::VaccinationRow> dosesOf(
        AppFixture& fixture, PatientId patient)
    {
        return fixture.readNow<std::vector<domain::VaccinationRow>>(
            [patient](store::Connection& c) { return store::CareStore(c).vaccinations(patient); });
    }
    [[nodiscard]] domain::VisitRow visitOf(AppFixture& fixture, VisitId visit)
    {
        return fixture
            .readNow<std::optional<domain::VisitRow>>(
                [visit](store::Connection& c) { return store::VisitStore(c).find(visit); })
            .value_or(domain::VisitRow());
    }
    [[nodiscard]] int leftInBox(AppFixture& fixture)
    {
        const auto contents = fixture.readNow<std::vector<domain::BoxContentRow>>(
            [box = m_practice->box](
                store::Connection& c) { return store::BoxStore(c).contents(box); });
        for (const auto& content : contents)
            if (content.batch == m_practice->batch)
                return content.remaining;
        return -1;
    }
    /// From Today to the vaccinate page of one visit.
    void openFlu(AppFixture& fixture, VisitId visit)
    {
        fixture.app->today()->openJob(hexOf(visit), QStringLiteral("vaccinate:flu-2026-27"));
        QTRY_COMPARE_WITH_TIMEOUT(fixture.app->vaccinate()->doses()->rowCount(), 1, 20'000);
        QVERIFY(fixture.settled());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::PracticeOnDisk>();
        QVERIFY(m_practice->made);
    }

    void bloodPressure_twoTapsAndDigits()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        fixture.app->today()->openJob(
            hexOf(m_practice->mabelVisit), QStringLiteral("observe:bp")); // 1
        QVERIFY(fixture.settled());
        auto* observe = fixture.app->observe();
        QCOMPARE(fixture.app->screen(), AppViewModel::Screen::Observe);
        for (const char* figure : {"1", "4", "2", "8", "4"})
            observe->digit(QString::fromLatin1(figure));
        QCOMPARE(observe->advanceText(), QStringLiteral("Save BP 142/84"));
        QCOMPARE(observe->score(), QString());
        observe->advance(); // 2
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.app->lastSave()->toastText().isEmpty(), 20'000);
        QVERIFY(fixture.settled());
        const auto trend = fixture.readNow<std::vector<domain::ObservationRow>>(
            [id = m_practice->mabel](store::Connection& c) {
                return store::CareStore(c).trend(id, QStringLiteral("271649006"), 5);
            });
        QCOMPARE(trend.size(), std::size_t(1));
        QCOMPARE(trend.front().scaled, std::optional<qint64>(142));
        observe->show(QStringLiteral("observe:bp"));
        QCOMPARE(observe->lastStrong(), QStringLiteral("142/84"));
        QCOMPARE(roleOf(fixture.app->visit()->jobs(), 1, "fact").toString(),
            QStringLiteral("142/84 mmHg, 09:00"));
    }

    void news2_partial_isNoTotal_completeSaysBand()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        fixture.app->today()->openJob(hexOf(m_practice->kofiVisit), QStringLiteral("observe"));
        QVERIFY(fixture.settled());
        auto* observe = fixture.app->observe();
        const auto type = [&](const char* keys) {
            for (const char* key = keys; *key; ++key)
                *key == '.' ? observe->point() : observe->digit(QString(QLatin1Char(*key)));
        };
        type("142");
        type("84");
        type("94");
        observe->advance(); // 94 could still become 940: no, it advanced by itself or moves now
        observe->chooseTile(QStringLiteral("temperature"));
        type("38.2");
        QCOMPARE(observe->scoreHeading(), QStringLiteral("NEWS2 so far, not a total"));
        QVERIFY(observe->scoreMissing().startsWith(QStringLiteral("Missing: breathing rate")));
        QCOMPARE(observe->score(), QStringLiteral("2"));
        observe->chooseTile(QStringLiteral("respiratory-rate"));
        type("26");
        observe->chooseTile(QStringLiteral("oxygen-saturation"));
        type("96");
        observe->chooseTile(QStringLiteral("air-or-oxygen"));
        observe->chooseWord(QStringLiteral("air"));
        observe->chooseTile(QStringLiteral("consciousness"));
        observe->chooseWord(QStringLiteral("A"));
        QCOMPARE(observe->scoreHeading(), QStringLiteral("NEWS2 5, medium"));
        QCOMPARE(observe->scorePoints(),
            QStringLiteral("Breathing rate 3, pulse 1, temperature 1, the rest 0"));
        QVERIFY(!observe->scoreNext().isEmpty());
        QVERIFY2(observe->advanceSaves(), qPrintable(observe->activeKey()));
        observe->advance();
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.app->lastSave()->toastText().isEmpty(), 20'000);
        QVERIFY(fixture.settled());
        QCOMPARE(visitOf(fixture, m_practice->kofiVisit).outcome, domain::Outcome::Seen);
        QCOMPARE(fixture.app->screen(), AppViewModel::Screen::Today);
    }

    void implausibleValue_isSaidAndNeverSaved()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        fixture.app->today()->openJob(hexOf(m_practice->mabelVisit), QStringLiteral("observe:bp"));
        QVERIFY(fixture.settled());
        auto* observe = fixture.app->observe();
        for (const char* figure : {"4", "1", "2"})
            observe->digit(QString::fromLatin1(figure));
        QCOMPARE(
            observe->message(), QStringLiteral("412 is too high for systolic. Enter 40 to 300."));
        QCOMPARE(observe->systolic().status, QStringLiteral("implausible"));
        QCOMPARE(observe->systolic().value, QStringLiteral("412")); // what was typed is kept
    }

    void notIn_threeTaps_cardRetryAndFollowUp()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        fixture.app->visit()->show(hexOf(m_practice->mabelVisit), true);
        QVERIFY(fixture.settled());
        auto* outcome = fixture.app->outcome();
        outcome->show();
        QCOMPARE(outcome->saveText(), QStringLiteral("Choose what happened to save"));
        outcome->chooseOutcome(QStringLiteral("not-in"));
        QVERIFY(outcome->cardLeft());
        QCOMPARE(outcome->saveText(), QStringLiteral("Save: not in, try Thu 26 Nov"));
        QCOMPARE(outcome->fact(), QStringLiteral("The unused dose stays in the box: 6 left."));
        outcome->save();
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.app->lastSave()->toastText().isEmpty(), 20'000);
        QVERIFY(fixture.settled());
        const auto visit = visitOf(fixture, m_practice->mabelVisit);
        QCOMPARE(visit.outcome, domain::Outcome::NotIn);
        QVERIFY(visit.cardLeft);
        QCOMPARE(visit.retryOn, QDate(2026, 11, 26));
        const auto followUps = fixture.readNow<std::vector<domain::FollowUpRow>>(
            [id = m_practice->mabel](
                store::Connection& c) { return store::FollowUpStore(c).openOf(id); });
        QCOMPARE(followUps.size(), std::size_t(1));
        QCOMPARE(followUps.front().due, QDate(2026, 11, 26));
        const auto doses = dosesOf(fixture, m_practice->mabel);
        QCOMPARE(doses.size(), std::size_t(1));
        QCOMPARE(doses.front().notGivenReason, domain::NotGivenReason::NotIn);
        QCOMPARE(leftInBox(fixture), 4);
        QCOMPARE(fixture.app->today()->tallyText(), QStringLiteral("1 not in, 3 to go"));
    }

    void refusal_needsItsReason()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        fixture.app->visit()->show(hexOf(m_practice->arthurVisit), true);
        QVERIFY(fixture.settled());
        auto* outcome = fixture.app->outcome();
        outcome->chooseOutcome(QStringLiteral("refused"));
        QCOMPARE(outcome->saveText(), QStringLiteral("Choose why to save"));
        outcome->save();
        QVERIFY(fixture.settled());
        QVERIFY(!hasEnded(visitOf(fixture, m_practice->arthurVisit)));
        outcome->chooseReason(QStringLiteral("does-not-want"));
        QCOMPARE(outcome->saveText(), QStringLiteral("Save: refused"));
    }

    void followUp_namesTaskOwnerAndDay()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        fixture.app->visit()->show(hexOf(m_practice->mabelVisit), true);
        QVERIFY(fixture.settled());
        auto* followUp = fixture.app->followUp();
        followUp->show();
        QVERIFY(!followUp->saveReady());
        followUp->chooseTask(QStringLiteral("repeat-bp"));
        followUp->chooseOwner(QString::fromLatin1(m_practice->dev.toHex()));
        QCOMPARE(followUp->saveText(), QStringLiteral("Save: repeat bp, Dev, Tue 1 Dec"));
        followUp->save();
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.app->lastSave()->toastText().isEmpty(), 20'000);
        const auto open = fixture.readNow<std::vector<domain::FollowUpRow>>(
            [id = m_practice->mabel](
                store::Connection& c) { return store::FollowUpStore(c).openOf(id); });
        QCOMPARE(open.size(), std::size_t(1));
        QCOMPARE(open.front().owner, m_practice->dev);
        QCOMPARE(open.front().visit, m_practice->mabelVisit);
    }

    void find_twoLetters_walkInJoinsTheRound()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        auto* find = fixture.app->find();
        find->editQuery(QStringLiteral("oa"));
        QTRY_COMPARE(find->results()->rowCount(), 1);
        QCOMPARE(
            roleOf(find->results(), 0, "name").toString(), QStringLiteral("Pearl Oakshott, 86"));
        QCOMPARE(find->countText(), QStringLiteral("1 person"));
        find->open(QString::fromLatin1(m_practice->stranger.toHex()));
        QTRY_COMPARE_WITH_TIMEOUT(
            fixture.app->visit()->patient().name, QStringLiteral("OAKSHOTT, Pearl"), 20'000);
        QVERIFY(fixture.settled());
        QCOMPARE(fixture.app->today()->doneText(), QStringLiteral("0 of 5 visits done"));
        fixture.app->go(QStringLiteral("find"));
        QCOMPARE(find->query(), QString()); // two letters are enough again
        find->editQuery(QStringLiteral("Thist9"));
        QTRY_COMPARE(find->emptyFact(), QStringLiteral("No one called 'Thist9' is on this device"));
        find->add();
        find->editFamily(QStringLiteral("Newcomer"));
        find->editGiven(QStringLiteral("Sam"));
        find->editBorn(QStringLiteral("31/2/1950"));
        find->saveNew();
        QCOMPARE(find->addError(),
            QStringLiteral("Enter a date of birth like 14 Mar 1942 or 14/3/1942."));
        find->editBorn(QStringLiteral("3/2/1950"));
        find->saveNew();
        QTRY_COMPARE_WITH_TIMEOUT(
            fixture.app->visit()->patient().name, QStringLiteral("NEWCOMER, Sam"), 20'000);
    }

    void lock_closesThePatientEverywhere()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        openFlu(fixture, m_practice->mabelVisit);
        fixture.app->find()->editQuery(QStringLiteral("Thistlewood"));
        QTRY_COMPARE(fixture.app->find()->results()->rowCount(), 2);
        fixture.session->lock();
        QCOMPARE(fixture.app->screen(), AppViewModel::Screen::Unlock);
        QCOMPARE(fixture.app->visit()->patient().name, QString());
        QCOMPARE(fixture.app->vaccinate()->doses()->rowCount(), 0);
        QCOMPARE(fixture.app->today()->stops()->rowCount(), 0);
        QTRY_COMPARE(fixture.app->find()->results()->rowCount(), 0);
    }
};
DOORSTEP_TEST(TestPhoneSheets);
#include "tst_phone_sheets.moc"
