#include "app/runtime/visit_act.h"
#include "core/store/freshness.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

#include <QFileInfo>
#include <QSignalSpy>

using namespace doorstep;
using namespace doorstep::app;
using namespace doorstep::test;

/// An older copy of the whole store comes back: the keystore knows better, and the pages say so.
class TestPutBack : public QObject {
    Q_OBJECT

    static bool saveNotes(RunningApp& fixture, PracticeOnDisk& practice, int count)
    {
        for (int made = 0; made < count; ++made) {
            VisitSave save;
            save.by = {practice.bronwen, practice.clock.now(), QDate(2026, 11, 24)};
            save.patient = practice.mabel;
            save.visit = practice.mabelVisit;
            save.round = practice.round;
            save.note = QStringLiteral("The gate sticks.");
            auto act = visitAct(practice.mint, save);
            if (!act)
                return false;
            bool done = false;
            fixture.session->save(std::move(*act))
                .then(fixture.session.get(),
                    [&done](Result<store::Store::Saved> saved) { done = saved.ok(); });
            if (!QTest::qWaitFor([&done] { return done; }, 20'000))
                return false;
        }
        return fixture.settled();
    }
    static bool isSaid(const RunningApp& fixture)
    {
        return headingsOf(fixture.app->sync()->notices() + fixture.app->today()->notices())
            .contains(QStringLiteral("An older copy was put back"));
    }
    static QString markName(const RunningApp& fixture)
    {
        return store::generationMarkName(fixture.session->device().device);
    }
    static qint64 walBytes(const RunningApp& fixture)
    {
        return QFileInfo(fixture.session->files().database() + QStringLiteral("-wal")).size();
    }
    /// A tablet that saved `later` times since the copy that is put back, and was locked.
    static void saveAndLock(PracticeOnDisk& practice, int later)
    {
        AppFixture fixture(practice);
        QVERIFY(fixture.enter(practice.bronwen));
        QVERIFY(saveNotes(fixture, practice, later));
        fixture.session->lock();
        QTRY_VERIFY(!practice.vault.kept(markName(fixture)).isEmpty());
    }
    static QString folderOf(const PracticeOnDisk& practice)
    {
        return practice.folder.filePath(QStringLiteral("store"));
    }

    PracticeOnDisk m_practice;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_practice.made); }

    void olderCopy_isSaidOnTodayAndSync_untilAPersonHasChecked()
    {
        saveAndLock(m_practice, 3);
        RunningApp old(
            folderOf(m_practice), m_practice.clock, m_practice.vault, RunningApp::Mark::Kept);
        QVERIFY(old.enter(m_practice.bronwen));
        const QString heading = QStringLiteral("An older copy was put back");
        QCOMPARE(headingsOf(old.app->today()->notices()).value(0), heading);
        QCOMPARE(headingsOf(old.app->sync()->notices()).value(0), heading);
        const QString body = bodiesOf(old.app->today()->notices()).value(0);
        QVERIFY2(body.contains(QStringLiteral("3 saves made later")), qPrintable(body));
        QVERIFY2(body.contains(QStringLiteral("09:00 today")), qPrintable(body));

        QVERIFY(old.leaveAndEnter(m_practice.bronwen)); // looking away is not reading
        QCOMPARE(headingsOf(old.app->sync()->notices()).value(0), heading);
        old.app->sync()->act(QStringLiteral("put-back"));
        QTRY_VERIFY(!headingsOf(old.app->today()->notices()).contains(heading));
        QVERIFY(old.leaveAndEnter(m_practice.bronwen));
        QVERIFY(!headingsOf(old.app->today()->notices()).contains(heading));
        QVERIFY(!headingsOf(old.app->sync()->notices()).contains(heading));
    }
    void newestStore_saysNothing()
    {
        saveAndLock(m_practice, 1);
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(saveNotes(fixture, m_practice, 2));
        for (int turn = 0; turn < 2; ++turn) {
            QVERIFY(fixture.leaveAndEnter(m_practice.bronwen));
            QVERIFY(!isSaid(fixture));
        }
    }
    void keystoreThatLostTheMark_keepsNobodyOut()
    {
        saveAndLock(m_practice, 2);
        AppFixture fixture(m_practice); // the mark is forgotten
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(!isSaid(fixture));
    }
    void rest_emptiesTheLog_keepsTheMark_andStaysOpen()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(saveNotes(fixture, m_practice, 1));
        QVERIFY(walBytes(fixture) > 0);
        QVERIFY(m_practice.vault.kept(markName(fixture)).isEmpty());
        const QSignalSpy told(fixture.session.get(), &Session::atRest);
        fixture.session->rest();
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(walBytes(fixture), 0);
        QVERIFY(!m_practice.vault.kept(markName(fixture)).isEmpty());
        QCOMPARE(fixture.session->state(), Session::State::Open);
    }
    void lock_isAtRestOnceTheKeystoreKnows()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(saveNotes(fixture, m_practice, 1));
        QByteArray kept;
        connect(fixture.session.get(), &Session::atRest, this,
            [&] { kept = m_practice.vault.kept(markName(fixture)); });
        fixture.session->lock();
        QTRY_VERIFY(!kept.isEmpty());
    }
};

DOORSTEP_TEST(TestPutBack);

#include "tst_put_back.moc"
