#include "tests/entry/entry_samples.h"
#include "tests/server/server_story.h"

using namespace doorstep;
using doorstep::sync::HeldReason;
using doorstep::test::ServerStory;

/// A person has left; their devices have not.
class TestStaffRevoked : public QObject {
    Q_OBJECT
    std::unique_ptr<ServerStory> m_story;

    test::WireClient& client() { return *m_story->client; }
    const test::WirePractice& practice() { return m_story->practice; }
    test::WireDevice& desk() { return m_story->desk; }

private Q_SLOTS:
    void init()
    {
        m_story = std::make_unique<ServerStory>();
        QVERIFY(m_story->begin());
    }
    void whatCameBeforeStays_whatComesAfterIsHeld_aColleagueOnTheDeviceIsNot()
    {
        auto nurse = m_story->admit();
        auto colleague = m_story->admit();
        const auto scope = test::idOf<ScopeId>(5);
        QVERIFY(m_story->grant(*nurse, scope));
        QVERIFY(m_story->grant(*colleague, scope));
        const auto before = nurse->record(practice(), scope, "of her last day");
        nurse->queue(before);
        QVERIFY(nurse->push(client(), practice())->held.empty());
        entry::StaffRevoked revocation{nurse->staff, {}};
        entry::certify(revocation, practice().id, practice().sign.secretKey);
        desk().queue(desk().clear(practice(), revocation));
        QVERIFY(desk().push(client(), practice()).ok());

        const auto after = nurse->record(practice(), scope, "with her key, after it");
        nurse->queue(after);
        const auto answer = nurse->push(client(), practice());
        QCOMPARE(answer->held.front().reason, HeldReason::Revoked);
        QVERIFY(!answer->revoked); // the device is nobody's but the practice's
        const auto page = colleague->pull(client(), practice());
        QVERIFY(ServerStory::holds(*page, before));
        QVERIFY(!ServerStory::find(*page, after));
        QCOMPARE(ServerStory::find(*desk().pull(client(), practice()), after)->held,
            std::optional(HeldReason::Revoked));

        // Another certificate of hers, made by a desk that had not heard, lets nothing through.
        desk().queue(desk().clear(practice(), nurse->staffCertificate(practice())));
        QVERIFY(desk().push(client(), practice()).ok());
        nurse->queue(nurse->record(practice(), scope, "and once more"));
        QCOMPARE(nurse->push(client(), practice())->held.front().reason, HeldReason::Revoked);

        nurse->staff = test::idOf<StaffId>(77);
        desk().queue(desk().clear(practice(), nurse->staffCertificate(practice())));
        QVERIFY(desk().push(client(), practice()).ok());
        nurse->queue(nurse->record(practice(), scope, "by a colleague on the same tablet"));
        QVERIFY(nurse->push(client(), practice())->held.empty());
    }
};
DOORSTEP_TEST(TestStaffRevoked);

#include "tst_staff_revoked.moc"
