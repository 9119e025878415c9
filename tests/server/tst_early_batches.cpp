#include "sync/protocol/limits.h"
#include "sync/server/early_batches.h"
#include "tests/server/server_story.h"

#include <future>

using namespace doorstep;
using server::EarlyBatches;
using test::ServerStory;

/// Batches that arrive before the one they follow.
class TestEarlyBatches : public QObject {
    Q_OBJECT

    static EarlyBatches::Lane lane(quint8 device, quint8 incarnation = 1)
    {
        return {PracticeId({1}), DeviceId({device}), sync::IncarnationId({incarnation})};
    }

private Q_SLOTS:
    void ready_onlyWhatFollows_firstOnesFirst_once()
    {
        EarlyBatches early;
        QByteArray gone;
        for (const char name : {'b', 'a', 'c'})
            QVERIFY(early.keep(lane(1),
                name == 'a'       ? 11
                    : name == 'b' ? 21
                                  : 41,
                [&gone, name] { gone += name; }));
        QVERIFY(early.takeReady(lane(1), 9).empty());
        for (const auto& resume : early.takeReady(lane(1), 20))
            resume();
        QCOMPARE(gone, "ab");
        QVERIFY(early.takeReady(lane(1), 20).empty());
        QCOMPARE(early.takeReady(lane(1), 40).size(), 1U);
    }
    void ready_ofAnotherDeviceOrIncarnation_stays()
    {
        EarlyBatches early;
        QVERIFY(early.keep(lane(1), 11, [] {}));
        QVERIFY(early.takeReady(lane(2), 100).empty());
        QVERIFY(early.takeReady(lane(1, 2), 100).empty());
        QCOMPARE(early.takeReady(lane(1), 100).size(), 1U);
    }
    void timeOver_once_andNotWhatHasGoneOn()
    {
        EarlyBatches early;
        const auto first = early.keep(lane(1), 11, [] {});
        const auto second = early.keep(lane(1), 21, [] {});
        QCOMPARE(early.takeReady(lane(1), 10).size(), 1U);
        QVERIFY(!early.take(*first));
        QVERIFY(early.take(*second));
        QVERIFY(!early.take(*second));
    }
    void room_isBoundedForADevice_andForAll()
    {
        EarlyBatches early;
        for (int i = 0; i < sync::limits::MaxEarlyBatches; ++i)
            QVERIFY(early.keep(lane(1, quint8(i)), 11, [] {}));
        QVERIFY(!early.keep(lane(1, 9), 11, [] {}));
        int kept = sync::limits::MaxEarlyBatches;
        for (int device = 2; device < 200; ++device)
            kept += early.keep(lane(quint8(device)), 11, [] {}).has_value();
        QCOMPARE(kept, sync::limits::MaxEarlyOfAll);
        early.forgetAll();
        QVERIFY(early.keep(lane(1), 11, [] {}));
    }

    void secondBeforeFirst_bothAreTaken_inOrder()
    {
        ServerStory story;
        QVERIFY(story.begin());
        const auto nurse = story.admit();
        const auto [first, second] = twoBatches(story, *nurse);
        auto late = std::async(std::launch::async, [&story, &nurse, &second = second] {
            test::WireClient own(story.server.port());
            return nurse->exchange(own, story.practice, second);
        });
        QTest::qWait(300);
        const auto answer = nurse->exchange(*story.client, story.practice, first);
        QVERIFY(answer.ok());
        QCOMPARE(answer->ackedThrough, quint64(2));
        const auto next = late.get();
        QVERIFY(next.ok());
        QCOMPARE(next->ackedThrough, quint64(4));
        QCOMPARE(next->runs.size(), 1U);
        QCOMPARE(next->runs.front(), (sync::AckRun{3, 2, answer->runs.front().firstSeq + 2}));
    }
    void secondAlone_isAnsweredWithTheGap_andNothingOfItIsThere()
    {
        ServerStory story;
        QVERIFY(story.begin());
        const auto nurse = story.admit();
        const auto [first, second] = twoBatches(story, *nurse);
        const auto gap = nurse->exchange(*story.client, story.practice, second);
        QVERIFY(gap.ok());
        QCOMPARE(gap->ackedThrough, quint64(0));
        QVERIFY(gap->runs.empty());
        QVERIFY(!gap->newIncarnation);
        QCOMPARE(nurse->exchange(*story.client, story.practice, first)->ackedThrough, quint64(2));
        QCOMPARE(nurse->exchange(*story.client, story.practice, second)->ackedThrough, quint64(4));
    }
    void serverEnds_whileABatchWaits()
    {
        ServerStory story;
        QVERIFY(story.begin());
        const auto nurse = story.admit();
        const auto [first, second] = twoBatches(story, *nurse);
        auto late = std::async(std::launch::async, [&story, &nurse, &second = second] {
            test::WireClient own(story.server.port());
            return nurse->exchange(own, story.practice, second);
        });
        QTest::qWait(300);
        story.server.stop();
        QVERIFY(!late.get());
    }

private:
    /// Of two entries each; the device stands before both.
    static std::pair<sync::SyncRequest, sync::SyncRequest> twoBatches(
        ServerStory& story, test::WireDevice& nurse)
    {
        const auto scope = *ScopeId::fromBytes(crypto::randomBytes(16));
        for (int i = 0; i < 4; ++i)
            nurse.queue(nurse.record(story.practice, scope, "a reading"));
        const auto first = batch(nurse);
        nurse.moveTo(2);
        const auto second = batch(nurse);
        nurse.moveTo(0);
        return {first, second};
    }
    static sync::SyncRequest batch(const test::WireDevice& nurse)
    {
        auto request = nurse.pushRequest(2);
        request.pageLimit = 0;
        return request;
    }
};
DOORSTEP_TEST(TestEarlyBatches);

#include "tst_early_batches.moc"
