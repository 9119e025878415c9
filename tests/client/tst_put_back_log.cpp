#include "tests/client/desk_and_tablet.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::ClientDevice;
using test::ClientWorld;
using Fault = test::FaultyTransport::Fault;

/// What a device knows of the log must be of the log there is: after the log was put back from its
/// own backup, and after answers that never came.
class TestPutBackLog : public QObject, protected test::DeskAndTablet {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QVERIFY(foundWithPatient());
        m_world->clock.advanceMinutes(1);
    }
    void cleanup() { close(); }

    /// Neither counter nor chain can tell: the entry is in the new log again, elsewhere.
    void lateRequestAfterTheBackup_ownEntryStandsWhereTheLogHasIt()
    {
        QVERIFY(backUp());
        QVERIFY(m_tablet->saveNotes(m_patient, 1));
        const QByteArray cursor = liveCursor(*m_tablet);
        const auto first = m_tablet->transport->sent.size();
        QVERIFY(m_tablet->sync().ok());
        const auto request = m_tablet->transport->sent.at(first);
        // Killed between the acknowledgement's commit and the page's.
        QVERIFY(putLiveCursor(*m_tablet, cursor));

        QVERIFY(putBackupInPlace());
        QVERIFY(m_desk->saveNotes(m_patient, 3));
        QVERIFY(m_desk->sync().ok());
        deliver(request);

        QVERIFY(m_desk->sync().ok());
        QVERIFY(m_tablet->sync()->sentAllAgain);
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(places(*m_tablet), places(*m_desk));
        QCOMPARE(m_tablet->receipts().safe, 0);
        QVERIFY(!m_tablet->sync()->sentAllAgain);
    }
    void everyBackup_isAnotherTimelineWhenItIsPutBack()
    {
        QVERIFY(backUp());
        QVERIFY(m_tablet->sync().ok());
        const auto before = *m_tablet->store->timeline();
        QVERIFY(!before.isNull());
        std::set<store::TimelineId> met{before};
        for (int i = 0; i < 2; ++i) {
            QVERIFY(putBackupInPlace());
            QVERIFY(m_tablet->sync()->sentAllAgain);
            QVERIFY(met.insert(*m_tablet->store->timeline()).second);
            QVERIFY(!m_tablet->sync()->sentAllAgain);
        }
        QCOMPARE(backups().size(), 1); // and nothing beside it
    }
    void heldAnswerLost_thenReleased_isAcknowledgedWhereItWasReleasedTo()
    {
        auto second = m_world->enrol(*m_desk, u"second"_s);
        QVERIFY(m_world->grant(*m_desk, *second, m_patient.as<ScopeId>()));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(second->sync().ok());
        QVERIFY(second->saveNotes(m_patient, 2));
        second->transport->fault
            = [](int, const client::WireRequest&) { return Fault::LoseAnswer; };
        QVERIFY(!second->sync());
        second->transport->fault = {};
        QVERIFY(m_world->certifyStaff(*m_desk, *second));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(second->sync().ok());
        QCOMPARE(second->receipts().held, 0);
        QCOMPARE(places(*second), places(*m_desk));
    }
    void heldByTheLogBefore_routedByTheLogNow_isNotShownAsHeld()
    {
        auto second = m_world->enrol(*m_desk, u"second"_s);
        QVERIFY(m_world->grant(*m_desk, *second, m_patient.as<ScopeId>()));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(second->sync().ok());
        QVERIFY(backUp());
        QVERIFY(second->saveNotes(m_patient, 2));
        QCOMPARE(second->sync()->held, 2);
        QVERIFY(putBackupInPlace());
        second->transport->fault = [](int, const client::WireRequest& request) {
            return request.path == "/sync/1" ? Fault::LoseRequest : Fault::None;
        };
        QVERIFY(!m_world->certifyStaff(*m_desk, *second)); // its own sync at the end is lost
        QVERIFY(m_desk->sync().ok());
        second->transport->fault = {};
        QVERIFY(second->sync().ok());
        QCOMPARE(second->receipts().held, 0);
        QCOMPARE(second->receipts().atPractice, 2);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(places(*second), places(*m_desk));
    }
    /// Two upheavals: what came back to its writer is its writer's, and is sent again.
    void databasePutBack_thenTheLog_whatCameBackIsSentAgain()
    {
        QVERIFY(m_tablet->keepDatabase());
        QVERIFY(backUp());
        QVERIFY(m_tablet->saveNotes(m_patient, 4));
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_tablet->putDatabaseBack());
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_tablet->known(m_patient), 5);
        QCOMPARE(m_tablet->receipts().here, 0);

        QVERIFY(putBackupInPlace());
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_tablet->receipts().here, 0);
        QVERIFY(m_desk->sync().ok()); // it had not seen them
        QCOMPARE(m_desk->known(m_patient), 5);
        QCOMPARE(places(*m_tablet), places(*m_desk));
    }

private:
    [[nodiscard]] static QByteArray liveCursor(ClientDevice& device)
    {
        const auto cursors = device.store->cursors();
        for (const auto& each : *cursors)
            if (!each.scope)
                return each.token;
        return {};
    }
    [[nodiscard]] static bool putLiveCursor(ClientDevice& device, const QByteArray& token)
    {
        auto statement = device.store->connection().prepare(
            u"UPDATE cursor SET token = ? WHERE scope = x''"_s);
        return statement && statement->bind(token).run();
    }
    /// Where a device has the records about the patient.
    [[nodiscard]] std::map<QByteArray, qint64> places(ClientDevice& device) const
    {
        auto statement = device.store->connection().prepare(
            u"SELECT id, coalesce(seq, 0) FROM entry WHERE aggregate = ? AND entryClass = ?"_s);
        auto& rows = statement->bind(m_patient).bind(int(entry::EntryClass::Record));
        std::map<QByteArray, qint64> places;
        while (*rows.next())
            places[rows.bytes(0)] = rows.integer(1);
        return places;
    }
    [[nodiscard]] QStringList backups() const
    {
        return QDir(m_world->folder.filePath(u"backup"_s)).entryList(QDir::Files);
    }
    [[nodiscard]] bool backUp() { return m_world->server->backup().ok() && backups().size() == 1; }
    [[nodiscard]] bool putBackupInPlace()
    {
        m_world->stopServer();
        const QString log = server::databasePath(m_world->serverFolder());
        for (const auto& end : {u""_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(log + end);
        const QString backup = m_world->folder.filePath(u"backup/"_s + backups().first());
        if (!QFile::copy(backup, log))
            return false;
        m_world->startServer();
        return true;
    }
    void deliver(const client::WireRequest& request)
    {
        bool answered = false;
        m_tablet->https->post(request, [&](const Result<client::WireAnswer>&) { answered = true; });
        QTRY_VERIFY(answered);
    }
};
DOORSTEP_TEST(TestPutBackLog);

#include "tst_put_back_log.moc"
