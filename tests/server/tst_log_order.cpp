#include "core/crypto/made_on.h"
#include "tests/server/server_story.h"

using namespace doorstep;
using namespace doorstep::sync;
using doorstep::test::ServerStory;

/// A log that was put back learns entries in another order: who may read and what was decided must
/// come out the same.
class TestLogOrder : public QObject {
    Q_OBJECT
    std::unique_ptr<ServerStory> m_story;

    test::WireClient& client() { return *m_story->client; }
    const test::WirePractice& practice() { return m_story->practice; }
    test::WireDevice& desk() { return m_story->desk; }
    ScopeId freshScope() { return *ScopeId::fromBytes(crypto::randomBytes(16)); }
    bool deskWrites(const entry::Entry& written)
    {
        desk().queue(written);
        return desk().push(client(), practice()).ok();
    }
    bool deskSays(const entry::ClearBody& body)
    {
        return deskWrites(desk().clear(practice(), body));
    }
    bool revoke(const test::WireDevice& device)
    {
        entry::DeviceRevoked revocation{device.id, {}};
        entry::certify(revocation, practice().id, practice().sign.secretKey);
        return deskSays(revocation);
    }

private Q_SLOTS:
    void init()
    {
        m_story = std::make_unique<ServerStory>();
        QVERIFY(m_story->begin());
    }
    void madeOnTheTablet_deskWroteThereFirst_isReadWhole()
    {
        auto nurse = m_story->admit();
        const auto scope = crypto::madeOn(nurse->id, freshScope());
        const auto byDesk = desk().record(practice(), scope, "the desk's, sent again first");
        QVERIFY(deskWrites(byDesk));
        QVERIFY(nurse->pull(client(), practice()).ok()); // it reads as far as the log goes
        const auto own = nurse->record(practice(), scope, "the first visit");
        nurse->queue(own);
        QVERIFY(nurse->push(client(), practice()).ok());
        QVERIFY(ServerStory::holds(*nurse->pull(client(), practice()), byDesk));
        const auto later = desk().record(practice(), scope, "a call");
        QVERIFY(deskWrites(later));
        QVERIFY(ServerStory::holds(*nurse->pull(client(), practice()), later));
        QVERIFY(!ServerStory::find(*desk().pull(client(), practice()), own)->ungranted);
    }
    void madeElsewhere_firstToWriteThere_getsNoRight()
    {
        auto nurse = m_story->admit();
        auto colleague = m_story->admit();
        const auto scope = crypto::madeOn(nurse->id, freshScope());
        const auto early = colleague->record(practice(), scope, "sent before the nurse's");
        colleague->queue(early);
        QVERIFY(colleague->push(client(), practice()).ok());
        const auto own = nurse->record(practice(), scope, "the first visit");
        nurse->queue(own);
        QVERIFY(nurse->push(client(), practice()).ok());
        QVERIFY(!ServerStory::find(*colleague->pull(client(), practice()), own));
        QVERIFY(ServerStory::holds(*nurse->pull(client(), practice()), early));
        QVERIFY(ServerStory::find(*desk().pull(client(), practice()), early)->ungranted);
    }
    void madeOnTheTablet_revokedBeforeItsFirstEntryCame_isNotRead()
    {
        auto nurse = m_story->admit();
        const auto scope = crypto::madeOn(nurse->id, freshScope());
        const auto now = m_story->clock.now();
        QVERIFY(deskSays(
            entry::ScopeRevoked{nurse->id, scope, now.plusMs(-1000), now.plusMs(86'400'000)}));
        nurse->queue(nurse->record(practice(), scope, "the first visit"));
        QVERIFY(nurse->push(client(), practice()).ok());
        const auto byDesk = desk().record(practice(), scope, "since then");
        QVERIFY(deskWrites(byDesk));
        QVERIFY(!ServerStory::find(*nurse->pull(client(), practice()), byDesk));
    }
    void releasedBeforeItCame_isRoutedAtOnce()
    {
        auto nurse = m_story->admit();
        auto colleague = m_story->admit();
        const auto scope = freshScope();
        QVERIFY(m_story->grant(*colleague, scope));
        const auto unsent = nurse->record(practice(), scope, "still in the bag");
        QVERIFY(revoke(*nurse));
        QVERIFY(deskSays(entry::EntryReleased{unsent.header.id, QStringLiteral("known")}));
        nurse->queue(unsent);
        const auto answer = nurse->push(client(), practice());
        QCOMPARE(answer->ackedThrough, quint64(1));
        QVERIFY(answer->held.empty());
        QVERIFY(ServerStory::holds(*colleague->pull(client(), practice()), unsent));
    }
    void rejectedBeforeItCame_isAcknowledgedAndNotRouted()
    {
        auto nurse = m_story->admit();
        auto colleague = m_story->admit();
        const auto scope = freshScope();
        QVERIFY(m_story->grant(*colleague, scope));
        // The revocation that had it held comes later still.
        const auto unwanted = nurse->record(practice(), scope, "by whoever took the tablet");
        QVERIFY(deskSays(entry::EntryRejected{unwanted.header.id, QStringLiteral("stolen")}));
        QVERIFY(deskSays(entry::EntryReleased{unwanted.header.id, QStringLiteral("late")}));
        nurse->queue(unwanted);
        const auto answer = nurse->push(client(), practice());
        QCOMPARE(answer->ackedThrough, quint64(1));
        QVERIFY(!ServerStory::find(*colleague->pull(client(), practice()), unwanted));
        // The same bytes again are the same entry, and still not routed.
        nurse->startNewIncarnation();
        QVERIFY(nurse->push(client(), practice()).ok());
        QVERIFY(!ServerStory::find(*colleague->pull(client(), practice()), unwanted));
    }
    void rejectedAsATwin_theFirstEntryIsStillRouted()
    {
        auto nurse = m_story->admit();
        auto colleague = m_story->admit();
        const auto scope = freshScope();
        QVERIFY(m_story->grant(*colleague, scope));
        const auto honest = nurse->record(practice(), scope, "first");
        QVERIFY(deskSays(entry::EntryRejected{honest.header.id, QString(entry::AboutTwin)}));
        nurse->queue(honest);
        QVERIFY(nurse->push(client(), practice()).ok());
        QVERIFY(ServerStory::holds(*colleague->pull(client(), practice()), honest));
    }
};
DOORSTEP_TEST(TestLogOrder);

#include "tst_log_order.moc"
