// What sync costs: the product's engine, HTTPS and sealed store on disk against its server's
// process, on loopback and over a shaped link, and beside it two peers with the same records over
// the same link (tests/bench/sync/peers.sh). The systems take turns. Prints a table; --json FILE
// writes the same rows. Fails only when something does not work, never on a time.

#include "tests/bench/sync/peer_system.h"
#include "tests/bench/sync/sync_measures.h"
#include "tests/bench/sync/sync_records.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <cstdio>

using namespace doorstep::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int SmallRounds = 1;
constexpr int FullRounds = 7;

struct Asked {
    bool isSmall = false;
    int rounds = FullRounds;
    QString only;
    QString peers;
    QString folder;
};

bool writeJson(const QString& path, const QJsonArray& rows)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(rows).toJson()) > 0;
}

std::vector<SyncRow> measure(const Asked& asked)
{
    const SyncSizes sizes = asked.isSmall ? SmallSync : FullSync;
    const QString documents = asked.folder + u"/documents"_s;
    writeDocuments(documents, std::max(sizes.backlog, 2 * sizes.day));
    DoorstepSystem doorstep(sizes.patients);
    PeerSystem pouch(u"pouchdb"_s, asked.peers, documents);
    PeerSystem rxdb(u"rxdb"_s, asked.peers, documents);
    const bool peersThere = PeerSystem::isThere(asked.peers);
    if (!peersThere)
        std::printf("pouchdb, rxdb: skipped: peers not there\n");
    std::printf("a document of the peers: %lld B on average\n",
        QFile(documents).size() / std::max(sizes.backlog, 2 * sizes.day));
    const SyncBench bench{{&doorstep, peersThere ? &pouch : nullptr, peersThere ? &rxdb : nullptr},
        doorstep, sizes, asked.rounds, asked.folder};
    std::vector<SyncRow> rows;
    for (const SyncMeasure& each : syncMeasures()) {
        if (!asked.only.isEmpty() && asked.only != QLatin1String(each.name))
            continue;
        const auto more = each.run(bench);
        rows.insert(rows.end(), more.begin(), more.end());
    }
    return rows;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption small(u"small"_s, u"A few hundred records, one round unless told"_s);
    const QCommandLineOption json(u"json"_s, u"Also write the rows to FILE"_s, u"FILE"_s);
    const QCommandLineOption rounds(u"rounds"_s, u"Turns of each system"_s, u"N"_s);
    const QCommandLineOption directory(
        u"dir"_s, u"Where to put stores and server"_s, u"DIR"_s, QDir::tempPath());
    const QCommandLineOption peers(
        u"peers"_s, u"Where peers.sh put the peers, or none"_s, u"DIR"_s, u"build/sync-peers"_s);
    const QCommandLineOption only(u"only"_s,
        u"day, wire, backlog, server, device, desk, practice or restored alone"_s, u"NAME"_s);
    parser.addHelpOption();
    parser.addOptions({small, json, rounds, directory, peers, only});
    parser.process(app);
    // Whatever keeps files under the temporary folder: the practice's devices among them.
    qputenv("TMPDIR", QDir(parser.value(directory)).absolutePath().toLocal8Bit());
    const QTemporaryDir dir(parser.value(directory) + u"/bench_sync-XXXXXX"_s);
    if (!dir.isValid())
        return 1;
    Asked asked;
    asked.isSmall = parser.isSet(small);
    asked.rounds = parser.isSet(rounds) ? qMax(1, parser.value(rounds).toInt())
        : asked.isSmall                 ? SmallRounds
                                        : FullRounds;
    asked.only = parser.value(only);
    asked.peers = QDir(parser.value(peers)).absolutePath();
    asked.folder = dir.path();
    const auto rows = measure(asked);
    if (rows.empty()) {
        std::fprintf(stderr, "no such measure\n");
        return 2;
    }
    printRows(rows);
    return parser.isSet(json) && !writeJson(parser.value(json), toJson(rows)) ? 1 : 0;
}
