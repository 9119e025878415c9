#include "app/viewmodels/desk/plan_board.h"
#include "app/viewmodels/round/round_readiness.h"
#include "app/viewmodels/today/today_board.h"
#include "app/viewmodels/visit/visit_jobs.h"
#include "core/store/entry_store.h"
#include "core/store/round_store.h"
#include "core/store/visit_store.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/desk_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using test::DeskFixture;
using test::roleOf;
using test::rowWith;

class TestDeskPlan : public QObject {
    Q_OBJECT
    std::unique_ptr<test::DeskPractice> m_practice;
    const QString fluJob = QStringLiteral("vaccinate:flu-2026-27");
    const QDate tomorrow{2026, 11, 25};

    QString hex(StaffId staff) const { return QString::fromLatin1(staff.toHex()); }

    static QStringList checksOf(PlanViewModel* plan)
    {
        QStringList all;
        for (const QVariant& check : plan->checks())
            all.push_back(check.value<Tag>().text);
        return all;
    }
    static QStringList namesOf(PlanViewModel* plan)
    {
        QStringList all;
        for (int row = 0; row < plan->stops()->rowCount(); ++row)
            all.push_back(roleOf(plan->stops(), row, "name").toString());
        return all;
    }
    void choose(DeskFixture& fixture, const QStringList& numbers)
    {
        for (const QString& number : numbers)
            fixture.desk()->plan()->togglePatient(fixture.patientWith(number));
    }
    void makeReady(PlanViewModel* plan)
    {
        plan->toggleTeam(hex(m_practice->bronwen));
        plan->chooseTablet(QString::fromLatin1(m_practice->tablet.toHex()));
        plan->loadNeeded();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::DeskPractice>();
        QVERIFY(m_practice->made);
    }

    void due_isListedWithReasonAndFiltered()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("plan")));
        auto* plan = fixture.desk()->plan();
        const int due = plan->due()->rowCount();
        QCOMPARE(plan->filters().front().value<Choice>().text, QStringLiteral("Due, %1").arg(due));
        QCOMPARE(
            rowWith(plan->due(), "patientId", fixture.patientWith(QStringLiteral("9990000026"))),
            -1); // Olive had hers at the pharmacy
        plan->chooseFilter(QStringLiteral("all"));
        QCOMPARE(plan->due()->rowCount(), 12);
        plan->editQuery(QStringLiteral("tern close"));
        QCOMPARE(plan->due()->rowCount(), 4);
        plan->editQuery(QStringLiteral("9990123454"));
        QCOMPARE(plan->due()->rowCount(), 1);
        plan->editQuery(QStringLiteral("Nobodyatall"));
        QCOMPARE(plan->emptyFact(), QStringLiteral("No one here matches 'Nobodyatall'."));
        plan->editQuery({});
        plan->chooseFilter(QStringLiteral("chosen"));
        QCOMPARE(plan->emptyFact(), QStringLiteral("Nobody is chosen."));
    }

    void household_isOneStop()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("plan")));
        auto* plan = fixture.desk()->plan();
        choose(fixture,
            {QStringLiteral("9990123454"), QStringLiteral("9990000042"),
                QStringLiteral("9990000018")});
        QCOMPARE(plan->stopCount(), 2);
        QCOMPARE(roleOf(plan->stops(), 0, "name").toString(), QStringLiteral("Thistlewood, 2"));
        QCOMPARE(roleOf(plan->stops(), 0, "minutes").toString(), QStringLiteral("30 min"));
        QCOMPARE(roleOf(plan->stops(), 0, "time").toString(), QStringLiteral("09:10"));
        QCOMPARE(roleOf(plan->stops(), 1, "time").toString(), QStringLiteral("09:50"));
        QVERIFY(plan->sum().startsWith(QStringLiteral("2 stops, 3 patients, 0 doses")));
        choose(fixture, {QStringLiteral("9990123454")}); // ticked again: not visited
        QCOMPARE(roleOf(plan->stops(), 0, "minutes").toString(), QStringLiteral("15 min"));
    }

    void stop_movesAndMovesBack()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("plan")));
        auto* plan = fixture.desk()->plan();
        choose(fixture,
            {QStringLiteral("9990000042"), QStringLiteral("9990000050"),
                QStringLiteral("9990000069")});
        const QStringList asChosen = namesOf(plan);
        QVERIFY(!plan->canMoveUp() && plan->canMoveDown() && !plan->canUndoMove());
        plan->selectStop(QStringLiteral("0"));
        plan->moveDown();
        QCOMPARE(namesOf(plan), (QStringList{asChosen[1], asChosen[0], asChosen[2]}));
        QVERIFY(roleOf(plan->stops(), 1, "selected").toBool());
        plan->undoMove();
        QCOMPARE(namesOf(plan), asChosen);
        plan->proposeOrder();
        QVERIFY(plan->canUndoMove());
        plan->undoMove();
        QCOMPARE(namesOf(plan), asChosen);
    }

    void load_goesNoFurtherThanTheFridge()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("plan")));
        auto* plan = fixture.desk()->plan();
        QCOMPARE(plan->load()->rowCount(), 1); // the expired batch is not offered
        const QString batch = QString::fromLatin1(m_practice->batch.toHex());
        plan->changeLoad(batch, -1);
        QCOMPARE(roleOf(plan->load(), 0, "doses").toString(), QStringLiteral("0"));
        plan->changeLoad(batch, 500);
        QCOMPARE(roleOf(plan->load(), 0, "doses").toString(), QStringLiteral("20"));
        choose(fixture, {QStringLiteral("9990000042"), QStringLiteral("9990000050")});
        plan->loadNeeded();
        QCOMPARE(plan->loadSum(), QStringLiteral("Needed 2, spare 0"));
        plan->changeLoad(batch, -1);
        QCOMPARE(plan->loadSum(), QStringLiteral("Needed 2, 1 short"));
    }

    void whatIsMissing_isSaidInTurn()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("plan")));
        auto* plan = fixture.desk()->plan();
        QCOMPARE(plan->gap(), QStringLiteral("due"));
        QVERIFY(!plan->sendReady());
        plan->send(); // nothing happens
        choose(fixture, {QStringLiteral("9990000042")});
        QCOMPARE(plan->gap(), QStringLiteral("round"));
        QCOMPARE(plan->teamText(), QStringLiteral("Choose who goes"));
        plan->toggleTeam(hex(m_practice->bronwen));
        plan->toggleTeam(hex(m_practice->dev));
        QCOMPARE(plan->teamText(), QStringLiteral("Bronwen and Dev"));
        QCOMPARE(plan->gap(), QStringLiteral("tablet"));
        plan->chooseTablet(QString::fromLatin1(m_practice->tablet.toHex()));
        QCOMPARE(plan->gap(), QStringLiteral("load"));
        plan->loadNeeded();
        QCOMPARE(plan->gap(), QString());
        QVERIFY(plan->sendReady());
        // Nobody has signed the PGD: it may go, and says so.
        QVERIFY(checksOf(plan).contains(QStringLiteral("Bronwen: no signed authority for 1 of 1")));
        QCOMPARE(plan->canGo(), QStringLiteral("Can go with 2 warnings."));
        plan->editName(QStringLiteral("  "));
        QVERIFY(!plan->sendReady());
        plan->editName(QStringLiteral("Mill Rise"));
        plan->editLeavesAt(QStringLiteral("nine"));
        QCOMPARE(plan->leavesAtError(), QStringLiteral("Enter a time like 09:00."));
        QVERIFY(!plan->sendReady());
        plan->editLeavesAt(QStringLiteral("8:30"));
        QCOMPARE(roleOf(plan->stops(), 0, "time").toString(), QStringLiteral("08:40"));
        QVERIFY(plan->sendReady());
        plan->chooseDay(QStringLiteral("2026-11-23"));
        QVERIFY(checksOf(plan).contains(QStringLiteral("Choose a day from today on")));
    }

    void chooseAllDue_sendsARoundTheTabletMayRead()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("plan")));
        auto* plan = fixture.desk()->plan();
        const int due = plan->due()->rowCount();
        QCOMPARE(plan->chooseAllText(), QStringLiteral("Choose all due"));
        plan->chooseAllDue();
        QCOMPARE(plan->chooseAllText(), QString());
        QCOMPARE(plan->stopCount(), due - 1); // one door for two
        makeReady(plan);
        plan->chooseDay(QStringLiteral("2026-11-26"));
        plan->editName(QStringLiteral("Harbour round"));
        QVERIFY(plan->sendReady());
        plan->send();
        QTRY_VERIFY_WITH_TIMEOUT(!plan->sentText().isEmpty(), 20'000);
        QVERIFY(
            plan->sentText().startsWith(QStringLiteral("Harbour round is on its way to tablet")));
        QVERIFY(fixture.settled());
        QCOMPARE(plan->stopCount(), 0); // the next plan begins empty
        const auto rounds = fixture.readNow<std::vector<domain::RoundRow>>(
            [](store::Connection& c) { return store::RoundStore(c).after(QDate(2026, 11, 24)); });
        QCOMPARE(rounds.size(), 1U);
        QCOMPARE(rounds.front().name, QStringLiteral("Harbour round"));
        const auto visits = fixture.readNow<std::vector<domain::VisitRow>>(
            [id = rounds.front().round](
                store::Connection& c) { return store::VisitStore(c).ofRound(id); });
        QCOMPARE(static_cast<int>(visits.size()), due);
        // With it go the grants: each patient's scope and the round's.
        const auto written = fixture.readNow<std::vector<store::EntryRow>>(
            [id = rounds.front().round](
                store::Connection& c) -> Result<std::vector<store::EntryRow>> {
                store::EntryStore entries(c);
                DOORSTEP_TRY(plans, entries.ofAggregate(id.as<AggregateId>()));
                return entries.ofAct(plans.front().act);
            });
        const auto grants = std::count_if(written.begin(), written.end(),
            [](const store::EntryRow& entry) { return entry.kind == "scope.granted"; });
        QCOMPARE(static_cast<int>(grants), due + 1);
        // What left the fridge is not offered again, and whoever is planned is not chosen twice.
        QCOMPARE(roleOf(plan->load(), 0, "stock").toString(),
            QStringLiteral("%1 in the fridge").arg(20 - due));
        QCOMPARE(plan->chooseAllText(), QString());
        QVERIFY(roleOf(plan->due(), 0, "under")
                    .toString()
                    .contains(QStringLiteral("on Harbour round, Thu 26 Nov")));
    }

    void jobs_ofMoreThanOneKindReachTheTabletsToday()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("plan")));
        auto* plan = fixture.desk()->plan();
        const QString pearl = QStringLiteral("9990000042");
        const QString mabel = QStringLiteral("9990123454");
        choose(fixture, {pearl, mabel, QStringLiteral("9990000018")});
        QCOMPARE(roleOf(plan->stops(), 0, "work").toString(), QStringLiteral("Flu"));
        plan->toggleJobForAll(QStringLiteral("observe:bp"));
        QCOMPARE(roleOf(plan->stops(), 0, "work").toString(), QStringLiteral("Flu, BP"));
        QCOMPARE(roleOf(plan->stops(), 1, "work").toString(), QStringLiteral("Flu 2, BP 2"));
        QVERIFY(plan->forAll().at(1).value<PickRow>().chosen);
        plan->selectStop(QStringLiteral("1"));
        QCOMPARE(plan->stopTitle(), QStringLiteral("Stop 2: Thistlewood, 2"));
        QCOMPARE(plan->atStop().size(), 2);
        // Pearl is not vaccinated, Mabel has the whole set as well.
        plan->toggleJob(fixture.patientWith(pearl), fluJob);
        plan->toggleJob(fixture.patientWith(mabel), QStringLiteral("observe"));
        plan->toggleJob(fixture.patientWith(mabel), QStringLiteral("vaccinate:nothing-we-know"));
        QCOMPARE(plan->loadSum(), QStringLiteral("Needed 2, 2 short"));
        makeReady(plan);
        QVERIFY(plan->sendReady());
        plan->send();
        QTRY_VERIFY_WITH_TIMEOUT(!plan->sentText().isEmpty(), 20'000);
        const auto file = fixture.readNow<RoundFile>(
            [&](store::Connection& c) { return readRound(c, tomorrow, m_practice->bronwen); });
        QCOMPARE(file.round.programmes, QStringList(QStringLiteral("flu-2026-27")));
        const auto board
            = todayBoard(file, {tomorrow, m_practice->bronwen, {}, true}, fixture.session->packs());
        QVERIFY(board.next);
        const auto first = board.next->people.front().value<PersonJobs>().jobs;
        QCOMPARE(first.size(), 1);
        QCOMPARE(first.front().value<JobMark>().text, QStringLiteral("BP"));
        const auto visit = std::find_if(file.visits.begin(), file.visits.end(),
            [](const auto& each) { return each.jobs.size() == 3; });
        QVERIFY(visit != file.visits.end());
        const auto jobs = jobBoard(
            file, {visit->visit, m_practice->bronwen, tomorrow}, fixture.session->packs());
        QStringList titles;
        for (const JobRow& row : jobs.rows)
            titles.push_back(row.title);
        QCOMPARE(titles, // nobody signed the PGD: the vaccine's place is the stop
            (QStringList{QStringLiteral("Blood pressure"), QStringLiteral("Observations")}));
    }

    /// The tablet breaks on the morning: the same round planned for another one.
    void anotherTablet_readsTheWholeRoundAndNothingIsDoubled()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("plan")));
        auto* plan = fixture.desk()->plan();
        choose(fixture, {QStringLiteral("9990000042"), QStringLiteral("9990123454")});
        plan->toggleJobForAll(QStringLiteral("observe:bp"));
        makeReady(plan);
        plan->send();
        QTRY_VERIFY_WITH_TIMEOUT(!plan->sentText().isEmpty(), 20'000);
        const auto before = fixture.readNow<RoundFile>(
            [&](store::Connection& c) { return readRound(c, tomorrow, m_practice->bronwen); });
        const auto other = fixture.session->mint().next<DeviceId>();
        RoundPlan again{.by = {m_practice->priya, {}, tomorrow.addDays(-1)},
            .round = before.round.round,
            .name = before.round.name,
            .day = before.round.day,
            .leavesAt = before.round.startsAt,
            .team = before.round.team,
            .programmes = before.round.programmes,
            .visits = {},
            .device = other};
        for (const auto& visit : before.visits)
            again.visits.push_back({visit.visit, before.patient(visit.patient)->patient, visit.jobs,
                visit.windowFrom, visit.windowTo, visit.note});
        const auto scopes
            = fixture.readNow<PracticeScope>([](store::Connection& c) { return readScopes(c); });
        auto made = roundAct(fixture.session->mint(), scopes, again);
        QVERIFY(made);
        QCOMPARE(made->round, before.round.round);
        const ActId act = made->act.id();
        fixture.app->lastSave()->save(std::move(made->act));
        QVERIFY(fixture.settled());
        const auto after = fixture.readNow<RoundFile>(
            [&](store::Connection& c) { return readRound(c, tomorrow, m_practice->bronwen); });
        QCOMPARE(after.visits, before.visits);
        QCOMPARE(after.round, before.round);
        QCOMPARE(after.boxes.size(), before.boxes.size());
        // The other one may read all of it; nothing is taken from the first, which may hold records
        // that it has not sent yet.
        const auto written = fixture.readNow<std::vector<store::EntryRow>>(
            [act](store::Connection& c) { return store::EntryStore(c).ofAct(act); });
        QStringList kinds;
        for (const auto& entry : written)
            kinds.push_back(QString::fromLatin1(entry.kind));
        QCOMPARE(kinds.count(QStringLiteral("scope.granted")),
            static_cast<qsizetype>(before.visits.size()) + 1);
        QVERIFY(!kinds.contains(QStringLiteral("scope.revoked")));
    }

    void nobodyVaccinated_needsNoBoxAndNobodyIdle()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("plan")));
        auto* plan = fixture.desk()->plan();
        choose(fixture, {QStringLiteral("9990000042")});
        plan->toggleTeam(hex(m_practice->bronwen));
        plan->chooseTablet(QString::fromLatin1(m_practice->tablet.toHex()));
        plan->toggleJobForAll(fluJob);
        QCOMPARE(plan->gap(), QStringLiteral("jobs"));
        QVERIFY(checksOf(plan).contains(QStringLiteral("Nothing to do for 1 patient")));
        QCOMPARE(roleOf(plan->stops(), 0, "work").toString(), QStringLiteral("Nothing to do"));
        plan->toggleJobForAll(QStringLiteral("observe:bp"));
        QVERIFY2(plan->sendReady(), qPrintable(checksOf(plan).join(QStringLiteral("; "))));
        QVERIFY(checksOf(plan).contains(QStringLiteral("No vaccination: no dose is needed")));
        // Ticked for flu again: both. Unticked: the blood pressure keeps the visit.
        choose(fixture, {QStringLiteral("9990000042")});
        QCOMPARE(roleOf(plan->stops(), 0, "work").toString(), QStringLiteral("Flu, BP"));
        choose(fixture, {QStringLiteral("9990000042")});
        QCOMPARE(plan->stopCount(), 1);
        const int row
            = rowWith(plan->due(), "patientId", fixture.patientWith(QStringLiteral("9990000042")));
        QVERIFY(!roleOf(plan->due(), row, "chosen").toBool());
        QVERIFY(roleOf(plan->due(), row, "under")
                    .toString()
                    .endsWith(QStringLiteral("on this round without it")));
        plan->send();
        QTRY_VERIFY_WITH_TIMEOUT(!plan->sentText().isEmpty(), 20'000);
        const auto file = fixture.readNow<RoundFile>(
            [&](store::Connection& c) { return readRound(c, tomorrow, m_practice->bronwen); });
        QVERIFY(file.boxes.empty());
        QVERIFY(file.round.programmes.isEmpty());
        const auto ready = roundReadiness(file, m_practice->bronwen, tomorrow);
        QVERIFY2(ready.isReady(), qPrintable(ready.sentence())); // no box, no pack to check
    }

    void programmes_areThoseOfThePacks()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("plan")));
        auto* plan = fixture.desk()->plan();
        QCOMPARE(plan->programmes().size(), qsizetype(fixture.session->packs().size()));
        QCOMPARE(plan->programme(), fixture.session->packs().front().id);
        plan->chooseProgramme(QStringLiteral("nothing-we-know"));
        QCOMPARE(plan->programme(), fixture.session->packs().front().id);
    }

    void secondPack_isPlannedBesideTheFirst()
    {
        auto packs = clinical::shippedProgrammePacks();
        QVERIFY(packs);
        auto other = packs->front();
        other.id = QStringLiteral("covid-2026");
        other.title = QStringLiteral("COVID-19 autumn 2026");
        packs->push_back(other);
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("plan")));
        auto reading = fixture.readNow<PlanReading>([&](store::Connection& c) {
            return readPlan(c, *packs, tomorrow, tomorrow.addDays(-1));
        });
        const auto pearl
            = PatientId::fromHex(fixture.patientWith(QStringLiteral("9990000042")).toLatin1());
        PlanState state;
        state.day = tomorrow;
        state.programme = packs->front().id;
        state = step(state, PatientToggled{*pearl, {}});
        state = step(state, ProgrammeChosen{other.id});
        QVERIFY(!planBoard(state, reading, *packs, {}, tomorrow).due.front().chosen);
        state = step(state, PatientToggled{*pearl, {}});
        const PlanBoard board = planBoard(state, reading, *packs, {}, tomorrow);
        QCOMPARE(board.programmes.size(), 2U);
        QCOMPARE(board.stops.size(), 1U);
        QCOMPARE(board.stops.front().work, QStringLiteral("Flu, COVID-19"));
        QCOMPARE(
            board.loadSum, QStringLiteral("COVID-19: Needed 1, 1 short. Flu: Needed 1, 1 short"));
        QCOMPARE(state.programmesUsed(), (QStringList{other.id, packs->front().id}));
        // Flu doses do not stand in for the other vaccine.
        QCOMPARE(neededLoad(state, reading).size(), 1U);
        QCOMPARE(neededLoad(state, reading).begin()->second, 1);
    }

    void stop_isCarriedPastOthers()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("plan")));
        auto* plan = fixture.desk()->plan();
        choose(fixture,
            {QStringLiteral("9990000042"), QStringLiteral("9990000050"),
                QStringLiteral("9990000069")});
        const QStringList asChosen = namesOf(plan);
        plan->placeStop(QStringLiteral("0"), 2);
        QCOMPARE(namesOf(plan), (QStringList{asChosen[1], asChosen[2], asChosen[0]}));
        QVERIFY(roleOf(plan->stops(), 2, "selected").toBool());
        plan->undoMove(); // one carry is one move
        QCOMPARE(namesOf(plan), asChosen);
        plan->placeStop(QStringLiteral("2"), -5);
        QCOMPARE(namesOf(plan), (QStringList{asChosen[2], asChosen[0], asChosen[1]}));
        plan->placeStop(QStringLiteral("0"), 99);
        QCOMPARE(namesOf(plan), asChosen);
        plan->undoMove();
        plan->placeStop(QStringLiteral("1"), 1);
        QVERIFY(!plan->canUndoMove()); // nothing moved
    }

    void lock_keepsThePlanAndShowsNobody()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("plan")));
        auto* plan = fixture.desk()->plan();
        choose(fixture, {QStringLiteral("9990000042")});
        fixture.session->lock();
        QTRY_COMPARE_WITH_TIMEOUT(plan->due()->rowCount(), 0, 20'000);
        QCOMPARE(plan->stopCount(), 0);
        QVERIFY(fixture.enter(m_practice->priya));
        QTRY_COMPARE_WITH_TIMEOUT(plan->stopCount(), 1, 20'000);
    }

    void undoneImport_leavesThePlanToo()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("plan")));
        auto* plan = fixture.desk()->plan();
        choose(fixture, {QStringLiteral("9990000042")});
        fixture.desk()->lists()->undo(QString::fromLatin1(m_practice->import.toHex()));
        QTRY_COMPARE_WITH_TIMEOUT(plan->stopCount(), 0, 20'000);
        QCOMPARE(plan->due()->rowCount(), 1); // Mabel, whose allergy is not the coordinator's
        QVERIFY(plan->sum().startsWith(QStringLiteral("0 stops, 0 patients")));
    }
};
DOORSTEP_TEST(TestDeskPlan);
#include "tst_desk_plan.moc"
