#include "core/store/held_entry_store.h"
#include "core/store/patient_store.h"
#include "tests/client/desk_and_tablet.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::ClientDevice;
using test::ClientWorld;

/// What a tablet out of use sends, and what desks decide about it, over a real server.
class TestHeldDecisions : public QObject, protected test::DeskAndTablet {
    Q_OBJECT
    std::unique_ptr<ClientDevice> m_secondDesk;
    std::unique_ptr<ClientDevice> m_colleague; ///< a tablet in use, on the same round

    static std::vector<store::HeldEntry> held(const ClientDevice& desk)
    {
        const auto rows = store::HeldEntryStore(desk.store->connection()).undecided(100);
        return rows ? *rows : std::vector<store::HeldEntry>();
    }
    std::size_t notesOn(const ClientDevice& device) const
    {
        const auto rows = store::PatientStore(device.store->connection()).notes(m_patient);
        return rows ? rows->size() : 99;
    }
    static bool decide(const ClientDevice& desk, EntryId id, bool letIn)
    {
        const auto body = letIn ? entry::ClearBody(entry::EntryReleased{id, u"on paper"_s})
                                : entry::ClearBody(entry::EntryRejected{id, u"not done"_s});
        return desk.store->saveClear(desk.scopes().practice, {body}).ok();
    }
    static QString wordOn(const ClientDevice& desk, EntryId id)
    {
        const auto word = store::HeldEntryStore(desk.store->connection()).decisionOn(id);
        return word && *word ? (*word)->reason : QString();
    }
    bool everybodySyncs()
    {
        for (int round = 0; round < 2; ++round)
            for (const auto* device : {m_desk.get(), m_secondDesk.get(), m_colleague.get()})
                if (!device->sync())
                    return false;
        return true;
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(foundWithPatient());
        m_colleague = m_world->enrol(*m_desk, u"colleague"_s);
        QVERIFY(m_world->certifyStaff(*m_desk, *m_colleague));
        QVERIFY(m_world->grant(*m_desk, *m_colleague, m_patient.as<ScopeId>()));
        m_secondDesk = m_world->enrol(*m_desk, u"second desk"_s, entry::DeviceRole::Desk);
        QVERIFY(m_world->certifyStaff(*m_desk, *m_secondDesk));
        QVERIFY(everybodySyncs());
        QVERIFY(ClientWorld::revoke(*m_desk, *m_tablet));
        QVERIFY(everybodySyncs());
        QVERIFY(m_tablet->saveNotes(m_patient, 1));
        QCOMPARE(m_tablet->sync()->held, 1);
        QVERIFY(everybodySyncs());
    }
    void cleanup()
    {
        m_secondDesk.reset();
        m_colleague.reset();
        close();
    }

    void held_isAtEachDeskReadable_onNoTablet_andInNoChart()
    {
        for (const auto* desk : {m_desk.get(), m_secondDesk.get()}) {
            QCOMPARE(held(*desk).size(), std::size_t(1));
            const auto row = held(*desk).front();
            QCOMPARE(row.reason, QByteArray("revoked"));
            QCOMPARE(row.device, m_tablet->id());
            QCOMPARE(row.kind, QByteArray("noteRecorded"));
            QCOMPARE(row.opened, store::Opening::Opened);
            QCOMPARE(row.verified, store::Verification::Verified);
            QCOMPARE(notesOn(*desk), std::size_t(0));
        }
        QCOMPARE(m_colleague->known(m_patient), 1);
        QCOMPARE(notesOn(*m_colleague), std::size_t(0));
    }
    void letIn_isInTheChartAtOnce_andOnTheTabletAfterItsSync()
    {
        const EntryId id = held(*m_desk).front().id;
        QVERIFY(decide(*m_desk, id, true));
        QCOMPARE(notesOn(*m_desk), std::size_t(1));
        QVERIFY(held(*m_desk).empty());
        QVERIFY(everybodySyncs());
        QCOMPARE(notesOn(*m_colleague), std::size_t(1));
        QCOMPARE(notesOn(*m_secondDesk), std::size_t(1));
        QVERIFY(held(*m_secondDesk).empty());
        const auto decided = store::HeldEntryStore(m_desk->store->connection()).decided(100);
        QCOMPARE(decided->size(), std::size_t(1));
        QCOMPARE(wordOn(*m_secondDesk, id), u"on paper"_s);
    }
    void leftOut_staysOut_andIsKept()
    {
        const EntryId id = held(*m_desk).front().id;
        QVERIFY(decide(*m_desk, id, false));
        QVERIFY(everybodySyncs());
        for (const auto* device : {m_desk.get(), m_secondDesk.get(), m_colleague.get()})
            QCOMPARE(notesOn(*device), std::size_t(0));
        const auto decided = store::HeldEntryStore(m_secondDesk->store->connection()).decided(100);
        QCOMPARE(decided->size(), std::size_t(1));
        QCOMPARE(decided->front().state, store::EntryState::Rejected);
        QVERIFY(!decided->front().payload.isEmpty());
    }
    void twoDesks_decideOtherwise_theFirstAtTheServerStandsEverywhere_data()
    {
        QTest::addColumn<bool>("firstLetsIn");
        QTest::newRow("let in first") << true;
        QTest::newRow("left out first") << false;
    }
    void twoDesks_decideOtherwise_theFirstAtTheServerStandsEverywhere()
    {
        QFETCH(const bool, firstLetsIn);
        const EntryId id = held(*m_desk).front().id;
        QVERIFY(decide(*m_desk, id, !firstLetsIn)); // the earlier by the clock
        QVERIFY(decide(*m_secondDesk, id, firstLetsIn));
        QVERIFY(m_secondDesk->sync());
        QVERIFY(everybodySyncs());
        const std::size_t expected = firstLetsIn ? 1 : 0;
        for (const auto* device : {m_desk.get(), m_secondDesk.get(), m_colleague.get()})
            QCOMPARE(notesOn(*device), expected);
        for (const auto* desk : {m_desk.get(), m_secondDesk.get()}) {
            QVERIFY(held(*desk).empty());
            QCOMPARE(wordOn(*desk, id), firstLetsIn ? u"on paper"_s : u"not done"_s);
        }
    }
    /// As a page of the desk writes it: a decision inside an act, with nothing of its own sent yet.
    void decisionInAnAct_countsOnTheDeskAtOnce()
    {
        const EntryId id = held(*m_desk).front().id;
        ledger::Act act(m_world->mint);
        const auto bytes = entry::encodeClear(entry::EntryReleased{id, u"on paper"_s}, act.id());
        act.addClear(
            m_desk->scopes().practice, entry::EntryClass::Control, *ledger::decodePayload(*bytes));
        QVERIFY(m_desk->store->save(act));
        QCOMPARE(notesOn(*m_desk), std::size_t(1));
    }
};
DOORSTEP_TEST(TestHeldDecisions);

#include "tst_held_decisions.moc"
