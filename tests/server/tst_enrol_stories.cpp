#include "sync/protocol/limits.h"
#include "tests/server/server_story.h"

using namespace doorstep;
using namespace doorstep::sync;
using doorstep::test::ServerStory;

/// Tablet and desk through the real relay, each computing with what it alone has.
class TestEnrolStories : public QObject {
    Q_OBJECT
    std::unique_ptr<ServerStory> m_story;
    SecretBytes m_secret = crypto::randomSecret();
    TicketId m_ticket;

    test::WireClient& client() { return *m_story->client; }
    const test::WirePractice& practice() { return m_story->practice; }
    test::WireDevice& desk() { return m_story->desk; }
    EnrolSecret secret() { return EnrolSecret(m_secret, practice().id, m_ticket); }

    test::WireReply post(const TicketRequest& request)
    {
        return desk().signedPost(client(), practice(), "/ticket/1", encodeTicketRequest(request));
    }
    test::WireReply post(const EnrolRequest& request)
    {
        return client().post("/enrol/1", encodeEnrolRequest(request));
    }
    EnrolOffer offerOf(const EnrolKeys& keys)
    {
        const auto commitment = secret().commitment(keys);
        return {practice().id, m_ticket, commitment, secret().offerMac(commitment)};
    }
    static EnrolKeys keysOf(const test::WireDevice& device)
    {
        EnrolKeys keys{device.signKey.publicKey, device.boxKey.publicKey, {}};
        crypto::fillRandom(keys.nonce.bytes.data(), 32);
        return keys;
    }
    EnrolReveal revealOf(const EnrolKeys& keys)
    {
        EnrolReveal reveal{practice().id, m_ticket, keys,
            secret().sealDetails({QStringLiteral("Tablet 3"), {100}, QStringLiteral("software")}),
            {}};
        reveal.mac = secret().revealMac(reveal.keys, reveal.sealedDetails);
        return reveal;
    }
    TicketOpen openTicket()
    {
        m_ticket = *TicketId::fromBytes(crypto::randomBytes(16));
        return {m_ticket, m_story->clock.now().plusMs(600'000), entry::DeviceRole::Tablet};
    }

private Q_SLOTS:
    void init()
    {
        m_story = std::make_unique<ServerStory>();
        QVERIFY(m_story->begin());
        QCOMPARE(post(TicketRequest(openTicket())).status, 200);
    }
    void enrolment_wholeFlow_endsWithADeviceThatSyncs()
    {
        test::WireDevice tablet(m_story->clock, entry::DeviceRole::Tablet);
        const auto keys = keysOf(tablet);
        const auto offer = offerOf(keys);
        QVERIFY(!decodeEnrolAnswer(post(EnrolRequest(offer)).body)->challenge);

        // Desk: sees the commitment, answers with its nonce.
        const auto seen = decodeTicketAnswer(post(TicketRequest(TicketPoll{m_ticket})).body);
        QCOMPARE(*seen->offer, offer);
        QCOMPARE(secret().offerMac(seen->offer->commitment), seen->offer->mac);
        EnrolChallenge challenge;
        crypto::fillRandom(challenge.deskNonce.bytes.data(), 32);
        challenge.mac = secret().challengeMac(offer.commitment, challenge.deskNonce);
        QCOMPARE(post(TicketRequest(TicketChallenge{m_ticket, challenge})).status, 200);

        // Tablet: opens its commitment and shows six digits.
        const auto challenged = decodeEnrolAnswer(post(EnrolRequest(offer)).body);
        QCOMPARE(*challenged->challenge, challenge);
        const auto reveal = revealOf(keys);
        QVERIFY(!decodeEnrolAnswer(post(EnrolRequest(reveal)).body)->accepted);
        const auto tabletDigits = secret().confirmDigits(keys, challenge.deskNonce);

        // Desk: checks the commitment, compares the digits, accepts.
        const auto revealed = decodeTicketAnswer(post(TicketRequest(TicketPoll{m_ticket})).body);
        QCOMPARE(secret().commitment(revealed->reveal->keys), offer.commitment);
        QCOMPARE(secret().confirmDigits(revealed->reveal->keys, challenge.deskNonce), tabletDigits);
        QCOMPARE(secret().openDetails(revealed->reveal->sealedDetails)->deviceName,
            QStringLiteral("Tablet 3"));
        EnrolReply reply;
        reply.practice = practice().id;
        reply.practiceSignKey = practice().sign.publicKey;
        reply.server.serverKey = practice().serverKey;
        entry::certify(reply.server, practice().id, practice().sign.secretKey);
        reply.scopes = practice().scopes;
        reply.device = tablet.certificate(practice());
        reply.keyring = {{entry::KeyClass::Care, 1,
            *crypto::sealTo(keys.boxKey, practice().careKey.key.view())}};
        const auto sealed = *sealEnrolReply(reply, keys.boxKey);
        const EnrolAccepted accepted{sealed, secret().acceptMac(sealed)};
        QCOMPARE(post(TicketRequest(TicketAccept{m_ticket, accepted, reply.device})).status, 200);

        // Tablet: collects it, twice for a lost answer, and syncs at once.
        for (int i = 0; i < 2; ++i) {
            const auto got = decodeEnrolAnswer(post(EnrolRequest(reveal)).body);
            QCOMPARE(got->accepted->mac, secret().acceptMac(got->accepted->sealedReply));
            QVERIFY(openEnrolReply(got->accepted->sealedReply, tablet.boxKey, keys).ok());
        }
        QVERIFY(decodeTicketAnswer(post(TicketRequest(TicketPoll{m_ticket})).body)->fetched);
        QVERIFY(tablet.pull(client(), practice()).ok());
    }
    void offer_secondCommitment_flagsTheTicketForBoth()
    {
        test::WireDevice tablet(m_story->clock, entry::DeviceRole::Tablet);
        const auto first = offerOf(keysOf(tablet));
        QCOMPARE(post(EnrolRequest(first)).status, 200);
        QCOMPARE(post(EnrolRequest(first)).status, 200); // resuming is no second commitment
        const auto other = post(EnrolRequest(offerOf(keysOf(tablet))));
        QCOMPARE(other.status, 409);
        QCOMPARE(test::refusalOf(other)->next, NextStep::NewTicket);
        QVERIFY(decodeTicketAnswer(post(TicketRequest(TicketPoll{m_ticket})).body)->flagged);
        QCOMPARE(post(EnrolRequest(first)).status, 409);
        QCOMPARE(post(TicketRequest(TicketChallenge{m_ticket, {}})).status, 409);
    }
    void reveal_notWhatWasCommitted_isRefused_andTheRightOneStillWorks()
    {
        test::WireDevice tablet(m_story->clock, entry::DeviceRole::Tablet);
        const auto keys = keysOf(tablet);
        QCOMPARE(post(EnrolRequest(revealOf(keys))).status, 410); // before any offer
        QCOMPARE(post(EnrolRequest(offerOf(keys))).status, 200);
        QCOMPARE(post(EnrolRequest(revealOf(keys))).status, 410); // before the challenge
        QCOMPARE(post(TicketRequest(TicketChallenge{m_ticket, {}})).status, 200);
        test::WireDevice thief(m_story->clock, entry::DeviceRole::Tablet);
        QCOMPARE(post(EnrolRequest(revealOf(keysOf(thief)))).status, 410);
        QCOMPARE(post(EnrolRequest(revealOf(keys))).status, 200);
    }
    void challenge_isSpokenOnce()
    {
        test::WireDevice tablet(m_story->clock, entry::DeviceRole::Tablet);
        QCOMPARE(post(TicketRequest(TicketChallenge{m_ticket, {}})).status, 410); // no offer yet
        QCOMPARE(post(EnrolRequest(offerOf(keysOf(tablet)))).status, 200);
        EnrolChallenge challenge;
        QCOMPARE(post(TicketRequest(TicketChallenge{m_ticket, challenge})).status, 200);
        QCOMPARE(post(TicketRequest(TicketChallenge{m_ticket, challenge})).status, 200);
        challenge.deskNonce.bytes[0] = 1;
        QCOMPARE(post(TicketRequest(TicketChallenge{m_ticket, challenge})).status, 410);
    }
    void accept_certificateForOtherKeysOrRole_isRefused()
    {
        test::WireDevice tablet(m_story->clock, entry::DeviceRole::Tablet);
        const auto keys = keysOf(tablet);
        QCOMPARE(post(EnrolRequest(offerOf(keys))).status, 200);
        QCOMPARE(post(TicketRequest(TicketChallenge{m_ticket, {}})).status, 200);
        QCOMPARE(post(EnrolRequest(revealOf(keys))).status, 200);
        auto certificate = tablet.certificate(practice());
        certificate.role = entry::DeviceRole::Desk; // the ticket said tablet
        entry::certify(certificate, practice().id, practice().sign.secretKey);
        QCOMPARE(post(TicketRequest(TicketAccept{m_ticket, {"x", {}}, certificate})).status, 403);
        certificate = tablet.certificate(practice());
        certificate.practiceSignature.bytes[0] ^= 1;
        QCOMPARE(post(TicketRequest(TicketAccept{m_ticket, {"x", {}}, certificate})).status, 403);
    }
    void ticket_tabletsAndOtherDesks_mayNotTouchIt()
    {
        auto tablet = m_story->admit();
        auto secondDesk = m_story->admit(entry::DeviceRole::Desk);
        const auto poll = encodeTicketRequest(TicketPoll{m_ticket});
        QCOMPARE(tablet->signedPost(client(), practice(), "/ticket/1", poll).status, 403);
        QCOMPARE(secondDesk->signedPost(client(), practice(), "/ticket/1", poll).status, 410);
        QCOMPARE(post(TicketRequest(TicketDrop{m_ticket})).status, 200);
        QCOMPARE(post(TicketRequest(TicketPoll{m_ticket})).status, 410);
    }
    void ticket_openedTwiceOrTooLong_isRefused()
    {
        QCOMPARE(post(TicketRequest(TicketOpen{m_ticket, m_story->clock.now().plusMs(60'000), {}}))
                     .status,
            410);
        auto open = openTicket();
        open.expires = m_story->clock.now().plusMs(3'600'000);
        QCOMPARE(post(TicketRequest(open)).status, 410);
        open.expires = m_story->clock.now().plusMs(-1);
        QCOMPARE(post(TicketRequest(open)).status, 410);
    }
    void guesses_areLimitedPerPeer_realTicketsAreNot()
    {
        test::WireDevice tablet(m_story->clock, entry::DeviceRole::Tablet);
        const auto real = offerOf(keysOf(tablet));
        auto guess = real;
        int refused = 0;
        for (int i = 0; i < 12; ++i) {
            crypto::fillRandom(guess.commitment.bytes.data(), 32);
            guess.ticket = *TicketId::fromBytes(crypto::randomBytes(16));
            refused += post(EnrolRequest(guess)).status == 503;
        }
        QVERIFY(refused >= 6);
        QCOMPARE(post(EnrolRequest(real)).status, 200);
    }
    void staffRequests_ofOneDevice_areBounded_andItsOldestGo()
    {
        auto nurse = m_story->admit();
        const auto request = [&] {
            test::WireDevice newcomer(m_story->clock, entry::DeviceRole::Tablet);
            return StaffAsk{newcomer.staff, nurse->id, newcomer.staffKey.publicKey, 1, {}};
        };
        std::vector<StaffAsk> asked;
        for (int i = 0; i < limits::MaxDeviceStaffRequests + 3; ++i) {
            asked.push_back(request());
            QCOMPARE(
                nurse->signedPost(
                         client(), practice(), "/staff/1", encodeStaffRequest(asked.back()))
                    .status,
                200);
            QTest::qWait(2); // of two in one millisecond neither is the older
        }
        const auto waiting = [&] {
            const auto listed = desk().signedPost(
                client(), practice(), "/staff/1", encodeStaffRequest(StaffList()));
            return decodeStaffAnswer(listed.body)->waiting;
        };
        const std::vector<StaffAsk> newest(
            asked.end() - limits::MaxDeviceStaffRequests, asked.end());
        QCOMPARE(waiting(), newest);

        // The same key with another code takes the place of its own request and of no other.
        auto again = newest.front();
        again.mac.bytes[0] ^= 1;
        QCOMPARE(
            nurse->signedPost(client(), practice(), "/staff/1", encodeStaffRequest(again)).status,
            200);
        QCOMPARE(waiting().size(), newest.size());
        QCOMPARE(waiting().back(), again);
    }
};
DOORSTEP_TEST(TestEnrolStories);

#include "tst_enrol_stories.moc"
