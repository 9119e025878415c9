#include "tests/client/client_world.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::ClientWorld;
using Fault = test::FaultyTransport::Fault;

namespace creation {

using Cards = std::array<client::RecoveryCard, 3>;

Status keep(const Cards&)
{
    return {};
}

} // namespace creation

class TestPracticeCreation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<ClientWorld>();
        m_https = std::make_unique<client::HttpsTransport>(m_world->address());
        m_transport = std::make_unique<test::FaultyTransport>(*m_https);
    }
    void cleanup()
    {
        m_transport.reset();
        m_https.reset();
        m_world.reset();
    }

    void claim_right_makesAPracticeThatSyncs()
    {
        auto desk = m_world->claimDesk();
        QVERIFY(!*client::PracticeCreation::needsResume(*desk->store));
        const auto report = desk->sync();
        QVERIFY(report.ok());
        QCOMPARE(report->held, 0);
        QCOMPARE(report->acknowledged, 10);
        QCOMPARE(desk->receipts().here, 0);
        QCOMPARE(desk->store->epochKeys()->size(), 2U);
        QVERIFY(client::openDeskKeys(*desk->store).ok());
        QVERIFY(!client::readPracticeRoot(desk->store->connection())
                     ->practiceSignForRecovery.isEmpty());
    }
    void recoveryCards_anyTwo_openTheStoresRecoverySlot()
    {
        creation::Cards cards;
        auto practice = m_world->newPractice(u"desk"_s);
        const auto files = practice.files;
        const auto deviceSecret = practice.deviceSecret.clone();
        QVERIFY(create(std::move(practice), [&](const creation::Cards& made) -> Status {
            for (std::size_t i = 0; i < 3; ++i)
                cards[i] = {made[i].number, made[i].text.clone()};
            return {};
        }).ok());
        const auto door = store::Unlock::open(files, deviceSecret.clone(), m_world->boot.reader());
        for (const auto& [a, b] : {std::pair(0, 1), {1, 2}, {2, 0}}) {
            const auto recovery = client::joinRecoveryCards(
                cards[std::size_t(a)].text.view(), cards[std::size_t(b)].text.view());
            QVERIFY(recovery.ok());
            QVERIFY(door->recover(*recovery).ok());
        }
    }
    void cardsNotKept_nothingIsMade_codeStaysGood()
    {
        auto practice = m_world->newPractice(u"desk"_s);
        const auto files = practice.files;
        const auto claim = practice.claim.clone();
        const auto failed = create(std::move(practice), [](const creation::Cards&) -> Status {
            return Error{ErrorCode::DiskFull, "cards"};
        });
        QCOMPARE(failed.error().code, ErrorCode::DiskFull);
        QVERIFY(!files.storeExists());
        auto again = m_world->newPractice(u"desk"_s);
        again.claim = claim.clone();
        QVERIFY(create(std::move(again), creation::keep).ok());
    }
    void wrongCode_isRefused_nothingIsMade()
    {
        auto practice = m_world->newPractice(u"desk"_s);
        const auto files = practice.files;
        practice.claim = crypto::randomSecret(sync::ClaimSecretBytes);
        const auto refused = create(std::move(practice), creation::keep);
        QCOMPARE(refused.error().code, ErrorCode::Refused);
        QCOMPARE(refused.error().detail, "claim");
        QVERIFY(!files.storeExists());
    }
    void usedCode_isRefused()
    {
        auto practice = m_world->newPractice(u"desk"_s);
        const auto claim = practice.claim.clone();
        QVERIFY(create(std::move(practice), creation::keep).ok());
        auto second = m_world->newPractice(u"desk-2"_s);
        second.claim = claim.clone();
        QCOMPARE(create(std::move(second), creation::keep).error().detail, "claim");
    }
    void folderWithAStore_isRefused()
    {
        QVERIFY(create(m_world->newPractice(u"desk"_s), creation::keep).ok());
        QCOMPARE(create(m_world->newPractice(u"desk"_s), creation::keep).error().code,
            ErrorCode::Exists);
    }
    void answerToTheTakingLost_resumeFindsItTaken()
    {
        m_transport->fault
            = [](int number, const auto&) { return number == 1 ? Fault::LoseAnswer : Fault::None; };
        resumeAfterALoss();
    }
    void takingItselfLost_resumeTakesIt()
    {
        m_transport->fault = [](int number, const auto&) {
            return number == 1 ? Fault::LoseRequest : Fault::None;
        };
        resumeAfterALoss();
    }
    void takenBySomeoneElseMeanwhile_resumeSaysSo()
    {
        m_transport->fault = [](int number, const auto&) {
            return number == 1 ? Fault::LoseRequest : Fault::None;
        };
        auto practice = m_world->newPractice(u"desk"_s);
        auto rival = m_world->newPractice(u"rival"_s);
        rival.claim = practice.claim.clone();
        const auto files = practice.files;
        const auto deviceSecret = practice.deviceSecret.clone();
        const auto pin = practice.pin.clone();
        QVERIFY(!create(std::move(practice), creation::keep));
        QVERIFY(create(std::move(rival), creation::keep).ok());
        const auto opened = open(files, deviceSecret, pin);
        client::PracticeCreation creation(*m_transport, m_world->clock, m_world->mint);
        QCOMPARE(test::waitFor(creation.resume(*opened)).error().detail, "claim");
        QVERIFY(*client::PracticeCreation::needsResume(*opened));
    }

    void card_damagedAnywhere_isRefused()
    {
        const auto recovery = crypto::makeBoxKeyPair();
        const auto cards = client::makeRecoveryCards(PracticeId({1}), recovery);
        const QByteArray first = (*cards)[0].text.view().toByteArray();
        const QByteArray second = (*cards)[1].text.view().toByteArray();
        QVERIFY(client::joinRecoveryCards(first, second)->secretKey.equals(recovery.secretKey));
        for (qsizetype i = 0; i < first.size(); i += 7) {
            QByteArray damaged = first;
            damaged[i] = damaged[i] == 'A' ? 'B' : 'A';
            if (damaged != first)
                QVERIFY(!client::joinRecoveryCards(damaged, second));
            QVERIFY(!client::joinRecoveryCards(first.first(i), second));
        }
        QCOMPARE(client::joinRecoveryCards(first, first).error().code, ErrorCode::InvalidInput);
        QCOMPARE(client::joinRecoveryCards("DS1:ABC", second).error().code, ErrorCode::Unsupported);
    }
    void cardsOfTwoPracticesOrTwoMakings_doNotJoin()
    {
        const auto recovery = crypto::makeBoxKeyPair();
        const auto ours = client::makeRecoveryCards(PracticeId({1}), recovery);
        const auto theirs = client::makeRecoveryCards(PracticeId({2}), recovery);
        const auto later = client::makeRecoveryCards(PracticeId({1}), recovery);
        QCOMPARE(client::joinRecoveryCards((*ours)[0].text.view(), (*theirs)[1].text.view())
                     .error()
                     .code,
            ErrorCode::InvalidInput);
        QCOMPARE(
            client::joinRecoveryCards((*ours)[0].text.view(), (*later)[1].text.view()).error().code,
            ErrorCode::WrongSecret);
    }

private:
    Result<client::PracticeCreation::Created> create(
        client::NewPractice practice, client::PracticeCreation::KeepCards keep)
    {
        client::PracticeCreation creation(*m_transport, m_world->clock, m_world->mint);
        return test::waitFor(creation.create(std::move(practice), std::move(keep)));
    }
    std::unique_ptr<store::Store> open(
        const store::StoreFiles& files, const SecretBytes& deviceSecret, const SecretBytes& pin)
    {
        auto identity = store::readDeviceIdentity(files, deviceSecret);
        auto door = store::Unlock::open(files, deviceSecret.clone(), m_world->boot.reader());
        auto keys = door->tryPin(identity->names.front().staff, pin);
        auto opened = store::Store::open(
            files, std::move(*keys), std::move(*identity), m_world->clock, m_world->mint);
        return opened ? std::move(*opened) : nullptr;
    }
    void resumeAfterALoss()
    {
        auto practice = m_world->newPractice(u"desk"_s);
        const auto files = practice.files;
        const auto deviceSecret = practice.deviceSecret.clone();
        const auto pin = practice.pin.clone();
        QCOMPARE(create(std::move(practice), creation::keep).error().code, ErrorCode::Unreachable);
        const auto opened = open(files, deviceSecret, pin);
        QVERIFY(opened != nullptr);
        QVERIFY(*client::PracticeCreation::needsResume(*opened));
        client::PracticeCreation creation(*m_transport, m_world->clock, m_world->mint);
        QVERIFY(test::waitFor(creation.resume(*opened)).ok());
        QVERIFY(!*client::PracticeCreation::needsResume(*opened));
        QVERIFY(test::waitFor(creation.resume(*opened)).ok());
        client::InlineStorePort port(*opened);
        client::SyncEngine engine({*m_transport, port, m_world->clock,
            client::DeviceSigner::of(opened->identity()), test::ThisApp});
        QCOMPARE(test::waitFor(engine.sync())->held, 0);
    }

    std::unique_ptr<ClientWorld> m_world;
    std::unique_ptr<client::HttpsTransport> m_https;
    std::unique_ptr<test::FaultyTransport> m_transport;
};
DOORSTEP_TEST(TestPracticeCreation);

#include "tst_practice_creation.moc"
