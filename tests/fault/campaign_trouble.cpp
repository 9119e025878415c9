/// Calls that fail and disks that fill up, under the real store.
#include "tests/fault/campaigns.h"
#include "tests/fault/life_record.h"
#include "tests/fault/remembered_argon2.h"

#include <cerrno>
#include <sqlite3.h>

namespace doorstep::test {

namespace trouble {

constexpr int CloselyOneIn = 8;
constexpr int StepOfRoom = 4096;
constexpr int StepsOfRoom = 512;

struct Trouble {
    CallFault fault;
    std::optional<qint64> room;
    bool passes = true; ///< the disk works again after the first step that failed
};

/// One life and its record, lived again and again with one trouble each.
class TroubledLife {
public:
    TroubledLife(Phase phase, quint64 seed, const QByteArray& scratch)
        : m_folder(scratch + "/life")
        , m_life(phase, seed, m_folder)
        , m_record(m_life, m_folder, scratch + "/image")
    {
    }
    [[nodiscard]] const QByteArray& failure() const { return m_record.failure(); }

    /// Whether the trouble was met. Errors must be said; what was not acknowledged may not be there
    /// in part; when the disk works again the same step must go through.
    bool live(const Trouble& trouble, const QByteArray& note, Tally& tally)
    {
        putFiles(m_folder, m_record.firstFiles());
        int done = 0;
        bool isWhole = true;
        bool wasMet = false;
        {
            RecordedFolder disk(m_folder);
            disk.setFault(trouble.fault);
            disk.setRoom(trouble.room);
            for (; done < m_life.steps() && isWhole; ++done) {
                if (m_life.take(done))
                    continue;
                ++tally.refused;
                wasMet = true;
                if (trouble.passes) {
                    disk.setFault({});
                    disk.setRoom({});
                }
                isWhole = trouble.passes && repeat(done, note, tally);
                if (!isWhole)
                    break;
            }
            wasMet = wasMet || disk.hasFailed();
            disk.setFault({});
            disk.setRoom({});
            m_life.close();
        }
        ++tally.cases;
        tally.acknowledged += done;
        count(
            m_record.judge(m_folder, done, isWhole, tally.cases % CloselyOneIn == 0), note, tally);
        return wasMet;
    }

private:
    /// As a person does: the same again, and when that does not help, after a restart.
    bool repeat(int step, const QByteArray& note, Tally& tally)
    {
        if (m_life.take(step))
            return true;
        m_life.close();
        const auto again = m_life.take(step);
        if (!again)
            tally.fault(tally.lost,
                "step " + QByteArray::number(step)
                    + " fails on a disk that works again: " + again.error().detail + note);
        return again.ok();
    }

    QByteArray m_folder;
    StoreLife m_life;
    LifeRecord m_record;
};

QByteArray noteOf(const char* campaign, Phase phase, quint64 seed, const QByteArray& trouble)
{
    return QByteArray(" (") + nameOf(phase) + ", " + trouble + ", --only " + campaign + " --seed "
        + QByteArray::number(seed) + ')';
}

/// Lives of this share, each with `troubles(life, phase, seed, tally)`, until its cases are spent.
template <typename Troubles>
Tally livesOf(const Share& share, const QByteArray& scratch, const Troubles& troubles)
{
    rememberArgon2();
    Tally tally;
    for (qint64 i = 0; tally.cases < share.own(); ++i) {
        const quint64 seed = share.seedOf(i);
        const Phase phase = Phase(seed % PhaseCount);
        TroubledLife life(phase, seed, scratch);
        if (!life.failure().isEmpty()) {
            tally.fault(tally.lost, life.failure());
            return tally;
        }
        troubles(life, phase, seed, tally);
    }
    return tally;
}

} // namespace trouble

Tally runIoErrors(const Share& share, const QByteArray& scratch)
{
    return trouble::livesOf(
        share, scratch, [](trouble::TroubledLife& life, Phase phase, quint64 seed, Tally& tally) {
            const bool forEver = (seed / PhaseCount) % 2 == 1;
            const int code = (seed / (2 * PhaseCount)) % 2 == 1 ? ENOSPC : EIO;
            // The first call fails, then the second, until the life ends before its turn comes.
            for (int call = 1;; ++call) {
                const auto note = trouble::noteOf("io-errors", phase, seed,
                    "call " + QByteArray::number(call) + (forEver ? " and on" : ""));
                if (!life.live({{call, forEver, code}, {}, !forEver}, note, tally))
                    break;
            }
        });
}

Tally runDiskFull(const Share& share, const QByteArray& scratch)
{
    return trouble::livesOf(
        share, scratch, [&](trouble::TroubledLife& life, Phase phase, quint64 seed, Tally& tally) {
            for (int step = 0; step < trouble::StepsOfRoom && tally.cases < share.own(); ++step) {
                const qint64 room = qint64(step) * trouble::StepOfRoom;
                const auto note = trouble::noteOf(
                    "disk-full", phase, seed, QByteArray::number(room) + " bytes left");
                // With room to spare the rest of the steps would say the same.
                if (!life.live({{}, room, step % 2 == 0}, note, tally))
                    break;
            }
        });
}

namespace shortage {

// SQLite takes functions, not objects.
struct {
    sqlite3_mem_methods real{};
    qint64 until = 0; ///< this many more succeed; 0: all do
    bool hasFailed = false;
} memory;

bool isRefused()
{
    if (memory.until == 0 || --memory.until > 0)
        return false;
    memory.hasFailed = true;
    return true;
}
void* allocate(int size)
{
    return isRefused() ? nullptr : memory.real.xMalloc(size);
}
void* reallocate(void* old, int size)
{
    return isRefused() ? nullptr : memory.real.xRealloc(old, size);
}

bool failAllocations()
{
    sqlite3_shutdown();
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory.real);
    sqlite3_mem_methods failing = memory.real;
    failing.xMalloc = allocate;
    failing.xRealloc = reallocate;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &failing) == SQLITE_OK;
}

} // namespace shortage

Tally runNoMemory(const Share& share, const QByteArray& scratch)
{
    Tally tally;
    if (!shortage::failAllocations()) {
        tally.fault(tally.lost, "SQLite takes no other allocator");
        return tally;
    }
    rememberArgon2();
    const QByteArray folder = scratch + "/life";
    for (qint64 i = 0; tally.cases < share.own(); ++i) {
        const quint64 seed = share.seedOf(i);
        const Phase phase = Phase(seed % PhaseCount);
        StoreLife life(phase, seed, folder);
        LifeRecord record(life, folder, scratch + "/image");
        if (!record.failure().isEmpty()) {
            tally.fault(tally.lost, record.failure());
            return tally;
        }
        std::mt19937_64 random(seed);
        for (int round = 0; round < 20 && tally.cases < share.own(); ++round) {
            putFiles(folder, record.firstFiles());
            int done = 0;
            bool isWhole = true;
            shortage::memory.until = 1 + qint64(random() % 20'000);
            const auto note = trouble::noteOf("no-memory", phase, seed,
                "allocation " + QByteArray::number(shortage::memory.until));
            for (; done < life.steps() && isWhole; ++done) {
                isWhole = life.take(done).ok();
                if (!isWhole)
                    break;
            }
            shortage::memory.until = 0;
            tally.refused += !isWhole;
            life.close();
            ++tally.cases;
            tally.acknowledged += done;
            count(record.judge(folder, done, isWhole, round % 4 == 0), note, tally);
        }
    }
    return tally;
}

} // namespace doorstep::test
