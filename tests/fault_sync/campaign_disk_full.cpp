#include "tests/fault_sync/small_disk.h"
#include "tests/fault_sync/sync_campaigns.h"

namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace disk_full_detail {

constexpr qint64 CiCases = 12;
constexpr qint64 ReleaseCases = 300;
constexpr int Written = 60;
/// A full server asks for five seconds again and again: they stand for what they are elsewhere.
constexpr std::chrono::milliseconds AskedSecond{20};
constexpr qint64 MostLeft = 160 * 1024; ///< about what the server writes for one sync, twice

void live(
    SyncPractice& practice, SmallDisk& disk, SyncTally& tally, SyncOracle& oracle, qint64 left)
{
    practice.setClocks();
    ClientDevice& tablet = *practice.one;
    tablet.second = AskedSecond;
    const PatientId met = tablet.savePatient(u"Walkin"_s);
    if (!tablet.saveNotes(met, Written - 1))
        qFatal("disk-full: notes");
    disk.fillUp(left);
    practice.connectAnew(tablet);
    const auto report = tablet.sync();
    const int waiting = tablet.receipts().here;
    if (report)
        oracle.expect(waiting == 0, "a sync that says it is done is not");
    else
        oracle.expect(!report.error().permanent, "not tried again: " + report.error().detail);
    tally.refused += report ? 0 : 1;
    disk.makeRoom();
    // The copy that is read needs room; what was acknowledged must be in it all the same.
    (void)oracle.checkAcknowledged(tablet);
    oracle.expect(practice.settle(tablet), "no sync though there is room again");
    oracle.checkEverythingSent(tablet);
    oracle.expect(practice.settle(*practice.desk), "the desk's sync failed");
    oracle.checkSame(tablet, *practice.desk, met);
    tally.acknowledged += Written;
}

} // namespace disk_full_detail

SyncTally runServerDiskFull(const SyncCampaignRun& run)
{
    using namespace disk_full_detail;
    SyncTally tally;
    SmallDisk disk(run.practice);
    if (!disk.isMounted()) {
        tally.skipped = disk.error();
        return tally;
    }
    SyncOracle oracle(run.practice, tally);
    std::mt19937_64 random(run.seed);
    const qint64 cases = run.casesOf(CiCases, ReleaseCases);
    for (; tally.cases < cases; ++tally.cases) {
        const qint64 left = qint64(random() % quint64(MostLeft));
        oracle.name("case " + QByteArray::number(tally.cases) + ", " + QByteArray::number(left)
            + " bytes left");
        live(run.practice, disk, tally, oracle, left);
    }
    oracle.expect(tally.cases < 5 || tally.refused > 0, "the disk was never full");
    return tally;
}

} // namespace doorstep::test
