#include "core/store/outbox.h"
#include "core/store/search_store.h"
#include "sync/client/reading_lease.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

#include <QSignalSpy>

using namespace doorstep;
using namespace doorstep::app;
using namespace doorstep::test;
using client::ReadingRight;

/// A tablet whose lease is over: what its screens show, what can still be written, how it ends.
class TestLeaseScreens : public QObject {
    Q_OBJECT
    static constexpr qint64 Hour = 3'600'000;
    static constexpr qint64 Day = 24 * Hour;
    using Screen = AppViewModel::Screen;

    /// As after an answer of the practice, now.
    bool hear(AppFixture& fixture, bool revoked = false, bool hasEnded = false)
    {
        const Instant now = m_practice.clock.now();
        const auto boot = fixture.session->bootTimes()();
        bool kept = false;
        fixture.session
            ->withStore(StorageThread::Urgency::Save,
                [now, boot, revoked, hasEnded, this](store::Store& store) -> Status {
                    client::HeardLease heard{{}, revoked, now, boot, 0, hasEnded};
                    if (!revoked) {
                        sync::Lease lease{now, now.plusMs(7 * Day), {}};
                        sync::signLease(lease, store.identity().practice, store.identity().device,
                            m_practice.serverSign.secretKey);
                        heard.lease = lease;
                    }
                    return client::keepLease(store.connection(), heard);
                })
            .then(fixture.session.get(), [&kept](const Status& status) { kept = status.ok(); });
        fixture.session->lookAtLease();
        return QTest::qWaitFor([&kept] { return kept; }, 20'000) && fixture.settled();
    }
    /// Time passes with the tablet on and nobody at it.
    bool passes(AppFixture& fixture, qint64 ms)
    {
        m_practice.clock.advanceMs(ms);
        fixture.bootClock.elapsed += ms;
        return fixture.leaveAndEnter(m_practice.bronwen);
    }
    static bool looksAgain(AppFixture& fixture)
    {
        fixture.session->lookAtLease();
        return fixture.settled();
    }
    template <typename Row, typename Reader>
    static Result<Row> read(AppFixture& fixture, Reader reader)
    {
        std::optional<Result<Row>> row;
        fixture.session->read(reader).then(
            fixture.session.get(), [&row](Result<Row> result) { row = std::move(result); });
        if (!QTest::qWaitFor([&row] { return row.has_value(); }, 20'000))
            return Error{ErrorCode::Internal, "never read"};
        return *row;
    }
    static Result<bool> readAnything(AppFixture& fixture)
    {
        return read<bool>(fixture, [](store::Connection&) -> Result<bool> { return true; });
    }
    static Notice notice(AppFixture& fixture)
    {
        return fixture.app->capture()->notice().value<Notice>();
    }
    static void write(AppFixture& fixture, const QString& text)
    {
        auto* capture = fixture.app->capture();
        capture->edit(QStringLiteral("family"), QStringLiteral("Quill"));
        capture->edit(QStringLiteral("given"), QStringLiteral("Edith"));
        capture->edit(QStringLiteral("text"), text);
    }

    PracticeOnDisk m_practice;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_practice.made); }
    void init() { m_practice.clock.set({1'795'510'800'000}); }

    void neverHeard_opensAsEver()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QCOMPARE(fixture.app->screen(), Screen::Today);
        QVERIFY(readAnything(fixture).ok());
    }
    void leaseOver_opensInCaptureOnly_noPatientIsShownOrRead()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(hear(fixture));
        QCOMPARE(fixture.app->screen(), Screen::Today);
        QVERIFY(passes(fixture, 7 * Day));
        QCOMPARE(fixture.session->reading().right, ReadingRight::CaptureOnly);
        QCOMPARE(fixture.app->screen(), Screen::Capture);
        QCOMPARE(readAnything(fixture).error().code, ErrorCode::Expired);
        QCOMPARE(notice(fixture).heading, QStringLiteral("Patients cannot be shown now"));
        QVERIFY(notice(fixture).body.contains(QStringLiteral("Nothing is deleted")));
        for (const char* page : {"today", "find", "sync", "endOfRound", "beforeYouGo"}) {
            fixture.app->go(QString::fromLatin1(page));
            QCOMPARE(fixture.app->screen(), Screen::Capture);
        }
        fixture.app->find()->editQuery(QStringLiteral("This"));
        QVERIFY(fixture.settled());
        QCOMPARE(fixture.app->find()->results()->rowCount(), 0);
        QVERIFY(!fixture.app->capture()->hasVisits());
        QCOMPARE(fixture.app->today()->stops()->rowCount(), 0);
        const auto* waiting = fixture.app->sync()->records();
        QVERIFY(waiting->rowCount() > 0);
        for (int row = 0; row < waiting->rowCount(); ++row)
            QVERIFY(!roleOf(fixture.app->sync()->records(), row, "name")
                         .toString()
                         .contains(QStringLiteral("Thistlewood")));
    }
    void dateSetBack_addsNothingToTheLease()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(hear(fixture));
        fixture.bootClock.elapsed += 7 * Day;
        m_practice.clock.advanceMs(-30 * Day);
        QVERIFY(fixture.leaveAndEnter(m_practice.bronwen));
        QCOMPARE(fixture.app->screen(), Screen::Capture);
    }
    void aDayBeforeTheEnd_itIsSaid_onTodayAndSync_notEarlier()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(hear(fixture));
        const auto said = [&fixture](const QVariantList& notices) {
            return headingsOf(notices)
                .join(QLatin1Char(' '))
                .contains(QStringLiteral("Reach the practice by"));
        };
        QVERIFY(passes(fixture, 6 * Day - Hour));
        QVERIFY(!said(fixture.app->today()->notices()));
        QVERIFY(passes(fixture, Hour));
        QVERIFY(said(fixture.app->today()->notices()));
        QVERIFY(said(fixture.app->sync()->notices()));
        QVERIFY(hear(fixture));
        QVERIFY(!said(fixture.app->today()->notices()));
    }
    void newRecord_isSaved_inStoreSpoolAndSealedOutbox_andIsReadOnceTheLeaseIsRenewed()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(hear(fixture));
        QVERIFY(passes(fixture, 7 * Day));
        const auto spooled = [&fixture] {
            return store::Spool::open(fixture.session->files().spool())->pending().size();
        };
        const auto before = spooled();
        const qint64 outbox = QFileInfo(fixture.session->files().outbox()).size();
        auto* capture = fixture.app->capture();
        QVERIFY(!capture->isReady());
        capture->save();
        QCOMPARE(capture->error(), QStringLiteral("Enter family name and given name."));
        write(fixture, QStringLiteral("Flu, left arm, 10:42."));
        capture->edit(QStringLiteral("born"), QStringLiteral("31 2 1942"));
        capture->save();
        QVERIFY(capture->error().contains(QStringLiteral("date of birth")));
        QCOMPARE(spooled(), before);
        capture->edit(QStringLiteral("born"), QStringLiteral("14 3 1942"));
        QVERIFY(capture->isReady());
        capture->save();
        QTRY_COMPARE(capture->family(), QString());
        QCOMPARE(capture->text(), QString());
        QCOMPARE(spooled(), before + 2);
        QVERIFY(QFileInfo(fixture.session->files().outbox()).size() > outbox);
        QCOMPARE(fixture.app->screen(), Screen::Capture);

        QVERIFY(hear(fixture));
        QTRY_COMPARE(fixture.app->screen(), Screen::Today);
        const auto found
            = read<std::vector<domain::PatientRow>>(fixture, [](store::Connection& connection) {
                  return store::SearchStore(connection).find(QStringLiteral("quill"), 5);
              });
        QVERIFY(found);
        QCOMPARE(found->size(), std::size_t(1));
        QCOMPARE(found->front().born, QDate(1942, 3, 14));
    }
    void whatIsTyped_outlivesTheLock_andAnotherPersonDoesNotSeeIt()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(hear(fixture));
        QVERIFY(passes(fixture, 7 * Day));
        write(fixture, QStringLiteral("Half a sent"));
        QVERIFY(fixture.leaveAndEnter(m_practice.dev));
        QTRY_COMPARE(fixture.app->screen(), Screen::Capture);
        QCOMPARE(fixture.app->capture()->text(), QString());
        QVERIFY(fixture.leaveAndEnter(m_practice.bronwen));
        QTRY_COMPARE(fixture.app->capture()->text(), QStringLiteral("Half a sent"));
        QCOMPARE(fixture.app->capture()->family(), QStringLiteral("Quill"));
    }
    void visitBegun_isNotBrokenOff_andIsFinishedAlsoAfterALock_noOtherIsShown()
    {
        m_practice.clock.advanceMs(-7 * Day + Hour); // heard so that it ends an hour into the round
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(hear(fixture));
        QVERIFY(passes(fixture, 7 * Day - Hour));
        QCOMPARE(fixture.app->screen(), Screen::Today);
        fixture.app->today()->start();
        QVERIFY(fixture.settled());
        QCOMPARE(fixture.app->screen(), Screen::Visit);
        fixture.app->visit()->editNote(QStringLiteral("She asked twice about her sister."));
        const QString name = fixture.app->visit()->patient().name;

        m_practice.clock.advanceMs(Hour);
        fixture.bootClock.elapsed += Hour;
        QVERIFY(looksAgain(fixture));
        QCOMPARE(fixture.session->reading().right, ReadingRight::CaptureOnly);
        QCOMPARE(fixture.app->screen(), Screen::Visit);
        QCOMPARE(fixture.app->visit()->patient().name, name);

        QVERIFY(fixture.leaveAndEnter(m_practice.bronwen));
        QCOMPARE(fixture.app->screen(), Screen::Capture);
        QCOMPARE(fixture.app->capture()->visits()->rowCount(), 1);
        fixture.app->capture()->openVisit(
            roleOf(fixture.app->capture()->visits(), 0, "visitId").toString());
        QVERIFY(fixture.settled());
        QCOMPARE(fixture.app->screen(), Screen::Visit);
        QCOMPARE(fixture.app->visit()->patient().name, name);
        QTRY_COMPARE(
            fixture.app->visit()->note(), QStringLiteral("She asked twice about her sister."));
        fixture.app->back();
        QCOMPARE(fixture.app->screen(), Screen::Capture);
    }
    void leaseEndsOnAPageOfPatients_itIsLeft()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(hear(fixture));
        fixture.app->go(QStringLiteral("find"));
        m_practice.clock.advanceMs(7 * Day);
        fixture.bootClock.elapsed += 7 * Day;
        QVERIFY(looksAgain(fixture));
        QTRY_COMPARE(fixture.app->screen(), Screen::Capture);
    }
    void threeDaysAfterTheEnd_nothingNewIsWritten_andNothingIsGone()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(hear(fixture));
        QVERIFY(passes(fixture, 10 * Day));
        QCOMPARE(fixture.session->reading().right, ReadingRight::SyncOnly);
        QVERIFY(!fixture.app->capture()->mayWrite());
        QCOMPARE(notice(fixture).heading, QStringLiteral("This device can only send now"));
        write(fixture, QStringLiteral("Too late"));
        fixture.app->capture()->save();
        QVERIFY(fixture.settled());
        QVERIFY(hear(fixture));
        QTRY_COMPARE(fixture.app->screen(), Screen::Today);
        const auto found
            = read<std::vector<domain::PatientRow>>(fixture, [](store::Connection& connection) {
                  return store::SearchStore(connection).find(QStringLiteral("thistlewood"), 5);
              });
        QVERIFY(found);
        QCOMPARE(found->size(), std::size_t(2));
    }
    void takenOutOfUse_isSaidAsThat()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(hear(fixture));
        QVERIFY(hear(fixture, true));
        QTRY_COMPARE(fixture.app->screen(), Screen::Capture);
        QCOMPARE(notice(fixture).heading,
            QStringLiteral("The practice has taken this device out of use"));
        QCOMPARE(readAnything(fixture).error().code, ErrorCode::Expired);
    }
    void certificateEnded_isSaidAsThat_untilItIsRenewed()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(hear(fixture, true, true));
        QTRY_COMPARE(fixture.app->screen(), Screen::Capture);
        QCOMPARE(notice(fixture).heading, QStringLiteral("This device's certificate has ended"));
        QVERIFY(notice(fixture).body.contains(QStringLiteral("they are sent and count")));
        QCOMPARE(readAnything(fixture).error().code, ErrorCode::Expired);
        QVERIFY(hear(fixture));
        QTRY_COMPARE(fixture.app->screen(), Screen::Today);
    }
};
DOORSTEP_TEST(TestLeaseScreens);

#include "tst_lease.moc"
