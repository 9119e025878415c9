#include "tests/client/desk_and_tablet.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::ClientDevice;
using test::ClientWorld;

/// Once a day device and server compare what they have of each scope.
class TestScopeDigests : public QObject, protected test::DeskAndTablet {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QVERIFY(found());
        for (auto& patient : m_patients) {
            patient = m_desk->savePatient(u"Ashdown"_s);
            QVERIFY(m_world->grant(*m_desk, *m_tablet, patient.as<ScopeId>()));
        }
        QVERIFY(m_desk->sync().ok());
        QVERIFY(m_tablet->sync().ok());
        nextDay();
    }
    void cleanup() { close(); }

    void onceADay_everyScope_andNothingDiffers()
    {
        QVERIFY(m_tablet->saveNotes(m_patients[0], 2));
        QVERIFY(m_desk->saveNotes(m_patients[1], 2));
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_tablet->sync()->digestsCompared, 3); // two patients and the practice's own
        QCOMPARE(m_tablet->sync()->digestsCompared, 0);
        for (auto* device : {m_tablet.get(), m_desk.get(), m_tablet.get()}) {
            nextDay();
            const auto report = device->sync();
            QVERIFY(report.ok());
            QVERIFY(report->digestsCompared >= 3);
            QCOMPARE(report->digestsDiffered, 0);
        }
    }
    /// What no cursor and no counter shows.
    void entryMissingBehindTheCursor_comesWithinADay()
    {
        QVERIFY(m_desk->saveNotes(m_patients[0], 3));
        QVERIFY(m_desk->saveNotes(m_patients[1], 3));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_tablet->known(m_patients[0]), 4);
        const auto last = u"(SELECT max(row) FROM entry WHERE aggregate = x'%1')"_s;
        const QByteArray patient = m_patients[1].toHex();
        QVERIFY(run(u"DELETE FROM entry WHERE row = "_s + last.arg(QLatin1StringView(patient))));
        QCOMPARE(m_tablet->known(m_patients[1]), 3);
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_tablet->known(m_patients[1]), 3);
        nextDay();
        const auto report = m_tablet->sync();
        QVERIFY(report.ok());
        QCOMPARE(report->digestsDiffered, 1);
        QCOMPARE(report->fresh, 1);
        QCOMPARE(m_tablet->known(m_patients[1]), 4);
        nextDay();
        QCOMPARE(m_tablet->sync()->digestsDiffered, 0);
    }
    void releasedAndRejectedEntries_doNotDiffer()
    {
        auto second = m_world->enrol(*m_desk, u"second"_s);
        QVERIFY(m_world->grant(*m_desk, *second, m_patients[0].as<ScopeId>()));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(second->sync().ok());
        QVERIFY(second->saveNotes(m_patients[0], 2));
        QCOMPARE(second->sync()->held, 2);
        nextDay();
        QCOMPARE(second->sync()->digestsDiffered, 0);
        QVERIFY(m_world->certifyStaff(*m_desk, *second));
        for (auto* device : {second.get(), m_desk.get(), m_tablet.get()}) {
            QVERIFY(device->sync().ok());
            nextDay();
            QCOMPARE(device->sync()->digestsDiffered, 0);
        }
    }
    void manyScopes_areComparedOverSeveralSyncs()
    {
        constexpr int Many = 600;
        for (int i = 0; i < Many; ++i)
            QVERIFY(!m_desk->savePatient(u"Ashdown"_s).isNull());
        QVERIFY(m_desk->sync().ok());
        nextDay();
        const int first = m_desk->sync()->digestsCompared;
        QCOMPARE(first, sync::limits::MaxDigests);
        const auto rest = m_desk->sync();
        QVERIFY(rest->digestsCompared >= Many + 3 - first);
        QCOMPARE(rest->digestsDiffered, 0);
        QCOMPARE(m_desk->sync()->digestsCompared, 0);
    }

private:
    void nextDay() { m_world->clock.advanceMinutes(24 * 60); }
    bool run(const QString& sql) { return m_tablet->store->connection().run(sql).ok(); }

    std::array<PatientId, 2> m_patients;
};
DOORSTEP_TEST(TestScopeDigests);

#include "tst_scope_digests.moc"
