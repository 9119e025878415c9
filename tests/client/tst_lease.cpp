#include "sync/client/reading_lease.h"
#include "tests/client/client_world.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using client::KeptLease;
using client::ReadingRight;
using client::readingStanding;

/// The lease of a real server as a device keeps it, and what it allows.
class TestLease : public QObject {
    Q_OBJECT
    static constexpr qint64 Hour = 3'600'000;
    static constexpr qint64 Day = 24 * Hour;

private Q_SLOTS:
    void standing_byTime_isFullThenWarnedThenCaptureThenSync()
    {
        KeptLease kept;
        kept.floor.at = {1000};
        kept.lease = sync::Lease{{1000}, {1000 + 7 * Day}, {}};
        const auto at = [&](qint64 ms) { return readingStanding(kept, {1000 + ms}); };
        QCOMPARE(at(0).right, ReadingRight::Full);
        QVERIFY(!at(6 * Day - 1).isEndingSoon);
        QVERIFY(at(6 * Day).isEndingSoon);
        QVERIFY(at(7 * Day - 1).isEndingSoon);
        QCOMPARE(at(7 * Day - 1).right, ReadingRight::Full);
        QCOMPARE(at(7 * Day).right, ReadingRight::CaptureOnly);
        QVERIFY(!at(7 * Day).isEndingSoon);
        QCOMPARE(at(10 * Day - 1).right, ReadingRight::CaptureOnly);
        QCOMPARE(at(10 * Day).right, ReadingRight::SyncOnly);
        QCOMPARE(at(7 * Day).until, Instant{1000 + 7 * Day});
    }
    void standing_neverHeard_readsWhatItWrote_heardWithoutALease_doesNot()
    {
        QCOMPARE(readingStanding({}, {5 * Day}).right, ReadingRight::Full);
        KeptLease heard;
        heard.floor.at = {1000};
        QVERIFY(readingStanding(heard, {2000}).right != ReadingRight::Full);
    }
    void standing_takenAway_endsThen_notLater()
    {
        KeptLease kept;
        kept.floor.at = {1000};
        kept.lease = sync::Lease{{1000}, {1000 + 7 * Day}, {}};
        kept.takenAway = {1000 + Day};
        const auto standing = readingStanding(kept, {1000 + Day});
        QCOMPARE(standing.right, ReadingRight::CaptureOnly);
        QVERIFY(standing.revoked);
        QCOMPARE(standing.until, Instant{1000 + Day});
    }
    void everySync_renewsIt_andTimeIsTakenFromBeforeTheRequest()
    {
        test::ClientWorld world;
        auto desk = world.claimDesk();
        auto tablet = world.enrol(*desk, u"tablet"_s);
        QVERIFY(!lease(*tablet)->lease);
        QVERIFY(sync(world, *tablet).ok());
        const auto first = lease(*tablet);
        QVERIFY(first && first->lease);
        QCOMPARE(first->lease->issued, world.clock.now());
        QCOMPARE(first->lease->until, world.clock.now().plusMs(7 * Day));
        QCOMPARE(first->floor.boot.elapsedMs, world.boot.now.elapsedMs);

        world.clock.advanceMs(3 * Day);
        const qint64 asked = world.boot.now.elapsedMs;
        // The network keeps the answer for an hour: that hour counts.
        tablet->transport->alter = [&](int, auto&) { world.boot.advanceMs(Hour); };
        QVERIFY(sync(world, *tablet).ok());
        tablet->transport->alter = {};
        const auto second = lease(*tablet);
        QCOMPARE(second->lease->until, world.clock.now().plusMs(7 * Day));
        QCOMPARE(second->floor.boot.elapsedMs, asked);
        QVERIFY(tablet->reopen().ok());
        QVERIFY(*lease(*tablet) == *second);
    }
    void revoked_endsReadingAtOnce_andLaterAnswersDoNotMoveTheEnd()
    {
        test::ClientWorld world;
        auto desk = world.claimDesk();
        auto tablet = world.enrol(*desk, u"tablet"_s);
        QVERIFY(sync(world, *tablet).ok());
        QVERIFY(client::revokeDevice(*desk->store, tablet->id(), world.clock.now()).ok());
        QVERIFY(desk->sync().ok());
        world.clock.advanceMs(Hour);
        QVERIFY(sync(world, *tablet).ok());
        const Instant taken = lease(*tablet)->takenAway;
        QCOMPARE(taken, world.clock.now());
        world.clock.advanceMs(Hour);
        QVERIFY(sync(world, *tablet).ok());
        QCOMPARE(lease(*tablet)->takenAway, taken);
        QCOMPARE(
            readingStanding(*lease(*tablet), world.clock.now()).right, ReadingRight::CaptureOnly);
    }
    void keptLeaseOfAnotherDevice_isUntrusted_untilTheNextAnswer()
    {
        test::ClientWorld world;
        auto desk = world.claimDesk();
        auto tablet = world.enrol(*desk, u"tablet"_s);
        auto other = world.enrol(*desk, u"other"_s);
        QVERIFY(sync(world, *tablet).ok());
        QVERIFY(sync(world, *other).ok());
        const auto foreign = lease(*other);
        QVERIFY(client::keepFloor(tablet->store->connection(), *foreign).ok());
        QCOMPARE(lease(*tablet).error().code, ErrorCode::Untrusted);
        QVERIFY(sync(world, *tablet).ok());
        QVERIFY(lease(*tablet)->lease);
    }

private:
    static Result<client::SyncReport> sync(test::ClientWorld& world, test::ClientDevice& device)
    {
        client::SyncEngine engine({.transport = *device.transport,
            .store = *device.port,
            .clock = world.clock,
            .signer = device.signer(),
            .app = test::ThisApp,
            .bootTime = world.boot.reader()});
        return test::waitFor(engine.sync());
    }
    static Result<KeptLease> lease(test::ClientDevice& device)
    {
        return client::readLease(device.store->connection(), device.store->identity());
    }
};
DOORSTEP_TEST(TestLease);

#include "tst_lease.moc"
