#include "tests/bench/sync/sync_measures.h"

#include "tests/bench/sync/one_practice.h"

#include <cstdio>

namespace doorstep::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr LinkShape Rtt100{"rtt100", 50, 0.01, 0, 0};
constexpr LinkShape Up1m{"up1m", 50, 0.01, 1'000, 8'000};
constexpr quint64 Seed = 20'261'124;
/// The longest measures: fewer rounds of them.
constexpr int LongShare = 3;

using Runs = std::array<std::vector<SyncFigures>, SystemNames.size()>;

/// The same losses for all systems of a round, others in each round and for each measure.
quint64 seedOf(const SyncLoad& load, const LinkShape& shape, int round)
{
    constexpr quint64 Apart = 1'000;
    return Seed + quint64(round)
        + Apart * quint64(int(load.kind) + 3 * load.up + 5 * load.down + shape.upKbit);
}

/// The systems take turns; who begins changes from round to round.
/// `shape` null: loopback.
Runs alternate(const SyncBench& bench, const SyncLoad& load, const LinkShape* shape, int rounds)
{
    Runs runs;
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t turn = 0; turn < SystemNames.size(); ++turn) {
            const std::size_t which = (turn + std::size_t(round)) % SystemNames.size();
            if (bench.systems[which] == nullptr)
                continue;
            const Route route = shape ? Route(*shape, seedOf(load, *shape, round)) : Route();
            runs[which].push_back(bench.systems[which]->run(load, route));
            const SyncFigures& figures = runs[which].back();
            std::fprintf(stderr,
                "%-8s %-8s %d up %d down: %.2f s, server %.3f s, device %.3f s, %lld B up, %lld B "
                "down, %lld lost, %lld dropped\n",
                SystemNames[which], shape ? shape->name : "loopback", load.up, load.down,
                figures.seconds, figures.serverCpu, figures.deviceCpu, figures.traffic.bytesUp,
                figures.traffic.bytesDown, figures.traffic.lost, figures.traffic.dropped);
        }
    }
    return runs;
}

template <typename Read> SyncRow rowOf(SyncRow row, const Runs& runs, Read read)
{
    for (std::size_t i = 0; i < runs.size(); ++i)
        for (const SyncFigures& figures : runs[i])
            row.samples[i].push_back(read(figures));
    return row;
}

SyncRow withoutPeers(SyncRow row)
{
    for (std::size_t i = 1; i < row.samples.size(); ++i)
        row.samples[i].clear();
    return row;
}

SyncRow skippedRow(const QString& quantity, const QString& link, const QString& why)
{
    SyncRow row;
    row.quantity = quantity;
    row.link = link;
    row.skipped = why;
    return row;
}

const QString& needsRoot()
{
    static const QString why = u"skipped: a shaped link needs root and TUN"_s;
    return why;
}

SyncRow named(const QString& quantity, const char* link, const QString& unit, double target,
    SyncRow::Better better = SyncRow::Better::Less)
{
    SyncRow row;
    row.quantity = quantity;
    row.link = QString::fromLatin1(link);
    row.unit = unit;
    row.target = target;
    row.better = better;
    return row;
}

double wallOf(const SyncFigures& figures)
{
    return figures.seconds;
}

std::vector<SyncRow> dayRows(
    const SyncBench& bench, const LinkShape* shape, double median, double p95)
{
    const char* link = shape ? shape->name : "";
    const QString quantity = u"day: %1 up, tomorrow's %1 down"_s.arg(bench.sizes.day);
    if (shape != nullptr && !ShapedLink::isPossible())
        return {skippedRow(quantity, QString::fromLatin1(link), needsRoot())};
    const SyncLoad load{SyncLoad::Kind::Day, bench.sizes.day, bench.sizes.day};
    const Runs runs = alternate(bench, load, shape, bench.rounds);
    std::vector<SyncRow> rows{rowOf(named(quantity, link, u"s"_s, median), runs, wallOf)};
    if (p95 > 0) {
        rows.push_back(rowOf(named(u"the same, p95"_s, link, u"s"_s, p95), runs, wallOf));
        constexpr double P95 = 0.95;
        rows.back().share = P95;
    }
    rows.push_back(
        withoutPeers(rowOf(named(u"first %1 received"_s.arg(std::min(50, bench.sizes.day)), link,
                               u"s"_s, shape ? 0.6 : 0),
            runs, [](const SyncFigures& figures) { return figures.firstSeconds; })));
    return rows;
}

std::vector<SyncRow> day(const SyncBench& bench)
{
    std::vector<SyncRow> rows;
    const auto take = [&](const std::vector<SyncRow>& more) {
        rows.insert(rows.end(), more.begin(), more.end());
    };
    take(dayRows(bench, nullptr, 0, 0));
    take(dayRows(bench, &Rtt100, 1.0, 1.8));
    take(dayRows(bench, &Up1m, 1.8, 0));
    return rows;
}

std::vector<SyncRow> wire(const SyncBench& bench)
{
    const QString quantity = u"IP bytes up, a record of %1"_s.arg(bench.sizes.day);
    if (!ShapedLink::isPossible())
        return {skippedRow(quantity, u"rtt100"_s, needsRoot())};
    const SyncLoad load{SyncLoad::Kind::Push, bench.sizes.day, 0};
    const Runs runs = alternate(bench, load, &Rtt100, bench.rounds);
    return {rowOf(named(quantity, Rtt100.name, u"B"_s, 260), runs,
        [&](const SyncFigures& figures) { return double(figures.traffic.bytesUp) / load.up; })};
}

std::vector<SyncRow> backlog(const SyncBench& bench)
{
    const QString quantity = u"backlog of %1 up"_s.arg(bench.sizes.backlog);
    const SyncLoad load{SyncLoad::Kind::Push, bench.sizes.backlog, 0};
    const int rounds = std::max(1, bench.rounds / LongShare);
    std::vector<SyncRow> rows;
    for (const auto& [shape, target] : {std::pair(&Rtt100, 5.0), std::pair(&Up1m, 24.0)}) {
        if (!ShapedLink::isPossible())
            rows.push_back(skippedRow(quantity, QString::fromLatin1(shape->name), needsRoot()));
        else
            rows.push_back(rowOf(named(quantity, shape->name, u"s"_s, target),
                alternate(bench, load, shape, rounds), wallOf));
    }
    return rows;
}

std::vector<SyncRow> server(const SyncBench& bench)
{
    using enum SyncRow::Better;
    const SyncLoad load{SyncLoad::Kind::Push, bench.sizes.backlog, 0};
    const Runs runs = alternate(bench, load, nullptr, bench.rounds);
    return {
        rowOf(named(u"server, SQLite, %1 pushed"_s.arg(load.up), "", u"rec/s/core"_s, 14'000, More),
            runs, [&](const SyncFigures& figures) { return load.up / figures.serverCpu; }),
        rowOf(named(u"push, whole way"_s, "", u"rec/s"_s, 0, More), runs,
            [&](const SyncFigures& figures) { return load.up / figures.seconds; }),
        skippedRow(u"server, PostgreSQL"_s, {}, u"not built"_s)};
}

std::vector<SyncRow> device(const SyncBench& bench)
{
    using enum SyncRow::Better;
    const SyncLoad load{SyncLoad::Kind::Pull, 0, bench.sizes.backlog};
    const Runs runs = alternate(bench, load, nullptr, bench.rounds);
    return {rowOf(named(u"device: pull, verify, open, fold, store"_s, "", u"rec/s"_s, 5'000, More),
                runs, [&](const SyncFigures& figures) { return load.down / figures.seconds; }),
        rowOf(named(u"the same, by the device's CPU time"_s, "", u"rec/s/core"_s, 0, More), runs,
            [&](const SyncFigures& figures) { return load.down / figures.deviceCpu; })};
}

std::vector<SyncRow> desk(const SyncBench& bench)
{
    const SyncLoad load{SyncLoad::Kind::Pull, 0, bench.sizes.download};
    SyncBench ours = bench;
    for (std::size_t i = 1; i < ours.systems.size(); ++i)
        ours.systems[i] = nullptr;
    const Runs runs = alternate(ours, load, nullptr, std::max(1, bench.rounds / LongShare));
    return {rowOf(
        named(u"desk's first download of %1"_s.arg(load.down), "", u"s"_s, 25), runs, wallOf)};
}

std::vector<SyncRow> practice(const SyncBench& bench)
{
    using enum SyncRow::Better;
    PracticeLoad load;
    load.batches = bench.sizes.writes;
    SyncRow batches
        = named(u"one practice, %1 writers, %2 a batch"_s.arg(load.writers).arg(load.entries), "",
            u"batch/s"_s, 300, More);
    SyncRow core = named(u"its server"_s, "", u"rec/s/core"_s, 0, More);
    SyncRow missed = named(u"rows missed by two readers, and gaps"_s, "", u"rows"_s, 0);
    for (int round = 0; round < bench.rounds; ++round) {
        const PracticeFigures figures
            = measurePractice(bench.folder + u"/practice%1"_s.arg(round), load);
        batches.samples.front().push_back(figures.batchesPerSecond);
        core.samples.front().push_back(figures.entriesPerSecondPerCore);
        if (figures.missed + figures.gaps != 0)
            stop("readers of one practice missed rows: " + QByteArray::number(figures.missed)
                + ", gaps " + QByteArray::number(figures.gaps));
        missed.samples.front().push_back(double(figures.missed + figures.gaps));
    }
    return {batches, core, missed};
}

std::vector<SyncRow> restored(const SyncBench& bench)
{
    SyncRow row = named(u"server put back, %1 tablets x %2 sent again"_s.arg(bench.sizes.recovered)
                            .arg(bench.sizes.recoveredEach),
        "", u"s"_s, 60);
    row.samples.front().push_back(
        bench.doorstep.recoverServer(bench.sizes.recovered, bench.sizes.recoveredEach));
    return {row};
}

/// Killed on the way is held against the whole way of the same round and the same losses.
std::vector<SyncRow> photos(const SyncBench& bench)
{
    const SyncSizes& sizes = bench.sizes;
    const QString quantity = u"%1 photos of %2 KB"_s.arg(sizes.photos).arg(sizes.photoBytes / 1000);
    if (!ShapedLink::isPossible())
        return {skippedRow(quantity, QString::fromLatin1(Up1m.name), needsRoot())};
    constexpr double FirstKill = 0.37; // in the middle of a step, another one in each round
    constexpr double NextKill = 0.09;
    SyncRow whole = named(quantity, Up1m.name, u"s"_s, 46);
    SyncRow later = named(u"killed on the way, more"_s, Up1m.name, u"s"_s, 3);
    SyncRow again = named(u"killed on the way, sent twice"_s, Up1m.name, u"B"_s, 131'072);
    for (int round = 0; round < std::max(1, bench.rounds / LongShare); ++round) {
        const auto send = [&](double killedAt) {
            const Route route(Up1m, Seed + quint64(round));
            return bench.doorstep.sendPhotos(sizes.photos, sizes.photoBytes, route, killedAt);
        };
        const auto straight = send(0);
        const auto stopped = send(FirstKill + round * NextKill);
        whole.samples.front().push_back(straight.seconds);
        later.samples.front().push_back(stopped.seconds - straight.seconds);
        again.samples.front().push_back(double(stopped.traffic.bytesUp - straight.traffic.bytesUp));
    }
    return {whole, later, again};
}

std::vector<SyncRow> unbuilt(const SyncBench&)
{
    return {skippedRow(u"1,000 random kills"_s, {}, u"not here: ./run fault sync"_s)};
}

} // namespace

const std::vector<SyncMeasure>& syncMeasures()
{
    static const std::vector<SyncMeasure> measures{{"day", day}, {"wire", wire},
        {"backlog", backlog}, {"server", server}, {"device", device}, {"desk", desk},
        {"practice", practice}, {"restored", restored}, {"photos", photos}, {"unbuilt", unbuilt}};
    return measures;
}

} // namespace doorstep::bench
