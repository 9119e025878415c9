#include "tests/e2e/practice.h"

#include "core/store/batch_store.h"
#include "core/store/patient_store.h"

namespace doorstep::test {

namespace practice_detail {

constexpr auto Flu = "flu-2026-27";
constexpr int Doses = 40;
constexpr QByteArrayView EntriesLine("entries "); ///< of doorstep-server status

const clinical::ProgrammePack* fluPack(const app::Session& session)
{
    const auto& packs = session.packs();
    const auto found = std::find_if(
        packs.begin(), packs.end(), [](const auto& pack) { return pack.id == QLatin1String(Flu); });
    return found == packs.end() ? nullptr : &*found;
}

} // namespace practice_detail

Practice::Practice(const QString& folder, Belongings& kept)
    : belongings(kept)
    , staff(kept.staff)
    , server(folder + QStringLiteral("/server"), kept.serverPort)
    , desk(folder + QStringLiteral("/desk"), clock, kept.deskKeystore)
    , one(folder + QStringLiteral("/one"), clock, kept.oneKeystore)
    , two(folder + QStringLiteral("/two"), clock, kept.twoKeystore)
{
    clock.set(SystemClock().now());
}

bool Practice::startServer()
{
    return server.start();
}

int Practice::entriesAtServer() const
{
    for (const QByteArray& line : server.command({QStringLiteral("status")}).split('\n')) {
        if (line.startsWith(practice_detail::EntriesLine))
            return line.mid(practice_detail::EntriesLine.size()).trimmed().toInt();
    }
    qFatal("the server does not say how much it has");
}

bool Practice::open()
{
    if (!startServer())
        return false;
    const std::pair<PracticeDevice*, StaffId> people[]
        = {{&desk, staff.carol}, {&one, staff.bronwen}, {&two, staff.nia}};
    for (const auto& [device, person] : people) {
        if (!device->standsLocked() || !device->unlock(person) || !device->syncs())
            return false;
    }
    return true;
}

std::vector<PatientId> Practice::oldest(std::size_t count)
{
    auto all = desk.read(
        [](store::Connection& connection) { return store::PatientStore(connection).all(); });
    std::ranges::sort(all, {}, [](const domain::PatientRow& row) { return row.born; });
    std::vector<PatientId> chosen;
    for (std::size_t i = 0; i < std::min(count, all.size()); ++i)
        chosen.push_back(all[i].patient);
    return chosen;
}

PlannedRound Practice::plan(
    const std::vector<PatientId>& patients, const std::vector<PracticeDevice*>& tablets)
{
    PlannedRound planned;
    app::RoundPlan plan;
    plan.by = desk.by(staff.carol);
    plan.name = QStringLiteral("Harbour round");
    plan.day = plan.by.day;
    plan.leavesAt = QTime(9, 0);
    plan.team = {staff.bronwen, staff.nia};
    plan.programmes = {QString::fromLatin1(practice_detail::Flu)};
    for (const PatientId patient : patients) {
        planned.doors.push_back({desk.session.mint().next<VisitId>(), patient});
        domain::PatientRow row;
        row.patient = patient;
        plan.visits.push_back({planned.doors.back().visit, row,
            {QStringLiteral("vaccinate:") + plan.programmes.front()}, {}, {}, {}});
    }
    app::setTimes(plan.visits, plan.leavesAt);
    const auto scopes = desk.read(app::readScopes);
    const auto batch = desk.read([this](store::Connection& connection) {
        return store::BatchStore(connection).find(belongings.batch);
    });
    // A tablet more reads the same round: planned again, for it, with nothing else changed.
    for (PracticeDevice* tablet : tablets) {
        plan.device = tablet->id();
        auto made = app::roundAct(desk.session.mint(), scopes, plan);
        if (!made || !batch)
            qFatal("plan");
        if (planned.box.isNull())
            planned.box = *app::addBox(*made, desk.session.mint(), plan.by, QStringLiteral("Box 1"),
                {app::loadedBatch(*batch, practice_detail::Doses)});
        plan.round = planned.round = made->round;
        if (!desk.save(std::move(made->act)))
            qFatal("plan");
    }
    if (!desk.syncs())
        qFatal("plan");
    for (PracticeDevice* tablet : tablets) {
        if (!tablet->syncs())
            qFatal("plan");
    }
    return planned;
}

app::VisitSave Practice::visit(
    PracticeDevice& tablet, StaffId person, const PlannedRound& round, const Door& door) const
{
    app::VisitSave save;
    save.by = tablet.by(person);
    save.patient = door.patient;
    save.visit = door.visit;
    save.round = round.round;
    return save;
}

app::GivenDose Practice::dose(const PlannedRound& round) const
{
    const auto* pack = practice_detail::fluPack(desk.session);
    const auto* product = pack->productById(u"ativ");
    app::GivenDose given;
    given.programme = pack->id;
    given.product = product->id;
    given.productName = product->name;
    given.productCode = product->dmd;
    given.box = round.box;
    given.batch = belongings.batch;
    given.batchNumber = QStringLiteral("FX7K231");
    given.expires = clock.now().toUtc().date().addYears(1);
    given.doseMicrolitres = 500;
    given.site = QStringLiteral("left-upper-arm");
    given.route = product->route;
    given.authority = belongings.pgd;
    given.authorityKind = domain::AuthorityKind::Pgd;
    for (const auto& question : pack->preScreen)
        given.asked.push_back({question.id, domain::Answer::No, {}});
    given.consent = app::GivenConsent{domain::ConsentBy::Patient, {}, {}};
    given.identityCheckedBy = QStringLiteral("patient");
    return given;
}

Result<ledger::Act> Practice::arrives(
    PracticeDevice& tablet, StaffId person, const PlannedRound& round, const Door& door)
{
    return app::startVisitAct(tablet.session.mint(), tablet.by(person), door.visit, round.round);
}

Result<ledger::Act> Practice::vaccinates(
    PracticeDevice& tablet, StaffId person, const PlannedRound& round, const Door& door)
{
    auto save = visit(tablet, person, round, door);
    save.doses = {dose(round)};
    save.outcome = app::VisitOutcome{.outcome = domain::Outcome::Given};
    return app::visitAct(tablet.session.mint(), save);
}

Result<ledger::Act> Practice::findsNobodyIn(
    PracticeDevice& tablet, StaffId person, const PlannedRound& round, const Door& door)
{
    auto save = visit(tablet, person, round, door);
    save.outcome = app::VisitOutcome{
        .outcome = domain::Outcome::NotIn, .cardLeft = true, .retryOn = save.by.day.addDays(7)};
    return app::visitAct(tablet.session.mint(), save);
}

Result<ledger::Act> Practice::takesPressure(
    PracticeDevice& tablet, StaffId person, const PlannedRound& round, const Door& door)
{
    using clinical::ObservationKind;
    auto save = visit(tablet, person, round, door);
    app::ObservationSet set;
    set.values = {
        {.kind = ObservationKind::Systolic, .value = clinical::Decimal::whole(142)},
        {.kind = ObservationKind::Diastolic, .value = clinical::Decimal::whole(84)},
    };
    save.observations = set;
    save.note = QStringLiteral("Sat at the kitchen table");
    save.outcome = app::VisitOutcome{.outcome = domain::Outcome::Seen};
    return app::visitAct(tablet.session.mint(), save);
}

} // namespace doorstep::test
