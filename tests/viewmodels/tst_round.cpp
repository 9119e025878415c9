#include "core/store/append_file.h"
#include "core/store/attachment_store.h"
#include "core/store/authority_store.h"
#include "core/store/box_store.h"
#include "core/store/entry_store.h"
#include "core/store/round_store.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

#include <QtEndian>

using namespace doorstep;
using namespace doorstep::app;
using test::AppFixture;
using test::headingsOf;
using test::hexOf;
using test::roleOf;

class TestRound : public QObject {
    Q_OBJECT
    std::unique_ptr<test::PracticeOnDisk> m_practice;

    void endEveryVisit(AppFixture& fixture)
    {
        for (const VisitId visit : {m_practice->mabelVisit, m_practice->arthurVisit,
                 m_practice->oliveVisit, m_practice->kofiVisit}) {
            fixture.app->visit()->show(hexOf(visit), false);
            QVERIFY(fixture.settled());
            fixture.app->outcome()->chooseOutcome(QStringLiteral("not-in"));
            fixture.app->outcome()->save();
            QVERIFY(fixture.settled());
        }
    }
    void count(EndOfRoundViewModel* end, BatchId batch, int doses)
    {
        for (int i = 0; i < doses; ++i)
            end->giveBack(QString::fromLatin1(batch.toHex()), 1);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::PracticeOnDisk>();
        QVERIFY(m_practice->made);
    }

    void beforeYouGo_asksForEachThingInTurn()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        auto* before = fixture.app->beforeYouGo();
        QVERIFY(
            headingsOf(fixture.app->today()->notices()).contains(QStringLiteral("Before you go")));
        QCOMPARE(before->loadHeading(), QStringLiteral("Box 2: 6 doses"));
        QCOMPARE(before->beginText(), QStringLiteral("Take the box's temperature to go"));
        before->editTemperature(QStringLiteral("warm"));
        before->acceptTemperature();
        QCOMPARE(before->temperatureError(),
            QStringLiteral("warm is not a temperature. Enter one like 4.6."));
        before->editTemperature(QStringLiteral("4,6"));
        before->begin(); // a reading typed and not confirmed is what the button asks for
        QTRY_COMPARE_WITH_TIMEOUT(
            before->temperatureText(), QStringLiteral("4.6 °C at 09:00 today"), 20'000);
        QCOMPARE(before->beginText(), QStringLiteral("Tick the kit to go"));
        before->toggle(QStringLiteral("pack"));
        QVERIFY(before->kitOpen()); // the pack is not ticked blind
        before->editKitBatch(QStringLiteral("AD7"));
        before->editKitExpires(QStringLiteral("31 Oct 2026"));
        before->saveKit();
        QVERIFY(before->kitError().startsWith(QStringLiteral("The pack expired on 31 Oct 2026")));
        before->editKitExpires(QStringLiteral("31/5/2027"));
        before->saveKit();
        QVERIFY(!before->kitOpen());
        for (const char* id : {"sharps", "thermometer", "phone"})
            before->toggle(QString::fromLatin1(id));
        QCOMPARE(before->beginText(), QStringLiteral("Start the round"));
        // One dose fewer than loaded: it did not travel.
        before->count(QString::fromLatin1(m_practice->batch.toHex()), -1);
        before->begin();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.app->lastSave()->busy(), false, 20'000);
        QVERIFY(fixture.settled());
        QCOMPARE(fixture.app->today()->dosesText(), QStringLiteral("5 doses in box"));
        QVERIFY(
            !headingsOf(fixture.app->today()->notices()).contains(QStringLiteral("Before you go")));
        const auto box = fixture.readNow<std::optional<domain::BoxRow>>(
            [id = m_practice->box](store::Connection& c) { return store::BoxStore(c).find(id); });
        QVERIFY(box->kitChecked && box->kitComplete);
        QCOMPARE(box->kitExpires, QDate(2027, 5, 31));
        QCOMPARE(box->returned, 1);
    }

    void tooWarm_stopsTheBox()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        auto* before = fixture.app->beforeYouGo();
        before->editTemperature(QStringLiteral("9.1"));
        before->acceptTemperature();
        QTRY_COMPARE_WITH_TIMEOUT(before->temperatureTone(), QStringLiteral("stop"), 20'000);
        QVERIFY(headingsOf(before->notices()).contains(QStringLiteral("Do not use this box")));
        QVERIFY(!before->ready());
    }

    void box_oneDoseShort_closesOnlyWithItsReason()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        auto* end = fixture.app->endOfRound();
        QCOMPARE(end->openVisits().size(), 4);
        QCOMPARE(end->closeText(), QStringLiteral("4 visits still to close"));
        endEveryVisit(fixture);
        QVERIFY(end->openVisits().isEmpty());
        count(end, m_practice->batch, 3);
        count(end, m_practice->expired, 2);
        QVERIFY(end->differs());
        QCOMPARE(end->differenceError(),
            QStringLiteral("The box is 1 dose short: 6 loaded, 0 given, 5 returned. Count again or "
                           "give the reason."));
        QCOMPARE(end->closeText(), QStringLiteral("Count again, or give the reason"));
        end->editDifference(QStringLiteral("Dropped in the hall"));
        QCOMPARE(end->closeText(), QStringLiteral("Say that you are back safely"));
        end->toggleSafe();
        QVERIFY(end->ready());
        end->close();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.app->screen(), AppViewModel::Screen::Today, 20'000);
        QVERIFY(fixture.settled());
        const auto box = fixture.readNow<std::optional<domain::BoxRow>>(
            [id = m_practice->box](store::Connection& c) { return store::BoxStore(c).find(id); });
        QVERIFY(box->closedAt.ms > 0);
        QCOMPARE(box->difference, 1);
        QCOMPARE(box->statedDifference, 1);
        QCOMPARE(box->differenceReason, QStringLiteral("Dropped in the hall"));
        const auto round = fixture.readNow<std::optional<domain::RoundRow>>(
            [id = m_practice->round](
                store::Connection& c) { return store::RoundStore(c).find(id); });
        QCOMPARE(round->status, domain::RoundStatus::Closed);
        QCOMPARE(fixture.app->today()->emptyFact(), QStringLiteral("This round is closed"));
    }

    void box_balanced_closesWithoutQuestion()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        endEveryVisit(fixture);
        auto* end = fixture.app->endOfRound();
        count(end, m_practice->batch, 4);
        count(end, m_practice->expired, 2);
        QVERIFY(!end->differs());
        end->toggleSafe();
        QCOMPARE(end->closeText(), QStringLiteral("Close the round"));
        QVERIFY(end->ready());
    }

    void twoBatchesThatCancelOut_stillDiffer()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        auto* end = fixture.app->endOfRound();
        count(end, m_practice->batch, 3);
        count(end, m_practice->expired, 3);
        QVERIFY(end->differs());
    }

    void receipts_fiveCountsAddUpToTheTotal()
    {
        for (int seed = 0; seed < 50; ++seed) {
            QRandomGenerator random(static_cast<quint32>(seed));
            const store::ReceiptCounts counts{random.bounded(50), random.bounded(50),
                random.bounded(50), random.bounded(50), random.bounded(50)};
            int sum = 0;
            for (const auto& step : receiptSteps(counts))
                sum += step.count.toInt();
            QVERIFY2(sum == counts.total(), qPrintable(QStringLiteral("seed %1").arg(seed)));
        }
    }

    void records_everyOwnEntryIsCountedAndNamed()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        auto* records = fixture.app->sync();
        QTRY_VERIFY(records->total().toInt() > 0);
        const int before = records->total().toInt();
        fixture.app->today()->openJob(
            hexOf(m_practice->arthurVisit), QStringLiteral("vaccinate:flu-2026-27"));
        QTRY_COMPARE_WITH_TIMEOUT(fixture.app->vaccinate()->doses()->rowCount(), 1, 20'000);
        fixture.app->vaccinate()->allClear();
        fixture.app->vaccinate()->chooseSite(
            QStringLiteral("flu-2026-27"), QStringLiteral("left-upper-arm"));
        fixture.app->vaccinate()->save();
        QVERIFY(fixture.settled());
        // At the door, the dose, its movement, the allergies asked, the outcome.
        QTRY_COMPARE_WITH_TIMEOUT(records->total().toInt(), before + 6, 20'000);
        int sum = 0;
        for (const QVariant& step : records->steps())
            sum += step.value<ReceiptStep>().count.toInt();
        QCOMPARE(sum, records->total().toInt());
        QCOMPARE(records->headline(), QStringLiteral("%1 on this device only").arg(sum));
        QStringList names;
        for (int row = 0; row < records->records()->rowCount(); ++row)
            names.push_back(roleOf(records->records(), row, "name").toString());
        QVERIFY2(names.contains(QStringLiteral("Flu vaccine, Arthur Thistlewood")),
            qPrintable(names.join(QLatin1Char('\n'))));
        QVERIFY(names.contains(QStringLiteral("Given, Arthur Thistlewood")));
        QCOMPARE(records->reachedText(), QStringLiteral("Practice last reached at 09:00 today"));
        // No address of a server: nothing is sent, and the strip says that too.
        QVERIFY(fixture.app->today()->syncText().startsWith(QStringLiteral("Sync stopped, ")));
        QVERIFY(fixture.app->today()->syncText().endsWith(QStringLiteral("records only here")));
    }

    void photoThatWaits_isCounted_untilThePracticeHasIt()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        const auto* sync = fixture.app->sync();
        QCOMPARE(sync->photosText(), QString());
        const auto about = m_practice->mabel.as<AggregateId>();
        store::AttachmentId photo;
        ledger::AttachmentRecorded recorded;
        const auto keep = [&](store::Store& store) -> Status {
            DOORSTEP_TRY(made,
                store.attachments().add(
                    {about.as<ScopeId>(), about, "image/jpeg", m_practice->clock.now()},
                    "a left heel"));
            photo = made.id;
            DOORSTEP_TRY(described, store.attachments().describe(made.id, {}));
            recorded = described;
            return {};
        };
        const auto kept = fixture.session->withStore(StorageThread::Urgency::Save, keep);
        QTRY_VERIFY(kept.isFinished());
        ledger::Act act(m_practice->mint);
        act.add(about.as<ScopeId>(), about, recorded);
        const auto saved = fixture.session->save(std::move(act));
        QTRY_COMPARE_WITH_TIMEOUT(
            sync->photosText(), QStringLiteral("1 photo still on this device"), 20'000);
        const auto sent = fixture.session->withStore(StorageThread::Urgency::Save,
            [photo](store::Store& store) { return store.attachments().setSent(photo); });
        QTRY_VERIFY(sent.isFinished());
        fixture.session->announce({about});
        QTRY_COMPARE_WITH_TIMEOUT(sync->photosText(), QString(), 20'000);
    }

    void strip_turnsAmberAfterADay()
    {
        store::ReceiptCounts counts;
        counts.here = 3;
        const Instant now{100LL * 24 * 3600 * 1000};
        QCOMPARE(recordStrip(counts, now.plusMs(-3'600'000), now).tone, QStringLiteral("brand"));
        QCOMPARE(
            recordStrip(counts, now.plusMs(-25 * 3'600'000LL), now).tone, QStringLiteral("warn"));
        QCOMPARE(
            recordStrip(counts, now, now).text, QStringLiteral("3 records on this device only"));
        counts.here = 0;
        counts.safe = 4;
        QCOMPARE(recordStrip(counts, {}, now).text,
            QStringLiteral("All 4 records made here are at the practice"));
    }

    void settings_areKeptInTheStore()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        fixture.app->settings()->chooseScale(QStringLiteral("150"));
        fixture.app->settings()->chooseTheme(QStringLiteral("dark"));
        fixture.app->settings()->chooseScale(QStringLiteral("900"));
        QCOMPARE(fixture.app->settings()->textScale(), 1.5);
        QVERIFY(fixture.settled());
        AppViewModel again(*fixture.session, *fixture.sync, *fixture.enrolment);
        QVERIFY(fixture.leaveAndEnter(m_practice->bronwen));
        QTRY_COMPARE(again.settings()->textScale(), 1.5);
        QCOMPARE(again.settings()->theme(), QStringLiteral("dark"));
    }

    void storeOfANewerVersion_isSaid_andNothingIsTouched()
    {
        AppFixture fixture(*m_practice);
        const auto& files = fixture.session->files();
        const QByteArray kept = *store::readFileWhole(files.envelope(), 1 << 20);
        QByteArray newer = kept.chopped(4);
        newer[5] = '2';
        char crc[4];
        qToLittleEndian(crypto::crc32c(newer), crc);
        newer.append(crc, 4);
        QVERIFY(store::writeFileWhole(files.envelope(), newer));
        QVERIFY(store::writeFileWhole(files.envelopeCopy(), newer));
        fixture.session->start();
        QTRY_COMPARE(fixture.app->screen(), AppViewModel::Screen::Trouble);
        QCOMPARE(
            fixture.app->troubleHeading(), QStringLiteral("Doorstep is too old for these records"));
        QVERIFY(fixture.app->troubleBody().contains(QStringLiteral("Update Doorstep")));
        QCOMPARE(*store::readFileWhole(files.envelope(), 1 << 20), newer);
        QVERIFY(store::writeFileWhole(files.envelope(), kept));
        QVERIFY(store::writeFileWhole(files.envelopeCopy(), kept));
        fixture.app->startAgain();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.app->screen(), AppViewModel::Screen::Unlock, 20'000);
    }

    void keystoreGone_nothingIsMade()
    {
        AppFixture fixture(*m_practice);
        m_practice->vault.failWith(ErrorCode::KeystoreLocked);
        fixture.session->start();
        QTRY_COMPARE(fixture.app->screen(), AppViewModel::Screen::Trouble);
        QCOMPARE(fixture.app->troubleHeading(), QStringLiteral("The key ring is locked"));
        m_practice->vault.work();
        fixture.app->startAgain();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.app->screen(), AppViewModel::Screen::Unlock, 20'000);
    }
};
DOORSTEP_TEST(TestRound);
#include "tst_round.moc"
