// The adversary of this file runs the practice server, keeps all of its database, and holds a
// photograph of the QR: it has the ticket's secret and every message, may drop, change, replay or
// invent any of them, and has all the computing it wants. What it does not have is the ear of the
// two people who read six digits to each other. It must end with no practice key, and must not get
// a tablet to work for a practice of its own.

#include "tests/client/enrolment_pair.h"
#include "tests/support/test_registry.h"

#include "sync/client/enrol_binding.h"

using namespace doorstep;
using test::EnrolmentPair;

namespace hostile {

/// A device of the adversary's, with everything the photograph gives.
struct Adversary {
    explicit Adversary(const EnrolmentPair& pair)
        : code(std::move(*pair.code()))
        , secret(code.secret, code.practice, code.ticket)
        , sign(crypto::makeSignKeyPair())
        , box(crypto::makeBoxKeyPair())
    {
        keys.signKey = sign.publicKey;
        keys.boxKey = box.publicKey;
        crypto::fillRandom(keys.nonce.bytes.data(), keys.nonce.bytes.size());
    }
    [[nodiscard]] sync::EnrolOffer offer() const
    {
        const auto commitment = secret.commitment(keys);
        return {code.practice, code.ticket, commitment, secret.offerMac(commitment)};
    }
    [[nodiscard]] sync::EnrolReveal reveal() const
    {
        const QByteArray details = secret.sealDetails(EnrolmentPair::details());
        return {code.practice, code.ticket, keys, details, secret.revealMac(keys, details)};
    }
    [[nodiscard]] sync::EnrolChallenge challenge(
        const crypto::Digest& commitment, const crypto::Digest& nonce) const
    {
        return {nonce, secret.challengeMac(commitment, nonce)};
    }
    /// Draws nonces until the digits are `wanted`: a million tries on average, seconds of work.
    [[nodiscard]] bool grind(const QByteArray& wanted, const crypto::Digest& deskNonce)
    {
        constexpr int MostTries = 20'000'000;
        for (int i = 0; i < MostTries; ++i) {
            std::memcpy(keys.nonce.bytes.data(), &i, sizeof i);
            if (secret.confirmDigits(keys, deskNonce) == wanted)
                return true;
        }
        return false;
    }

    sync::TicketCode code;
    sync::EnrolSecret secret;
    crypto::SignKeyPair sign;
    crypto::BoxKeyPair box;
    sync::EnrolKeys keys;
};

crypto::Digest anyNonce()
{
    crypto::Digest nonce;
    crypto::fillRandom(nonce.bytes.data(), nonce.bytes.size());
    return nonce;
}

} // namespace hostile

class TestEnrolmentHostile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void honestCarrier_tabletGetsItsKeys()
    {
        EnrolmentPair pair;
        QVERIFY(pair.carryToTheDigits());
        QCOMPARE(pair.desk->details()->deviceName, QStringLiteral("Tablet 3"));
        QVERIFY(pair.typeAndAccept());
        QVERIFY(pair.tabletGets(pair.accepted()).ok());
        const auto enrolment = pair.tablet->takeResult();
        QCOMPARE(enrolment->reply.keyring.size(), 1U);
        const auto care
            = crypto::openSealedSecret(enrolment->boxKey, enrolment->reply.keyring[0].wrapped);
        QVERIFY(care->equals(pair.keys.epochs[0].key));
    }
    void keysSwappedAtTheReveal_areRefused()
    {
        EnrolmentPair pair;
        const hostile::Adversary adversary(pair);
        QVERIFY(pair.deskGets(pair.offer()).ok());
        QCOMPARE(pair.deskGets(adversary.reveal()).error().code, ErrorCode::Untrusted);
        QCOMPARE(pair.desk->stage(), client::DeskEnrolment::Stage::Failed);
        QVERIFY(!pair.desk->accept(pair.keys, pair.root));
    }
    void partOfTheKeysSwapped_isRefused()
    {
        for (const bool swapBox : {true, false}) {
            EnrolmentPair pair;
            const hostile::Adversary adversary(pair);
            QVERIFY(pair.deskGets(pair.offer()).ok());
            QVERIFY(pair.tabletGets(pair.challenge()).ok());
            auto reveal = pair.reveal();
            if (swapBox)
                reveal.keys.boxKey = adversary.keys.boxKey;
            else
                reveal.keys.signKey = adversary.keys.signKey;
            reveal.mac = adversary.secret.revealMac(reveal.keys, reveal.sealedDetails);
            QVERIFY(!pair.deskGets(reveal).ok());
        }
    }
    void collisionGroundAfterTheChallenge_doesNotFitTheCommitment()
    {
        EnrolmentPair pair;
        hostile::Adversary adversary(pair);
        // In the middle: its own commitment to the desk, its own nonce to the tablet.
        QVERIFY(pair.deskGets(adversary.offer()).ok());
        const auto deskNonce = pair.challenge().deskNonce;
        QVERIFY(pair.tabletGets(adversary.challenge(pair.offer().commitment, hostile::anyNonce()))
                    .ok());
        QVERIFY(adversary.grind(pair.tablet->digits(), deskNonce));
        QCOMPARE(adversary.secret.confirmDigits(adversary.keys, deskNonce), pair.tablet->digits());
        QCOMPARE(pair.deskGets(adversary.reveal()).error().code, ErrorCode::Untrusted);
    }
    void secondChallengeToTheTablet_endsIt()
    {
        EnrolmentPair pair;
        const hostile::Adversary adversary(pair);
        const auto commitment = pair.offer().commitment;
        QVERIFY(pair.tabletGets(adversary.challenge(commitment, hostile::anyNonce())).ok());
        const QByteArray digits = pair.tablet->digits();
        QCOMPARE(pair.tabletGets(adversary.challenge(commitment, hostile::anyNonce())).error().code,
            ErrorCode::Untrusted);
        QCOMPARE(pair.tablet->digits(), digits);
        QCOMPARE(pair.tablet->stage(), client::TabletEnrolment::Stage::Failed);
    }
    void secondOfferToTheDesk_changesNothing()
    {
        EnrolmentPair pair;
        const hostile::Adversary adversary(pair);
        QVERIFY(pair.deskGets(pair.offer()).ok());
        const QByteArray spoken = pair.desk->request();
        QVERIFY(pair.deskGets(adversary.offer()).ok());
        QCOMPARE(pair.desk->request(), spoken);
    }
    void inTheMiddleWithoutGrinding_digitsFitOnceInAMillion()
    {
        int fits = 0;
        for (int i = 0; i < 400; ++i) {
            EnrolmentPair pair;
            const hostile::Adversary adversary(pair);
            QVERIFY(pair.deskGets(adversary.offer()).ok());
            QVERIFY(
                pair.tabletGets(adversary.challenge(pair.offer().commitment, hostile::anyNonce()))
                    .ok());
            QVERIFY(pair.deskGets(adversary.reveal()).ok());
            fits += pair.desk->typeDigits(pair.tablet->digits()).ok() ? 1 : 0;
        }
        // Two would be one chance in twelve million.
        QVERIFY(fits < 2);
    }
    void wrongDigitsThreeTimes_ticketIsDropped()
    {
        EnrolmentPair pair;
        QVERIFY(pair.carryToTheDigits());
        QByteArray wrong = pair.tablet->digits();
        wrong[0] = wrong[0] == '9' ? '0' : char(wrong[0] + 1);
        for (const bool permanent : {false, false, true}) {
            const auto typed = pair.desk->typeDigits(wrong);
            QCOMPARE(typed.error().code, ErrorCode::WrongSecret);
            QCOMPARE(typed.error().permanent, permanent);
        }
        QVERIFY(!pair.desk->typeDigits(pair.tablet->digits()));
        QVERIFY(!pair.desk->accept(pair.keys, pair.root));
        QVERIFY(std::holds_alternative<sync::TicketDrop>(
            *sync::decodeTicketRequest(pair.desk->request())));
    }
    void acceptanceWithoutDigits_isImpossible()
    {
        EnrolmentPair pair;
        QVERIFY(pair.carryToTheDigits());
        QCOMPARE(pair.desk->accept(pair.keys, pair.root).error().code, ErrorCode::InvalidInput);
    }
    void practiceOfItsOwn_handedToTheTablet_isRefused()
    {
        EnrolmentPair pair;
        QVERIFY(pair.carryToTheDigits());
        QVERIFY(pair.typeAndAccept());
        // The desk is content; the tablet is given the adversary's practice under the same name.
        const auto own = crypto::makeSignKeyPair();
        for (const bool sameDevice : {true, false}) {
            if (!sameDevice) {
                pair.start();
                QVERIFY(pair.carryToTheDigits());
                QVERIFY(pair.typeAndAccept());
            }
            const hostile::Adversary adversary(pair);
            sync::EnrolReply reply;
            reply.practice = pair.practice;
            reply.practiceSignKey = own.publicKey;
            reply.device
                = {sameDevice ? *pair.desk->device() : DeviceId({8}), entry::DeviceRole::Tablet,
                    pair.reveal().keys.signKey, pair.reveal().keys.boxKey, {1}, {}};
            entry::certify(reply.device, pair.practice, own.secretKey);
            entry::certify(reply.server, pair.practice, own.secretKey);
            const auto sealed = sync::sealEnrolReply(reply, pair.reveal().keys.boxKey);
            QVERIFY(!pair.tabletGets(
                sync::EnrolAccepted{*sealed, adversary.secret.acceptMac(*sealed)}));
            QVERIFY(!pair.tablet->takeResult());
        }
    }
    void bindingNonceToItsOwnPractice_changesTheDigits()
    {
        EnrolmentPair pair;
        const hostile::Adversary adversary(pair);
        const auto own = crypto::makeSignKeyPair();
        QVERIFY(pair.deskGets(pair.offer()).ok());
        const auto nonce = client::boundDeskNonce(pair.practice, own.publicKey, DeviceId({8}));
        QVERIFY(pair.tabletGets(adversary.challenge(pair.offer().commitment, nonce)).ok());
        QVERIFY(pair.deskGets(pair.reveal()).ok());
        const QByteArray expected
            = adversary.secret.confirmDigits(pair.reveal().keys, pair.challengeSpoken());
        if (expected != pair.tablet->digits())
            QVERIFY(!pair.desk->typeDigits(pair.tablet->digits()));
    }
    void everythingTheServerEverSaw_opensNoPracticeKey()
    {
        EnrolmentPair pair;
        const hostile::Adversary adversary(pair);
        QByteArray database = pair.photo + pair.tablet->request();
        QVERIFY(pair.deskGets(pair.offer()).ok());
        database += pair.desk->request();
        QVERIFY(pair.tabletGets(pair.challenge()).ok());
        database += pair.tablet->request();
        const auto reveal = pair.reveal();
        QVERIFY(pair.deskGets(reveal).ok());
        QVERIFY(pair.typeAndAccept());
        database += pair.desk->request();
        // The photograph opens what was only hidden from the server: the device's name.
        QVERIFY(adversary.secret.openDetails(reveal.sealedDetails).ok());
        const auto sealed = pair.accepted().sealedReply;
        QVERIFY(!sync::openEnrolReply(sealed, adversary.box, adversary.keys));
        QVERIFY(!crypto::openSealed(adversary.box, sealed));
        for (const auto& key : pair.keys.epochs)
            QVERIFY(!database.contains(key.key.view().toByteArray()));
        QVERIFY(!database.contains(pair.keys.practiceSignSeed.view().toByteArray()));
        for (const auto* name : {"Bea", "Willow"})
            QVERIFY(!database.contains(name));
    }
    void ticketReplayed_toAnotherTablet_opensNothing()
    {
        EnrolmentPair pair;
        QVERIFY(pair.carryToTheDigits());
        QVERIFY(pair.typeAndAccept());
        const auto challenge = pair.challengeSpoken();
        const auto accepted = pair.accepted();
        // Another tablet reads the same code; the server plays it what the first one got.
        pair.tablet.emplace(*pair.code(), EnrolmentPair::details());
        const hostile::Adversary adversary(pair);
        QVERIFY(pair.tabletGets(adversary.challenge(pair.offer().commitment, challenge)).ok());
        QCOMPARE(pair.tabletGets(accepted).error().code, ErrorCode::Corrupt);
        QVERIFY(!pair.tablet->takeResult());
    }
    void codeOlderThanTenMinutes_isDeadOnBothSides()
    {
        EnrolmentPair pair;
        pair.clock.advanceMinutes(10);
        QCOMPARE(pair.code().error().code, ErrorCode::Expired);
        const auto late = pair.tabletGets(sync::EnrolChallenge());
        QCOMPARE(late.error().code, ErrorCode::Expired);
        QCOMPARE(pair.deskGets(sync::EnrolOffer()).error().code, ErrorCode::Expired);
        QCOMPARE(pair.desk->stage(), client::DeskEnrolment::Stage::Failed);
    }
    void someoneWithoutTheCode_getsNowhere()
    {
        EnrolmentPair pair;
        EnrolmentPair other;
        auto offer = other.offer();
        offer.practice = pair.offer().practice;
        offer.ticket = pair.offer().ticket;
        QCOMPARE(pair.deskGets(offer).error().code, ErrorCode::Untrusted);
        EnrolmentPair again;
        QCOMPARE(again.tabletGets(sync::EnrolChallenge()).error().code, ErrorCode::Untrusted);
    }
    void twoCommitments_seenByAnHonestServer_endIt()
    {
        EnrolmentPair pair;
        sync::TicketAnswer answer;
        answer.flagged = true;
        answer.offer = pair.offer();
        const auto taken = pair.desk->take(answer, pair.clock.now());
        QCOMPARE(taken.error().code, ErrorCode::Refused);
        QCOMPARE(taken.error().detail, "flagged");
    }
};
DOORSTEP_TEST(TestEnrolmentHostile);

#include "tst_enrolment_hostile.moc"
