#include "core/store/entry_table.h"
#include "core/store/trust_store.h"
#include "sync/client/certificate_renewal.h"
#include "sync/client/reading_lease.h"
#include "tests/client/client_world.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;

/// A practice lives longer than the certificates of its devices: a desk, a second one and a tablet
/// over a real server, by a clock of years.
class TestRenewal : public QObject {
    Q_OBJECT
    static constexpr qint64 Day = 86'400'000;
    static constexpr qint64 TwoYearsAndADay = 731 * Day;

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<test::ClientWorld>();
        m_desk = m_world->claimDesk();
        m_tablet = m_world->enrol(*m_desk, u"tablet"_s);
        QVERIFY(m_world->certifyStaff(*m_desk, *m_tablet));
    }
    void cleanup()
    {
        m_second.reset();
        m_tablet.reset();
        m_desk.reset();
        m_world.reset();
    }

    void inUse_twoYearsAndADayLater_thePracticeGoesOn()
    {
        for (int month = 0; month < 25; ++month) {
            m_world->clock.advanceMs(30 * Day);
            QVERIFY(m_desk->sync().ok());
            QVERIFY(!m_tablet->sync()->standing.revoked);
        }
        QVERIFY(m_world->clock.now() > m_since.plusMs(TwoYearsAndADay));
        // One more than the first, for either.
        QCOMPARE(certificatesOf(*m_desk, m_desk->id()), 2);
        QCOMPARE(certificatesOf(*m_desk, m_tablet->id()), 2);
        goesOn();
    }
    void slept_theDeskComesBackByItself_thenTheTablet_andWhatItWroteCounts()
    {
        m_world->clock.advanceMs(TwoYearsAndADay);
        const PatientId late = m_tablet->savePatient(u"Ashdown"_s);
        auto report = m_tablet->sync();
        QVERIFY(report->standing.revoked);
        QCOMPARE(report->acknowledged, 1);
        QCOMPARE(report->held, 0);
        QVERIFY(lease(*m_tablet).certificateEnded);

        // One sync: told that it is over, it sends the renewals, and reads with the next answer.
        m_desk->transport->alter = [&](int, auto&) { m_world->clock.advanceMs(1); };
        report = m_desk->sync();
        m_desk->transport->alter = {};
        QVERIFY2(report.ok(), report ? "" : report.error().detail.constData());
        QVERIFY(!report->standing.revoked);
        QCOMPARE(report->held, 0);
        QCOMPARE(m_desk->known(late), 1);

        report = m_tablet->sync();
        QVERIFY(!report->standing.revoked);
        QVERIFY(!lease(*m_tablet).certificateEnded);
        QCOMPARE(lease(*m_tablet).right, client::ReadingRight::Full);
        goesOn();
    }
    void slept_whatTheDeskWroteBeforeItsRenewal_counts()
    {
        m_world->clock.advanceMs(TwoYearsAndADay);
        const auto patient = m_desk->savePatient(u"Birch"_s);
        QVERIFY(m_world->grant(*m_desk, *m_tablet, patient.as<ScopeId>()));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(m_tablet->known(patient), 1);
    }
    void renewed_halfALifeBefore_once()
    {
        m_world->clock.advanceMs(client::RenewedBeforeMs - 2 * Day);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(certificatesOf(*m_desk, m_desk->id()), 1);
        m_world->clock.advanceMs(3 * Day);
        QVERIFY(m_desk->sync().ok());
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(certificatesOf(*m_desk, m_desk->id()), 2);
        QCOMPARE(certificatesOf(*m_desk, m_tablet->id()), 2);
        const auto renewed = store::TrustStore(m_desk->store->connection()).device(m_tablet->id());
        QCOMPARE((*renewed)->notAfter, m_world->clock.now().plusMs(client::CertificateLifeMs));
        QCOMPARE((*renewed)->role, entry::DeviceRole::Tablet);
        QCOMPARE(m_desk->sync()->acknowledged, 0);
    }
    void keysMadeWhileADeviceHadEnded_areGivenWithItsRenewal()
    {
        secondDesk();
        auto other = m_world->enrol(*m_desk, u"other"_s);
        settle();
        m_world->clock.advanceMs(TwoYearsAndADay);
        QVERIFY(client::revokeDevice(*m_desk->store, other->id(), m_world->clock.now()).ok());
        QCOMPARE(linesFor(m_tablet->id()), 1);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(linesFor(m_tablet->id()), 2);
        settle();
        QCOMPARE(m_tablet->store->newestEpochKey(entry::KeyClass::Care)->epoch, 2U);
    }
    void twoDesksAtOnce_isHarmless()
    {
        secondDesk();
        m_world->clock.advanceMs(TwoYearsAndADay);
        const Instant first = m_world->clock.now();
        QVERIFY(*client::renewCertificates(*m_desk->store, first) == 3);
        m_world->clock.advanceMs(1000);
        QVERIFY(*client::renewCertificates(*m_second->store, m_world->clock.now()) == 3);
        const Instant last = m_world->clock.now().plusMs(client::CertificateLifeMs);
        // The later one first: the earlier one shortens nothing that comes after it.
        QVERIFY(m_second->sync().ok());
        settle();
        settle();
        for (const auto* each : {m_desk.get(), m_second.get(), m_tablet.get()}) {
            store::TrustStore trust(each->store->connection());
            for (const DeviceId id : {m_desk->id(), m_second->id(), m_tablet->id()})
                QCOMPARE((*trust.device(id))->notAfter, last);
        }
        QCOMPARE(certificatesOf(*m_desk, m_tablet->id()), 3);
    }
    void outOfUse_isNotRenewed()
    {
        QVERIFY(client::revokeDevice(*m_desk->store, m_tablet->id(), m_world->clock.now()).ok());
        QVERIFY(m_desk->sync().ok());
        m_world->clock.advanceMs(20 * Day);
        QVERIFY(m_desk->sync().ok());
        m_world->clock.advanceMs(TwoYearsAndADay);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(certificatesOf(*m_desk, m_tablet->id()), 1);
        QCOMPARE(certificatesOf(*m_desk, m_desk->id()), 2);
    }
    void renewalAndRevocationCross_theRevocationStands_data()
    {
        QTest::addColumn<bool>("renewalFirst");
        QTest::newRow("renewal first") << true;
        QTest::newRow("revocation first") << false;
    }
    void renewalAndRevocationCross_theRevocationStands()
    {
        QFETCH(bool, renewalFirst);
        secondDesk();
        m_world->clock.advanceMs(client::RenewedBeforeMs);
        QVERIFY(*client::renewCertificates(*m_desk->store, m_world->clock.now()) == 3);
        QVERIFY(client::revokeDevice(*m_second->store, m_tablet->id(), m_world->clock.now()).ok());
        auto& sooner = renewalFirst ? m_desk : m_second;
        auto& later = renewalFirst ? m_second : m_desk;
        QVERIFY(sooner->sync().ok());
        QVERIFY(later->sync().ok());
        QVERIFY(sooner->sync().ok());
        for (const auto* desk : {m_desk.get(), m_second.get()}) {
            store::TrustStore trust(desk->store->connection());
            QVERIFY(*trust.isRevoked(m_tablet->id()));
            QVERIFY((*trust.device(m_tablet->id()))->notAfter > m_world->clock.now());
        }
        const auto report = m_tablet->sync();
        QVERIFY(report->standing.revoked);
        QVERIFY(!lease(*m_tablet).certificateEnded);
        QCOMPARE(m_tablet->store->newestEpochKey(entry::KeyClass::Care)->epoch, 1U);
    }
    /// It has not heard of it, its certificate is about to end, and it has the practice's key.
    void deskOutOfUse_renewsNothing()
    {
        secondDesk();
        m_world->clock.advanceMs(client::RenewedBeforeMs - Day);
        QVERIFY(client::revokeDevice(*m_desk->store, m_second->id(), m_world->clock.now()).ok());
        QVERIFY(m_desk->sync().ok());
        m_world->clock.advanceMs(3 * Day);
        const auto report = m_second->sync();
        QVERIFY(report->standing.revoked);
        QCOMPARE(report->held, 0);
        QCOMPARE(certificatesOf(*m_second, m_second->id()), 1);
    }
    void tablet_renewsNothing()
    {
        QCOMPARE(*client::renewCertificates(
                     *m_tablet->store, m_world->clock.now().plusMs(TwoYearsAndADay)),
            0);
    }
    void earlierCertificateThatComesLater_shortensNothing_otherKeysChangeNothing()
    {
        store::TrustStore trust(m_desk->store->connection());
        const auto before = **trust.device(m_tablet->id());
        auto other = before;
        other.notAfter = before.notAfter.plusMs(-Day);
        QVERIFY(trust.put(other).ok());
        QCOMPARE((*trust.device(m_tablet->id()))->notAfter, before.notAfter);
        other.notAfter = before.notAfter.plusMs(Day);
        QVERIFY(trust.put(other).ok());
        QCOMPARE((*trust.device(m_tablet->id()))->notAfter, other.notAfter);
        auto stranger = other;
        stranger.notAfter = other.notAfter.plusMs(Day);
        stranger.signKey = crypto::makeSignKeyPair().publicKey;
        QVERIFY(trust.put(stranger).ok());
        QCOMPARE((*trust.device(m_tablet->id()))->signKey, before.signKey);
        QCOMPARE((*trust.device(m_tablet->id()))->notAfter, other.notAfter);
    }

private:
    /// The desk grants, enrols and certifies; what the tablet writes folds at the desk.
    void goesOn()
    {
        auto fresh = m_world->enrol(*m_desk, u"fresh"_s);
        QVERIFY(m_world->certifyStaff(*m_desk, *fresh));
        const PatientId patient = m_tablet->savePatient(u"Cedar"_s);
        QVERIFY(m_tablet->saveNotes(patient, 2));
        const auto sent = m_tablet->sync();
        QCOMPARE(sent->held, 0);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(patient), 3);
        QVERIFY(m_world->grant(*m_desk, *fresh, patient.as<ScopeId>()));
        QVERIFY(m_desk->sync().ok());
        QVERIFY(fresh->sync().ok());
        QCOMPARE(fresh->known(patient), 3);
    }
    [[nodiscard]] client::ReadingStanding lease(const test::ClientDevice& device) const
    {
        const auto kept = client::readLease(device.store->connection(), device.store->identity());
        return client::readingStanding(*kept, m_world->clock.now());
    }
    void secondDesk()
    {
        m_second = m_world->enrol(*m_desk, u"desk-2"_s, entry::DeviceRole::Desk);
        QVERIFY(m_world->certifyStaff(*m_desk, *m_second));
        settle();
    }
    void settle()
    {
        for (int round = 0; round < 2; ++round) {
            m_world->clock.advanceMinutes(1);
            for (const auto* device : {&m_desk, &m_second, &m_tablet})
                if (*device)
                    QVERIFY((*device)->sync().ok());
        }
    }
    [[nodiscard]] static int certificatesOf(const test::ClientDevice& where, DeviceId device)
    {
        return countOf<entry::DeviceCertificate>(where, device, entry::EntryClass::Control);
    }
    [[nodiscard]] int linesFor(DeviceId device) const
    {
        return countOf<entry::KeysWrapped>(*m_desk, device, entry::EntryClass::Keyring);
    }
    template <typename Body>
    [[nodiscard]] static int countOf(
        const test::ClientDevice& where, DeviceId device, entry::EntryClass entryClass)
    {
        const auto rows = store::EntryTable(where.store->connection())
                              .clearAbout(device.as<AggregateId>(), entryClass);
        return static_cast<int>(std::ranges::count_if(*rows, [&](const auto& row) {
            const auto clear = entry::decodeClear(entryClass, row.payload);
            return clear && std::holds_alternative<Body>(clear->body);
        }));
    }

    std::unique_ptr<test::ClientWorld> m_world;
    Instant m_since = test::FakeClock().now();
    std::unique_ptr<test::ClientDevice> m_desk;
    std::unique_ptr<test::ClientDevice> m_second;
    std::unique_ptr<test::ClientDevice> m_tablet;
};
DOORSTEP_TEST(TestRenewal);

#include "tst_renewal.moc"
