#include "app/viewmodels/shell/app_view_model.h"
#include "tests/runtime/driven_device.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using State = app::SyncDriver::State;

namespace sync_pages_tests {

QStringList said(const QVariantList& notices)
{
    QStringList all;
    for (const QVariant& notice : notices)
        all.push_back(notice.value<app::Notice>().heading);
    return all;
}

} // namespace sync_pages_tests

/// What the pages say of a sync, with a real server behind them.
class TestSyncPages : public QObject, protected test::DeskAndTablet {
    Q_OBJECT
    static constexpr int Patience = test::DrivenDevice::Patience;
    const QString m_stuck = u"Sync does not work now"_s;

private Q_SLOTS:
    void init()
    {
        QVERIFY(found());
        m_world->clock.advanceMinutes(1);
        m_patient = m_tablet->savePatient(u"Ashdown"_s);
        QVERIFY(m_tablet->sync().ok());
    }
    void cleanup()
    {
        m_app.reset();
        m_enrolment.reset();
        m_driven.reset();
        m_records.reset(); // only now: nothing is answered any more
        m_round.reset();
        close();
    }

    void lineThatCannotBeSent_isSaidOnThePage_andAtTheEndOfTheTest()
    {
        QVERIFY(open(*m_tablet));
        QVERIFY(m_driven->synced());
        m_world->stopServer();
        QVERIFY(m_driven->breakLine(m_patient));
        m_world->startServer();
        auto* settings = m_app->settings();
        settings->test();
        QTRY_VERIFY_WITH_TIMEOUT(!settings->testing(), Patience);
        QCOMPARE(settings->testSteps().size(), 4);
        QCOMPARE(settings->testTone(), u"warn"_s);
        QVERIFY2(settings->testText().contains(m_stuck), qPrintable(settings->testText()));
        QVERIFY2(
            settings->testText().contains(u"records are kept"_s), qPrintable(settings->testText()));
        QTRY_VERIFY_WITH_TIMEOUT(
            sync_pages_tests::said(m_app->sync()->notices()).contains(m_stuck), Patience);
    }
    void lineThatCannotBeSent_isSaidOnTodayAndAtTheEndOfTheRound_withinOneSync()
    {
        QVERIFY(open(*m_tablet));
        QVERIFY(m_driven->synced());
        m_world->stopServer();
        m_driven->saveNote(m_patient);
        QTRY_VERIFY_WITH_TIMEOUT(m_driven->driver->lastError().has_value(), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(
            m_app->today()->syncText(), u"1 record on this device only"_s, Patience);
        const auto isSaid = [this](const QVariantList& notices) {
            return sync_pages_tests::said(notices).contains(m_stuck);
        };
        // No signal for a while is nobody's trouble.
        QVERIFY(sync_pages_tests::said(m_app->today()->notices()).isEmpty());
        QVERIFY(m_driven->breakLine(m_patient, 1));
        m_driven->driver->syncNow();
        QTRY_COMPARE_WITH_TIMEOUT(
            m_app->today()->syncText(), u"Sync stopped, 3 records only here"_s, Patience);
        QCOMPARE(m_app->today()->syncTone(), u"warn"_s);
        QVERIFY(isSaid(m_app->endOfRound()->notices()));
        QTRY_COMPARE_WITH_TIMEOUT(m_driven->driver->state(), State::Waiting, Patience);
        m_driven->driver->syncNow();
        QCOMPARE(m_driven->driver->state(), State::Running);
        QCOMPARE(m_app->today()->syncTone(), u"warn"_s); // it does not jump while it is tried again
    }
    void deskWhoseRecordsCannotBeSent_saysSoAboveEverySection()
    {
        const auto patient = m_desk->savePatient(u"Bracken"_s);
        QVERIFY(m_desk->sync().ok());
        QVERIFY(open(*m_desk));
        QVERIFY(m_driven->synced());
        auto* desk = m_app->desk();
        QTRY_VERIFY_WITH_TIMEOUT(desk->notices().isEmpty(), Patience);
        QCOMPARE(desk->waitingCount(), QString());
        m_world->stopServer();
        QVERIFY(m_driven->breakLine(patient));
        QTRY_VERIFY_WITH_TIMEOUT(
            sync_pages_tests::said(desk->notices()).contains(m_stuck), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(desk->waitingCount(), u"2"_s, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_driven->driver->state(), State::Waiting, Patience);
        desk->act(u"sync"_s);
        QCOMPARE(m_driven->driver->state(), State::Running);
        m_driven->session->lock();
        QVERIFY(desk->notices().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(desk->waitingCount(), QString(), Patience);
    }
    void secondDesk_beforeItsFirstSync_asksForNoImport()
    {
        auto second = m_world->enrol(*m_desk, u"second"_s, entry::DeviceRole::Desk);
        m_world->stopServer();
        QVERIFY(open(*second));
        QVERIFY(m_driven->session->isDesk());
        auto* desk = m_app->desk();
        const QString heading = u"Not all records are here yet"_s;
        QTRY_VERIFY_WITH_TIMEOUT(
            sync_pages_tests::said(desk->notices()).contains(heading), Patience);
        QVERIFY2(desk->plan()->emptyFact().contains(u"not here yet"_s),
            qPrintable(desk->plan()->emptyFact()));
        QCOMPARE(desk->patients()->emptyFact(), u"The patients are not here yet"_s);
        QVERIFY(!desk->patients()->emptyNext().contains(u"Import"_s));
        QVERIFY(previewed(desk));
        QVERIFY(!desk->lists()->importReady());
        QCOMPARE(desk->lists()->importText(), u"Get the practice's records first"_s);
        desk->lists()->importNow();
        QVERIFY2(desk->lists()->error().startsWith(heading), qPrintable(desk->lists()->error()));
        QCOMPARE(desk->lists()->stage(), u"preview"_s);
        m_world->startServer();
        desk->act(u"first-sync"_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            !sync_pages_tests::said(desk->notices()).contains(heading), Patience);
        QVERIFY(desk->lists()->importReady());
    }
    void deskThatFoundedThePractice_isNotHeldUp()
    {
        m_world->stopServer();
        QVERIFY(open(*m_desk));
        auto* desk = m_app->desk();
        QTRY_COMPARE_WITH_TIMEOUT(m_driven->driver->state(), State::Waiting, Patience);
        QVERIFY(previewed(desk));
        QTRY_VERIFY_WITH_TIMEOUT(desk->lists()->importReady(), Patience);
        QCOMPARE(desk->notices().size(), 0);
    }
    void clockThatIsOff_isSaidOnThePage()
    {
        m_ahead.set(m_world->clock.now().plusMs(12 * 60'000));
        QVERIFY(open(*m_tablet, m_ahead));
        QVERIFY(m_driven->synced());
        QTRY_COMPARE_WITH_TIMEOUT(sync_pages_tests::said(m_app->sync()->notices()),
            QStringList{u"This device's clock is 12 minutes ahead of the practice's"_s}, Patience);
    }
    void programTooOldToBeSentAnything_isSaidOnThePage()
    {
        m_world->stopServer();
        m_world->minimumApp = {SyncDriverApp + 1};
        m_world->startServer();
        QVERIFY(open(*m_tablet));
        QVERIFY(m_driven->synced());
        QTRY_COMPARE_WITH_TIMEOUT(sync_pages_tests::said(m_app->sync()->notices()),
            QStringList{u"Update Doorstep to get what others record"_s}, Patience);
    }
    void lockWhileASyncRuns_isNoLineOfTheLog()
    {
        QVERIFY(open(*m_tablet));
        QVERIFY(m_driven->synced());
        auto* settings = m_app->settings();
        QCOMPARE(settings->log().size(), 1);
        QVERIFY(settings->log().front().contains(u"reached"_s));
        m_driven->driver->syncNow();
        QCOMPARE(m_driven->driver->state(), State::Running);
        m_driven->session->lock();
        QCOMPARE(settings->log().size(), 1);
    }
    void nextSync_beginsItsBarAnew()
    {
        QVERIFY(open(*m_tablet));
        QVERIFY(m_driven->synced());
        m_driven->saveNote(m_patient);
        QTRY_COMPARE_WITH_TIMEOUT(m_driven->driver->acknowledged(), 1, Patience);
        QVERIFY(m_driven->synced());
        m_driven->driver->syncNow();
        QCOMPARE(m_app->sync()->busyText(), u"Asking the practice"_s);
        QCOMPARE(m_app->sync()->progress(), 0.0);
    }
    void beforeTheFirstReading_nothingIsSaidToHaveReachedThePractice()
    {
        QVERIFY(open(*m_tablet));
        QVERIFY(m_driven->synced());
        auto& records = readAnew();
        const app::SyncViewModel page(records);
        QVERIFY(!page.body().contains(u"has reached the practice"_s));
        QVERIFY(page.headline() != u"Nothing waits here"_s);
        QVERIFY(records.strip().text != u"No records made here yet"_s);
        records.readAgain();
        QTRY_COMPARE_WITH_TIMEOUT(page.headline(), u"Nothing waits here"_s, Patience);
        QVERIFY(page.body().contains(u"has reached the practice"_s));
    }
    void readingThatFails_isSaid_andIsNoEmptyPage()
    {
        QVERIFY(open(*m_tablet));
        QVERIFY(m_driven->synced());
        QTRY_COMPARE_WITH_TIMEOUT(m_app->sync()->headline(), u"Nothing waits here"_s, Patience);
        QVERIFY(m_driven->run(u"ALTER TABLE attachment RENAME TO elsewhere"_s));
        QVERIFY(m_driven->run(u"ALTER TABLE round RENAME TO nowhere"_s));
        m_driven->session->announce({m_patient.as<AggregateId>()});
        QTRY_VERIFY_WITH_TIMEOUT(
            m_app->today()->emptyFact().contains(u"could not be read"_s), Patience);
        QVERIFY2(m_app->today()->emptyNext().contains(u"No record is changed"_s),
            qPrintable(m_app->today()->emptyNext()));
        QTRY_VERIFY_WITH_TIMEOUT(
            !m_app->sync()->body().contains(u"has reached the practice"_s), Patience);
        QVERIFY(m_app->sync()->headline() != u"Nothing waits here"_s);
        QCOMPARE(m_app->today()->syncTone(), u"warn"_s);
    }
    void readingUnderWayWhenItLocks_bringsNobodyBack()
    {
        QVERIFY(open(*m_tablet));
        QVERIFY(m_driven->synced());
        m_world->stopServer();
        constexpr int Waiting = 200; // as many as are listed: the reading takes its time
        for (int i = 0; i < Waiting; ++i)
            m_driven->saveNote(m_patient);
        QTRY_COMPARE_WITH_TIMEOUT(m_driven->here(), Waiting, Patience);
        auto* rows = m_app->sync()->records();
        QTRY_COMPARE_WITH_TIMEOUT(rows->rowCount(), Waiting, Patience);
        auto& records = readAnew();
        for (int i = 0; i < 10; ++i) {
            records.readAgain();
            QCoreApplication::processEvents(); // its reading is on the storage thread now
            QThread::usleep(200 * (i + 1));
            m_driven->session->lock();
            QTest::qWait(300);
            QVERIFY(records.waiting().empty());
            QCOMPARE(rows->rowCount(), 0);
            QVERIFY(m_driven->unlock());
        }
    }

private:
    static constexpr quint32 SyncDriverApp = 1; ///< what this build calls itself

    bool open(test::ClientDevice& device) { return open(device, m_world->clock); }
    bool open(test::ClientDevice& device, const Clock& clock)
    {
        m_driven = std::make_unique<test::DrivenDevice>(device, clock);
        m_enrolment = std::make_unique<app::TabletEnrolment>(*m_driven->session, *m_driven->driver);
        m_app = std::make_unique<app::AppViewModel>(
            *m_driven->session, *m_driven->driver, *m_enrolment);
        return m_driven->putPin(m_world->boot) && m_driven->stand() && m_driven->unlock();
    }

    /// A list of one person is read and waits to be imported.
    bool previewed(app::DeskViewModel* desk)
    {
        desk->show(u"import"_s);
        const QString path = m_world->folder.filePath(u"list.csv"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)
            || file.write("NHS Number,Surname,Forename,Date of birth\n"
                          "999 012 3454,Thistlewood,Mabel,14/03/1942\n")
                < 0)
            return false;
        file.close();
        desk->lists()->editPath(path);
        desk->lists()->openPath();
        desk->lists()->editSource(u"housebound"_s);
        return QTest::qWaitFor(
            [desk] { return desk->lists()->stage() == u"preview"_s && !desk->lists()->busy(); },
            Patience);
    }

    /// Before its first reading, which nobody asked for yet.
    app::RecordsInHand& readAnew()
    {
        m_round = std::make_unique<app::RoundInHand>(*m_driven->session);
        m_records = std::make_unique<app::RecordsInHand>(*m_round, *m_driven->driver);
        return *m_records;
    }

    test::FakeClock m_ahead;
    std::unique_ptr<app::RoundInHand> m_round;
    std::unique_ptr<app::RecordsInHand> m_records;
    std::unique_ptr<test::DrivenDevice> m_driven;
    std::unique_ptr<app::TabletEnrolment> m_enrolment;
    std::unique_ptr<app::AppViewModel> m_app;
};
DOORSTEP_TEST(TestSyncPages);

#include "tst_sync_pages.moc"
