// What sealing costs: the same workloads on a plain and on a sealed store, through the same Qt SQL
// path, in interleaved rounds, as CPU time of this process. Prints a table; --json FILE writes the
// same rows. Fails only when something does not work, never on a time.

#include "tests/bench/store/store_workloads.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace doorstep;
using namespace doorstep::bench;

namespace {

constexpr int PlainScheme = 0;

struct Scheme {
    const char* name;
    const vfs::VfsKey* key;
};

/// CPU milliseconds, by workload, scheme and round.
using Times = std::vector<std::vector<std::vector<double>>>;

double cpuMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

vfs::VfsKey makeKey(vfs::CipherId cipher)
{
    SecretBytes bytes(vfs::StoreKeySize);
    std::fill_n(bytes.data(), vfs::StoreKeySize, static_cast<unsigned char>(7));
    return vfs::VfsKey::load(std::move(bytes), vfs::randomStoreSalt(), cipher).value();
}

/// One workload after the other on a store of each scheme; which scheme goes first changes by
/// round.
void runRound(int round, const std::vector<Workload>& workloads, const std::vector<Scheme>& schemes,
    const QString& directory, Times& times)
{
    std::vector<std::unique_ptr<BenchStore>> stores;
    for (const Scheme& scheme : schemes) {
        stores.push_back(std::make_unique<BenchStore>(
            directory + u'/' + QLatin1String(scheme.name), scheme.key));
        stores.back()->open();
    }
    for (std::size_t w = 0; w < workloads.size(); ++w) {
        for (std::size_t i = 0; i < schemes.size(); ++i) {
            const std::size_t scheme = (i + std::size_t(round)) % schemes.size();
            BenchStore& store = *stores[scheme];
            if (workloads[w].coldCache) {
                store.close();
                store.open();
            }
            const double before = cpuMilliseconds();
            workloads[w].run(store);
            times[w][scheme].push_back(cpuMilliseconds() - before);
        }
    }
}

QJsonObject resultRow(const Workload& workload, const Scheme& scheme,
    const std::vector<double>& times, const std::vector<double>& plainTimes)
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < times.size(); ++i)
        ratios.push_back(times[i] / plainTimes[i]);
    QJsonObject row;
    row[QStringLiteral("workload")] = QLatin1String(workload.name);
    row[QStringLiteral("scheme")] = QLatin1String(scheme.name);
    row[QStringLiteral("median")] = median(times);
    row[QStringLiteral("min")] = *std::min_element(times.begin(), times.end());
    row[QStringLiteral("max")] = *std::max_element(times.begin(), times.end());
    row[QStringLiteral("unit")] = QStringLiteral("cpu ms");
    row[QStringLiteral("ratio")] = median(ratios);
    row[QStringLiteral("baseline")] = QStringLiteral("plain");
    row[QStringLiteral("goal")] = workload.goal;
    return row;
}

void printTable(const QJsonArray& rows, int rounds)
{
    std::printf("CPU milliseconds through Qt SQL, %d rounds\n", rounds);
    std::printf("%-20s %-14s %9s %9s %9s %7s %6s\n", "workload", "scheme", "median", "min", "max",
        "ratio", "goal");
    for (const auto& value : rows) {
        const QJsonObject row = value.toObject();
        std::printf("%-20s %-14s %9.2f %9.2f %9.2f %7.2f %6.2f\n",
            qPrintable(row[QStringLiteral("workload")].toString()),
            qPrintable(row[QStringLiteral("scheme")].toString()),
            row[QStringLiteral("median")].toDouble(), row[QStringLiteral("min")].toDouble(),
            row[QStringLiteral("max")].toDouble(), row[QStringLiteral("ratio")].toDouble(),
            row[QStringLiteral("goal")].toDouble());
    }
}

bool writeJson(const QString& path, const QJsonArray& rows)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(rows).toJson()) > 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption small(
        QStringLiteral("small"), QStringLiteral("A tenth of the rows, three rounds"));
    const QCommandLineOption json(QStringLiteral("json"),
        QStringLiteral("Also write the rows to FILE"), QStringLiteral("FILE"));
    const QCommandLineOption roundCount(
        QStringLiteral("rounds"), QStringLiteral("Interleaved rounds"), QStringLiteral("N"));
    const QCommandLineOption directory(QStringLiteral("dir"),
        QStringLiteral("Where to put the stores"), QStringLiteral("DIR"), QDir::tempPath());
    parser.addHelpOption();
    parser.addOptions({small, json, roundCount, directory});
    parser.process(app);
    const QTemporaryDir dir(parser.value(directory) + QStringLiteral("/bench_store-XXXXXX"));
    if (!dir.isValid() || !vfs::registerSealedVfs())
        return 1;

    const vfs::VfsKey xchacha = makeKey(vfs::CipherId::XChaCha20Poly1305);
    std::optional<vfs::VfsKey> aegis;
    std::vector<Scheme> schemes{{"plain", nullptr}, {"sealed", &xchacha}};
    if (vfs::isAvailable(vfs::CipherId::Aegis256)) {
        aegis.emplace(makeKey(vfs::CipherId::Aegis256));
        schemes.push_back({"sealed-aegis", &*aegis});
    }
    const bool isSmall = parser.isSet(small);
    const auto workloads = storeWorkloads(isSmall ? SmallSize : FullSize);
    const int rounds = parser.isSet(roundCount) ? qMax(1, parser.value(roundCount).toInt())
        : isSmall                               ? 3
                                                : 9;
    Times times(workloads.size(), std::vector<std::vector<double>>(schemes.size()));
    for (int round = 0; round < rounds; ++round)
        runRound(round, workloads, schemes, dir.path(), times);

    QJsonArray rows;
    for (std::size_t w = 0; w < workloads.size(); ++w) {
        for (std::size_t s = 0; s < schemes.size(); ++s)
            rows.append(resultRow(workloads[w], schemes[s], times[w][s], times[w][PlainScheme]));
    }
    printTable(rows, rounds);
    return parser.isSet(json) && !writeJson(parser.value(json), rows) ? 1 : 0;
}
