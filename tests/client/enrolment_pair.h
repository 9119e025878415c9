#pragma once

#include "sync/client/desk_enrolment.h"
#include "sync/client/tablet_enrolment.h"
#include "tests/support/fake_clock.h"

namespace doorstep::test {

/// A desk and a tablet with a code between them and nobody to carry the messages: the tests are the
/// server, honest or not.
class EnrolmentPair {
public:
    EnrolmentPair()
    {
        m_serverKey = crypto::makeSignKeyPair();
        keys.practiceSignSeed = crypto::randomSecret();
        auto pair = crypto::signKeyPairFromSeed(keys.practiceSignSeed);
        practiceSign = pair.publicKey;
        keys.practiceSign = std::move(pair.secretKey);
        keys.epochs.push_back({entry::KeyClass::Care, 1, crypto::randomSecret()});
        keys.epochs.push_back({entry::KeyClass::Desk, 1, crypto::randomSecret()});
        root.scopes = {ScopeId({1}), ScopeId({2}), ScopeId({3})};
        root.server = {m_serverKey.publicKey, clock.now().plusMs(86'400'000), {}};
        entry::certify(root.server, practice, keys.practiceSign);
        start();
    }

    /// A fresh ticket; the code as a camera sees it.
    void start(entry::DeviceRole role = entry::DeviceRole::Tablet)
    {
        const client::EnrolInvitation invitation{role,
            {{StaffId({5}), QStringLiteral("Bea Testcase"), entry::StaffRole::Nurse}},
            QStringLiteral("Willow Lane Surgery"), false, clock.now().plusMs(86'400'000)};
        const client::ServerAddress address{"practice.example:8443", {}, {}};
        desk.emplace(client::DeskEnrolment::Desk{practice, practiceSign, address}, invitation,
            mint.next<DeviceId>(), clock.now());
        (void)desk->take({}, clock.now());
        const auto text = desk->codeText();
        photo = text->view().toByteArray();
        tablet.emplace(*code(), details());
    }
    /// What anyone who saw the code can read from it.
    [[nodiscard]] Result<sync::TicketCode> code() const
    {
        return sync::decodeTicketCode(photo, clock.now());
    }
    static sync::EnrolDetails details()
    {
        return {QStringLiteral("Tablet 3"), {100}, QStringLiteral("tpm")};
    }

    [[nodiscard]] sync::EnrolOffer offer() const { return std::get<sync::EnrolOffer>(said()); }
    [[nodiscard]] sync::EnrolReveal reveal() const { return std::get<sync::EnrolReveal>(said()); }
    [[nodiscard]] sync::EnrolChallenge challenge() const
    {
        return std::get<sync::TicketChallenge>(*sync::decodeTicketRequest(desk->request()))
            .challenge;
    }
    [[nodiscard]] sync::EnrolAccepted accepted() const
    {
        return std::get<sync::TicketAccept>(*sync::decodeTicketRequest(desk->request())).accepted;
    }
    // Carrying: each hands on what it is given.
    Status deskGets(const sync::EnrolOffer& offer)
    {
        sync::TicketAnswer answer;
        answer.offer = offer;
        const Status taken = desk->take(answer, clock.now());
        if (desk->stage() == client::DeskEnrolment::Stage::Challenging)
            m_spoken = challenge().deskNonce;
        return taken;
    }
    Status deskGets(const sync::EnrolReveal& reveal)
    {
        sync::TicketAnswer answer;
        answer.reveal = reveal;
        return desk->take(answer, clock.now());
    }
    /// The nonce the desk spoke, from what it is made of.
    [[nodiscard]] crypto::Digest challengeSpoken() const { return m_spoken; }
    Status tabletGets(const sync::EnrolChallenge& challenge)
    {
        return tablet->take({challenge, std::nullopt}, clock.now());
    }
    Status tabletGets(const sync::EnrolAccepted& accepted)
    {
        return tablet->take({std::nullopt, accepted}, clock.now());
    }
    /// Everything up to the digits, carried honestly.
    [[nodiscard]] bool carryToTheDigits()
    {
        return deskGets(offer()) && tabletGets(challenge()) && deskGets(reveal());
    }
    [[nodiscard]] bool typeAndAccept()
    {
        return desk->typeDigits(tablet->digits()) && desk->accept(keys, root);
    }

    FakeClock clock;
    IdMint mint{clock};
    PracticeId practice{{7}};
    crypto::SignPublicKey practiceSign;
    client::DeskKeys keys;
    client::PracticeRoot root;
    QByteArray photo;
    std::optional<client::DeskEnrolment> desk;
    std::optional<client::TabletEnrolment> tablet;

private:
    [[nodiscard]] sync::EnrolRequest said() const
    {
        return *sync::decodeEnrolRequest(tablet->request());
    }
    crypto::SignKeyPair m_serverKey;
    crypto::Digest m_spoken;
};

} // namespace doorstep::test
