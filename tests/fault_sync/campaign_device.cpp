#include "tests/fault_sync/sync_campaigns.h"

/// Faults of one device: its clock, and a second one that is its copy.
namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace device_fault_detail {

constexpr qint64 CiCases = 12;
constexpr qint64 ReleaseCases = 300;
constexpr qint64 Day = 86'400'000;
constexpr qint64 Offsets[] = {-3 * Day, 365 * Day, -365 * Day, 2 * 3'600'000, -10 * 60'000};
constexpr int Written = 20;

/// Its clock jumps in the middle of a visit; the other tablet's is right.
void jump(SyncPractice& practice, SyncTally& tally, SyncOracle& oracle, qint64 offset)
{
    FakeClock wrong;
    wrong.set(practice.clock.now());
    IdMint mint(wrong);
    ClientDevice& tablet = *practice.one;
    SyncPractice::close(tablet);
    tablet.clock = &wrong;
    tablet.mint = &mint;
    if (!tablet.reopen())
        qFatal("clock: the tablet");
    const PatientId met = tablet.savePatient(u"Walkin"_s);
    if (!tablet.saveNotes(met, Written / 2))
        qFatal("clock: notes");
    wrong.advanceMs(offset);
    if (!tablet.saveNotes(met, Written / 2 - 1)
        || !practice.two->saveNotes(practice.shared(), Written)
        || !tablet.saveNotes(practice.shared(), 1))
        qFatal("clock: notes");
    const auto report = tablet.sync();
    oracle.expect(report.ok(), report ? "" : "the sync failed: " + report.error().detail);
    if (report) {
        oracle.expect(report->held == 0, "entries held for their time");
        constexpr qint64 Near = 5'000;
        oracle.expect(std::abs(report->standing.clockOffsetMs + offset) < Near,
            "says its clock is off by " + QByteArray::number(report->standing.clockOffsetMs));
    }
    oracle.expect(tablet.known(practice.shared()) > 1 && report && report->forgotten == 0,
        "a wrong clock took a patient away");
    for (ClientDevice* device : {practice.two.get(), practice.desk.get(), &tablet})
        oracle.expect(practice.settle(*device), "a sync failed");
    for (ClientDevice* device : {practice.two.get(), &tablet})
        oracle.checkEverythingSent(*device);
    oracle.checkSame(tablet, *practice.desk, met);
    oracle.checkSame(tablet, *practice.desk, practice.shared());
    oracle.checkSame(tablet, *practice.two, practice.shared());
    tally.acknowledged += 2 * Written + 1;
    SyncPractice::close(tablet); // before its clock goes
}

/// A second tablet that is the first, its folder and all it knows.
std::unique_ptr<ClientDevice> copyOf(SyncPractice& practice, ClientDevice& tablet)
{
    SyncPractice::close(tablet);
    auto copy = std::make_unique<ClientDevice>();
    copy->files = {practice.folder.filePath(u"copy"_s)};
    copyFolder(tablet.files.folder, copy->files.folder);
    copy->deviceSecret = tablet.deviceSecret.clone();
    copy->masterKey = tablet.masterKey.clone();
    copy->staff = tablet.staff;
    copy->staffSeed = tablet.staffSeed.clone();
    copy->clock = tablet.clock;
    copy->mint = tablet.mint;
    practice.connectAnew(*copy);
    if (!copy->reopen() || !tablet.reopen())
        qFatal("clone");
    return copy;
}

void cloned(SyncPractice& practice, SyncTally& tally, SyncOracle& oracle, std::mt19937_64& random)
{
    ClientDevice& tablet = *practice.one;
    // Some of what it has is with the practice, some waits on both.
    if (!tablet.saveNotes(practice.shared(), 5) || !practice.settle(tablet)
        || !tablet.saveNotes(practice.shared(), int(random() % 4)))
        qFatal("clone: notes");
    const auto copy = copyOf(practice, tablet);
    std::vector<ClientDevice*> both{&tablet, copy.get()};
    bool forked = false;
    std::vector<std::pair<ClientDevice*, PatientId>> met;
    for (int round = 0; round < 3; ++round) {
        std::ranges::shuffle(both, random);
        for (ClientDevice* device : both) {
            met.emplace_back(device, device->savePatient(u"Walkin"_s));
            if (!device->saveNotes(met.back().second, 2 + int(random() % 6))
                || !device->saveNotes(practice.shared(), 2))
                qFatal("clone: notes");
        }
        for (ClientDevice* device : both) {
            const auto report = device->sync();
            oracle.expect(report.ok(), report ? "" : "the sync failed: " + report.error().detail);
            forked = forked || (report && report->newIncarnation);
            (void)oracle.checkAcknowledged(*device);
        }
    }
    oracle.expect(forked, "two of one, and nobody noticed");
    for (int round = 0; round < 2; ++round) {
        for (ClientDevice* device : {both[0], both[1], practice.desk.get()})
            oracle.expect(practice.settle(*device), "a sync failed");
    }
    for (ClientDevice* device : both) {
        oracle.checkEverythingSent(*device);
        oracle.checkSame(*device, *practice.desk, practice.shared());
        tally.acknowledged += qint64(ownEntries(*device).size());
    }
    for (const auto& [device, patient] : met)
        oracle.checkSame(*device, *practice.desk, patient);
}

} // namespace device_fault_detail

SyncTally runClocks(const SyncCampaignRun& run)
{
    using namespace device_fault_detail;
    SyncTally tally;
    SyncOracle oracle(run.practice, tally);
    for (; tally.cases < run.casesOf(CiCases, ReleaseCases); ++tally.cases) {
        run.practice.putBack();
        const qint64 offset = Offsets[(run.seed + quint64(tally.cases)) % std::size(Offsets)];
        oracle.name("case " + QByteArray::number(tally.cases) + ", clock off by "
            + QByteArray::number(offset / 60'000) + " minutes");
        jump(run.practice, tally, oracle, offset);
    }
    return tally;
}

SyncTally runClones(const SyncCampaignRun& run)
{
    using namespace device_fault_detail;
    SyncTally tally;
    SyncOracle oracle(run.practice, tally);
    std::mt19937_64 random(run.seed);
    for (; tally.cases < run.casesOf(CiCases, ReleaseCases); ++tally.cases) {
        run.practice.putBack();
        oracle.name("case " + QByteArray::number(tally.cases));
        cloned(run.practice, tally, oracle, random);
    }
    return tally;
}

} // namespace doorstep::test
