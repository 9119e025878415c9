#include "app/viewmodels/desk/plan_board.h"

#include "app/viewmodels/words/eligibility_words.h"
#include "app/viewmodels/words/words.h"

#include <QCoreApplication>
#include <algorithm>

namespace doorstep::app {

namespace plan_parts {

const Pace pace;

QString says(const char* text)
{
    return QCoreApplication::translate("Plan", text);
}

const DuePatient* dueOf(const PlanReading& reading, PatientId patient)
{
    const auto found = std::find_if(reading.due.begin(), reading.due.end(),
        [patient](const DuePatient& each) { return each.patient.patient == patient; });
    return found == reading.due.end() ? nullptr : &*found;
}

bool matches(const domain::PatientRow& patient, const QString& query)
{
    const QString all = QStringList{patient.family, patient.given, patient.nhsNumber,
        patient.addressLine, patient.postcode}
                            .join(QLatin1Char(' '));
    const QStringList words = query.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
        [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

bool isShown(const PlanLook& look, bool due, bool chosen)
{
    if (look.filter == QLatin1String("due"))
        return due;
    return look.filter == QLatin1String("chosen") ? chosen : true;
}

void fillDue(PlanBoard& board, const PlanState& state, const PlanReading& reading,
    const PlanLook& look, QDate today)
{
    int due = 0;
    for (const DuePatient& each : reading.due) {
        const auto& patient = each.patient;
        const bool isDue = each.eligibility.state == clinical::EligibilityState::Due;
        due += isDue ? 1 : 0;
        if (!isShown(look, isDue, state.has(patient.patient)) || !matches(patient, look.query))
            continue;
        QStringList under{patient.addressLine};
        if (const QString history = reading.history.value(patient.patient); !history.isEmpty())
            under.push_back(history);
        if (const QString other = reading.plannedOn.value(patient.patient); !other.isEmpty())
            under.push_back(other);
        board.due.push_back({.patientId = QString::fromLatin1(patient.patient.toHex()),
            .name = words::nameAndAge(
                words::fullName(patient.family, patient.given), patient.born, today),
            .under = under.join(QStringLiteral(" · ")),
            .reason = words::eligibilitySentence(each.eligibility),
            .due = isDue,
            .chosen = state.has(patient.patient)});
    }
    board.filters = {{.value = QStringLiteral("due"), .text = says("Due, %1").arg(due)},
        {.value = QStringLiteral("chosen"), .text = says("Chosen, %1").arg(state.patients())},
        {.value = QStringLiteral("all"), .text = says("All, %1").arg(reading.due.size())}};
    const auto left = static_cast<int>(stillToChoose(state, reading).size());
    const int room = mostVisits - state.patients();
    if (left > 0 && room > 0)
        board.chooseAllText
            = left <= room ? says("Choose all due") : says("Choose %1 due").arg(room);
}

void fillStops(PlanBoard& board, const PlanState& state, const PlanReading& reading)
{
    QTime at = state.leavesAt.addSecs(pace.minutesBetween * 60);
    for (std::size_t i = 0; i < state.stops.size(); ++i) {
        const PlanStop& stop = state.stops[i];
        const auto* first = dueOf(reading, stop.front());
        if (!first)
            continue;
        const int minutes = pace.minutesEach * static_cast<int>(stop.size());
        const auto& patient = first->patient;
        board.stops.push_back({.stopId = QString::number(i),
            .number = QString::number(i + 1),
            .time = words::time(at),
            .name = stop.size() > 1 ? says("%1, %2").arg(patient.family).arg(stop.size())
                                    : words::fullName(patient.family, patient.given),
            .place = patient.addressLine,
            .minutes = says("%1 min").arg(minutes),
            .selected = i == state.selected});
        at = at.addSecs((minutes + pace.minutesBetween) * 60);
    }
    if (!state.stops.empty())
        board.backBy = says("Back by %1").arg(words::time(at));
}

bool isUsable(const domain::BatchRow& batch, const PlanState& state, const PlanReading& reading)
{
    return batch.status != domain::BatchStatus::Recalled && batch.programme == state.programme
        && batch.expires >= state.day && reading.inStock.value(batch.batch) > 0;
}

void fillLoad(PlanBoard& board, const PlanState& state, const PlanReading& reading)
{
    for (const auto& batch : reading.batches) {
        const int stock = reading.inStock.value(batch.batch);
        const auto loaded = state.load.find(batch.batch);
        const int doses = loaded == state.load.end() ? 0 : loaded->second;
        if (!isUsable(batch, state, reading) && doses == 0)
            continue;
        board.load.push_back({.batchId = QString::fromLatin1(batch.batch.toHex()),
            .product = batch.productName,
            .batch = says("%1, expires %2").arg(batch.batchNumber, words::date(batch.expires)),
            .stock = says("%1 in the fridge").arg(stock),
            .doses = QString::number(doses)});
    }
    std::stable_sort(board.load.begin(), board.load.end(),
        [](const PlanLoadRow& a, const PlanLoadRow& b) { return a.product < b.product; });
    const int spare = state.doses() - state.patients();
    board.loadSum = spare >= 0 ? says("Needed %1, spare %2").arg(state.patients()).arg(spare)
                               : says("Needed %1, %2 short").arg(state.patients()).arg(-spare);
}

/// How many of the chosen patients one person may vaccinate with what is loaded.
int coveredBy(const domain::PersonRow& person, const PlanState& state, const PlanReading& reading,
    const clinical::ProgrammePack& pack, QString* title)
{
    const auto profession = clinical::professionFromWord(person.profession)
                                .value_or(clinical::Profession::Administrator);
    QString product = pack.products.empty() ? QString() : pack.products.front().dmd;
    for (const auto& batch : reading.batches)
        if (state.load.contains(batch.batch))
            product = batch.productCode;
    std::vector<clinical::Authority> authorities;
    for (const auto& file : reading.authorities)
        authorities.push_back(domain::toClinical(file));
    int covered = 0;
    for (const PlanStop& stop : state.stops)
        for (const PatientId patient : stop) {
            clinical::DoseIntent intent;
            intent.giver = person.staff;
            intent.profession = profession;
            intent.patient = patient;
            intent.product = product;
            intent.on = state.day;
            const auto choice = clinical::chooseAuthority(authorities, intent);
            if (!choice.chosen)
                continue;
            ++covered;
            for (const auto& file : reading.authorities)
                if (file.authority.authority == *choice.chosen)
                    *title = says("%1 v%2").arg(file.authority.title, file.authority.version);
        }
    return covered;
}

void fillTeam(PlanBoard& board, const PlanState& state, const PlanReading& reading,
    const clinical::ProgrammePack& pack)
{
    QStringList names;
    for (const auto& person : reading.people)
        if (state.team.contains(person.staff))
            names.push_back(words::callName(person.name));
    board.teamText = names.isEmpty() ? says("Choose who goes") : names.join(says(" and "));
    for (const auto& person : reading.people) {
        if (person.hasLeft)
            continue;
        const bool chosen = state.team.contains(person.staff);
        board.team.push_back({.value = QString::fromLatin1(person.staff.toHex()),
            .text = person.name,
            .detail = person.profession,
            .chosen = chosen});
        if (!chosen)
            continue;
        QString title;
        const int covered = coveredBy(person, state, reading, pack, &title);
        const int open = state.patients() - covered;
        const QString name = words::callName(person.name);
        if (open == 0)
            board.checks.push_back(
                {.text = title.isEmpty() ? name : says("%1: %2").arg(name, title),
                    .iconName = QStringLiteral("check"),
                    .tone = QStringLiteral("ok")});
        else
            board.checks.push_back({.text = says("%1: no signed authority for %2 of %3")
                                                .arg(name)
                                                .arg(open)
                                                .arg(state.patients()),
                .iconName = QStringLiteral("warning"),
                .tone = QStringLiteral("warn")});
    }
    for (const auto& tablet : reading.tablets)
        board.tablets.push_back({.value = QString::fromLatin1(tablet.device.toHex()),
            .text = tabletName(tablet.device),
            .detail = {},
            .chosen = tablet.device == state.device});
}

void fillChecks(PlanBoard& board, const PlanState& state, const PlanReading& reading, QDate today)
{
    const auto add = [&](const QString& tone, const QString& text) {
        board.checks.push_back({.text = text,
            .iconName
            = tone == QLatin1String("ok") ? QStringLiteral("check") : QStringLiteral("warning"),
            .tone = tone});
    };
    const auto missing = [&](const QString& where, const QString& text) {
        if (board.gap.isEmpty())
            board.gap = where;
        add(QStringLiteral("stop"), text);
    };
    if (state.stops.empty())
        missing(QStringLiteral("due"), says("Choose who is visited"));
    if (state.name.trimmed().isEmpty())
        missing(QStringLiteral("round"), says("Name the round"));
    if (!state.leavesAt.isValid())
        missing(QStringLiteral("round"), says("Say when it leaves"));
    if (state.team.isEmpty())
        missing(QStringLiteral("round"), says("Choose who goes"));
    if (!state.day.isValid() || state.day < today)
        missing(QStringLiteral("round"), says("Choose a day from today on"));
    if (state.device.isNull())
        missing(QStringLiteral("tablet"), says("Choose the tablet"));
    if (state.doses() == 0)
        missing(QStringLiteral("load"), says("Load the box"));
    else if (state.doses() < state.patients())
        add(QStringLiteral("warn"), board.loadSum);
    else
        add(QStringLiteral("ok"), says("Doses for everybody"));
    int notDue = 0;
    for (const PlanStop& stop : state.stops)
        for (const PatientId patient : stop)
            if (const auto* due = dueOf(reading, patient);
                due && due->eligibility.state != clinical::EligibilityState::Due)
                ++notDue;
    if (notDue > 0)
        add(QStringLiteral("warn"),
            words::counted(
                notDue, says("1 chosen person is not due"), says("%1 chosen people are not due")));
}

void sumUp(PlanBoard& board, const PlanState& state)
{
    const auto count = [&](const char* tone) {
        return static_cast<int>(std::count_if(board.checks.begin(), board.checks.end(),
            [tone](const Tag& check) { return check.tone == QLatin1String(tone); }));
    };
    const int stops = count("stop");
    const int warnings = count("warn");
    board.sum = QStringList{words::counted(static_cast<int>(state.stops.size()), says("1 stop"),
                                says("%1 stops")),
        words::counted(state.patients(), says("1 patient"), says("%1 patients")),
        words::counted(state.doses(), says("1 dose"), says("%1 doses"))}
                    .join(QStringLiteral(", "));
    if (stops > 0)
        board.canGo
            = words::counted(stops, says("1 thing is missing."), says("%1 things are missing."));
    else if (warnings > 0)
        board.canGo = words::counted(
            warnings, says("Can go with 1 warning."), says("Can go with %1 warnings."));
    else
        board.canGo = says("Ready to go.");
    board.sendReady = stops == 0;
    board.sendText = state.device.isNull() ? says("Send to a tablet")
                                           : says("Send to %1").arg(tabletName(state.device));
}

} // namespace plan_parts

std::vector<PatientId> stillToChoose(const PlanState& state, const PlanReading& reading)
{
    std::vector<PatientId> left;
    for (const auto& due : reading.due) {
        const PatientId id = due.patient.patient;
        if (due.eligibility.state == clinical::EligibilityState::Due && !state.has(id)
            && !reading.plannedOn.contains(id))
            left.push_back(id);
    }
    return left;
}

std::map<BatchId, int> neededLoad(const PlanState& state, const PlanReading& reading)
{
    std::vector<domain::BatchRow> usable;
    for (const auto& batch : reading.batches)
        if (plan_parts::isUsable(batch, state, reading))
            usable.push_back(batch);
    std::stable_sort(usable.begin(), usable.end(),
        [](const auto& a, const auto& b) { return a.expires < b.expires; });
    std::map<BatchId, int> load;
    int needed = state.patients();
    for (const auto& batch : usable) {
        const int doses = std::min(needed, reading.inStock.value(batch.batch));
        if (doses > 0)
            load[batch.batch] = doses;
        needed -= doses;
    }
    return load;
}

QString tabletName(DeviceId device)
{
    return plan_parts::says("tablet %1")
        .arg(QString::fromLatin1(device.toHex().right(4)).toUpper());
}

std::optional<std::size_t> doorOf(
    const PlanState& state, const PlanReading& reading, PatientId patient)
{
    const auto* due = plan_parts::dueOf(reading, patient);
    if (!due || due->patient.household.isNull())
        return std::nullopt;
    for (std::size_t i = 0; i < state.stops.size(); ++i) {
        const auto* other = plan_parts::dueOf(reading, state.stops[i].front());
        if (other && other->patient.household == due->patient.household)
            return i;
    }
    return std::nullopt;
}

std::vector<PlannedVisit> plannedVisits(
    const PlanState& state, const PlanReading& reading, IdMint& mint)
{
    std::vector<PlannedVisit> visits;
    for (const PlanStop& stop : state.stops)
        for (const PatientId patient : stop)
            if (const auto* due = plan_parts::dueOf(reading, patient))
                visits.push_back({mint.next<VisitId>(), due->patient,
                    {QStringLiteral("vaccinate:") + state.programme}, {}, {}, {}});
    setTimes(visits, state.leavesAt);
    return visits;
}

std::vector<PlanStop> proposedOrder(
    const PlanState& state, const PlanReading& reading, IdMint& mint)
{
    const auto ordered = inVisitingOrder(plannedVisits(state, reading, mint), state.leavesAt);
    std::vector<PlanStop> stops;
    std::map<HouseholdId, std::size_t> doors;
    for (const auto& visit : ordered) {
        const HouseholdId home = visit.patient.household;
        const auto known = doors.find(home);
        if (!home.isNull() && known != doors.end()) {
            stops[known->second].push_back(visit.patient.patient);
            continue;
        }
        if (!home.isNull())
            doors[home] = stops.size();
        stops.push_back({visit.patient.patient});
    }
    return stops;
}

PlanBoard planBoard(const PlanState& state, const PlanReading& reading,
    const clinical::ProgrammePack& pack, const PlanLook& look, QDate today)
{
    using namespace plan_parts;
    PlanBoard board;
    fillDue(board, state, reading, look, today);
    fillStops(board, state, reading);
    fillLoad(board, state, reading);
    fillTeam(board, state, reading, pack);
    fillChecks(board, state, reading, today);
    sumUp(board, state);
    return board;
}

} // namespace doorstep::app
