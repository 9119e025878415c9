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

class TestPhone : public QObject {
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
    /// Closing the window is no reason to lose a save, nor to fall over what waits for it.
    void close_withWorkUnderWay_endsInOrderAndKeepsTheSave()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        auto act = startVisitAct(fixture.session->mint(),
            {m_practice->bronwen, m_practice->clock.now(), QDate(2026, 11, 24)},
            m_practice->kofiVisit, m_practice->round);
        bool told = false;
        fixture.session->save(std::move(*act))
            .then(fixture.app.get(), [&](Result<store::Store::Saved> saved) { told = saved.ok(); });
        for (int i = 0; i < 20; ++i) // reads and quiet saves queue behind it
            fixture.app->visit()->show(hexOf(m_practice->kofiVisit), true);
        fixture.app.reset();
        QVERIFY(told);
    }

    void unlock_wrongPin_saysTriesLeftAndThatNothingIsLost()
    {
        AppFixture fixture(*m_practice);
        auto* unlock = fixture.app->unlock();
        QTRY_COMPARE(fixture.app->screen(), AppViewModel::Screen::Unlock);
        QCOMPARE(unlock->practice(), QStringLiteral("Willow Lane Surgery"));
        QCOMPARE(roleOf(unlock->people(), 0, "duty").toString(), QStringLiteral("Practice nurse"));
        unlock->choosePerson(QString::fromLatin1(m_practice->bronwen.toHex()));
        QCOMPARE(unlock->prompt(), QStringLiteral("PIN for Bronwen"));
        QTRY_COMPARE(
            unlock->hint(), QStringLiteral("10 tries left. A forgotten PIN loses no record."));
        fixture.typePin("111111");
        QTRY_COMPARE_WITH_TIMEOUT(unlock->error(),
            QStringLiteral("That PIN is not right. 9 tries left. No record is lost."), 20'000);
        QCOMPARE(unlock->filled(), 0);
    }

    void unlock_pin_isInNoProperty()
    {
        AppFixture fixture(*m_practice);
        QTRY_COMPARE(fixture.app->screen(), AppViewModel::Screen::Unlock);
        auto* unlock = fixture.app->unlock();
        unlock->choosePerson(QString::fromLatin1(m_practice->bronwen.toHex()));
        fixture.typePin("24681");
        QCOMPARE(unlock->filled(), 5);
        const QMetaObject* meta = unlock->metaObject();
        for (int i = 0; i < meta->propertyCount(); ++i) {
            const QString text = meta->property(i).read(unlock).toString();
            QVERIFY2(
                !text.contains(QStringLiteral("24681")) && !text.contains(QStringLiteral("2468")),
                meta->property(i).name());
        }
        unlock->erase();
        QCOMPARE(unlock->filled(), 4);
    }

    void today_saysRoundProgressAndNextStop()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        auto* today = fixture.app->today();
        QCOMPARE(fixture.app->screen(), AppViewModel::Screen::Today);
        QCOMPARE(today->roundName(), QStringLiteral("Harbour round"));
        QCOMPARE(today->roundWhen(), QStringLiteral("Tue 24 Nov 2026 · with Dev"));
        QCOMPARE(today->doneText(), QStringLiteral("0 of 4 visits done"));
        QCOMPARE(today->dosesText(), QStringLiteral("6 doses in box"));
        QCOMPARE(today->tallyText(), QStringLiteral("4 to go"));
        QCOMPARE(today->startText(), QStringLiteral("Start stop 1"));
        const auto next = today->next().value<NextStop>();
        QCOMPARE(next.address, QStringLiteral("Flat 2, 14 Gull Terrace"));
        QCOMPARE(next.household, QStringLiteral("Thistlewood household, 2 patients"));
        QCOMPARE(next.people.size(), 2);
        QCOMPARE(next.people.front().value<PersonJobs>().person, QStringLiteral("Mabel, 84"));
        QCOMPARE(next.tags.front().value<Tag>().text, QStringLiteral("Allergies"));
        QCOMPARE(today->segments(),
            QStringList({QStringLiteral("next"), QStringLiteral("next"), QStringLiteral("todo"),
                QStringLiteral("todo")}));
        QCOMPARE(today->stops()->rowCount(), 2);
        QCOMPARE(roleOf(today->stops(), 0, "name").toString(), QStringLiteral("Olive Bracken, 91"));
    }

    void jab_fourTaps_landsWholeInTheStore()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        auto* vaccinate = fixture.app->vaccinate();
        openFlu(fixture, m_practice->arthurVisit); // 1
        QCOMPARE(fixture.app->screen(), AppViewModel::Screen::Vaccinate);
        QCOMPARE(vaccinate->patient().name, QStringLiteral("THISTLEWOOD, Arthur"));
        QCOMPARE(vaccinate->clearText(), QStringLiteral("No to all, and Arthur agrees"));
        QCOMPARE(vaccinate->phase(), QStringLiteral("ask"));
        QCOMPARE(vaccinate->saveText(), QStringLiteral("Check with Arthur to save"));
        QVERIFY(!vaccinate->saveReady());
        QCOMPARE(
            roleOf(vaccinate->doses(), 0, "batch").toString(), QStringLiteral("Batch FX7K231"));
        QCOMPARE(roleOf(vaccinate->doses(), 0, "site").toString(), QString());
        vaccinate->allClear(); // 2
        QCOMPARE(vaccinate->consent(), QStringLiteral("Arthur agrees and has capacity"));
        QCOMPARE(vaccinate->saveText(), QStringLiteral("Choose an arm to save"));
        vaccinate->chooseSite(QStringLiteral("flu-2026-27"), QStringLiteral("left-upper-arm")); // 3
        QCOMPARE(vaccinate->saveText(), QStringLiteral("Save flu vaccine, left arm"));
        QVERIFY(vaccinate->saveReady());
        vaccinate->save(); // 4
        QTRY_COMPARE_WITH_TIMEOUT(
            fixture.app->lastSave()->toastText(), QStringLiteral("Saved on this device"), 20'000);
        QVERIFY(fixture.settled());

        const auto doses = dosesOf(fixture, m_practice->arthur);
        QCOMPARE(doses.size(), std::size_t(1));
        const auto& dose = doses.front();
        QCOMPARE(dose.status, domain::VaccinationStatus::Given);
        QCOMPARE(dose.batchNumber, QStringLiteral("FX7K231"));
        QCOMPARE(dose.expires, QDate(2027, 5, 31));
        QCOMPARE(dose.site, QStringLiteral("left-upper-arm"));
        QCOMPARE(dose.route, QStringLiteral("im"));
        QCOMPARE(dose.doseMicrolitres, 500);
        QCOMPARE(dose.consentBy, domain::ConsentBy::Patient);
        QCOMPARE(dose.identityCheckedBy, QStringLiteral("patient"));
        QCOMPARE(dose.givenBy, m_practice->bronwen);
        QCOMPARE(dose.authority, m_practice->psd); // the direction that names him comes first
        const auto answers = fixture.readNow<std::vector<domain::ScreeningAnswerRow>>(
            [entry = dose.entry](
                store::Connection& c) { return store::CareStore(c).answers(entry); });
        QVERIFY(answers.size() >= 5);
        for (const auto& answer : answers)
            QCOMPARE(answer.answer, domain::Answer::No);
        QCOMPARE(leftInBox(fixture), 3);
        // His only job: the same save ended the visit, and the door's other patient comes next.
        QCOMPARE(visitOf(fixture, m_practice->arthurVisit).outcome, domain::Outcome::Given);
        QCOMPARE(fixture.app->visit()->patient().name, QStringLiteral("THISTLEWOOD, Mabel"));
        const auto patient = fixture.readNow<std::optional<domain::PatientRow>>(
            [id = m_practice->arthur](
                store::Connection& c) { return store::PatientStore(c).find(id); });
        QCOMPARE(patient->allergyStatus, domain::AllergyStatus::NoneKnown); // asked just now
        QCOMPARE(fixture.app->today()->tallyText(), QStringLiteral("1 given, 3 to go"));
    }

    void undo_takesDoseMovementAndOutcomeBack()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        openFlu(fixture, m_practice->arthurVisit);
        fixture.app->vaccinate()->allClear();
        fixture.app->vaccinate()->chooseSite(
            QStringLiteral("flu-2026-27"), QStringLiteral("right-upper-arm"));
        fixture.app->vaccinate()->save();
        QTRY_VERIFY_WITH_TIMEOUT(fixture.app->lastSave()->canUndo(), 20'000);
        fixture.app->lastSave()->undo();
        QTRY_VERIFY_WITH_TIMEOUT(
            fixture.app->lastSave()->toastText().startsWith(QStringLiteral("Taken back")), 20'000);
        QVERIFY(fixture.settled());
        QVERIFY(dosesOf(fixture, m_practice->arthur).empty());
        QCOMPARE(leftInBox(fixture), 4);
        QVERIFY(visitOf(fixture, m_practice->arthurVisit).status != domain::VisitStatus::Done);
        // Nothing is removed: the taken-back lines are still in the history.
        QVERIFY(fixture.kindsOf(m_practice->arthur.as<AggregateId>())
                    .contains(QStringLiteral("vaccinationRecorded")));
    }

    void hca_withoutAuthority_isNeverOfferedTheVaccine()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->dev));
        fixture.app->visit()->show(hexOf(m_practice->mabelVisit), false);
        QVERIFY(fixture.settled());
        auto* visit = fixture.app->visit();
        QCOMPARE(visit->jobs()->rowCount(), 1); // blood pressure; the vaccine's place is the stop
        QCOMPARE(headingsOf(visit->notices()),
            QStringList{QStringLiteral("You may not give this vaccine")});
        const auto notice = visit->notices().front().value<Notice>();
        QCOMPARE(notice.kind, QStringLiteral("stop"));
        QCOMPARE(notice.body,
            QStringLiteral("PSD flu does not name Mabel. Ask the prescriber to add the name."));
        QCOMPARE(notice.who, QStringLiteral("A prescriber can lift this."));
        QCOMPARE(visit->primaryText(), QStringLiteral("Take blood pressure"));
        // And the page itself, reached any other way, does not save.
        openFlu(fixture, m_practice->mabelVisit);
        fixture.app->vaccinate()->allClear();
        fixture.app->vaccinate()->chooseSite(
            QStringLiteral("flu-2026-27"), QStringLiteral("left-upper-arm"));
        QVERIFY(!fixture.app->vaccinate()->saveReady());
        fixture.app->vaccinate()->save();
        QVERIFY(fixture.settled());
        QVERIFY(dosesOf(fixture, m_practice->mabel).empty());
    }

    void hca_namedByDirection_mayGive()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->dev));
        openFlu(fixture, m_practice->arthurVisit);
        QCOMPARE(fixture.app->vaccinate()->authorityLead(), QStringLiteral("PSD flu v1"));
        fixture.app->vaccinate()->allClear();
        fixture.app->vaccinate()->chooseSite(
            QStringLiteral("flu-2026-27"), QStringLiteral("left-upper-arm"));
        QVERIFY2(fixture.app->vaccinate()->saveReady(),
            qPrintable(fixture.app->vaccinate()->saveText()));
    }

    void doubleDose_stopsWithDateAndPlace()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        fixture.app->visit()->show(hexOf(m_practice->oliveVisit), false);
        QVERIFY(fixture.settled());
        auto* visit = fixture.app->visit();
        QCOMPARE(roleOf(visit->jobs(), 0, "tagText").toString(), QStringLiteral("Stop"));
        QCOMPARE(roleOf(visit->jobs(), 0, "fact").toString(),
            QStringLiteral("Had 2 Oct 2026 at Quay Pharmacy"));
        openFlu(fixture, m_practice->oliveVisit);
        auto* vaccinate = fixture.app->vaccinate();
        vaccinate->allClear();
        vaccinate->chooseSite(QStringLiteral("flu-2026-27"), QStringLiteral("left-upper-arm"));
        const auto notices = roleOf(vaccinate->doses(), 0, "notices").toList();
        QVERIFY(bodiesOf(notices).contains(QStringLiteral(
            "Olive had a flu vaccine on 2 Oct 2026 at Quay Pharmacy. Do not give another.")));
        QVERIFY(!vaccinate->saveReady());
        QCOMPARE(vaccinate->saveText(), QStringLiteral("Stopped: already had"));
        vaccinate->save();
        QVERIFY(fixture.settled());
        QCOMPARE(dosesOf(fixture, m_practice->olive).size(), std::size_t(1)); // the pharmacy's
    }

    void expiredBatch_isNotOffered_andStopsWhenTyped()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        openFlu(fixture, m_practice->mabelVisit);
        auto* vaccinate = fixture.app->vaccinate();
        vaccinate->changeVaccine(QStringLiteral("flu-2026-27"));
        auto* sheet = vaccinate->batchSheet();
        QVERIFY(sheet->isOpen());
        QCOMPARE(sheet->batches()->rowCount(), 1); // only the one in date
        sheet->editTyped(QStringLiteral("NOPE1"));
        sheet->acceptTyped();
        QCOMPARE(sheet->typedError(),
            QStringLiteral(
                "NOPE1 is not in today's box. Use a batch from the list, or load it first."));
        sheet->editTyped(QStringLiteral("fx7k198"));
        sheet->acceptTyped();
        QVERIFY(!sheet->isOpen());
        vaccinate->allClear();
        vaccinate->chooseSite(QStringLiteral("flu-2026-27"), QStringLiteral("left-upper-arm"));
        QVERIFY(bodiesOf(roleOf(vaccinate->doses(), 0, "notices").toList())
                    .contains(QStringLiteral(
                        "FX7K198 expired on 31 Oct 2026. Put it aside and scan another.")));
        QVERIFY(!vaccinate->saveReady());
    }

    void scannedPack_setsBatchAndExpiry_gluedSerialAsks()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        openFlu(fixture, m_practice->mabelVisit);
        auto* vaccinate = fixture.app->vaccinate();
        vaccinate->changeVaccine(QStringLiteral("flu-2026-27"));
        vaccinate->batchSheet()->editTyped(
            QStringLiteral("]d2010950600013437617270531") + QStringLiteral("10FX7K231"));
        vaccinate->batchSheet()->acceptTyped();
        QCOMPARE(vaccinate->batchSheet()->typedError(), QString());
        QVERIFY(!vaccinate->batchSheet()->isOpen());
        vaccinate->changeVaccine(QStringLiteral("flu-2026-27"));
        vaccinate->batchSheet()->editTyped(QStringLiteral("]d2 nothing"));
        vaccinate->batchSheet()->acceptTyped();
        QVERIFY(!vaccinate->batchSheet()->typedError().isEmpty());
    }

    void yesToFever_putsItOff_nurseMayGoOnOnlyWithAReason()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        openFlu(fixture, m_practice->mabelVisit);
        auto* vaccinate = fixture.app->vaccinate();
        vaccinate->different();
        QCOMPARE(vaccinate->phase(), QStringLiteral("each"));
        for (const QVariant& line : vaccinate->questions()) {
            const auto question = line.value<QuestionLine>();
            QVERIFY(question.answer.isEmpty());
            const bool yes = question.questionId == QLatin1String("identity")
                || question.questionId == QLatin1String("unwell");
            vaccinate->answer(
                question.questionId, yes ? QStringLiteral("yes") : QStringLiteral("no"));
        }
        QCOMPARE(vaccinate->phase(), QStringLiteral("checked"));
        QCOMPARE(vaccinate->consent(), QString()); // answering questions is not consenting
        vaccinate->chooseSite(QStringLiteral("flu-2026-27"), QStringLiteral("left-upper-arm"));
        QCOMPARE(headingsOf(vaccinate->askNotices()), QStringList{QStringLiteral("Not today")});
        QCOMPARE(vaccinate->saveText(), QStringLiteral("Record consent to save"));
        vaccinate->changeConsent();
        vaccinate->consentSheet()->chooseGiver(QStringLiteral("attorney"));
        QCOMPARE(vaccinate->consentSheet()->saveText(), QStringLiteral("Enter the name to save"));
        vaccinate->consentSheet()->save();
        QVERIFY(vaccinate->consentSheet()->isOpen());
        vaccinate->consentSheet()->editName(QStringLiteral("Iris Thistlewood"));
        vaccinate->consentSheet()->save();
        QCOMPARE(
            vaccinate->consent(), QStringLiteral("Iris Thistlewood agrees, attorney for health"));
        QCOMPARE(vaccinate->saveText(), QStringLiteral("Give a reason to save"));
        vaccinate->act(QStringLiteral("pre-screen-answer:unwell"));
        QVERIFY(vaccinate->reasonOpen());
        vaccinate->editReason(QStringLiteral("38.0 at the door, well in herself"));
        vaccinate->saveReason();
        QVERIFY2(vaccinate->saveReady(), qPrintable(vaccinate->saveText()));
        vaccinate->save();
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.app->lastSave()->toastText().isEmpty(), 20'000);
        const auto doses = dosesOf(fixture, m_practice->mabel);
        QCOMPARE(doses.size(), std::size_t(1));
        QCOMPARE(doses.front().consentBy, domain::ConsentBy::Attorney);
        QCOMPARE(doses.front().consentName, QStringLiteral("Iris Thistlewood"));
        QVERIFY(doses.front().detail.contains(QStringLiteral("well in herself")));
        // Mabel has blood pressure still to do: the visit is not over.
        QCOMPARE(fixture.app->screen(), AppViewModel::Screen::Visit);
        QVERIFY(visitOf(fixture, m_practice->mabelVisit).status != domain::VisitStatus::Done);
    }

    void notThisPerson_stopsEverything()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        openFlu(fixture, m_practice->mabelVisit);
        auto* vaccinate = fixture.app->vaccinate();
        vaccinate->different();
        for (const QVariant& line : vaccinate->questions())
            vaccinate->answer(line.value<QuestionLine>().questionId, QStringLiteral("no"));
        QVERIFY(
            headingsOf(vaccinate->askNotices()).contains(QStringLiteral("Not the right person")));
        QVERIFY(!vaccinate->saveReady());
    }

    void newAllergy_joinsTheRecordWithTheDose()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        openFlu(fixture, m_practice->mabelVisit);
        auto* vaccinate = fixture.app->vaccinate();
        vaccinate->allClear();
        vaccinate->changeAnswers();
        vaccinate->answer(QStringLiteral("other-allergies"), QStringLiteral("yes"));
        vaccinate->chooseSite(QStringLiteral("flu-2026-27"), QStringLiteral("left-upper-arm"));
        QVERIFY(!vaccinate->saveReady());
        vaccinate->act(QStringLiteral("other-allergies"));
        vaccinate->editReason(QStringLiteral("latex"));
        vaccinate->saveReason();
        QVERIFY2(vaccinate->saveReady(), qPrintable(vaccinate->saveText()));
        vaccinate->save();
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.app->lastSave()->toastText().isEmpty(), 20'000);
        QVERIFY(fixture.settled());
        QCOMPARE(
            fixture.app->visit()->patient().allergies, QStringLiteral("penicillin (rash), latex"));
    }

    /// A quick thumb on Start must meet the next door, not the one just left.
    void saveOfAVisit_todayComesBackOnlyWithItDone()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        QStringList seen;
        connect(fixture.app.get(), &AppViewModel::screenChanged, fixture.app.get(), [&] {
            if (fixture.app->screen() == AppViewModel::Screen::Today)
                seen.push_back(fixture.app->today()->doneText());
        });
        fixture.app->visit()->show(hexOf(m_practice->oliveVisit), true);
        QVERIFY(fixture.settled());
        fixture.app->today()->openStop(hexOf(m_practice->oliveVisit));
        fixture.app->outcome()->show();
        fixture.app->outcome()->chooseOutcome(QStringLiteral("not-in"));
        fixture.app->outcome()->save();
        QTRY_VERIFY_WITH_TIMEOUT(!seen.isEmpty(), 20'000);
        QCOMPARE(seen.front(), QStringLiteral("1 of 4 visits done"));
    }
    void observations_nobodyPlanned_areACardOfTheVisit()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        fixture.app->visit()->show(hexOf(m_practice->arthurVisit), true);
        QTRY_COMPARE_WITH_TIMEOUT(
            fixture.app->visit()->jobsFact(), QStringLiteral("0 of 1 jobs done"), 20'000);
        fixture.app->visit()->addObservations();
        QCOMPARE(fixture.app->screen(), AppViewModel::Screen::Observe);
        for (const char* figure : {"1", "3", "8", "7", "6"})
            fixture.app->observe()->digit(QString::fromLatin1(figure));
        fixture.app->observe()->chooseTile(QStringLiteral("total-cholesterol"));
        fixture.app->observe()->digit(QStringLiteral("5"));
        fixture.app->observe()->point();
        fixture.app->observe()->digit(QStringLiteral("2"));
        QCOMPARE(fixture.app->observe()->advanceText(), QStringLiteral("Save set of 3"));
        fixture.app->observe()->advance();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.app->screen(), AppViewModel::Screen::Visit, 20'000);
        QVERIFY(fixture.settled());
        QCOMPARE(fixture.app->visit()->jobsFact(), QStringLiteral("1 of 2 jobs done"));
        QCOMPARE(roleOf(fixture.app->visit()->jobs(), 1, "title").toString(),
            QStringLiteral("Observations"));
        const auto values = fixture.readNow<std::vector<domain::ObservationRow>>(
            [arthur = m_practice->arthur](
                store::Connection& c) -> Result<std::vector<domain::ObservationRow>> {
                store::CareStore care(c);
                DOORSTEP_TRY(sets, care.observationSets(arthur));
                return care.observations(sets.at(0).entry);
            });
        QVERIFY(std::any_of(values.begin(), values.end(), [](const auto& row) {
            return row.code == QLatin1String("1005671000000105") && row.scaled == 52;
        }));
    }

    void draft_surviveLockAndKeepsEveryKeystroke()
    {
        AppFixture fixture(*m_practice);
        QVERIFY(fixture.enter(m_practice->bronwen));
        openFlu(fixture, m_practice->mabelVisit);
        fixture.app->visit()->editNote(QStringLiteral("Daughter was the"));
        fixture.app->visit()->editNote(QStringLiteral("Daughter was there"));
        fixture.app->vaccinate()->allClear();
        fixture.app->vaccinate()->chooseSite(
            QStringLiteral("flu-2026-27"), QStringLiteral("right-upper-arm"));
        fixture.app->outcome()->chooseOutcome(QStringLiteral("refused"));
        for (const char* figure : {"1", "4", "2", "8"})
            fixture.app->observe()->digit(QString::fromLatin1(figure));
        QVERIFY(fixture.leaveAndEnter(m_practice->bronwen)); // at once: before the keystroke timer
        QVERIFY(!fixture.app->visit()->isOpen());
        openFlu(fixture, m_practice->mabelVisit);
        QTRY_COMPARE(fixture.app->visit()->note(), QStringLiteral("Daughter was there"));
        QCOMPARE(fixture.app->vaccinate()->phase(), QStringLiteral("checked"));
        QCOMPARE(roleOf(fixture.app->vaccinate()->doses(), 0, "site").toString(),
            QStringLiteral("right-upper-arm"));
        QCOMPARE(fixture.app->outcome()->outcome(), QStringLiteral("refused"));
        QCOMPARE(fixture.app->observe()->systolic().value, QStringLiteral("142"));
        QCOMPARE(fixture.app->observe()->diastolic().value, QStringLiteral("8"));
        // Saved means gone from the draft.
        fixture.app->vaccinate()->save();
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.app->lastSave()->toastText().isEmpty(), 20'000);
        QVERIFY(fixture.leaveAndEnter(m_practice->bronwen));
        fixture.app->visit()->show(hexOf(m_practice->mabelVisit), false);
        QVERIFY(fixture.settled());
        QCOMPARE(fixture.app->visit()->note(), QString());
        QCOMPARE(fixture.app->visit()->added().size(), 1); // the note went with the dose
    }
};
DOORSTEP_TEST(TestPhone);
#include "tst_phone.moc"
