#include "tests/bench/app/app_workloads.h"

#include "app/viewmodels/find/find_view_model.h"
#include "app/viewmodels/reading/files.h"
#include "sync/client/push_batch.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/request_signature.h"
#include "sync/protocol/sync_messages.h"

#include <QElapsedTimer>
#include <QFile>
#include <unistd.h>

namespace doorstep::bench {

namespace {

double milliseconds(const QElapsedTimer& timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// What a save cannot be faster than here: a page written and synced, nothing sealed.
Figure bareSync(const QString& folder, int times)
{
    Figure figure{.workload = QStringLiteral("4 KiB written and synced"),
        .scheme = QStringLiteral("bare file"),
        .unit = QStringLiteral("ms"),
        .samples = {},
        .statistic = Figure::Statistic::P95};
    QFile file(folder + QStringLiteral("/bare"));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        stop("no file to sync");
    for (int i = 0; i < times; ++i) {
        QElapsedTimer timer;
        timer.start();
        file.write(QByteArray(4096, 'x'));
        fdatasync(file.handle());
        figure.samples.push_back(milliseconds(timer));
    }
    file.remove();
    return figure;
}

/// Eight visits in ten are full ones; the others end at the door, each in its own way.
app::VisitSave visitOf(const BenchTablet& tablet, std::size_t index)
{
    app::VisitSave save = tablet.fullVisit(index);
    if (index % 10 == 3) {
        save.doses.clear();
        save.observations.reset();
        save.outcome = app::VisitOutcome{.outcome = domain::Outcome::NotIn,
            .cardLeft = true,
            .retryOn = tablet.today().addDays(3)};
    } else if (index % 10 == 7) {
        save.notGiven = {{.programme = tablet.pack.id,
            .reason = domain::NotGivenReason::Refused,
            .asked = {},
            .detail = QStringLiteral("Prefers to wait until January")}};
        save.doses.clear();
        save.note = QStringLiteral("Daughter asks to be rung before the next visit.");
        save.followUps = {{.kind = domain::FollowUpKind::Contact,
            .text = QStringLiteral("Ring the daughter"),
            .due = tablet.today().addDays(7)}};
        save.outcome = app::VisitOutcome{
            .outcome = domain::Outcome::Refused, .reason = QStringLiteral("prefers-later")};
    }
    return save;
}

struct Sent {
    qsizetype bytes = 0;
    std::size_t entries = 0;
    quint64 firstCtr = 0;
};

/// One request as the client makes it, from `from` on.
Sent nextRequest(store::Store& store, quint64 from, int most)
{
    const auto outgoing = must(store.outgoing(from, most, sync::limits::MaxBatchBytes));
    const auto batch = must(client::makeBatch(outgoing.incarnation, outgoing.firstCtr,
        outgoing.previousChain, outgoing.entries, most, outgoing.waiting));
    const auto& identity = store.identity();
    const sync::SyncRequest request{.incarnation = outgoing.incarnation.as<sync::IncarnationId>(),
        .firstCtr = outgoing.firstCtr,
        .previousHash = outgoing.previousChain,
        .entries = batch.entries,
        .cursor = {},
        .pageLimit = 0,
        .digests = {},
        .app = {},
        .wipeDone = {}};
    const QByteArray body
        = must(sync::encodeSyncRequest(request, {identity.practice, identity.device}));
    qsizetype bytes = body.size();
    for (const auto& [name, value] :
        sync::signRequest({"POST", "practice.example", "/sync/1", {}}, body, identity.practice,
            identity.device, Instant{1'795'510'800'000}, sync::RequestNonce::random(),
            crypto::signKeyPairFromSeed(identity.signSeed).secretKey))
        bytes += name.size() + value.size() + 4; // ": " and the line's end
    return {bytes, batch.entries.size(), outgoing.firstCtr};
}

/// The counter of an own entry: found by asking, as the store names counters only to sync.
quint64 counterOf(store::Store& store, EntryId wanted)
{
    quint64 ctr = 1;
    for (;;) {
        const auto outgoing = must(store.outgoing(ctr, 500, sync::limits::MaxBatchBytes));
        if (outgoing.entries.empty())
            stop("the day's first entry is not waiting to be sent");
        for (const auto& line : outgoing.entries)
            if (must(entry::decodeEntry(line.bytes)).header.id == wanted)
                return line.ctr;
        ctr = outgoing.entries.back().ctr + 1;
    }
}

} // namespace

std::vector<Figure> saveVisits(BenchTablet& tablet, EntryId& firstEntry)
{
    OpenTablet open(tablet);
    open.enter();
    Figure full{.workload = QStringLiteral("save of a full visit, durable"),
        .scheme = QStringLiteral("sealed"),
        .unit = QStringLiteral("ms"),
        .samples = {},
        .statistic = Figure::Statistic::P95,
        .goal = 100};
    Figure every{.workload = QStringLiteral("every save of the day, durable"),
        .scheme = QStringLiteral("sealed"),
        .unit = QStringLiteral("ms"),
        .samples = {},
        .statistic = Figure::Statistic::P95};
    const auto save = [&](Result<ledger::Act> act) {
        QElapsedTimer timer;
        timer.start();
        const auto saved = open.wait(open.session.save(must(std::move(act))));
        every.samples.push_back(milliseconds(timer));
        if (firstEntry.isNull())
            firstEntry = saved.receipts.front().entry;
        return every.samples.back();
    };
    for (std::size_t index = 0; index < tablet.visits.size(); ++index) {
        tablet.clock.advanceMinutes(1);
        (void)save(
            app::startVisitAct(tablet.mint, tablet.by(), tablet.visits[index], tablet.round));
        const auto visit = visitOf(tablet, index);
        const double took = save(app::visitAct(tablet.mint, visit));
        if (!visit.doses.empty())
            full.samples.push_back(took);
    }
    return {full, every, bareSync(tablet.files.folder, 200)};
}

std::vector<Figure> wholeLists(BenchTablet& tablet, int times)
{
    OpenTablet open(tablet);
    open.enter();
    Figure import{.workload = QStringLiteral("import of %1 patients, one act").arg(tablet.listed),
        .scheme = QStringLiteral("sealed"),
        .unit = QStringLiteral("ms"),
        .samples = {tablet.importMs}};
    Figure round{
        .workload = QStringLiteral("round of %1 visits read again").arg(tablet.visits.size()),
        .scheme = QStringLiteral("sealed"),
        .unit = QStringLiteral("ms"),
        .samples = {},
        .statistic = Figure::Statistic::P95};
    for (int i = 0; i < times; ++i) {
        QElapsedTimer timer;
        timer.start();
        const auto file = open.read(
            [day = tablet.today(), staff = tablet.nurse](
                store::Connection& connection) { return app::readRound(connection, day, staff); });
        round.samples.push_back(milliseconds(timer));
        if (file.visits.size() != tablet.visits.size())
            stop("the round came back short");
    }
    return {import, round};
}

std::vector<Figure> sendDay(BenchTablet& tablet, EntryId firstEntry)
{
    struct Requests {
        std::vector<double> day;
        std::vector<double> visit;
    };
    OpenTablet open(tablet);
    open.enter();
    const auto requests = open.wait(open.session.withStore(
        app::StorageThread::Urgency::Read, [firstEntry](store::Store& store) -> Result<Requests> {
            Requests made;
            const quint64 first = counterOf(store, firstEntry);
            for (quint64 ctr = first;;) {
                const Sent sent = nextRequest(store, ctr, sync::limits::MaxBatchEntries);
                if (sent.entries == 0)
                    break;
                for (std::size_t i = 0; i < sent.entries; ++i)
                    made.day.push_back(double(sent.bytes) / double(sent.entries));
                ctr += sent.entries;
            }
            constexpr int EntriesOfVisit = 5; // started, dose, stock, observations, outcome
            const Sent sent = nextRequest(store, first, EntriesOfVisit);
            made.visit.push_back(double(sent.bytes) / double(sent.entries));
            return made;
        }));
    return {{.workload = QStringLiteral("wire, an entry of the day's backlog"),
                .scheme = QStringLiteral("sealed"),
                .unit = QStringLiteral("B"),
                .samples = requests.day,
                .statistic = Figure::Statistic::Mean,
                .goal = 260},
        {.workload = QStringLiteral("wire, an entry of one visit alone"),
            .scheme = QStringLiteral("sealed"),
            .unit = QStringLiteral("B"),
            .samples = requests.visit,
            .statistic = Figure::Statistic::Mean}};
}

std::vector<Figure> findByName(BenchTablet& tablet, int names)
{
    OpenTablet open(tablet);
    app::RoundInHand round(open.session);
    app::LastSave saves(open.session);
    app::SyncDriver sync(open.session);
    app::RecordsInHand records(round, sync);
    app::FindViewModel find(records, saves);
    open.enter();
    waitFor(round, &app::RoundInHand::changed, [&] { return round.hasRound(); });
    Figure figure{.workload = QStringLiteral("find, a keystroke, %1 patients").arg(tablet.listed),
        .scheme = QStringLiteral("sealed"),
        .unit = QStringLiteral("ms"),
        .samples = {},
        .statistic = Figure::Statistic::P95,
        .goal = 50};
    qsizetype shown = 0;
    const auto type = [&](const QString& text) {
        QEventLoop loop;
        QElapsedTimer timer;
        timer.start();
        find.editQuery(text);
        QObject::connect(&find, &app::FindViewModel::changed, &loop, &QEventLoop::quit);
        loop.exec();
        figure.samples.push_back(milliseconds(timer));
        shown += find.results()->rowCount();
    };
    for (int i = 0; i < names; ++i) {
        const QString name = tablet.names[qsizetype(i) * 7919 % tablet.names.size()];
        for (qsizetype letters = 2; letters <= name.size(); ++letters)
            type(name.left(letters));
        if (find.results()->rowCount() == 0)
            stop("nobody found under " + name.toUtf8());
    }
    if (shown == 0)
        stop("nothing was found");
    return {figure};
}

} // namespace doorstep::bench
