// What a keystroke in Find costs the store: 100,000 made-up patients in a sealed store on disk,
// typed for letter by letter, and how that compares to looking at everyone. Prints a table; --json
// FILE writes the same rows. Fails only when something does not work, never on a time.

#include "core/store/search_store.h"
#include "core/synthetic/synthetic_practice.h"
#include "tests/bench/app/figures.h"
#include "tests/store/store_fixture.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace doorstep;
using namespace doorstep::bench;

namespace {

struct Sizes {
    int patients;
    int people; ///< typed for
    int scans;
};
constexpr Sizes SmallSizes{2'000, 3, 2};
constexpr Sizes FullSizes{100'000, 60, 20};
constexpr int Shown = 50;
constexpr double GoalMs = 30;

/// Processor time of this thread, reading pages included: a search waits for nothing else.
double cpuMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

[[noreturn]] void stop(const QByteArray& what)
{
    qFatal("bench_search: %s", what.constData());
    std::abort();
}

using Listed = std::vector<exchange::ListedPatient>;

void fill(test::StoreFixture& fixture, store::Store& store, const Listed& patients)
{
    constexpr std::size_t PerAct = 500;
    for (std::size_t from = 0; from < patients.size(); from += PerAct) {
        ledger::Act act(fixture.mint);
        for (std::size_t i = from; i < std::min(from + PerAct, patients.size()); ++i) {
            const auto& listed = patients[i];
            ledger::PatientRecorded recorded;
            recorded.family = listed.family;
            recorded.given = listed.given;
            recorded.born = listed.born;
            recorded.nhsNumber = listed.nhsNumber.digits();
            ledger::Address address;
            address.line = listed.addressLine;
            address.town = listed.town;
            address.postcode = listed.postcode;
            recorded.address = address;
            const auto patient = fixture.mint.next<PatientId>();
            act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), recorded);
        }
        if (const auto saved = store.save(act); !saved)
            stop(saved.error().detail);
    }
    if (!store.checkpoint())
        stop("no checkpoint");
}

Figure figure(const QString& workload, Figure::Statistic statistic, double goal)
{
    return {.workload = workload,
        .scheme = QStringLiteral("sealed"),
        .unit = QStringLiteral("cpu ms"),
        .samples = {},
        .statistic = statistic,
        .goal = goal};
}

class Typist {
public:
    explicit Typist(store::Connection& reader)
        : m_search(reader)
    {
    }
    /// Every beginning of it, as the letters come.
    void type(const QString& text, Figure& letters, Figure& starts)
    {
        for (qsizetype length = 1; length <= text.size(); ++length) {
            const double before = cpuMilliseconds();
            const auto found = m_search.find(text.left(length), Shown);
            const double took = cpuMilliseconds() - before;
            if (!found)
                stop(found.error().detail);
            letters.samples.push_back(took);
            if (length <= 2)
                starts.samples.push_back(took);
            if (length == text.size() && found->empty())
                stop("nobody found under " + text.toUtf8());
        }
    }

private:
    store::SearchStore m_search;
};

Figure scan(store::Connection& reader, const Listed& patients, int times)
{
    Figure made
        = figure(QStringLiteral("looking at every name instead"), Figure::Statistic::Median, 0);
    for (int i = 0; i < times; ++i) {
        const double before = cpuMilliseconds();
        auto looked = reader.prepare(
            QStringLiteral("SELECT count(*) FROM patient WHERE family LIKE ? OR given LIKE ?"));
        const QString typed = patients.at(std::size_t(i)).family.left(2) + u'%';
        if (!looked || !looked->bind(typed).bind(typed).next() || looked->integer(0) == 0)
            stop("the scan found nobody");
        made.samples.push_back(cpuMilliseconds() - before);
    }
    return made;
}

std::vector<Figure> measure(const Sizes& sizes)
{
    const auto practice = synthetic::makeSyntheticPractice(
        {.seed = 2026, .patients = sizes.patients, .today = QDate(2026, 11, 24)});
    test::StoreFixture fixture;
    const auto store = fixture.openNew();
    if (!store)
        stop("no store");
    std::fprintf(stderr, "saving %d patients\n", sizes.patients);
    fill(fixture, *store, practice.patients);
    auto reader = store->openReader();
    if (!reader)
        stop(reader.error().detail);
    Figure letters = figure(QStringLiteral("search, a keystroke, %1 patients").arg(sizes.patients),
        Figure::Statistic::P95, GoalMs);
    Figure starts
        = figure(QStringLiteral("search, the first two letters"), Figure::Statistic::P95, GoalMs);
    Typist typist(**reader);
    for (int i = 0; i < sizes.people; ++i) {
        const auto& person = practice.patients.at(std::size_t(i) * 7919 % practice.patients.size());
        const QString number = person.nhsNumber.digits();
        for (const QString& text :
            {person.family + u' ' + person.given, person.given + u' ' + person.family,
                person.given.left(1) + u' ' + person.family.left(1),
                number.left(3) + u' ' + number.mid(3, 3) + u' ' + number.mid(6),
                person.born.toString(QStringLiteral("d/M/yyyy")), person.postcode,
                person.addressLine})
            typist.type(text, letters, starts);
    }
    Figure scanned = scan(**reader, practice.patients, sizes.scans);
    Figure ratio{.workload = QStringLiteral("a keystroke, as a part of looking at everyone"),
        .scheme = QStringLiteral("sealed"),
        .unit = QStringLiteral("x"),
        .samples = {},
        .goal = sizes.patients == FullSizes.patients ? 1.0 : 0.0}; // small lists are as fast read
    for (const double took : letters.samples)
        ratio.samples.push_back(took / valueOf(scanned));
    return {letters, starts, scanned, ratio};
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
        QStringLiteral("small"), QStringLiteral("2,000 patients, few people typed for"));
    const QCommandLineOption json(QStringLiteral("json"),
        QStringLiteral("Also write the rows to FILE"), QStringLiteral("FILE"));
    parser.addHelpOption();
    parser.addOptions({small, json});
    parser.process(app);
    const auto figures = measure(parser.isSet(small) ? SmallSizes : FullSizes);
    printFigures(figures);
    return parser.isSet(json) && !writeJson(parser.value(json), toJson(figures)) ? 1 : 0;
}
