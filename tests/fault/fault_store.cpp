/// Faults against the real store, seeded: `fault_store [--size ci|release] [--seed N] [--only NAME]
/// [--cases N] [--jobs N]`. Prints one line a campaign; exit code 1 when anything acknowledged was
/// lost or a store did not open that must. docs/reliability.md says what the columns mean.
#include "tests/fault/campaigns.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <cstdio>
#include <sys/stat.h>

using namespace doorstep::test;

namespace {

constexpr Campaign Campaigns[] = {
    {"power-cut", "image", 100'000, 1'000'000, runPowerCuts},
    {"kill", "kill", 500, 10'000, runKills},
    {"io-errors", "life", 200, 8'000, runIoErrors},
    {"disk-full", "life", 1'024, 8'192, runDiskFull},
    {"no-memory", "life", 400, 10'000, runNoMemory},
    {"damage", "store", 1'800, 20'000, runDamage},
    {"lockout", "case", 10'000, 100'000, runLockout},
    {"memory", "process", 4, 40, runMemoryScan},
    {"ext4", "cut", 0, 1'000, runExt4, ext4Obstacle},
    {"xfs", "cut", 0, 1'000, runXfs, xfsObstacle},
};

struct Arguments {
    quint64 seed = 20'261'124;
    bool release = false;
    QByteArray only;
    qint64 cases = 0;
    int jobs = 2;
};

bool read(int count, char** values, Arguments& into)
{
    for (int i = 1; i + 1 < count; i += 2) {
        const QByteArray name = values[i];
        const QByteArray value = values[i + 1];
        if (name == "--seed")
            into.seed = value.toULongLong();
        else if (name == "--size" && (value == "ci" || value == "release"))
            into.release = value == "release";
        else if (name == "--only")
            into.only = value;
        else if (name == "--cases")
            into.cases = value.toLongLong();
        else if (name == "--jobs")
            into.jobs = std::max(1, value.toInt());
        else
            return false;
    }
    return count % 2 == 1;
}

/// In memory, so that syncs cost nothing: what a disk keeps is simulated, not measured.
QString scratchTemplate()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFile::exists(memory) ? memory : QDir::tempPath()) + QStringLiteral("/fault-XXXXXX");
}

bool runCampaign(const Campaign& campaign, const Arguments& arguments, const QByteArray& scratch)
{
    const qint64 wanted = arguments.cases > 0 ? arguments.cases
        : arguments.release                   ? campaign.release
                                              : campaign.ci;
    if (wanted == 0)
        return true;
    const QByteArray obstacle = campaign.obstacle ? campaign.obstacle() : QByteArray();
    if (!obstacle.isEmpty()) {
        std::printf("%-12s %-8s skipped: %s\n", campaign.name, campaign.unit, obstacle.constData());
        return arguments.only.isEmpty();
    }
    const int jobs = int(std::min<qint64>(arguments.jobs, wanted));
    QElapsedTimer timer;
    timer.start();
    const Tally tally = runCrew(jobs, arguments.seed, wanted, [&](const Share& share) {
        const QByteArray own = scratch + '/' + QByteArray::number(share.index);
        ::mkdir(own.constData(), 0700);
        qputenv("TMPDIR", own);
        return campaign.run(share, own);
    });
    std::printf("%-12s %-8s %9lld %12lld %6lld %10lld %9lld %8lld %7.1f\n", campaign.name,
        campaign.unit, tally.cases, tally.acknowledged, tally.lost, tally.unopenable,
        tally.setAside, tally.refused, double(timer.elapsed()) / 1000);
    if (tally.distinct > 0)
        std::printf("  of these %lld differ\n", tally.distinct);
    if (*tally.firstFault)
        std::printf("  first fault: %s\n", tally.firstFault);
    std::fflush(stdout);
    return tally.isClean() && tally.cases > 0;
}

} // namespace

int main(int argc, char** argv)
{
    Arguments arguments;
    if (!read(argc, argv, arguments)) {
        std::fprintf(stderr,
            "fault_store [--size ci|release] [--seed N] [--only CAMPAIGN] [--cases N] [--jobs "
            "N]\n");
        return 2;
    }
    const QTemporaryDir folder(scratchTemplate());
    if (!folder.isValid()) {
        std::fprintf(stderr, "no room to work in: %s\n", qPrintable(folder.errorString()));
        return 2;
    }
    const QByteArray scratch = QFile::encodeName(folder.path());
    std::printf("seed %llu\n%-12s %-8s %9s %12s %6s %10s %9s %8s %7s\n", arguments.seed, "campaign",
        "case", "cases", "acknowledged", "lost", "unopenable", "set aside", "refused", "seconds");
    bool isClean = true;
    bool isKnown = arguments.only.isEmpty();
    for (const Campaign& campaign : Campaigns) {
        if (!arguments.only.isEmpty() && arguments.only != campaign.name)
            continue;
        isKnown = true;
        isClean = runCampaign(campaign, arguments, scratch) && isClean;
    }
    if (!isKnown)
        std::fprintf(stderr, "no such campaign\n");
    return isClean && isKnown ? 0 : 1;
}
