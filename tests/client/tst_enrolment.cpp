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
            const auto verdict = judge(*tablet, SecretBytes::copyOf("00000000"));
            QCOMPARE(verdict.certified.size(), 0U);
            QCOMPARE(verdict.dismissed.size(), 1U);
        }
        QCOMPARE(judge(*tablet, code).certified.size(), 0U);
        QCOMPARE(judge(*tablet, invite(*tablet)).certified.size(), 1U);
    }
    void staffCode_usedOnce_isUsedUp()
    {
        auto tablet = m_world->enrol(*m_desk, u"staff-3"_s);
        const auto code = invite(*tablet);
        QCOMPARE(judge(*tablet, code).certified.size(), 1U);
        QCOMPARE(judge(*tablet, code).certified.size(), 0U);
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
        QCOMPARE(judge(*tablet, code).certified.size(), 0U);
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
    SecretBytes invite(const ClientDevice& tablet)
    {
        return std::move(*client::inviteStaff(*m_desk->store,
            {tablet.staff, tablet.id(), entry::StaffRole::Nurse,
                m_world->clock.now().plusMs(3'600'000)}));
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
