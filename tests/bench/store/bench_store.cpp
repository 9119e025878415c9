// What sealing costs: the same workloads on plain and sealed stores and, where they are built
// (tests/bench/store/peers.sh), on other encrypted SQLites, all through the same Qt SQL path. Each
// scheme has a process of its own; the schemes take turns and are compared within a round. Prints a
// table; --json FILE writes the same rows. Fails only when something does not work, never on a
// time.

#include "tests/bench/store/store_report.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace doorstep;
using namespace doorstep::bench;

namespace {

constexpr int SmallRounds = 3;
constexpr int FullRounds = 9;

bool writeJson(const QString& path, const QJsonArray& rows)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(rows).toJson()) > 0;
}

/// Those that can run here; the others become rows that say so.
std::vector<Scheme> schemesThere(const QString& peers, QJsonArray& skipped)
{
    std::vector<Scheme> there;
    for (const Scheme& scheme : allSchemes()) {
        if (scheme.kind == Scheme::Kind::SealedAegis && !vfs::isAvailable(vfs::CipherId::Aegis256))
            continue;
        const QString folder = engineFolder(scheme, peers);
        if (folder.isEmpty() || QFile::exists(folder + QStringLiteral("/libsqlite3.so.0")))
            there.push_back(scheme);
        else if (!isSealed(scheme) && scheme.kind != Scheme::Kind::Plain)
            skipped.append(skippedRow(scheme));
    }
    return there;
}

int measure(const RoundsPlan& plan, const std::vector<Workload>& workloads, const QString& json)
{
    QJsonArray skipped;
    const auto schemes = schemesThere(plan.peers, skipped);
    QJsonArray rows = schemeRows(schemes, workloads, measureRounds(schemes, workloads, plan));
    for (const QJsonArray& more : {unlockRows(plan.rounds), skipped}) {
        for (const auto& row : more)
            rows.append(row);
    }
    printRows(rows, plan.rounds);
    return !json.isEmpty() && !writeJson(json, rows) ? 1 : 0;
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
        QStringLiteral("rounds"), QStringLiteral("Paired rounds"), QStringLiteral("N"));
    const QCommandLineOption directory(QStringLiteral("dir"),
        QStringLiteral("Where to put the stores"), QStringLiteral("DIR"), QDir::tempPath());
    const QCommandLineOption peers(QStringLiteral("peers"),
        QStringLiteral("Where peers.sh put the peers' libraries"), QStringLiteral("DIR"),
        QStringLiteral("build/peers"));
    QCommandLineOption scheme(QStringLiteral("scheme"),
        QStringLiteral("Be the process of one scheme"), QStringLiteral("N"));
    scheme.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addHelpOption();
    parser.addOptions({small, json, roundCount, directory, peers, scheme});
    parser.process(app);

    const bool isSmall = parser.isSet(small);
    const auto workloads = storeWorkloads(isSmall ? SmallSize : FullSize);
    if (parser.isSet(scheme))
        return serveScheme(
            allSchemes().at(parser.value(scheme).toUInt()), workloads, parser.value(directory));
    const QTemporaryDir dir(parser.value(directory) + QStringLiteral("/bench_store-XXXXXX"));
    if (!dir.isValid())
        return 1;
    const int rounds = parser.isSet(roundCount) ? qMax(1, parser.value(roundCount).toInt())
        : isSmall                               ? SmallRounds
                                                : FullRounds;
    return measure(
        {dir.path(), parser.value(peers), isSmall, rounds}, workloads, parser.value(json));
}
