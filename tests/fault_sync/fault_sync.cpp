/// Faults against sync on the real stack, seeded: `fault_sync [--size ci|release] [--seed N]
/// [--only NAME] [--cases N] [--link none|car-park]`. Prints one line a campaign; exit code 1 when
/// anything acknowledged was lost, anything is there twice, or a device says what is not so.
/// docs/reliability.md says what the columns mean.
#include "tests/fault_sync/sync_campaigns.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <cstdio>

using namespace doorstep::test;
namespace bench = doorstep::bench;

namespace {

constexpr SyncCampaign Campaigns[] = {
    {"cut", runCuts},
    {"lost-answer", runLostAnswers},
    {"portal", runPortals},
    {"interception", runInterceptions},
    {"server-kill", runServerKills},
    {"restore", runRestores},
    {"clock", runClocks},
    {"clone", runClones},
    {"reassign", runReassignments},
    {"revoked", runRevocations},
    {"disk-full", runServerDiskFull},
    {"photo", runPhotos},
    {"photo-full", runPhotoDiskFull},
    {"same-visit", runSameVisits},
    {"duplicate", runDuplicates},
    {"backlog", runBacklogs},
    {"hostile", runHostiles},
    {"versions", runVersions},
    {"standby", runStandbys},
};

struct Arguments {
    quint64 seed = 20'261'124;
    bool release = false;
    QByteArray only;
    qint64 cases = 0;
    bool isShaped = false;
};

/// 100 ms there and back and one packet in a hundred lost each way, as the benchmark's.
constexpr bench::LinkShape CarPark{"car-park", 50, 0.01};

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
        else if (name == "--link" && (value == "none" || value == "car-park"))
            into.isShaped = value == "car-park";
        else
            return false;
    }
    return count % 2 == 1;
}

bool runCampaign(const SyncCampaign& campaign, SyncPractice& practice, const Arguments& arguments)
{
    QElapsedTimer timer;
    timer.start();
    practice.putBack();
    const SyncTally tally
        = campaign.run({practice, arguments.seed, arguments.cases, arguments.release});
    if (!tally.skipped.isEmpty()) {
        std::printf("%-12s skipped: %s\n", campaign.name, tally.skipped.constData());
    } else {
        std::printf("%-12s %7lld %12lld %6lld %8lld %7lld %8.1f\n", campaign.name, tally.cases,
            tally.acknowledged, tally.lost, tally.doubled, tally.untrue,
            double(timer.elapsed()) / 1000);
    }
    if (!tally.firstFault.isEmpty())
        std::printf("  first fault: %s\n", tally.firstFault.constData());
    std::fflush(stdout);
    return tally.isClean() && (tally.cases > 0 || !tally.skipped.isEmpty());
}

} // namespace

int main(int argc, char** argv)
{
    Arguments arguments;
    if (!read(argc, argv, arguments)) {
        std::fprintf(stderr,
            "fault_sync [--size ci|release] [--seed N] [--only CAMPAIGN] [--cases N] "
            "[--link none|car-park]\n");
        return 2;
    }
    // In memory, where it is fast: what a disk keeps is the subject of fault_store.
    if (QFile::exists(QStringLiteral("/dev/shm")))
        qputenv("TMPDIR", "/dev/shm");
    const QCoreApplication application(argc, argv);
    if (arguments.isShaped && !bench::ShapedLink::isPossible()) {
        std::printf("car-park skipped: a shaped link needs root and TUN\n");
        return 0;
    }
    const auto made = arguments.isShaped ? std::make_unique<SyncPractice>(CarPark, arguments.seed)
                                         : std::make_unique<SyncPractice>();
    SyncPractice& practice = *made;
    if (!practice.found())
        return 2;
    std::printf("seed %llu\n%-12s %7s %12s %6s %8s %7s %8s\n", arguments.seed, "campaign", "cases",
        "acknowledged", "lost", "doubled", "untrue", "seconds");
    bool isClean = true;
    bool isKnown = arguments.only.isEmpty();
    for (const SyncCampaign& campaign : Campaigns) {
        if (!arguments.only.isEmpty() && arguments.only != campaign.name)
            continue;
        isKnown = true;
        isClean = runCampaign(campaign, practice, arguments) && isClean;
    }
    if (!isKnown)
        std::fprintf(stderr, "no such campaign\n");
    return isClean && isKnown ? 0 : 1;
}
