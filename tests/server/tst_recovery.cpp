#include "sync/server/log_thread.h"
#include "sync/server/server_key.h"
#include "tests/server/server_story.h"

using namespace doorstep;
using namespace doorstep::sync;
using doorstep::test::ServerStory;

/// What the code for a lost practice gives, and to whom: a new desk that practice_sign certified,
/// and nobody else, once, for a day.
class TestRecovery : public QObject {
    Q_OBJECT
    std::unique_ptr<ServerStory> m_story;

    test::WireClient& client() { return *m_story->client; }
    const test::WirePractice& practice() { return m_story->practice; }
    QByteArray code() { return codeFor(practice().id); }
    QByteArray codeFor(PracticeId id)
    {
        const auto said
            = m_story->server.command({QStringLiteral("practice"), QStringLiteral("recover"),
                QStringLiteral("--practice"), QString::fromLatin1(id.toHex())});
        const auto secret = decodeClaimCode(said.trimmed().split(' ').value(1));
        return secret ? secret->view().toByteArray() : QByteArray();
    }
    test::WireReply post(const ClaimRequest& request)
    {
        return client().post("/claim/1", encodeClaimRequest(request));
    }
    ClaimRecover recovery(const QByteArray& claim, const test::WireDevice& desk)
    {
        return {claim, desk.certificate(practice()), desk.staffCertificate(practice())};
    }
    test::WireDevice newDesk() { return {m_story->clock, entry::DeviceRole::Desk}; }
    Refusal refusedWith(const test::WireReply& reply) { return test::refusalOf(reply)->refusal; }
    QByteArray audit() { return m_story->server.command({QStringLiteral("audit")}); }
    entry::RecoverySealed seal(const crypto::BoxPublicKey& recoveryKey, quint32 epoch)
    {
        entry::RecoverySealed seal;
        seal.recoveryKey = recoveryKey;
        seal.keyClass = epoch == 0 ? entry::KeyClass::None : entry::KeyClass::Care;
        seal.epoch = epoch;
        seal.sealed = QByteArray(crypto::KeySize + crypto::SealOverhead, 's');
        seal.check = crypto::hash({"key", QByteArray::number(epoch)});
        entry::certify(seal, practice().id, practice().sign.secretKey);
        return seal;
    }
    bool deskSays(const entry::ClearBody& body)
    {
        m_story->desk.queue(m_story->desk.clear(practice(), body));
        return m_story->desk.push(client(), practice()).ok();
    }
    Result<ClaimedPractice> look()
    {
        const auto reply = post(ClaimLook{code()});
        DOORSTEP_TRY(answer, decodeClaimAnswer(reply.body));
        if (!answer.existing)
            return Error{ErrorCode::NotFound, "no practice"};
        return *answer.existing;
    }

private Q_SLOTS:
    void init()
    {
        m_story = std::make_unique<ServerStory>();
        QVERIFY(m_story->begin());
    }

    void look_showsWhatDesksSealed_newestFirst_andChangesNothing()
    {
        const auto recoveryKey = look()->recoveryKey;
        QVERIFY(look()->seals.empty());
        for (const quint32 epoch : {1U, 0U, 2U})
            QVERIFY(deskSays(seal(recoveryKey, epoch)));
        QVERIFY(deskSays(seal(recoveryKey, 2))); // once more
        const auto shown = look();
        QCOMPARE(shown->seals.size(), 3U);
        QCOMPARE(shown->seals[0].keyClass, entry::KeyClass::None);
        QCOMPARE(shown->seals[1].epoch, 2U);
        QCOMPARE(shown->seals[2].epoch, 1U);
        QVERIFY(shown->practiceSignKey == practice().sign.publicKey);
        QVERIFY(shown->scopes == practice().scopes);
    }
    void sealByNobody_orForAnotherKey_isNotShown()
    {
        const auto recoveryKey = look()->recoveryKey;
        auto forged = seal(recoveryKey, 1);
        forged.check = crypto::hash({"other"}); // not what was signed
        QVERIFY(deskSays(forged));
        QVERIFY(deskSays(seal(crypto::makeBoxKeyPair().publicKey, 2)));
        QVERIFY(look()->seals.empty());
    }
    void sealThatCameBeforeTheServersUpdate_isShownAfterIt()
    {
        QVERIFY(deskSays(seal(look()->recoveryKey, 1)));
        m_story->server.stop();
        QVERIFY(change({"DELETE FROM recovery_seal",
            "DELETE FROM clear_word WHERE word = 'recovery.sealed 1'"}));
        QVERIFY(m_story->beginAgain());
        QCOMPARE(look()->seals.size(), 1U);
    }
    void newDesk_isTakenForItsCertificate_andSyncs()
    {
        auto desk = newDesk();
        QCOMPARE(post(recovery(code(), desk)).status, 200);
        desk.queue(desk.clear(practice(), desk.certificate(practice())));
        desk.queue(desk.clear(practice(), desk.staffCertificate(practice())));
        const auto pushed = desk.push(client(), practice());
        QVERIFY(pushed.ok());
        QVERIFY(pushed->held.empty());
        QVERIFY(desk.pull(client(), practice()).ok());
        QCOMPARE(audit().count("recovery code made"), 1);
        QCOMPARE(audit().count("practice recovered"), 1);
        QVERIFY(m_story->server.command({QStringLiteral("status")}).contains("intact"));
    }
    void codeUsed_theSameDeskAgain_isAnswered_anotherIsNot()
    {
        auto desk = newDesk();
        const auto claim = code();
        QCOMPARE(post(recovery(claim, desk)).status, 200);
        QCOMPARE(post(recovery(claim, desk)).status, 200);
        QCOMPARE(refusedWith(post(recovery(claim, newDesk()))), Refusal::Claim);
        QCOMPARE(refusedWith(post(ClaimLook{claim})), Refusal::Claim);
        QCOMPARE(audit().count("practice recovered"), 1);
    }
    void codeMadeAnew_endsTheOneBefore()
    {
        const auto former = code();
        const auto present = code();
        QCOMPARE(refusedWith(post(recovery(former, newDesk()))), Refusal::Claim);
        QCOMPARE(post(recovery(present, newDesk())).status, 200);
    }
    void codeOfADayAgo_isRefused()
    {
        const auto claim = code();
        m_story->server.stop();
        QVERIFY(change({"UPDATE recovery_code SET expires = expires - 86400000"}));
        QVERIFY(m_story->beginAgain());
        QCOMPARE(refusedWith(post(recovery(claim, newDesk()))), Refusal::Claim);
        QCOMPARE(refusedWith(post(ClaimLook{claim})), Refusal::Claim);
    }
    void certificateByAnotherRoot_isRefused_written_andSpendsNothing()
    {
        const auto claim = code();
        test::WirePractice impostor;
        impostor.id = practice().id;
        impostor.sign = crypto::makeSignKeyPair();
        auto thief = newDesk();
        const ClaimRecover forged{
            claim, thief.certificate(impostor), thief.staffCertificate(impostor)};
        QCOMPARE(refusedWith(post(forged)), Refusal::Malformed);
        // Nor with a certificate that is the practice's and a person that is not.
        const ClaimRecover half{
            claim, thief.certificate(practice()), thief.staffCertificate(impostor)};
        QCOMPARE(refusedWith(post(half)), Refusal::Malformed);
        const auto pulled = thief.pull(client(), practice());
        QVERIFY(!pulled);
        QCOMPARE(audit().count("recovery refused"), 2);
        QCOMPARE(post(recovery(claim, newDesk())).status, 200);
    }
    void certificateOfATablet_ofAKnownDevice_orOfAnotherPractice_isRefused()
    {
        const auto claim = code();
        test::WireDevice tablet(m_story->clock, entry::DeviceRole::Tablet);
        QCOMPARE(refusedWith(post(recovery(claim, tablet))), Refusal::Malformed);
        QCOMPARE(refusedWith(post(recovery(claim, m_story->desk))), Refusal::Malformed);
        // Two practices on one server: the root of one opens nothing of the other.
        test::WireDevice otherDesk(m_story->clock, entry::DeviceRole::Desk);
        const auto other = test::claimPractice(client(),
            m_story->server.createPractice(QStringLiteral("Mill Street Surgery")), otherDesk,
            m_story->clock);
        QVERIFY(other.ok());
        auto desk = newDesk();
        const ClaimRecover astray{claim, desk.certificate(*other), desk.staffCertificate(*other)};
        QCOMPARE(refusedWith(post(astray)), Refusal::Malformed);
        const ClaimRecover toOther{
            codeFor(other->id), desk.certificate(practice()), desk.staffCertificate(practice())};
        QCOMPARE(refusedWith(post(toOther)), Refusal::Malformed);
    }
    void practiceUnknownOrUnclaimed_getsNoCode()
    {
        QVERIFY(codeFor(PracticeId({9})).isEmpty());
        const auto unclaimed = m_story->server.createPractice(QStringLiteral("Not yet"));
        QVERIFY(!unclaimed.isEmpty());
        int practices = 0;
        for (const QByteArray& line :
            m_story->server.command({QStringLiteral("status")}).split('\n')) {
            if (!line.startsWith("practice "))
                continue;
            ++practices;
            const auto id = PracticeId::fromHex(line.split(' ').last());
            QCOMPARE(codeFor(*id).isEmpty(), *id != practice().id);
        }
        QCOMPARE(practices, 2);
    }

private:
    /// The log of the stopped server, by hand.
    Status change(std::initializer_list<const char*> statements)
    {
        const QString folder = m_story->server.directory();
        DOORSTEP_CHECK(vfs::registerSealedVfs());
        DOORSTEP_TRY(key, server::ServerKey::openOrMake(folder));
        DOORSTEP_TRY(databaseKey, key.databaseKey());
        DOORSTEP_TRY(
            log, server::LogThread::start(server::databasePath(folder), std::move(databaseKey)));
        return log->run<void>([&](server::Log& tables) -> Status {
            for (const char* statement : statements)
                DOORSTEP_CHECK(tables.sql.change(statement));
            return {};
        });
    }
};

DOORSTEP_TEST(TestRecovery);

#include "tst_recovery.moc"
