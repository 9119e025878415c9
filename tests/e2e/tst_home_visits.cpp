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

private:
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
