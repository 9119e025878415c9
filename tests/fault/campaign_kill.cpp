#include "tests/fault/campaigns.h"
#include "tests/fault/life_record.h"
#include "tests/fault/remembered_argon2.h"
#include "tests/fault/victim.h"

namespace doorstep::test {

namespace killing {

constexpr int KillsPerLife = 10;

} // namespace killing

Tally runKills(const Share& share, const QByteArray& scratch)
{
    rememberArgon2();
    Tally tally;
    const QByteArray folder = scratch + "/life";
    for (qint64 i = 0; tally.cases < share.own(); ++i) {
        const quint64 seed = share.seedOf(i);
        const Phase phase = Phase(seed % PhaseCount);
        StoreLife life(phase, seed, folder);
        LifeRecord record(life, folder, scratch + "/image");
        const QByteArray note = QByteArray(" (") + nameOf(phase) + ", --only kill --seed "
            + QByteArray::number(seed) + " --cases 10)";
        if (!record.failure().isEmpty()) {
            tally.fault(tally.lost, record.failure() + note);
            return tally;
        }
        std::mt19937_64 random(seed);
        for (int kill = 0; kill < killing::KillsPerLife && tally.cases < share.own(); ++kill) {
            putFiles(folder, record.firstFiles());
            Victim victim(life);
            const int after = int(random() % quint64(life.steps()));
            const Victim::Said said = victim.end(after, long(random() % 3'000'000));
            ++tally.cases;
            tally.acknowledged += said.done;
            if (said.hasFailed)
                tally.fault(tally.lost, "a step failed" + note);
            else
                count(
                    record.judge(folder, said.done, said.done == life.steps(), true), note, tally);
        }
    }
    return tally;
}

} // namespace doorstep::test
