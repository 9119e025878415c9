#include "tests/fault/campaigns.h"
#include "tests/fault/life_record.h"
#include "tests/fault/remembered_argon2.h"

#include <QHashFunctions>
#include <algorithm>
#include <set>

namespace doorstep::test {

namespace cutting {

constexpr int ImagesPerLife = 500;
constexpr int CloselyOneIn = 16;

// Of 20 lives. Creation and PINs have few moments and pay for Argon2id.
constexpr Phase Mix[] = {Phase::Save, Phase::Sync, Phase::Import, Phase::Forget, Phase::Checkpoint,
    Phase::Migration, Phase::Rekey, Phase::Save, Phase::Sync, Phase::Checkpoint, Phase::Pin,
    Phase::Save, Phase::Sync, Phase::People, Phase::Checkpoint, Phase::LostSecret, Phase::Rekey,
    Phase::Save, Phase::Sync, Phase::Create};

quint64 fingerprint(const MemoryDisk::Files& files)
{
    std::size_t sum = 0x5ea1;
    for (const auto& [name, bytes] : files)
        sum = qHashMulti(sum, QByteArrayView(name), QByteArrayView(bytes));
    return sum;
}

void cutLife(quint64 seed, int images, const QByteArray& scratch, Tally& tally)
{
    const Phase phase = Mix[seed % std::size(Mix)];
    const QByteArray folder = scratch + "/life";
    const QByteArray image = scratch + "/image";
    StoreLife life(phase, seed, folder);
    LifeRecord record(life, folder, image);
    const QByteArray note = QByteArray(" (") + nameOf(phase) + ", --only power-cut --seed "
        + QByteArray::number(seed) + " --cases 1)";
    if (!record.failure().isEmpty())
        return tally.fault(tally.lost, record.failure() + note);
    tally.acknowledged += life.steps();
    PowerCut::Random random(seed ^ 0x5eed);
    std::vector<std::size_t> moments(static_cast<std::size_t>(images));
    for (std::size_t& moment : moments)
        moment = random() % (record.events().size() + 1);
    std::ranges::sort(moments);
    PowerCut cut(record.events(), record.start());
    std::set<std::pair<int, quint64>> known;
    for (const std::size_t moment : moments) {
        cut.advanceTo(moment);
        const MemoryDisk::Files files = cut.image(random);
        const int done = record.doneBefore(moment);
        const bool closely = random() % CloselyOneIn == 0;
        ++tally.cases;
        // The same image owing the same steps was judged before.
        if (!known.emplace(2 * done + record.isAtRest(done, moment), fingerprint(files)).second)
            continue;
        ++tally.distinct;
        putFiles(image, files);
        count(record.judge(image, done, record.isAtRest(done, moment), closely),
            " at event " + QByteArray::number(qulonglong(moment)) + " of "
                + QByteArray::number(qulonglong(record.events().size())) + note,
            tally);
    }
}

} // namespace cutting

Tally runPowerCuts(const Share& share, const QByteArray& scratch)
{
    rememberArgon2();
    Tally tally;
    const qint64 lives = (share.cases / cutting::ImagesPerLife + share.workers) / share.workers;
    for (qint64 i = 0; i < lives && tally.cases < share.own(); ++i)
        cutting::cutLife(share.seedOf(i), cutting::ImagesPerLife, scratch, tally);
    return tally;
}

} // namespace doorstep::test
