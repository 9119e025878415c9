#include "tests/fault/campaigns.h"
#include "tests/fault/life_record.h"
#include "tests/fault/loop_disk.h"
#include "tests/fault/remembered_argon2.h"
#include "tests/fault/victim.h"

namespace doorstep::test {

namespace {

constexpr int CutsPerLife = 20;

/// Shutting a file system down takes time, and a sync that ends in it may say that it went well:
/// what was said meanwhile may have happened or not. A plug has no such while.
LifeRecord::Verdict judge(
    LifeRecord& record, const QByteArray& folder, const Victim::Said& said, int steps)
{
    LifeRecord::Verdict verdict;
    for (int done = said.before; done <= said.done; ++done) {
        verdict = record.judge(folder, done, done == steps, true);
        if (verdict.outcome == LifeRecord::Outcome::Well)
            break;
    }
    return verdict;
}

/// One life on the disk, cut again and again. False: nothing more can be learnt here.
bool cutLife(LoopDisk& disk, const QByteArray& scratch, quint64 seed, qint64 most, Tally& tally)
{
    const Phase phase = Phase(seed % PhaseCount);
    const QByteArray folder = disk.folder() + "/life";
    const QByteArray note = QByteArray(" (") + nameOf(phase) + ", --only " + disk.kind()
        + " --seed " + QByteArray::number(seed) + " --cases 20)";
    StoreLife life(phase, seed, folder);
    LifeRecord record(life, folder, scratch + "/image");
    if (!record.failure().isEmpty()) {
        tally.fault(tally.lost, record.failure() + note);
        return false;
    }
    std::mt19937_64 random(seed);
    for (int cut = 0; cut < CutsPerLife && tally.cases < most; ++cut) {
        putFiles(folder, record.firstFiles());
        disk.settle();
        Victim victim(life);
        bool isDown = false;
        const Victim::Said said = victim.end(int(random() % quint64(life.steps())),
            long(random() % 3'000'000), [&] { isDown = disk.cutPower(); });
        if (!isDown || !disk.restart()) {
            tally.fault(tally.lost, "the power of the file system could not be cut" + note);
            return false;
        }
        ++tally.cases;
        tally.acknowledged += said.done;
        count(judge(record, folder, said, life.steps()), note, tally);
    }
    return true;
}

Tally cutOn(const QByteArray& kind, const Share& share, const QByteArray& scratch)
{
    rememberArgon2();
    Tally tally;
    LoopDisk disk(kind, scratch);
    if (!disk.failure().isEmpty()) {
        tally.fault(tally.lost, disk.failure());
        return tally;
    }
    for (qint64 i = 0; tally.cases < share.own(); ++i)
        if (!cutLife(disk, scratch, share.seedOf(i), share.own(), tally))
            break;
    return tally;
}

} // namespace

QByteArray ext4Obstacle()
{
    return LoopDisk::obstacle("ext4");
}

QByteArray xfsObstacle()
{
    return LoopDisk::obstacle("xfs");
}

Tally runExt4(const Share& share, const QByteArray& scratch)
{
    return cutOn("ext4", share, scratch);
}

Tally runXfs(const Share& share, const QByteArray& scratch)
{
    return cutOn("xfs", share, scratch);
}

} // namespace doorstep::test
