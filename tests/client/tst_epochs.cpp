#include "core/store/entry_store.h"
#include "sync/client/keyring.h"
#include "sync/client/wipe_order.h"
#include "tests/client/client_world.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;

/// The practice's keys move on when a device is taken out of use: two desks and three tablets over
/// a real server.
class TestEpochs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<test::ClientWorld>();
        m_desk = m_world->claimDesk();
        m_lost = m_world->enrol(*m_desk, u"lost"_s);
        m_kept = m_world->enrol(*m_desk, u"kept"_s);
        QVERIFY(m_world->certifyStaff(*m_desk, *m_lost));
        QVERIFY(m_world->certifyStaff(*m_desk, *m_kept));
    }
    void cleanup()
    {
        m_other.reset();
        m_second.reset();
        m_kept.reset();
        m_lost.reset();
        m_desk.reset();
        m_world.reset();
    }

    void revoked_whatIsWrittenAfterDoesNotOpenWithItsKeys()
    {
        const PatientId before = m_kept->savePatient(u"Ashdown"_s);
        settle();
        QVERIFY(revoke(*m_desk, *m_lost));
        settle();
        QCOMPARE(epochsOf(*m_lost), std::vector<quint32>{1});
        QCOMPARE(epochsOf(*m_kept), (std::vector<quint32>{1, 2}));
        const PatientId after = m_kept->savePatient(u"Birch"_s);
        settle();
        QCOMPARE(m_desk->known(before), 1);
        QCOMPARE(m_desk->known(after), 1);
        QVERIFY(opens(*m_lost, before));
        QVERIFY(!opens(*m_lost, after));
        QVERIFY(opens(*m_kept, after));
        for (const test::ClientDevice* device : {m_desk.get(), m_kept.get()})
            QCOMPARE(store::EntryStore(device->store->connection()).unreadable()->waiting, 0);
    }
    void revokedOnce_theNextSyncOfTheDeskMakesNoFurtherEpoch()
    {
        QVERIFY(revoke(*m_desk, *m_lost));
        settle();
        settle();
        QCOMPARE(newest(*m_desk), 2U);
        QCOMPARE(*client::tendKeyrings(*m_desk->store, m_world->clock.now()), 0);
    }
    void deskRevoked_theDeskKeyMovesOnToo()
    {
        secondDesk();
        QVERIFY(revoke(*m_desk, *m_second));
        settle();
        QCOMPARE(m_desk->store->newestEpochKey(entry::KeyClass::Desk)->epoch, 2U);
        QCOMPARE(m_second->store->newestEpochKey(entry::KeyClass::Desk)->epoch, 1U);
    }
    void twoDesksRevokeAtOnce_neitherLostDeviceHasTheNewestKeyAndNothingStaysClosed()
    {
        secondDesk();
        m_other = m_world->enrol(*m_desk, u"other"_s);
        settle();
        QVERIFY(revoke(*m_desk, *m_lost));
        QVERIFY(revoke(*m_second, *m_other));
        // Each under a key of epoch 2 that the other does not know yet.
        const PatientId first = m_desk->savePatient(u"Ashdown"_s);
        const PatientId second = m_second->savePatient(u"Birch"_s);
        settle();
        settle();
        QCOMPARE(newest(*m_desk), 3U);
        for (const test::ClientDevice* out : {m_lost.get(), m_other.get()})
            QVERIFY(epochsOf(*out).back() < 3);
        QVERIFY(names(*m_desk) == names(*m_second));
        for (const test::ClientDevice* desk : {m_desk.get(), m_second.get()}) {
            QVERIFY(isOpen(*desk, first));
            QVERIFY(isOpen(*desk, second));
        }
        for (const crypto::Digest& name : names(*m_kept))
            QVERIFY(names(*m_desk).contains(name));
        QCOMPARE(epochsOf(*m_kept).back(), 3U);
        QCOMPARE(epochsOf(*m_kept).size(), epochsOf(*m_desk).size());
    }
    void enrolledByADeskThatHadNotHeardOfTheNewEpoch_isGivenItsKey()
    {
        secondDesk();
        QVERIFY(revoke(*m_desk, *m_lost));
        m_other = m_world->enrol(*m_second, u"other"_s);
        QVERIFY(m_world->certifyStaff(*m_second, *m_other));
        QCOMPARE(epochsOf(*m_other), std::vector<quint32>{1});
        settle();
        QCOMPARE(epochsOf(*m_other), (std::vector<quint32>{1, 2}));
    }
    void putBackToBeforeTheRevocation_theDeskTakesTheSameEpochUpAgain()
    {
        settle();
        QVERIFY(m_desk->keepDatabase());
        QVERIFY(revoke(*m_desk, *m_lost));
        settle();
        const auto before = names(*m_desk);
        QVERIFY(m_desk->putDatabaseBack());
        settle();
        QVERIFY(names(*m_desk) == before);
    }
    void deskWhoseEntriesAreHeld_writesItsLinesOnce()
    {
        m_second
            = m_world->enrol(*m_desk, u"desk-2"_s, entry::DeviceRole::Desk); // nobody certified
        settle();
        QVERIFY(revoke(*m_second, *m_lost));
        settle();
        const int before = keyringLines(*m_second);
        settle();
        settle();
        QCOMPARE(keyringLines(*m_second), before);
    }
    void ofASyncThatFailsAfterwards_theNextOneTends()
    {
        secondDesk();
        m_other = m_world->enrol(*m_desk, u"other"_s);
        settle();
        QVERIFY(revoke(*m_desk, *m_lost));
        QVERIFY(revoke(*m_second, *m_other));
        QVERIFY(m_second->sync().ok());
        // The desk hears that somebody was given its newest key, and is cut off before it can act.
        client::SyncEngine engine({*m_desk->transport, *m_desk->port, m_world->clock,
            m_desk->signer(), test::ThisApp, 1, 5});
        const auto cut = test::waitFor(engine.sync());
        QVERIFY(!cut || cut->unfinished);
        QVERIFY(test::waitFor(engine.sync()));
        for (int i = 0; i < 40 && newest(*m_desk) < 3; ++i)
            (void)test::waitFor(engine.sync());
        QCOMPARE(newest(*m_desk), 3U);
    }
    void tablet_tendsNothing()
    {
        QVERIFY(revoke(*m_desk, *m_lost));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(m_kept->sync().ok());
        QCOMPARE(*client::tendKeyrings(*m_kept->store, m_world->clock.now()), 0);
    }

private:
    void secondDesk()
    {
        m_second = m_world->enrol(*m_desk, u"desk-2"_s, entry::DeviceRole::Desk);
        QVERIFY(m_world->certifyStaff(*m_desk, *m_second));
        settle();
    }
    [[nodiscard]] bool revoke(const test::ClientDevice& desk, const test::ClientDevice& device)
    {
        return client::revokeDevice(*desk.store, device.id(), m_world->clock.now()).ok();
    }
    /// Twice everybody: what one says in the first round the others hear in the second.
    void settle()
    {
        for (int round = 0; round < 2; ++round) {
            m_world->clock.advanceMinutes(1);
            for (const auto* device : {&m_desk, &m_second, &m_kept, &m_lost, &m_other})
                if (*device)
                    QVERIFY((*device)->sync().ok());
        }
    }
    [[nodiscard]] static std::vector<quint32> epochsOf(const test::ClientDevice& device)
    {
        std::vector<quint32> epochs;
        const auto keys = device.store->epochKeys();
        for (const entry::EpochKey& key : *keys)
            if (key.keyClass == entry::KeyClass::Care)
                epochs.push_back(key.epoch);
        return epochs;
    }
    [[nodiscard]] static int keyringLines(const test::ClientDevice& device)
    {
        auto found = device.store->connection().prepare(
            u"SELECT count(*) FROM entry WHERE entryClass = ?"_s);
        found->bind(int(entry::EntryClass::Keyring));
        return *found->next() ? int(found->integer(0)) : -1;
    }
    [[nodiscard]] static quint32 newest(const test::ClientDevice& device)
    {
        return device.store->newestEpochKey(entry::KeyClass::Care)->epoch;
    }
    [[nodiscard]] static std::set<crypto::Digest> names(const test::ClientDevice& device)
    {
        std::set<crypto::Digest> names;
        const auto keys = device.store->epochKeys();
        for (const entry::EpochKey& key : *keys)
            names.insert(entry::nameOf(key));
        return names;
    }
    /// Whether a key of this device opens what the desk has about the patient.
    [[nodiscard]] bool opens(const test::ClientDevice& device, PatientId patient) const
    {
        const auto keys = device.store->epochKeys();
        const auto rows = entriesAbout(*m_desk, patient);
        return !rows.empty() && std::ranges::all_of(rows, [&](const entry::Entry& made) {
            return std::ranges::any_of(*keys,
                [&](const entry::EpochKey& key) { return entry::openPayload(made, &key).ok(); });
        });
    }
    [[nodiscard]] static std::vector<entry::Entry> entriesAbout(
        const test::ClientDevice& device, PatientId patient)
    {
        auto found = device.store->connection().prepare(
            u"SELECT bytes FROM entry WHERE aggregate = ? AND keyClass <> 0"_s);
        found->bind(patient);
        std::vector<entry::Entry> entries;
        while (*found->next())
            entries.push_back(*entry::decodeEntry(found->bytes(0)));
        return entries;
    }
    [[nodiscard]] static bool isOpen(const test::ClientDevice& device, PatientId patient)
    {
        auto found = device.store->connection().prepare(
            u"SELECT count(*) FROM entry WHERE aggregate = ? AND keyClass <> 0 AND opened = 1"_s);
        found->bind(patient);
        return *found->next() && found->integer(0) == 1;
    }

    std::unique_ptr<test::ClientWorld> m_world;
    std::unique_ptr<test::ClientDevice> m_desk;
    std::unique_ptr<test::ClientDevice> m_second;
    std::unique_ptr<test::ClientDevice> m_lost;
    std::unique_ptr<test::ClientDevice> m_kept;
    std::unique_ptr<test::ClientDevice> m_other;
};
DOORSTEP_TEST(TestEpochs);

#include "tst_epochs.moc"
