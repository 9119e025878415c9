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

void fillDue(PlanBoard& board, const PlanState& state, const PlanReading& reading,
    const QString& query, QDate today)
{
    int due = 0;
    for (const DuePatient& each : reading.due) {
        const auto& patient = each.patient;
        const bool isDue = each.eligibility.state == clinical::EligibilityState::Due;
        due += isDue ? 1 : 0;
        if (!matches(patient, query))
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
    board.dueFact = says("%1 due, %2 chosen").arg(due).arg(state.patients());
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

void fillLoad(PlanBoard& board, const PlanState& state, const PlanReading& reading)
{
    for (const auto& batch : reading.batches) {
        const int stock = reading.inStock.value(batch.batch);
        const auto loaded = state.load.find(batch.batch);
        const int doses = loaded == state.load.end() ? 0 : loaded->second;
        const bool usable = batch.status != domain::BatchStatus::Recalled
            && batch.programme == state.programme && batch.expires >= state.day && stock > 0;
        if (!usable && doses == 0)
            continue;
        board.load.push_back({.batchId = QString::fromLatin1(batch.batch.toHex()),
            .product = batch.productName,
            .batch = says("%1, expires %2").arg(batch.batchNumber, words::date(batch.expires)),
            .stock = says("%1 in the fridge").arg(stock),
            .doses = QString::number(doses)});
    }
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
    if (state.stops.empty())
        add(QStringLiteral("stop"), says("Choose who is visited"));
    if (state.team.isEmpty())
        add(QStringLiteral("stop"), says("Choose who goes"));
    if (state.device.isNull())
        add(QStringLiteral("stop"), says("Choose the tablet"));
    if (!state.day.isValid() || state.day < today)
        add(QStringLiteral("stop"), says("Choose a day from today on"));
    if (state.doses() == 0)
        add(QStringLiteral("stop"), says("Load the box"));
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
    const clinical::ProgrammePack& pack, const QString& query, QDate today)
{
    using namespace plan_parts;
    PlanBoard board;
    fillDue(board, state, reading, query, today);
    fillStops(board, state, reading);
    fillLoad(board, state, reading);
    fillTeam(board, state, reading, pack);
    fillChecks(board, state, reading, today);
    sumUp(board, state);
    return board;
}

} // namespace doorstep::app
