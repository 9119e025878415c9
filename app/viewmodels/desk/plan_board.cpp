#include "app/viewmodels/desk/plan_board.h"

#include "app/viewmodels/desk/plan_jobs.h"
#include "app/viewmodels/words/eligibility_words.h"
#include "app/viewmodels/words/job_words.h"
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
    const QString job = vaccinationJob(state.programme);
    for (const auto& patient : reading.patients) {
        const bool isDue = reading.isDue(state.programme, patient.patient);
        const bool chosen = state.has(patient.patient, job);
        due += isDue ? 1 : 0;
        if (!isShown(look, isDue, chosen) || !matches(patient, look.query))
            continue;
        QStringList under{patient.addressLine};
        if (const QString history = reading.history.value(patient.patient); !history.isEmpty())
            under.push_back(history);
        if (const QString other = reading.plannedOn.value(patient.patient); !other.isEmpty())
            under.push_back(other);
        if (!chosen && state.has(patient.patient))
            under.push_back(says("on this round without it"));
        board.due.push_back({.patientId = QString::fromLatin1(patient.patient.toHex()),
            .name = words::nameAndAge(
                words::fullName(patient.family, patient.given), patient.born, today),
            .under = under.join(QStringLiteral(" · ")),
            .reason = words::eligibilitySentence(reading.verdict(state.programme, patient.patient)),
            .due = isDue,
            .chosen = chosen});
    }
    board.filters = {{.value = QStringLiteral("due"), .text = says("Due, %1").arg(due)},
        {.value = QStringLiteral("chosen"),
            .text = says("Chosen, %1").arg(state.patientsWith(job))},
        {.value = QStringLiteral("all"), .text = says("All, %1").arg(reading.patients.size())}};
    const auto left = static_cast<int>(stillToChoose(state, reading).size());
    const int room = mostVisits - state.patients();
    if (left > 0 && room > 0)
        board.chooseAllText
            = left <= room ? says("Choose all due") : says("Choose %1 due").arg(room);
}

void fillStops(
    PlanBoard& board, const PlanState& state, const PlanReading& reading, const Packs& packs)
{
    QTime at = state.leavesAt.addSecs(pace.minutesBetween * 60);
    for (std::size_t i = 0; i < state.stops.size(); ++i) {
        const PlanStop& stop = state.stops[i];
        const auto* patient = reading.patient(stop.front());
        if (!patient)
            continue;
        const int minutes = pace.minutesEach * static_cast<int>(stop.size());
        board.stops.push_back({.stopId = QString::number(i),
            .number = QString::number(i + 1),
            .time = words::time(at),
            .name = stop.size() > 1 ? says("%1, %2").arg(patient->family).arg(stop.size())
                                    : words::fullName(patient->family, patient->given),
            .place = patient->addressLine,
            .minutes = says("%1 min").arg(minutes),
            .work = workAt(state, stop, packs),
            .selected = i == state.selected});
        at = at.addSecs((minutes + pace.minutesBetween) * 60);
    }
    if (!state.stops.empty())
        board.backBy = says("Back by %1").arg(words::time(at));
}

bool isUsable(const domain::BatchRow& batch, const PlanState& state, const PlanReading& reading)
{
    return batch.status != domain::BatchStatus::Recalled
        && (batch.programme == state.programme
            || state.patientsWith(vaccinationJob(batch.programme)) > 0)
        && batch.expires >= state.day && reading.inStock.value(batch.batch) > 0;
}

/// Doses loaded that nobody of the programme needs; negative: short.
int spareOf(const PlanState& state, const PlanReading& reading, const QString& programme)
{
    int spare = -state.patientsWith(vaccinationJob(programme));
    for (const auto& batch : reading.batches)
        if (const auto loaded = state.load.find(batch.batch);
            loaded != state.load.end() && batch.programme == programme)
            spare += loaded->second;
    return spare;
}

bool isShort(const PlanState& state, const PlanReading& reading)
{
    const QStringList used = state.programmesUsed();
    return std::any_of(used.begin(), used.end(),
        [&](const QString& programme) { return spareOf(state, reading, programme) < 0; });
}

QString loadSum(const PlanState& state, const PlanReading& reading, const Packs& packs)
{
    QStringList used = state.programmesUsed();
    if (used.isEmpty())
        used = QStringList{state.programme};
    QStringList sums;
    for (const QString& programme : used) {
        const int needed = state.patientsWith(vaccinationJob(programme));
        const int spare = spareOf(state, reading, programme);
        const QString sum = spare >= 0 ? says("Needed %1, spare %2").arg(needed).arg(spare)
                                       : says("Needed %1, %2 short").arg(needed).arg(-spare);
        const auto job = words::jobOf(vaccinationJob(programme));
        sums.push_back(used.size() == 1
                ? sum
                : QStringLiteral("%1: %2").arg(words::jobWords(job, packs).shortText, sum));
    }
    return sums.join(QStringLiteral(". "));
}

void fillLoad(
    PlanBoard& board, const PlanState& state, const PlanReading& reading, const Packs& packs)
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
    board.loadSum = loadSum(state, reading, packs);
}

/// What the box carries of a programme, else the first that the pack names.
QString productOf(
    const PlanState& state, const PlanReading& reading, const clinical::ProgrammePack& pack)
{
    QString product = pack.products.empty() ? QString() : pack.products.front().dmd;
    for (const auto& batch : reading.batches)
        if (batch.programme == pack.id && state.load.contains(batch.batch))
            product = batch.productCode;
    return product;
}

/// How many of the planned vaccinations one person may give with what is loaded.
int coveredBy(const domain::PersonRow& person, const PlanState& state, const PlanReading& reading,
    const Packs& packs, QStringList* titles)
{
    std::vector<clinical::Authority> authorities;
    for (const auto& file : reading.authorities)
        authorities.push_back(domain::toClinical(file));
    clinical::DoseIntent intent;
    intent.giver = person.staff;
    intent.profession = clinical::professionFromWord(person.profession)
                            .value_or(clinical::Profession::Administrator);
    intent.on = state.day;
    int covered = 0;
    for (const auto& pack : packs) {
        intent.product = productOf(state, reading, pack);
        for (const auto& [patient, jobs] : state.jobs) {
            if (!jobs.contains(vaccinationJob(pack.id)))
                continue;
            intent.patient = patient;
            const auto choice = clinical::chooseAuthority(authorities, intent);
            if (!choice.chosen)
                continue;
            ++covered;
            for (const auto& file : reading.authorities)
                if (file.authority.authority == *choice.chosen)
                    titles->push_back(
                        says("%1 v%2").arg(file.authority.title, file.authority.version));
        }
    }
    titles->removeDuplicates();
    return covered;
}

void fillTeam(
    PlanBoard& board, const PlanState& state, const PlanReading& reading, const Packs& packs)
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
        QStringList titles;
        const int covered = coveredBy(person, state, reading, packs, &titles);
        const int open = state.vaccinations() - covered;
        const QString name = words::callName(person.name);
        if (open == 0)
            board.checks.push_back(
                {.text = titles.isEmpty() ? name : says("%1: %2").arg(name, words::listed(titles)),
                    .iconName = QStringLiteral("check"),
                    .tone = QStringLiteral("ok")});
        else
            board.checks.push_back({.text = says("%1: no signed authority for %2 of %3")
                                                .arg(name)
                                                .arg(open)
                                                .arg(state.vaccinations()),
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
    if (const int idle = withoutJob(state); idle > 0)
        missing(QStringLiteral("jobs"),
            words::counted(
                idle, says("Nothing to do for 1 patient"), says("Nothing to do for %1 patients")));
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
    const bool vaccinates = state.vaccinations() > 0;
    if (vaccinates && state.doses() == 0)
        missing(QStringLiteral("load"), says("Load the box"));
    else if (isShort(state, reading))
        add(QStringLiteral("warn"), board.loadSum);
    else if (vaccinates)
        add(QStringLiteral("ok"), says("Doses for everybody"));
    else if (!state.stops.empty())
        add(QStringLiteral("ok"), says("No vaccination: no dose is needed"));
    const auto notDue = std::count_if(state.jobs.begin(), state.jobs.end(), [&](const auto& each) {
        return std::any_of(each.second.begin(), each.second.end(), [&](const QString& key) {
            const auto job = words::jobOf(key);
            return job.kind == words::JobKind::Vaccinate && !reading.isDue(job.subject, each.first);
        });
    });
    if (notDue > 0)
        add(QStringLiteral("warn"),
            words::counted(static_cast<int>(notDue), says("1 chosen person is not due"),
                says("%1 chosen people are not due")));
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
    for (const auto& patient : reading.patients)
        if (reading.isDue(state.programme, patient.patient)
            && !state.has(patient.patient, vaccinationJob(state.programme))
            && !reading.plannedOn.contains(patient.patient))
            left.push_back(patient.patient);
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
    QHash<QString, int> met;
    for (const auto& batch : usable) {
        const int needed
            = state.patientsWith(vaccinationJob(batch.programme)) - met.value(batch.programme);
        const int doses = std::min(needed, reading.inStock.value(batch.batch));
        if (doses > 0)
            load[batch.batch] = doses;
        met[batch.programme] += doses;
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
    const auto* row = reading.patient(patient);
    if (!row || row->household.isNull())
        return std::nullopt;
    for (std::size_t i = 0; i < state.stops.size(); ++i) {
        const auto* other = reading.patient(state.stops[i].front());
        if (other && other->household == row->household)
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
            if (const auto* row = reading.patient(patient))
                visits.push_back(
                    {mint.next<VisitId>(), *row, jobsInOrder(state, patient), {}, {}, {}});
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

PlanBoard planBoard(const PlanState& state, const PlanReading& reading, const Packs& packs,
    const PlanLook& look, QDate today)
{
    using namespace plan_parts;
    PlanBoard board;
    fillDue(board, state, reading, look, today);
    fillStops(board, state, reading, packs);
    fillJobs(board, state, reading, packs);
    fillLoad(board, state, reading, packs);
    fillTeam(board, state, reading, packs);
    fillChecks(board, state, reading, today);
    sumUp(board, state);
    return board;
}

} // namespace doorstep::app
