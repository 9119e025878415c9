#include "tests/server/server_story.h"

using namespace doorstep;
using namespace doorstep::sync;
using doorstep::test::ServerStory;

/// What a release lets count: the server goes by the rules of the devices (core/store/ingest_*).
class TestHeldStories : public QObject {
    Q_OBJECT
    std::unique_ptr<ServerStory> m_story;

    test::WireClient& client() { return *m_story->client; }
    const test::WirePractice& practice() { return m_story->practice; }
    test::WireDevice& desk() { return m_story->desk; }
    ScopeId freshScope() { return *ScopeId::fromBytes(crypto::randomBytes(16)); }

    entry::Entry grantBy(test::WireDevice& writer, const test::WireDevice& reader, ScopeId scope)
    {
        return writer.clear(
            practice(), entry::ScopeGranted{reader.id, scope, {1}, {4'000'000'000'000}});
    }
    bool deskDecides(const entry::ClearBody& body)
    {
        desk().queue(desk().clear(practice(), body));
        return desk().push(client(), practice()).ok();
    }
    bool release(EntryId id)
    {
        return deskDecides(entry::EntryReleased{id, QStringLiteral("looked")});
    }
    bool revoke(const test::WireDevice& device)
    {
        entry::DeviceRevoked revocation{device.id, {}};
        entry::certify(revocation, practice().id, practice().sign.secretKey);
        return deskDecides(revocation);
    }
    /// Whether what the desk writes in the scope reaches the device.
    bool isFed(test::WireDevice& reader, ScopeId scope)
    {
        const auto written = desk().record(practice(), scope, "for those who may read");
        desk().queue(written);
        if (!desk().push(client(), practice()))
            return true;
        const auto page = reader.pull(client(), practice());
        return !page || ServerStory::find(*page, written) != nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_story = std::make_unique<ServerStory>();
        QVERIFY(m_story->begin());
    }
    void grantOfATablet_released_opensNothing()
    {
        auto nurse = m_story->admit();
        auto accomplice = m_story->admit();
        const auto scope = freshScope();
        const auto grant = grantBy(*nurse, *accomplice, scope);
        nurse->queue(grant);
        QCOMPARE(nurse->push(client(), practice())->held.front().reason, HeldReason::UnknownKey);
        QVERIFY(release(grant.header.id));
        QVERIFY(ServerStory::holds(*desk().pull(client(), practice()), grant)); // kept, and read
        QVERIFY(!isFed(*accomplice, scope));
    }
    void grantOfATablet_releasedBeforeItCame_opensNothing()
    {
        auto nurse = m_story->admit();
        auto accomplice = m_story->admit();
        const auto scope = freshScope();
        const auto grant = grantBy(*nurse, *accomplice, scope);
        QVERIFY(release(grant.header.id));
        nurse->queue(grant);
        QVERIFY(nurse->push(client(), practice())->held.empty());
        QVERIFY(!isFed(*accomplice, scope));
    }
    void releaseByATablet_released_releasesNothing()
    {
        auto nurse = m_story->admit();
        auto thief = m_story->admit();
        QVERIFY(revoke(*thief));
        const auto held = thief->record(practice(), freshScope(), "sent after the revocation");
        thief->queue(held);
        QCOMPARE(thief->push(client(), practice())->held.front().reason, HeldReason::Revoked);
        const auto word = nurse->clear(
            practice(), entry::EntryReleased{held.header.id, QStringLiteral("looked")});
        nurse->queue(word);
        QVERIFY(nurse->push(client(), practice()).ok());
        QVERIFY(release(word.header.id));
        QVERIFY(!ServerStory::holds(*desk().pull(client(), practice()), held));
    }
    void revokedDesk_pushesHeld_andItsGrantCountsOnceLetIn()
    {
        auto other = m_story->admit(entry::DeviceRole::Desk);
        auto nurse = m_story->admit();
        const auto scope = freshScope();
        QVERIFY(revoke(*other));
        const auto grant = grantBy(*other, *nurse, scope);
        const auto record = other->record(practice(), scope, "written at the desk");
        other->queue(grant);
        other->queue(record);
        const auto answer = other->push(client(), practice());
        QCOMPARE(answer->held.size(), std::size_t(2));
        for (const auto& each : answer->held)
            QCOMPARE(each.reason, HeldReason::Revoked);
        QVERIFY(!isFed(*nurse, scope));

        QVERIFY(release(grant.header.id));
        QVERIFY(release(record.header.id));
        QVERIFY(isFed(*nurse, scope));
    }
    void grantInADesksName_forgedSignature_releasedOpensNothing()
    {
        auto accomplice = m_story->admit();
        const auto scope = freshScope();
        auto grant = grantBy(desk(), *accomplice, scope);
        grant.signature.bytes[3] ^= 1;
        auto nurse = m_story->admit();
        nurse->queue(grant);
        QCOMPARE(nurse->push(client(), practice())->held.front().reason, HeldReason::UnknownKey);
        QVERIFY(release(grant.header.id));
        QVERIFY(!isFed(*accomplice, scope));
    }
};

DOORSTEP_TEST(TestHeldStories);

#include "tst_held_stories.moc"
