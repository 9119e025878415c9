#include "app/runtime/desk_reads.h"
#include "app/runtime/export_act.h"
#include "core/domain/job_key.h"
#include "core/store/batch_store.h"
#include "programs/doorstepctl/desk_session.h"

#include <QDir>

/// Import, plan and export: the coordinator's day from a terminal.
namespace doorstep::ctl {

namespace {

using Options = const QCommandLineParser&;

void importList(Options options, const Done& done)
{
    auto bytes = readFile(options.positionalArguments().value(0), qint64{32} * 1024 * 1024);
    if (!bytes) {
        complain(QStringLiteral("import"), bytes.error());
        done(1);
        return;
    }
    DeskSession::with(
        options,
        [list = *bytes, registerWord = options.value(QStringLiteral("register"))](
            DeskSession& desk, const Done& finish) {
            const app::ActBy by{
                desk.session().person().staff, desk.session().clock().now(), QDate::currentDate()};
            desk.session()
                .read(
                    [list, registerWord, by, &mint = desk.session().mint()](
                        store::Connection& connection) -> Result<std::shared_ptr<app::ImportAct>> {
                        DOORSTEP_TRY(scopes, app::readScopes(connection));
                        const auto preview = exchange::previewPatientList(
                            list, {}, {by.day, app::knownPatients(connection)});
                        const app::ImportRequest request{by, QStringLiteral("list"),
                            crypto::hash({list}).toBytes(), {}, registerWord};
                        DOORSTEP_TRY(made,
                            app::importAct(
                                mint, scopes, preview, request, app::storeLookups(connection)));
                        return std::make_shared<app::ImportAct>(std::move(made));
                    })
                .then(&desk, [&desk, finish](Result<std::shared_ptr<app::ImportAct>> made) {
                    if (!made) {
                        complain(QStringLiteral("import"), made.error());
                        finish(1);
                        return;
                    }
                    print(QStringLiteral("import %1: %2 added, %3 changed, %4 unchanged, %5 held")
                              .arg(QString::fromLatin1((*made)->import.toHex()))
                              .arg((*made)->added)
                              .arg((*made)->changed)
                              .arg((*made)->unchanged)
                              .arg((*made)->setAside));
                    desk.save(std::move((*made)->act), QStringLiteral("import"), finish);
                });
        },
        done);
}

struct PlanWish {
    QString name;
    QDate day;
    StaffId vaccinator;
    DeviceId device;
    QString programme; ///< pack id; empty: nobody is vaccinated
    QStringList also; ///< jobs at every visit beside the vaccination: "observe:bp", "observe"
    BatchId batch; ///< null: no box goes along
    int doses = 0;
    int most = 0;
};

Result<PlanWish> planFrom(Options options)
{
    PlanWish wish;
    wish.name = options.value(QStringLiteral("name"));
    DOORSTEP_TRY(day, dateOf(options.value(QStringLiteral("day"))));
    DOORSTEP_TRY(staff, StaffId::fromHex(options.value(QStringLiteral("person")).toLatin1()));
    DOORSTEP_TRY(device, DeviceId::fromHex(options.value(QStringLiteral("device")).toLatin1()));
    wish.most = options.value(QStringLiteral("most")).toInt();
    wish.day = day;
    wish.vaccinator = staff;
    wish.device = device;
    wish.programme = options.value(QStringLiteral("programme"));
    wish.also = options.value(QStringLiteral("also")).split(QLatin1Char(','), Qt::SkipEmptyParts);
    const bool observes = std::all_of(wish.also.begin(), wish.also.end(), [](const QString& job) {
        return job == QLatin1String("observe:bp") || job == QLatin1String("observe");
    });
    if (!observes || (wish.programme.isEmpty() && wish.also.isEmpty()))
        return Error{ErrorCode::InvalidInput, "--programme, or --also observe:bp or observe"};
    if (wish.programme.isEmpty() && !options.isSet(QStringLiteral("batch")))
        return wish;
    DOORSTEP_TRY(batch, BatchId::fromHex(options.value(QStringLiteral("batch")).toLatin1()));
    wish.batch = batch;
    wish.doses = options.value(QStringLiteral("doses")).toInt();
    return wish;
}

/// Everybody due for the programme, or everybody housebound when nobody is vaccinated.
Result<std::vector<app::PlannedVisit>> visitsFor(store::Connection& connection, IdMint& mint,
    const PlanWish& wish, const std::vector<clinical::ProgrammePack>& packs, app::RoundPlan& plan)
{
    const auto pack = std::find_if(packs.begin(), packs.end(),
        [&](const clinical::ProgrammePack& each) { return each.id == wish.programme; });
    const bool vaccinates = !wish.programme.isEmpty();
    if (packs.empty() || (vaccinates && pack == packs.end()))
        return Error{ErrorCode::NotFound, "programme"};
    DOORSTEP_TRY(due, app::readDue(connection, {vaccinates ? &*pack : &packs.front(), wish.day}));
    QStringList jobs = wish.also;
    if (vaccinates)
        jobs.prepend(domain::vaccinationJob(wish.programme));
    std::vector<app::PlannedVisit> visits;
    for (const auto& each : due) {
        if (vaccinates && each.eligibility.state != clinical::EligibilityState::Due)
            continue;
        if (wish.most > 0 && static_cast<int>(visits.size()) == wish.most)
            break;
        visits.push_back({mint.next<VisitId>(), each.patient, jobs, {}, {}, {}});
        plan.alsoRecordedAs.insert(each.patient.patient, each.alsoRecordedAs);
    }
    return visits;
}

/// In visiting order, with the box in the same act as the round.
Result<app::RoundAct> buildPlan(store::Connection& connection, IdMint& mint, const PlanWish& wish,
    const std::vector<clinical::ProgrammePack>& packs, app::ActBy by)
{
    DOORSTEP_TRY(scopes, app::readScopes(connection));
    app::RoundPlan plan;
    DOORSTEP_TRY(visits, visitsFor(connection, mint, wish, packs, plan));
    plan.by = by;
    plan.name = wish.name;
    plan.day = wish.day;
    plan.leavesAt = QTime(9, 0);
    plan.team = {wish.vaccinator};
    if (!wish.programme.isEmpty())
        plan.programmes = {wish.programme};
    plan.device = wish.device;
    plan.visits = app::inVisitingOrder(std::move(visits), plan.leavesAt);
    DOORSTEP_TRY(made, app::roundAct(mint, scopes, plan));
    if (wish.batch.isNull())
        return made;
    DOORSTEP_TRY(batch, store::BatchStore(connection).find(wish.batch));
    if (!batch)
        return Error{ErrorCode::NotFound, "batch"};
    DOORSTEP_TRY(box,
        app::addBox(
            made, mint, by, QStringLiteral("Box 1"), {app::loadedBatch(*batch, wish.doses)}));
    Q_UNUSED(box)
    return made;
}

void plan(Options options, const Done& done)
{
    const auto wish = planFrom(options);
    if (!wish) {
        complain(QStringLiteral("plan"), wish.error());
        done(2);
        return;
    }
    DeskSession::with(
        options,
        [wish = *wish](DeskSession& desk, const Done& finish) {
            const app::ActBy by{
                desk.session().person().staff, desk.session().clock().now(), QDate::currentDate()};
            desk.session()
                .read([wish, by, packs = desk.session().packs(), &mint = desk.session().mint()](
                          store::Connection& connection) -> Result<std::shared_ptr<app::RoundAct>> {
                    DOORSTEP_TRY(made, buildPlan(connection, mint, wish, packs, by));
                    return std::make_shared<app::RoundAct>(std::move(made));
                })
                .then(&desk, [&desk, finish](Result<std::shared_ptr<app::RoundAct>> made) {
                    if (!made) {
                        complain(QStringLiteral("plan"), made.error());
                        finish(1);
                        return;
                    }
                    print(QStringLiteral("round %1")
                              .arg(QString::fromLatin1((*made)->round.toHex())));
                    desk.save(std::move((*made)->act), QStringLiteral("plan"), finish);
                });
        },
        done);
}

/// The record is kept: now the files take their names.
int publish(const app::ExportFiles& made, app::StagedExport& staged)
{
    if (const Status published = staged.publish(); !published) {
        complain(QStringLiteral("export, on record but not in the folder"), published.error());
        return 1;
    }
    for (const auto& file : made.files)
        print(file.name);
    return 0;
}

void exportDays(Options options, const Done& done)
{
    const QString folder = options.value(QStringLiteral("to"));
    const auto first = dateOf(options.value(QStringLiteral("from-day")));
    const auto last = dateOf(options.value(QStringLiteral("to-day")));
    if (!first || !last || folder.isEmpty() || !QDir().mkpath(folder)) {
        complain(QStringLiteral("export"), {ErrorCode::InvalidInput, "--to, --from-day, --to-day"});
        done(2);
        return;
    }
    DeskSession::with(
        options,
        [folder, first = *first, last = *last](DeskSession& desk, const Done& finish) {
            const auto packs = desk.session().packs();
            desk.session()
                .read([first, last, packs, &mint = desk.session().mint()](
                          store::Connection& connection)
                          -> Result<std::shared_ptr<app::ExportFiles>> {
                    DOORSTEP_TRY(made, app::exportFiles(connection, mint, packs, first, last));
                    return std::make_shared<app::ExportFiles>(std::move(made));
                })
                .then(
                    &desk, [&desk, folder, finish](Result<std::shared_ptr<app::ExportFiles>> made) {
                        if (!made) {
                            complain(QStringLiteral("export"), made.error());
                            finish(1);
                            return;
                        }
                        auto staged = app::StagedExport::write(folder, (*made)->files);
                        if (!staged) {
                            complain(QStringLiteral("export"), staged.error());
                            finish(1);
                            return;
                        }
                        const auto files = *made;
                        desk.save(std::move(files->act), QStringLiteral("export"),
                            [files, staged = *staged, finish](
                                int code) { finish(code == 0 ? publish(*files, *staged) : code); });
                    });
        },
        done);
}

void declareRounds(QCommandLineParser& options, std::initializer_list<const char*> names)
{
    DeskSession::declareOptions(options);
    for (const char* name : names)
        options.addOption({QLatin1String(name), QLatin1String(name), QStringLiteral("value")});
}

} // namespace

std::vector<Command> roundCommands()
{
    return {
        {"import", "FILE [--register WORD] --store DIR --pass-file FILE [--as NAME]",
            [](QCommandLineParser& options) { declareRounds(options, {"register"}); }, importList},
        {"plan",
            "--name TEXT --day DATE --person STAFF --device DEVICE [--programme ID --batch BATCH "
            "--doses N] [--also observe:bp,observe] [--most N] --store DIR --pass-file FILE [--as "
            "NAME]",
            [](QCommandLineParser& options) {
                declareRounds(options,
                    {"name", "day", "person", "device", "programme", "also", "batch", "doses",
                        "most"});
            },
            plan},
        {"export",
            "--to DIR --from-day DATE --to-day DATE --store DIR --pass-file FILE [--as NAME]",
            [](QCommandLineParser& options) {
                declareRounds(options, {"to", "from-day", "to-day"});
            },
            exportDays},
    };
}

} // namespace doorstep::ctl
