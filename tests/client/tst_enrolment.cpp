#include "core/store/patient_store.h"
#include "core/store/trust_store.h"
#include "tests/client/client_world.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::ClientDevice;
using test::ClientWorld;
using Fault = test::FaultyTransport::Fault;

/// Enrolments and staff codes between a desk and new devices, through the real server.
class TestEnrolment : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_world = std::make_unique<ClientWorld>();
        m_desk = m_world->claimDesk();
        QVERIFY(m_desk->sync().ok());
    }
    void init()
    {
        m_desk->transport->fault = {};
        m_world->clock.advanceMinutes(2);
    }
    void cleanupTestCase()
    {
        m_desk.reset();
        m_world.reset();
    }

    void tablet_getsCareKeysOnly_andKnowsItsPractice()
    {
        const auto tablet = m_world->enrol(*m_desk, u"tablet"_s);
        const auto& identity = tablet->store->identity();
        QCOMPARE(identity.practice, m_desk->store->identity().practice);
        QCOMPARE(identity.practiceName, u"Willow Lane Surgery"_s);
        QCOMPARE(identity.deviceRole, u"tablet"_s);
        QCOMPARE(identity.names.size(), 1U);
        QVERIFY(identity.pinAllowed);
        QCOMPARE(*client::decodeServerAddress(identity.connection), m_world->address());
        const auto keys = tablet->store->epochKeys();
        QCOMPARE(keys->size(), 1U);
        QCOMPARE(keys->front().keyClass, entry::KeyClass::Care);
        QVERIFY(
            keys->front().key.equals(m_desk->store->newestEpochKey(entry::KeyClass::Care)->key));
        QCOMPARE(client::openDeskKeys(*tablet->store).error().code, ErrorCode::Refused);
        QCOMPARE(tablet->scopes(), m_desk->scopes());
        QVERIFY(tablet->sync().ok());
    }
    void desk_getsBothKeysAndTheSigningSeed_andEnrolsTheNext()
    {
        auto second = m_world->enrol(*m_desk, u"desk-2"_s, entry::DeviceRole::Desk);
        QCOMPARE(second->store->epochKeys()->size(), 2U);
        QVERIFY(m_world->certifyStaff(*m_desk, *second));
        const auto third = m_world->enrol(*second, u"tablet-of-desk-2"_s);
        QCOMPARE(third->store->epochKeys()->size(), 1U);
    }
    void certificateAndKeys_standInTheLog_beforeTheTabletHasThem()
    {
        const auto tablet = m_world->enrol(*m_desk, u"logged"_s);
        QVERIFY(m_desk->sync().ok());
        const auto rows = store::EntryStore(m_desk->store->connection())
                              .ofAggregate(tablet->id().as<AggregateId>());
        QStringList kinds;
        for (const auto& row : *rows)
            kinds << QString::fromUtf8(row.kind);
        QVERIFY(kinds.contains(u"device.certificate"_s));
        QVERIFY(kinds.contains(u"keys.wrapped"_s));
    }
    void answersLostOnBothSides_enrolmentStillSucceeds()
    {
        const auto flaky = [n = 0](int, const client::WireRequest&) mutable {
            return ++n % 3 == 0 ? Fault::LoseAnswer : n % 7 == 0 ? Fault::LoseRequest : Fault::None;
        };
        m_desk->transport->fault = flaky;
        client::HttpsTransport https(m_world->address());
        test::FaultyTransport tablet(https);
        tablet.fault = flaky;
        const auto enrolment = m_world->runEnrolment(*m_desk, tablet, entry::DeviceRole::Tablet);
        QVERIFY2(enrolment.ok(), enrolment ? "" : enrolment.error().detail.constData());
    }
    void secondDeviceWithTheSameCode_flagsTheTicket()
    {
        client::HttpsTransport https(m_world->address());
        test::FaultyTransport tablet(https);
        std::unique_ptr<client::TabletEnrolmentRun> thief;
        std::optional<QFuture<Result<std::shared_ptr<client::Enrolment>>>> stolen;
        // A second device with the code speaks as soon as the first one has.
        tablet.alter = [&](int number, Result<client::WireAnswer>&) {
            if (number != 0)
                return;
            const auto offer
                = std::get<sync::EnrolOffer>(*sync::decodeEnrolRequest(tablet.sent.front().body));
            const sync::TicketCode code{offer.practice, offer.ticket, crypto::randomSecret(),
                m_world->clock.now().plusMs(60'000), {}, {}, "127.0.0.1:1"};
            thief = std::make_unique<client::TabletEnrolmentRun>(
                https, m_world->clock, code, sync::EnrolDetails{}, std::chrono::milliseconds(5));
            stolen = thief->start();
        };
        const auto enrolment = m_world->runEnrolment(*m_desk, tablet, entry::DeviceRole::Tablet);
        QVERIFY(!enrolment.ok());
        QCOMPARE(enrolment.error().code, ErrorCode::Refused);
        QCOMPARE(test::waitFor(*stolen).error().detail, "flagged");
    }

    void staffCode_right_isCertifiedByItself()
    {
        auto tablet = m_world->enrol(*m_desk, u"staff-1"_s);
        QVERIFY(m_world->certifyStaff(*m_desk, *tablet));
        QVERIFY(tablet->saveNotes(tablet->savePatient(u"Ashdown"_s), 1));
        QCOMPARE(tablet->sync()->held, 0);
    }
    void staffCode_wrongFiveTimes_isVoid()
    {
        auto tablet = m_world->enrol(*m_desk, u"staff-2"_s);
        const auto code = invite(*tablet);
        for (int i = 0; i < client::MaxWrongCodes; ++i) {
            const QByteArray wrong = "0000000" + QByteArray::number(i);
            const auto verdict = judge(*tablet, SecretBytes::copyOf(wrong));
            QCOMPARE(verdict.certified.size(), 0U);
            QCOMPARE(verdict.dismissed.size(), 0U); // typed again, it may be right
        }
        QCOMPARE(judge(*tablet, code).certified.size(), 0U);
        QCOMPARE(judge(*tablet, invite(*tablet)).certified.size(), 1U);
    }
    void staffCode_usedOnce_isUsedUp()
    {
        auto tablet = m_world->enrol(*m_desk, u"staff-3"_s);
        const auto code = invite(*tablet);
        QCOMPARE(judge(*tablet, code).certified.size(), 1U);
        const auto again = judge(*tablet, code);
        QCOMPARE(again.certified.size(), 0U);
        QCOMPARE(again.dismissed.size(), 1U); // the key is certified
    }
    void staffCode_newOneReplacesTheOld()
    {
        auto tablet = m_world->enrol(*m_desk, u"staff-4"_s);
        const auto first = invite(*tablet);
        const auto second = invite(*tablet);
        QVERIFY(!first.equals(second));
        QCOMPARE(judge(*tablet, first).certified.size(), 0U);
        QCOMPARE(judge(*tablet, second).certified.size(), 1U);
    }
    void staffCode_expiredOrForAnotherDevice_isRefused()
    {
        auto tablet = m_world->enrol(*m_desk, u"staff-5"_s);
        auto other = m_world->enrol(*m_desk, u"staff-6"_s);
        const auto code = invite(*tablet);
        other->staff = tablet->staff;
        QCOMPARE(judge(*other, code).certified.size(), 0U);
        m_world->clock.advanceMinutes(61);
        QCOMPARE(judge(*tablet, code).certified.size(), 0U);
    }
    void staffCode_ofARevokedPerson_isRefused()
    {
        auto tablet = m_world->enrol(*m_desk, u"staff-7"_s);
        const auto code = invite(*tablet);
        entry::StaffRevoked revoked{tablet->staff, {}};
        const auto keys = client::openDeskKeys(*m_desk->store);
        entry::certify(revoked, m_desk->store->identity().practice, keys->practiceSign);
        QVERIFY(m_desk->store->saveClear(m_desk->scopes().practice, {revoked}).ok());
        const auto verdict = judge(*tablet, code);
        QCOMPARE(verdict.certified.size(), 0U);
        QCOMPARE(verdict.dismissed.size(), 1U);
    }
    /// The code is known to the desk that made it and to no other, whichever of them asks first.
    void staffCode_ofAnotherDesk_isLeftForIt()
    {
        auto second = m_world->enrol(*m_desk, u"desk-3"_s, entry::DeviceRole::Desk);
        QVERIFY(m_world->certifyStaff(*m_desk, *second));
        auto tablet = m_world->enrol(*m_desk, u"staff-9"_s);
        const auto code = invite(*tablet);
        QVERIFY(ask(*tablet, code));
        QCOMPARE(certify(*second), 0);
        QCOMPARE(certify(*m_desk), 1);
        QVERIFY(m_desk->sync().ok());
        QVERIFY(tablet->sync().ok());
        QVERIFY(tablet->saveNotes(tablet->savePatient(u"Ashdown"_s), 1));
        QCOMPARE(tablet->sync()->held, 0);
    }
    /// Each desk has handed out a code of its own for the same person: the other's is not theirs to
    /// judge.
    void staffCode_whereTwoDesksInvited_countsAtItsOwn()
    {
        auto second = m_world->enrol(*m_desk, u"desk-4"_s, entry::DeviceRole::Desk);
        QVERIFY(m_world->certifyStaff(*m_desk, *second));
        auto tablet = m_world->enrol(*m_desk, u"staff-10"_s);
        const auto code = invite(*tablet);
        QVERIFY(inviteAt(*second, *tablet).size() == code.size());
        QVERIFY(ask(*tablet, code));
        QCOMPARE(certify(*second), 0);
        QCOMPARE(certify(*m_desk), 1);
    }
    void staffCode_mistyped_thenTypedAgainWithTheSameKey()
    {
        auto tablet = m_world->enrol(*m_desk, u"staff-11"_s);
        const auto code = invite(*tablet);
        QVERIFY(ask(*tablet, SecretBytes::copyOf("00000000")));
        for (int poll = 0; poll < 2 * client::MaxWrongCodes; ++poll)
            QCOMPARE(certify(*m_desk), 0); // one mistake, however often it is read
        QVERIFY(ask(*tablet, code));
        QCOMPARE(certify(*m_desk), 1);
        QVERIFY(m_desk->sync().ok());
        QVERIFY(tablet->sync().ok());
        QVERIFY(tablet->saveNotes(tablet->savePatient(u"Ashdown"_s), 1));
        QCOMPARE(tablet->sync()->held, 0);
    }
    void staffCode_replacedWhileItsRequestWaits_theNewOneCounts()
    {
        auto tablet = m_world->enrol(*m_desk, u"staff-12"_s);
        QVERIFY(ask(*tablet, invite(*tablet)));
        const auto second = invite(*tablet);
        QCOMPARE(certify(*m_desk), 0);
        QVERIFY(ask(*tablet, second));
        QCOMPARE(certify(*m_desk), 1);
    }
    void request_thatNobodyAnswers_goesByItsAge()
    {
        auto tablet = m_world->enrol(*m_desk, u"staff-13"_s);
        QVERIFY(ask(*tablet, SecretBytes::copyOf("00000000")));
        QVERIFY(m_desk->sync()->standing.staffWaiting);
        const auto life = std::chrono::minutes(sync::limits::StaffRequestLife).count();
        m_world->clock.advanceMinutes(life - 5);
        QVERIFY(m_desk->sync()->standing.staffWaiting);
        m_world->clock.advanceMinutes(6);
        QVERIFY(!m_desk->sync()->standing.staffWaiting);
    }
    void asks_areKeptOnePerPerson_untilTheyAreSent()
    {
        auto tablet = m_world->enrol(*m_desk, u"staff-14"_s);
        auto& connection = tablet->store->connection();
        const auto made = [&](StaffId staff, const char* code) {
            return *client::makeStaffAsk(
                *tablet->store, staff, tablet->store->staffKey(), SecretBytes::copyOf(code));
        };
        const auto colleague = m_world->mint.next<StaffId>();
        const auto first = made(tablet->staff, "11111111");
        const auto other = made(colleague, "22222222");
        const auto second = made(tablet->staff, "33333333");
        QVERIFY(client::keepStaffAsk(connection, first));
        QVERIFY(client::keepStaffAsk(connection, other));
        QVERIFY(client::keepStaffAsk(connection, second));
        QVERIFY(tablet->reopen());
        auto& after = tablet->store->connection();
        QCOMPARE(client::keptStaffAsks(after)->size(), 2U);
        QVERIFY(client::dropStaffAsk(after, first)); // sent while the second was typed
        QCOMPARE(client::keptStaffAsks(after)->size(), 2U);
        QVERIFY(client::dropStaffAsk(after, second));
        QCOMPARE(*client::keptStaffAsks(after), std::vector{other});
    }
    /// A forgotten PIN: the same person on the same tablet under a new key, with and without the
    /// old one's entries on the way.
    void newKeyOfTheSamePerson_bothKeysCount()
    {
        auto tablet = m_world->enrol(*m_desk, u"staff-15"_s);
        QVERIFY(m_world->certifyStaff(*m_desk, *tablet));
        const auto patient = tablet->savePatient(u"Ashdown"_s);
        QVERIFY(tablet->saveNotes(patient, 2)); // under the old key, not yet sent
        tablet->staffSeed = crypto::randomSecret();
        QVERIFY(tablet->reopen());
        QVERIFY(tablet->saveNotes(patient, 3));
        QCOMPARE(tablet->sync()->held, 3);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(notesOn(*m_desk, patient), 2); // the old key's
        QVERIFY(ask(*tablet, invite(*tablet)));
        QCOMPARE(certify(*m_desk), 1);
        QVERIFY(m_desk->sync().ok());
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(notesOn(*m_desk, patient), 5);
        const auto keys
            = store::TrustStore(m_desk->store->connection()).keysFor(tablet->staff, tablet->id());
        QCOMPARE(keys->size(), 2U);
        // A third device that meets both keys and all entries at once.
        auto second = m_world->enrol(*m_desk, u"desk-5"_s, entry::DeviceRole::Desk);
        QVERIFY(second->sync().ok());
        QCOMPARE(notesOn(*second, patient), 5);
    }
    void staffCode_looksLikeEightDigits()
    {
        auto tablet = m_world->enrol(*m_desk, u"staff-8"_s);
        const auto code = invite(*tablet);
        QCOMPARE(code.size(), 8U);
        for (const unsigned char digit : code.bytes())
            QVERIFY(digit >= '0' && digit <= '9');
    }

private:
    SecretBytes invite(const ClientDevice& tablet) { return inviteAt(*m_desk, tablet); }
    SecretBytes inviteAt(const ClientDevice& desk, const ClientDevice& tablet)
    {
        return std::move(*client::inviteStaff(*desk.store,
            {tablet.staff, tablet.id(), entry::StaffRole::Nurse,
                m_world->clock.now().plusMs(3'600'000)}));
    }
    static int notesOn(const ClientDevice& device, PatientId patient)
    {
        const auto notes = store::PatientStore(device.store->connection()).notes(patient);
        return notes ? static_cast<int>(notes->size()) : -1;
    }
    /// Through the server, as a tablet asks.
    bool ask(const ClientDevice& tablet, const SecretBytes& code)
    {
        m_world->clock.advanceMs(20'000); // the server's allowance refills by this clock
        const auto made
            = client::makeStaffAsk(*tablet.store, tablet.staff, tablet.store->staffKey(), code);
        return made && test::waitFor(client::askForCertificate(tablet.exchange(), *made)).ok();
    }
    /// As a desk does after a sync that says somebody waits; -1 when it could not.
    int certify(const ClientDevice& desk)
    {
        m_world->clock.advanceMs(20'000);
        const auto certified = test::waitFor(
            client::certifyWaitingStaff(desk.exchange(), *desk.port, m_world->clock));
        return certified ? *certified : -1;
    }
    client::StaffVerdict judge(const ClientDevice& tablet, const SecretBytes& code)
    {
        const auto ask
            = client::makeStaffAsk(*tablet.store, tablet.staff, tablet.store->staffKey(), code);
        return *client::judgeStaffRequests(*m_desk->store, {*ask}, m_world->clock.now());
    }

    std::unique_ptr<ClientWorld> m_world;
    std::unique_ptr<ClientDevice> m_desk;
};
DOORSTEP_TEST(TestEnrolment);

#include "tst_enrolment.moc"
