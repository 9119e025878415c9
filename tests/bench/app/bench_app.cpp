// What a person waits for: the app's start, a frame of Today, a keystroke in Find, a save, and what
// a record weighs on the wire. Real sealed store on disk, real session, real shell. Prints a table;
// --json FILE writes the same rows. Fails only when something does not work, never on a time.

#include "tests/bench/app/app_workloads.h"

#include "qml/import_app_modules.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <cstdio>

using namespace doorstep::bench;

namespace {

struct Sizes {
    BenchTablet::Size tablet;
    int starts;
    int frames;
    int names;
};
constexpr Sizes SmallSizes{{400, 30}, 2, 60, 3};
constexpr Sizes FullSizes{{15'000, 300}, 15, 2'000, 60};

bool writeJson(const QString& path, const QJsonArray& rows)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(rows).toJson()) > 0;
}

std::vector<Figure> measure(const QString& folder, const Sizes& sizes)
{
    std::vector<Figure> figures;
    const auto take = [&](const std::vector<Figure>& more) {
        figures.insert(figures.end(), more.begin(), more.end());
    };
    take(firstFrame(folder + QStringLiteral("/none"), sizes.starts));
    std::fprintf(stderr, "importing %d patients\n", sizes.tablet.patients);
    BenchTablet tablet(folder + QStringLiteral("/store"), sizes.tablet);
    take(scrollToday(tablet, sizes.frames));
    take(findByName(tablet, sizes.names));
    doorstep::EntryId firstOfDay;
    take(saveVisits(tablet, firstOfDay));
    take(sendDay(tablet, firstOfDay));
    take(wholeLists(tablet, sizes.starts));
    return figures;
}

} // namespace

int main(int argc, char** argv)
{
    const QGuiApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption small(
        QStringLiteral("small"), QStringLiteral("400 patients, 30 visits, few repetitions"));
    const QCommandLineOption json(QStringLiteral("json"),
        QStringLiteral("Also write the rows to FILE"), QStringLiteral("FILE"));
    const QCommandLineOption directory(QStringLiteral("dir"),
        QStringLiteral("Where to put the store"), QStringLiteral("DIR"), QDir::tempPath());
    parser.addHelpOption();
    parser.addOptions({small, json, directory});
    parser.process(app);
    const QTemporaryDir dir(parser.value(directory) + QStringLiteral("/bench_app-XXXXXX"));
    if (!dir.isValid())
        return 1;
    const auto figures = measure(dir.path(), parser.isSet(small) ? SmallSizes : FullSizes);
    printFigures(figures);
    return parser.isSet(json) && !writeJson(parser.value(json), toJson(figures)) ? 1 : 0;
}
