#include "core/store/care_store.h"
#include "core/store/visit_store.h"
#include "qml/import_app_modules.h"
#include "tests/qml/finger.h"
#include "tests/viewmodels/app_fixture.h"

#include <QQmlApplicationEngine>
#include <QtTest>

using namespace doorstep;
using test::hexOf;

/// The whole phone: real store, real view-models, the real shell, and a finger. What a person
/// counts in taps is counted here.
class TestShell : public QObject {
    Q_OBJECT
    std::unique_ptr<test::PracticeOnDisk> m_practice;
    std::unique_ptr<test::AppFixture> m_app;
    std::unique_ptr<QQmlApplicationEngine> m_engine;
    std::unique_ptr<test::Finger> m_finger;
    QQuickWindow* m_window = nullptr;

    [[nodiscard]] app::AppViewModel::Screen screen() const { return m_app->app->screen(); }
    void enterByPad(StaffId staff)
    {
        QTRY_COMPARE_WITH_TIMEOUT(screen(), app::AppViewModel::Screen::Unlock, 20'000);
        QVERIFY(m_finger->tap(QStringLiteral("person:") + QString::fromLatin1(staff.toHex())));
        for (const char* digit = test::PracticeOnDisk::Pin; *digit; ++digit)
            QVERIFY(m_finger->tap(QStringLiteral("pinKey") + QLatin1Char(*digit)));
        QTRY_COMPARE_WITH_TIMEOUT(screen(), app::AppViewModel::Screen::Today, 30'000);
        QVERIFY(m_app->settled());
        m_finger->resetTaps();
    }
    void openVisit(VisitId visit)
    {
        m_app->app->today()->openStop(hexOf(visit));
        QTRY_COMPARE_WITH_TIMEOUT(screen(), app::AppViewModel::Screen::Visit, 20'000);
        m_finger->resetTaps();
    }
    [[nodiscard]] domain::VisitRow visitNow(VisitId visit)
    {
        return m_app
            ->readNow<std::optional<domain::VisitRow>>(
                [visit](store::Connection& c) { return store::VisitStore(c).find(visit); })
            .value_or(domain::VisitRow());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::PracticeOnDisk>();
        QVERIFY(m_practice->made);
    }
    void init()
    {
        m_app = std::make_unique<test::AppFixture>(*m_practice);
        m_engine = std::make_unique<QQmlApplicationEngine>();
        m_engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
        m_engine->setInitialProperties(
            {{QStringLiteral("app"), QVariant::fromValue(m_app->app.get())}});
        m_engine->load(QUrl(QStringLiteral("qrc:/qt/qml/Doorstep/Shell/Main.qml")));
        QVERIFY(!m_engine->rootObjects().isEmpty());
        m_window = qobject_cast<QQuickWindow*>(m_engine->rootObjects().constFirst());
        QVERIFY(m_window);
        m_finger = std::make_unique<test::Finger>(*m_window);
    }
    void cleanup()
    {
        m_finger.reset();
        m_engine.reset();
        m_app.reset();
    }

    void fluJab_fromToday_isFourTaps()
    {
        enterByPad(m_practice->bronwen);
        QVERIFY(m_finger->tap(QStringLiteral("job:%1:").arg(hexOf(m_practice->mabelVisit)),
            QStringLiteral("flu-2026-27")));
        QVERIFY(m_finger->tap(QStringLiteral("askAllClear")));
        QVERIFY(m_finger->tap(QStringLiteral("site:"), QStringLiteral(":left-upper-arm")));
        QVERIFY(m_finger->tap(QStringLiteral("vaccinatePrimary")));
        QCOMPARE(m_finger->taps(), 4);
        QVERIFY(m_app->settled());
        const auto doses = m_app->readNow<std::vector<domain::VaccinationRow>>(
            [mabel = m_practice->mabel](
                store::Connection& c) { return store::CareStore(c).vaccinations(mabel); });
        QCOMPARE(doses.size(), std::size_t(1));
    }
    void bloodPressure_fromVisit_isTwoTapsAndDigits()
    {
        enterByPad(m_practice->bronwen);
        openVisit(m_practice->mabelVisit);
        QQuickItem* job = m_finger->find(QStringLiteral("job:"), QStringLiteral("bp"));
        QVERIFY2(job, "no blood pressure job on the visit");
        QVERIFY(m_finger->tap(job->objectName()));
        QTRY_COMPARE_WITH_TIMEOUT(screen(), app::AppViewModel::Screen::Observe, 20'000);
        m_finger->type(QStringLiteral("14284"));
        QVERIFY(m_finger->tap(QStringLiteral("padAdvance")));
        QCOMPARE(m_finger->taps(), 2);
        QVERIFY(m_app->settled());
        const auto sets = m_app->readNow<std::vector<domain::ObservationSetRow>>(
            [mabel = m_practice->mabel](
                store::Connection& c) { return store::CareStore(c).observationSets(mabel); });
        QCOMPARE(sets.size(), std::size_t(1));
    }
    void notIn_fromVisit_isThreeTaps()
    {
        enterByPad(m_practice->bronwen);
        openVisit(m_practice->oliveVisit);
        QVERIFY(m_finger->tap(QStringLiteral("visitSecondary")));
        QVERIFY(m_finger->tap(QStringLiteral("outcome:not-in")));
        QVERIFY(m_finger->tap(QStringLiteral("outcomePrimary")));
        QCOMPARE(m_finger->taps(), 3);
        QVERIFY(m_app->settled());
        QCOMPARE(visitNow(m_practice->oliveVisit).outcome, domain::Outcome::NotIn);
    }
    void refusal_fromVisit_isFourTaps()
    {
        enterByPad(m_practice->bronwen);
        openVisit(m_practice->arthurVisit);
        QVERIFY(m_finger->tap(QStringLiteral("visitSecondary")));
        QVERIFY(m_finger->tap(QStringLiteral("outcome:refused")));
        QTRY_VERIFY(m_finger->first(QStringLiteral("reason:")));
        QQuickItem* reason = m_finger->first(QStringLiteral("reason:"));
        QVERIFY(m_finger->tap(reason->objectName()));
        QVERIFY(m_finger->tap(QStringLiteral("outcomePrimary")));
        QCOMPARE(m_finger->taps(), 4);
        QVERIFY(m_app->settled());
        QCOMPARE(visitNow(m_practice->arthurVisit).outcome, domain::Outcome::Refused);
    }
    void find_anyone_isOneTapAndTwoLetters()
    {
        enterByPad(m_practice->bronwen);
        QVERIFY(m_finger->tap(QStringLiteral("todaySecondary")));
        QTRY_COMPARE_WITH_TIMEOUT(screen(), app::AppViewModel::Screen::Find, 20'000);
        m_finger->type(QStringLiteral("ol"));
        QTRY_VERIFY_WITH_TIMEOUT(m_finger->find(QStringLiteral("found:")
                                     + QString::fromLatin1(m_practice->olive.toHex())),
            20'000);
        QCOMPARE(m_finger->taps(), 1);
    }
    void lock_dropsTheRoundFromTheScreen()
    {
        enterByPad(m_practice->bronwen);
        m_app->app->go(QStringLiteral("unlock"));
        QTRY_COMPARE_WITH_TIMEOUT(screen(), app::AppViewModel::Screen::Unlock, 20'000);
        QTRY_VERIFY(m_finger->find(QStringLiteral("screen:unlock")));
        QVERIFY(!m_finger->find(QStringLiteral("screen:today")));
        QTRY_VERIFY(m_window->findChildren<QQuickItem*>(QStringLiteral("screen:today")).isEmpty());
    }
    void tablet_keepsTheListBesideThePatient()
    {
        m_window->resize(1280, 800);
        enterByPad(m_practice->bronwen);
        QTRY_VERIFY(m_finger->find(QStringLiteral("screen:next")));
        openVisit(m_practice->kofiVisit);
        QTRY_VERIFY(m_finger->find(QStringLiteral("screen:visit")));
        QVERIFY(m_finger->find(QStringLiteral("screen:today")));
    }
};

QTEST_MAIN(TestShell)
#include "tst_shell.moc"
