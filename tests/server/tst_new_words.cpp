#include "sync/server/log_thread.h"
#include "sync/server/server_key.h"
#include "tests/server/server_story.h"

using namespace doorstep;
using namespace doorstep::sync;
using doorstep::test::ServerStory;

/// What an older server could only store and forward takes effect once a newer one opens the log.
class TestNewWords : public QObject {
    Q_OBJECT
    std::unique_ptr<ServerStory> m_story;

    test::WireClient& client() { return *m_story->client; }
    const test::WirePractice& practice() { return m_story->practice; }
    test::WireDevice& desk() { return m_story->desk; }
    bool deskSays(const entry::ClearBody& body)
    {
        desk().queue(desk().clear(practice(), body));
        return desk().push(client(), practice()).ok();
    }
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
    bool isRevoked(test::WireDevice& device)
    {
        const auto answer = device.exchange(client(), practice(), device.pushRequest(0));
        return answer && answer->revoked;
    }

private Q_SLOTS:
    void init()
    {
        m_story = std::make_unique<ServerStory>();
        QVERIFY(m_story->begin());
    }
    void revocationThatTheServerCouldNotRead_countsAfterItsUpdate()
    {
        auto nurse = m_story->admit();
        auto colleague = m_story->admit();
        entry::DeviceRevoked revocation{nurse->id, {}};
        entry::certify(revocation, practice().id, practice().sign.secretKey);
        QVERIFY(deskSays(revocation));
        QVERIFY(isRevoked(*nurse));
        m_story->server.stop();
        QVERIFY(change({"UPDATE device SET revoked_at = 0",
            "DELETE FROM clear_word WHERE word = 'device.revoked 1'"}));
        QVERIFY(m_story->beginAgain());
        QVERIFY(isRevoked(*nurse));
        QVERIFY(!isRevoked(*colleague));
        QVERIFY(m_story->server.command({QStringLiteral("status")}).contains("intact"));
    }
    void whatItCouldRead_isNotActedOnAgain()
    {
        auto nurse = m_story->admit();
        entry::DeviceRevoked revocation{nurse->id, {}};
        entry::certify(revocation, practice().id, practice().sign.secretKey);
        QVERIFY(deskSays(revocation));
        m_story->server.stop();
        QVERIFY(change({"UPDATE device SET revoked_at = 0",
            "DELETE FROM clear_word WHERE word = 'pins.ordered 1'"}));
        QVERIFY(m_story->beginAgain());
        QVERIFY(!isRevoked(*nurse));
    }
};

DOORSTEP_TEST(TestNewWords);

#include "tst_new_words.moc"
