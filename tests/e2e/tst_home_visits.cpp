#include "core/domain/hold_rules.h"
#include "core/store/box_store.h"
#include "core/store/care_store.h"
#include "core/store/hold_store.h"
#include "core/store/visit_store.h"
#include "tests/e2e/practice.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using test::Door;
using test::Practice;
using test::PracticeDevice;

/// A desk, two tablets, one server process and a signal that comes and goes.
class TestHomeVisits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_founded.found()); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_practice = m_founded.copyInto(m_folder->path());
        QVERIFY(m_practice->open());
    }
    void cleanup()
    {
        m_practice.reset();
        m_folder.reset();
    }

    void oneTabletOfflineAllRound_afterwards_allThreeHoldTheSameOnce()
    {
        Practice& p = *m_practice;
        const auto round = p.plan(p.oldest(6), {&p.one, &p.two});
        const auto bronwenAt = [&](const Door& door) {
            return p.one.save(p.arrives(p.one, p.staff.bronwen, round, door))
                && p.one.save(p.vaccinates(p.one, p.staff.bronwen, round, door));
        };
        const auto niaAt = [&](const Door& door, Result<ledger::Act> found) {
            return p.two.save(p.arrives(p.two, p.staff.nia, round, door))
                && p.two.save(std::move(found));
        };
        QVERIFY(bronwenAt(round.doors[0]));
        QVERIFY(bronwenAt(round.doors[1]));
        QVERIFY(p.one.syncs());
        const auto atPractice = p.one.receipts();
        QCOMPARE(atPractice.here, 0);

        p.server.kill();
        QVERIFY(bronwenAt(round.doors[2]));
        QVERIFY(niaAt(round.doors[3], p.vaccinates(p.two, p.staff.nia, round, round.doors[3])));
        QVERIFY(niaAt(round.doors[4], p.findsNobodyIn(p.two, p.staff.nia, round, round.doors[4])));
        QVERIFY(niaAt(round.doors[5], p.takesPressure(p.two, p.staff.nia, round, round.doors[5])));
        QVERIFY(!p.two.syncs());
        QVERIFY(p.two.receipts().here > 0);

        QVERIFY(p.startServer());
        everybodySyncs();
        QCOMPARE(p.one.receipts().here, 0);
        QCOMPARE(p.two.receipts().here, 0);
        QVERIFY(p.one.receipts().atPractice > atPractice.atPractice);
        compareEntries(p.one);
        compareEntries(p.two);
        compareRows();
        compareWorklists(round.round);
    }

    void sameVaccineOnTwoTabletsOffline_isHeldWithBothKept_theDesksDecisionReachesAll()
    {
        Practice& p = *m_practice;
        const auto round = p.plan(p.oldest(1), {&p.one, &p.two});
        const Door door = round.doors.front();
        p.server.kill();
        QVERIFY(p.one.save(p.vaccinates(p.one, p.staff.bronwen, round, door)));
        p.clock.advanceMinutes(20);
        QVERIFY(p.two.save(p.vaccinates(p.two, p.staff.nia, round, door)));
        QVERIFY(holdsAbout(p.one, door.patient).empty());

        QVERIFY(p.startServer());
        everybodySyncs();
        for (PracticeDevice* device : {&p.desk, &p.one, &p.two}) {
            const auto holds = holdsAbout(*device, door.patient);
            QCOMPARE(holds.size(), std::size_t(1));
            QCOMPARE(holds[0].rule, domain::hold_rules::DoubleDose.toString());
            QVERIFY(holds[0].urgent);
            QVERIFY(holds[0].status == domain::HoldStatus::Open);
            QCOMPARE(holds[0].entries, dosesOf(*device, door.patient));
        }

        // Two doses are a clinician's to decide: not the coordinator's.
        const auto hold = holdsAbout(p.one, door.patient).front();
        app::HoldDecision decision{.rule = hold.rule,
            .entries = hold.entries,
            .aggregate = hold.aggregate,
            .scope = door.patient.as<ScopeId>(),
            .chosen = {},
            .decision = QStringLiteral("Both were given. The GP rang the patient."),
            .owner = hold.ownerRole,
            .by = domain::Role::Coordinator};
        QCOMPARE(
            app::closeHoldAct(p.desk.session.mint(), decision).error().code, ErrorCode::Refused);
        decision.by = domain::Role::Nurse;
        QVERIFY(p.one.save(app::closeHoldAct(p.one.session.mint(), decision)));
        QVERIFY(p.one.syncs() && p.desk.syncs() && p.two.syncs());
        for (PracticeDevice* device : {&p.desk, &p.one, &p.two}) {
            const auto holds = holdsAbout(*device, door.patient);
            QCOMPARE(holds.size(), std::size_t(1));
            QVERIFY(holds[0].status == domain::HoldStatus::Closed);
            QCOMPARE(holds[0].closedBy, p.staff.bronwen);
            QVERIFY(holds[0].decision.startsWith(QStringLiteral("Both were given.")));
            QCOMPARE(dosesOf(*device, door.patient).size(), 2);
        }
        compareRows();
    }

    void signalOnlyWhileLocked_twelveDoors_allReachThePractice_nothingTwice()
    {
        Practice& p = *m_practice;
        const auto round = p.plan(p.oldest(12), {&p.one});
        const int before = p.entriesAtServer();
        p.one.session.lock();
        p.server.kill();
        int sent = 0;
        for (const Door& door : round.doors) {
            p.clock.advanceMinutes(8);
            QVERIFY(p.one.unlock(p.staff.bronwen));
            QVERIFY(p.one.save(p.arrives(p.one, p.staff.bronwen, round, door)));
            QVERIFY(p.one.save(p.vaccinates(p.one, p.staff.bronwen, round, door)));
            const int waiting = p.one.receipts().here;
            QVERIFY(p.one.holdsDatabase());
            p.one.session.lock();
            QVERIFY(p.startServer());
            QCOMPARE(p.one.nextSync().value_or(0), waiting - sent);
            QVERIFY(p.one.isClosed());
            p.server.kill();
            sent = waiting;
        }
        QVERIFY(p.startServer());
        QCOMPARE(p.entriesAtServer(), before + sent);
        QVERIFY(p.desk.syncs());
        compareTwelve(round);

        QVERIFY(p.one.unlock(p.staff.bronwen));
        QCOMPARE(p.one.receipts().here, sent); // a locked tablet hears nothing back
        QVERIFY(p.one.syncs());
        QCOMPARE(p.one.receipts().here, 0);
        QCOMPARE(p.one.receipts().held, 0);
        QVERIFY(p.desk.syncs());
        QCOMPARE(p.entriesAtServer(), before + sent);
        compareTwelve(round);
        compareEntries(p.one);
        const QStringList apart = test::disagreements(p.one, p.desk);
        QVERIFY2(apart.isEmpty(), qPrintable(apart.join(QLatin1Char('\n'))));
    }

    void unlockDuringALockedPush_spoolIsLetGoAtOnce_laterSavesAreStillPushed()
    {
        Practice& p = *m_practice;
        const auto round = p.plan(p.oldest(2), {&p.one});
        p.server.kill();
        QVERIFY(p.one.save(p.vaccinates(p.one, p.staff.bronwen, round, round.doors[0])));
        p.one.session.lock();
        QVERIFY(p.startServer());
        const auto [opened, state] = unlockWhilePushing(PracticeDevice::Pin);
        QVERIFY(opened);
        QVERIFY(state == app::SyncDriver::State::Idle);
        QVERIFY(p.one.syncs());
        QCOMPARE(p.one.receipts().here, 0);

        p.server.kill();
        QVERIFY(p.one.save(p.vaccinates(p.one, p.staff.bronwen, round, round.doors[1])));
        const int waiting = p.one.receipts().here;
        p.one.session.lock();
        QVERIFY(p.startServer());
        QCOMPARE(p.one.nextSync().value_or(0), waiting);
    }

    void wrongPinDuringALockedPush_pushGoesOnAfterwards()
    {
        Practice& p = *m_practice;
        const auto round = p.plan(p.oldest(1), {&p.one});
        p.server.kill();
        QVERIFY(p.one.save(p.vaccinates(p.one, p.staff.bronwen, round, round.doors[0])));
        const int waiting = p.one.receipts().here;
        p.one.session.lock();
        QVERIFY(p.startServer());
        const auto [opened, state] = unlockWhilePushing("135791");
        QCOMPARE(opened.error().code, ErrorCode::WrongSecret);
        QVERIFY(state == app::SyncDriver::State::Idle);
        QCOMPARE(p.one.nextSync().value_or(0), waiting);
        QVERIFY(p.one.isClosed());
    }

    void networkComesBack_lockedTabletPushesWithoutWaitingForItsTurn()
    {
        Practice& p = *m_practice;
        const auto round = p.plan(p.oldest(1), {&p.one});
        p.server.kill();
        QVERIFY(p.one.save(p.vaccinates(p.one, p.staff.bronwen, round, round.doors[0])));
        const int waiting = p.one.receipts().here;
        p.one.session.lock();
        QVERIFY(!p.one.nextSync());
        p.one.network.become(platform::Connectivity::State::Offline);
        QVERIFY(p.one.sync.state() == app::SyncDriver::State::Waiting);

        QVERIFY(p.startServer());
        p.one.network.become(platform::Connectivity::State::Online);
        QVERIFY(p.one.sync.state() == app::SyncDriver::State::Running);
        QCOMPARE(p.one.nextSync().value_or(0), waiting);
    }

private:
    /// Tries `pin` on tablet one the moment its locked push begins; with it, what sync did about
    /// that before anything else happened.
    std::pair<Status, app::SyncDriver::State> unlockWhilePushing(const char* pin)
    {
        PracticeDevice& one = m_practice->one;
        std::optional<QFuture<Status>> opening;
        auto state = app::SyncDriver::State::Running;
        QObject listener;
        connect(
            &one.sync, &app::SyncDriver::stateChanged, &listener,
            [&] {
                if (opening || one.sync.state() != app::SyncDriver::State::Running)
                    return;
                opening = one.session.unlock(m_practice->staff.bronwen, SecretBytes::copyOf(pin));
                state = one.sync.state();
            },
            Qt::QueuedConnection);
        if (!test::until([&] { return opening.has_value(); }))
            qFatal("the push never began");
        return {test::finished(*opening), state};
    }
    static std::vector<domain::HoldRow> holdsAbout(PracticeDevice& device, PatientId patient)
    {
        return device.read([patient](store::Connection& connection) {
            return store::HoldStore(connection).ofAggregate(patient.as<AggregateId>());
        });
    }
    /// Our doses that stand, in the order a hold names them.
    static QList<EntryId> dosesOf(PracticeDevice& device, PatientId patient)
    {
        QList<EntryId> doses;
        const auto rows = device.read([patient](store::Connection& connection) {
            return store::CareStore(connection).vaccinations(patient);
        });
        for (const auto& row : rows) {
            if (row.source == domain::VaccinationSource::Ours)
                doses.append(row.entry);
        }
        std::ranges::sort(doses);
        return doses;
    }
    /// Each of the twelve visits ended once at the desk, with one dose, and one dose left the box.
    void compareTwelve(const test::PlannedRound& round)
    {
        PracticeDevice& desk = m_practice->desk;
        for (const Door& door : round.doors) {
            const auto outcomes = desk.read([door](store::Connection& connection) {
                return store::VisitStore(connection).outcomes(door.visit);
            });
            QCOMPARE(outcomes.size(), std::size_t(1));
            QVERIFY(outcomes[0].outcome == domain::Outcome::Given);
            QCOMPARE(dosesOf(desk, door.patient).size(), 1);
            QVERIFY(holdsAbout(desk, door.patient).empty());
        }
        const auto box = desk.read([round](store::Connection& connection) {
            return store::BoxStore(connection).find(round.box);
        });
        QVERIFY(box.has_value());
        QCOMPARE(box->givenDoses, 12);
    }
    /// Up, up, and what the other wrote down.
    void everybodySyncs()
    {
        Practice& p = *m_practice;
        for (PracticeDevice* device : {&p.one, &p.two, &p.desk, &p.one})
            QVERIFY(device->syncs());
    }
    /// Each entry of the tablet is at the desk once, ordered and verified, and nothing beside them.
    void compareEntries(PracticeDevice& tablet)
    {
        const auto sent = tablet.entriesOf(tablet.id());
        const auto arrived = m_practice->desk.entriesOf(tablet.id());
        QVERIFY(!sent.empty());
        QCOMPARE(arrived.size(), sent.size());
        QHash<EntryId, int> times;
        for (const auto& entry : arrived) {
            ++times[entry.id];
            QVERIFY(entry.verified);
            QVERIFY(entry.seq.has_value());
        }
        for (const auto& entry : sent)
            QCOMPARE(times.value(entry.id), 1);
    }
    void compareRows()
    {
        Practice& p = *m_practice;
        for (PracticeDevice* tablet : {&p.one, &p.two}) {
            const QStringList apart = test::disagreements(*tablet, p.desk);
            QVERIFY2(apart.isEmpty(), qPrintable(apart.join(QLatin1Char('\n'))));
        }
        QCOMPARE(p.one.aggregates(), p.two.aggregates());
    }
    void compareWorklists(RoundId round)
    {
        Practice& p = *m_practice;
        const auto worklist = [round](PracticeDevice& device) {
            return device.read([round](store::Connection& connection) {
                return store::VisitStore(connection).ofRound(round);
            });
        };
        const auto atDesk = worklist(p.desk);
        QCOMPARE(atDesk.size(), std::size_t(6));
        for (const auto& visit : atDesk)
            QVERIFY(visit.outcome != domain::Outcome::Unknown);
        QVERIFY(worklist(p.one) == atDesk);
        QVERIFY(worklist(p.two) == atDesk);
    }

    test::FoundedPractice m_founded;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Practice> m_practice;
};
DOORSTEP_TEST(TestHomeVisits);

#include "tst_home_visits.moc"
