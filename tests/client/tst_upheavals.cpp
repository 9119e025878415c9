#include "core/store/entry_table.h"
#include "tests/client/desk_and_tablet.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::ClientDevice;
using test::ClientWorld;

/// Databases put back, devices cloned, servers restored, people revoked: nothing is lost and
/// nothing is doubled.
class TestUpheavals : public QObject, protected test::DeskAndTablet {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QVERIFY(foundWithPatient());
        m_world->clock.advanceMinutes(1);
    }
    void cleanup() { close(); }

    void databasePutBack_withoutNewEntries_startsANewIncarnation_getsItsOwnBack()
    {
        QVERIFY(m_tablet->keepDatabase());
        QVERIFY(m_tablet->saveNotes(m_patient, 4));
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_tablet->putDatabaseBack());
        QCOMPARE(m_tablet->known(m_patient), 1);
        const auto report = m_tablet->sync();
        QVERIFY(report.ok());
        QVERIFY(report->newIncarnation);
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_tablet->known(m_patient), 5);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 5);
    }
    void databasePutBack_thenWrittenTo_losesNothing()
    {
        QVERIFY(m_tablet->keepDatabase());
        QVERIFY(m_tablet->saveNotes(m_patient, 4));
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_tablet->putDatabaseBack());
        QVERIFY(m_tablet->saveNotes(m_patient, 2));
        const auto report = m_tablet->sync();
        QVERIFY(report.ok());
        QVERIFY(report->newIncarnation);
        QCOMPARE(m_tablet->receipts().here, 0);
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 7);
        QCOMPARE(m_tablet->known(m_patient), 7);
    }
    void databasePutBack_firstBatchAgreesWithTheLog_getsItsOwnBack()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 60)); // more than the first batch of a sync
        QVERIFY(m_tablet->keepDatabase());
        QVERIFY(m_tablet->saveNotes(m_patient, 4));
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_tablet->putDatabaseBack());
        QVERIFY(m_tablet->saveNotes(m_patient, 6)); // so that no counter says what is missing
        const auto report = m_tablet->sync();
        QVERIFY(report.ok());
        QVERIFY(report->newIncarnation);
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_tablet->known(m_patient), 71);
    }
    void databasePutBack_patientMetOnTheRoad_comesBackFromTheFirstEntry()
    {
        QVERIFY(m_tablet->keepDatabase());
        const PatientId met = m_tablet->savePatient(u"Walkin"_s);
        QVERIFY(m_tablet->saveNotes(met, 2));
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_tablet->putDatabaseBack());
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_tablet->known(met), 3);
    }
    void twoCopiesOfOneTablet_bothKeepWhatTheyWrote()
    {
        auto clone = cloneOfTheTablet();
        QVERIFY(m_tablet->saveNotes(m_patient, 3));
        QVERIFY(clone->saveNotes(m_patient, 2));
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(clone->sync()->newIncarnation);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 6);
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(clone->sync().ok());
        QCOMPARE(m_tablet->known(m_patient), 6);
        QCOMPARE(clone->known(m_patient), 6);
    }
    void serverRestoredFromBackup_devicesSendAgain_allConverge()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 3));
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_desk->sync().ok());
        keepServer();
        QVERIFY(m_tablet->saveNotes(m_patient, 4));
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_desk->saveNotes(m_patient, 2));
        QVERIFY(m_desk->sync().ok());
        putServerBack();
        // One device writes before the others connect.
        QVERIFY(m_desk->saveNotes(m_patient, 1));
        QVERIFY(m_desk->sync()->sentAllAgain);
        QVERIFY(m_tablet->sync()->sentAllAgain);
        QVERIFY(m_desk->sync().ok());
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 11);
        QCOMPARE(m_tablet->known(m_patient), 11);
        QCOMPARE(m_tablet->receipts().here, 0);
        QCOMPARE(m_desk->receipts().here, 0);
    }
    void serverPutBack_deskSendsFirst_theTabletKeepsThePatientItMet()
    {
        keepServer();
        const PatientId met = m_tablet->savePatient(u"Walkin"_s);
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_desk->sync().ok());
        QVERIFY(m_desk->saveNotes(met, 1));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_tablet->known(met), 2);
        putServerBack();
        QVERIFY(m_desk->sync().ok()); // its note is now the first entry about that patient
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_desk->saveNotes(met, 1));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_tablet->known(met), 3);
        QCOMPARE(withoutPlace(*m_tablet), 0);
    }
    void serverPutBack_hearsOfTheRevocationFirst_theDeskReleasesWhatItHad()
    {
        auto second = m_world->enrol(*m_desk, u"second"_s);
        QVERIFY(m_world->grant(*m_desk, *second, m_patient.as<ScopeId>()));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(second->sync().ok());
        keepServer();
        QVERIFY(m_tablet->saveNotes(m_patient, 2));
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_desk->sync().ok());
        QVERIFY(second->sync().ok());
        QVERIFY(revokeTablet());
        QVERIFY(m_tablet->saveNotes(m_patient, 1)); // this one waits for a person
        QVERIFY(m_desk->sync().ok());
        putServerBack();
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_tablet->sync()->held, 3);
        QVERIFY(m_desk->sync().ok()); // reads them held
        QVERIFY(m_desk->sync().ok()); // and says of two what it knew
        QVERIFY(second->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 4);
        QCOMPARE(second->known(m_patient), 3);
        QCOMPARE(withoutPlace(*second), 0);
        QCOMPARE(stateCount(*m_desk, store::EntryState::Held), 1);
    }
    void revokedTablet_uploadsIntoHeld_readsNothing()
    {
        QVERIFY(revokeTablet());
        QVERIFY(m_desk->saveNotes(m_patient, 1));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(m_tablet->saveNotes(m_patient, 2));
        const auto report = m_tablet->sync();
        QVERIFY(report.ok());
        QVERIFY(report->standing.revoked);
        QCOMPARE(report->acknowledged, 2);
        QCOMPARE(report->held, 2);
        QCOMPARE(report->pulled, 0);
        QCOMPARE(m_tablet->receipts().held, 2);
        QCOMPARE(m_tablet->known(m_patient), 3);
    }
    void personNotYetCertified_entriesAreHeld_andReleasedByTheCertificate()
    {
        auto second = m_world->enrol(*m_desk, u"second"_s);
        QVERIFY(m_world->grant(*m_desk, *second, m_patient.as<ScopeId>()));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(second->sync().ok());
        QVERIFY(second->saveNotes(m_patient, 2));
        QCOMPARE(second->sync()->held, 2);
        QCOMPARE(second->receipts().held, 2);
        QVERIFY(m_world->certifyStaff(*m_desk, *second));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(second->sync().ok());
        QCOMPARE(second->receipts().held, 0);
        QCOMPARE(second->receipts().atPractice, 2);
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_tablet->known(m_patient), 3);
    }
    void killedBetweenAnswerAndStore_sameRangeAgain()
    {
        QVERIFY(m_tablet->saveNotes(m_patient, 3));
        {
            // The answer arrives at a program that is no more.
            client::SyncEngine engine({*m_tablet->transport, *m_tablet->port, m_world->clock,
                m_tablet->signer(), test::ThisApp});
            auto future = engine.sync();
            QTRY_COMPARE(m_tablet->transport->sent.empty(), false);
            QTest::qWait(100);
        }
        QVERIFY(m_tablet->reopen().ok());
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_tablet->receipts().here, 0);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 4);
    }

private:
    [[nodiscard]] bool revokeTablet() { return ClientWorld::revoke(*m_desk, *m_tablet); }
    static int counted(ClientDevice& device, const QString& sql)
    {
        auto rows = device.store->connection().prepare(sql);
        return rows && *rows->next() ? int(rows->integer(0)) : -1;
    }
    static int withoutPlace(ClientDevice& device)
    {
        return counted(device, u"SELECT count(*) FROM entry WHERE seq IS NULL"_s);
    }
    static int stateCount(ClientDevice& device, store::EntryState state)
    {
        return counted(device, u"SELECT count(*) FROM entry WHERE state = %1"_s.arg(int(state)));
    }
    void keepServer()
    {
        m_world->stopServer();
        test::copyFolder(m_world->serverFolder(), m_world->folder.filePath(u"kept"_s));
        m_world->startServer();
    }
    void putServerBack()
    {
        m_world->stopServer();
        test::copyFolder(m_world->folder.filePath(u"kept"_s), m_world->serverFolder());
        m_world->startServer();
    }
    std::unique_ptr<ClientDevice> cloneOfTheTablet()
    {
        m_tablet->port.reset();
        m_tablet->store.reset();
        auto clone = std::make_unique<ClientDevice>();
        clone->files = {m_world->folder.filePath(u"clone"_s)};
        test::copyFolder(m_tablet->files.folder, clone->files.folder);
        clone->deviceSecret = m_tablet->deviceSecret.clone();
        clone->masterKey = m_tablet->masterKey.clone();
        clone->staff = m_tablet->staff;
        clone->staffSeed = m_tablet->staffSeed.clone();
        clone->clock = &m_world->clock;
        clone->mint = &m_world->mint;
        clone->connectTo(m_world->address());
        if (!clone->reopen() || !m_tablet->reopen())
            qFatal("clone");
        return clone;
    }
};
DOORSTEP_TEST(TestUpheavals);

#include "tst_upheavals.moc"
