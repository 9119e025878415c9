#include "sync/protocol/enrolment.h"
#include "tests/entry/entry_samples.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::sync;

class TestEnrolment : public QObject {
    Q_OBJECT
    const PracticeId m_practice = test::idOf<PracticeId>(0x11);
    const TicketId m_ticket = test::idOf<TicketId>(0x22);
    crypto::SignKeyPair m_practiceKey = crypto::makeSignKeyPair();
    crypto::SignKeyPair m_signKey = crypto::makeSignKeyPair();
    crypto::BoxKeyPair m_boxKey = crypto::makeBoxKeyPair();

    static SecretBytes ticketSecret(char fill = 's')
    {
        return SecretBytes::copyOf(QByteArray(32, fill));
    }
    EnrolKeys keys() const
    {
        EnrolKeys keys{m_signKey.publicKey, m_boxKey.publicKey, {}};
        keys.nonce.bytes.fill(7);
        return keys;
    }
    static crypto::Digest digest(quint8 fill)
    {
        crypto::Digest made;
        made.bytes.fill(fill);
        return made;
    }
    EnrolReply reply() const
    {
        EnrolReply made;
        made.practice = m_practice;
        made.practiceName = QStringLiteral("Lantern Lane Surgery");
        made.practiceSignKey = m_practiceKey.publicKey;
        made.server.serverKey = crypto::makeSignKeyPair().publicKey;
        made.server.notAfter = {1'900'000'000'000};
        entry::certify(made.server, m_practice, m_practiceKey.secretKey);
        made.recoveryKey = crypto::makeBoxKeyPair().publicKey;
        made.scopes = {test::idOf<ScopeId>(1), test::idOf<ScopeId>(2), test::idOf<ScopeId>(3)};
        made.device.device = test::idOf<DeviceId>(4);
        made.device.signKey = m_signKey.publicKey;
        made.device.boxKey = m_boxKey.publicKey;
        made.device.notAfter = {1'900'000'000'000};
        entry::certify(made.device, m_practice, m_practiceKey.secretKey);
        made.staff = {
            {test::idOf<StaffId>(5), QStringLiteral("Wren Testperson"), entry::StaffRole::Nurse}};
        made.keyring = {
            {entry::KeyClass::Care, 1, *crypto::sealTo(m_boxKey.publicKey, QByteArray(32, 'c'))}};
        return made;
    }

private Q_SLOTS:
    void digits_bothEndsAgree_andEveryInputMatters()
    {
        const EnrolSecret tablet(ticketSecret(), m_practice, m_ticket);
        const EnrolSecret desk(ticketSecret(), m_practice, m_ticket);
        const auto digits = tablet.confirmDigits(keys(), digest(9));
        QCOMPARE(digits.size(), 6);
        QCOMPARE(desk.confirmDigits(keys(), digest(9)), digits);
        auto other = keys();
        other.boxKey = crypto::makeBoxKeyPair().publicKey;
        QVERIFY(desk.commitment(other) != tablet.commitment(keys()));
        QVERIFY(EnrolSecret(ticketSecret('t'), m_practice, m_ticket).offerMac(digest(1))
            != desk.offerMac(digest(1)));
        QVERIFY(EnrolSecret(ticketSecret(), test::idOf<PracticeId>(1), m_ticket).offerMac(digest(1))
            != desk.offerMac(digest(1)));
        QVERIFY(EnrolSecret(ticketSecret(), m_practice, test::idOf<TicketId>(1)).offerMac(digest(1))
            != desk.offerMac(digest(1)));
    }
    void macs_ofDifferentSteps_areNeverInterchangeable()
    {
        const EnrolSecret secret(ticketSecret(), m_practice, m_ticket);
        const QByteArray thirtyTwo(32, char(9));
        const std::vector<crypto::Digest> macs{secret.offerMac(digest(9)),
            secret.acceptMac(thirtyTwo), secret.challengeMac(digest(9), digest(9)),
            secret.revealMac(keys(), thirtyTwo)};
        for (std::size_t i = 0; i < macs.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(macs[i] != macs[j]);
        }
    }
    void commitment_relayInTheMiddle_seesOtherDigits()
    {
        // Somebody with the QR's secret and the line: commits to own keys towards the desk, and
        // hands the tablet a nonce of its choice. It must choose both before it knows the other
        // side's nonce, so over many tries the digits agree no more often than chance.
        const EnrolSecret secret(ticketSecret(), m_practice, m_ticket);
        int agreed = 0;
        constexpr int Tries = 2000;
        for (int i = 0; i < Tries; ++i) {
            EnrolKeys tablet{m_signKey.publicKey, m_boxKey.publicKey, {}};
            EnrolKeys attacker = tablet;
            crypto::fillRandom(attacker.boxKey.bytes.data(), 32);
            crypto::Digest deskNonce, forgedNonce;
            for (auto* nonce : {&tablet.nonce, &attacker.nonce, &deskNonce, &forgedNonce})
                crypto::fillRandom(nonce->bytes.data(), nonce->bytes.size());
            agreed += secret.confirmDigits(tablet, forgedNonce)
                == secret.confirmDigits(attacker, deskNonce);
        }
        QVERIFY(agreed <= 1);
    }
    void details_roundTrip_refusedWithAnotherSecretOrBit()
    {
        const EnrolSecret secret(ticketSecret(), m_practice, m_ticket);
        const EnrolDetails details{
            QStringLiteral("Tablet 3"), AppVersion{10203}, QStringLiteral("software")};
        auto sealed = secret.sealDetails(details);
        QCOMPARE(*secret.openDetails(sealed), details);
        QVERIFY(!sealed.contains("Tablet"));
        QVERIFY(!EnrolSecret(ticketSecret('t'), m_practice, m_ticket).openDetails(sealed));
        for (qsizetype bit = 0; bit < sealed.size() * 8; ++bit) {
            auto flipped = sealed;
            flipped[bit / 8] = char(flipped[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY(!secret.openDetails(flipped));
        }
        QVERIFY(!secret.openDetails({}));
    }
    void reply_roundTrip_opensOnlyForItsDevice()
    {
        const auto sealed = sealEnrolReply(reply(), m_boxKey.publicKey);
        QVERIFY(sealed.ok());
        const auto opened = openEnrolReply(*sealed, m_boxKey, keys());
        QVERIFY(opened.ok());
        QCOMPARE(opened->practiceName, QStringLiteral("Lantern Lane Surgery"));
        QCOMPARE(opened->staff.front().name, QStringLiteral("Wren Testperson"));
        QVERIFY(crypto::openSealedSecret(m_boxKey, opened->keyring.front().wrapped)
                    ->equals(SecretBytes::copyOf(QByteArray(32, 'c'))));
        QVERIFY(!openEnrolReply(*sealed, crypto::makeBoxKeyPair(), keys()));
    }
    void reply_certificateForOtherKeysOrUnsigned_isUntrusted()
    {
        auto foreign = reply();
        foreign.device.signKey = crypto::makeSignKeyPair().publicKey;
        entry::certify(foreign.device, m_practice, m_practiceKey.secretKey);
        auto opened
            = openEnrolReply(*sealEnrolReply(foreign, m_boxKey.publicKey), m_boxKey, keys());
        QCOMPARE(opened.error().code, ErrorCode::Untrusted);

        auto unsignedServer = reply();
        unsignedServer.server.serverKey = crypto::makeSignKeyPair().publicKey;
        opened
            = openEnrolReply(*sealEnrolReply(unsignedServer, m_boxKey.publicKey), m_boxKey, keys());
        QCOMPARE(opened.error().code, ErrorCode::Untrusted);
    }
    void reply_keyOfWrongSize_isNotSealed()
    {
        auto bad = reply();
        bad.keyring.front().wrapped.chop(1);
        QCOMPARE(sealEnrolReply(bad, m_boxKey.publicKey).error().code, ErrorCode::InvalidInput);
    }
    void staffMac_needsCodeAndCareKey()
    {
        const auto care = SecretBytes::copyOf(QByteArray(32, 'c'));
        const auto code = SecretBytes::copyOf("12345678");
        const auto staff = test::idOf<StaffId>(5);
        const auto device = test::idOf<DeviceId>(4);
        const auto mac
            = staffRequestMac(care, code, m_practice, staff, device, m_signKey.publicKey);
        QCOMPARE(staffRequestMac(care, code, m_practice, staff, device, m_signKey.publicKey), mac);
        QVERIFY(staffRequestMac(SecretBytes::copyOf(QByteArray(32, 'd')), code, m_practice, staff,
                    device, m_signKey.publicKey)
            != mac);
        QVERIFY(staffRequestMac(care, SecretBytes::copyOf("12345679"), m_practice, staff, device,
                    m_signKey.publicKey)
            != mac);
        QVERIFY(staffRequestMac(
                    care, code, m_practice, staff, test::idOf<DeviceId>(6), m_signKey.publicKey)
            != mac);
    }
};
DOORSTEP_TEST(TestEnrolment);

#include "tst_enrolment.moc"
