#include "app/viewmodels/today/today_board.h"

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/visit/visit_alerts.h"
#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/words.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>

namespace doorstep::app {

namespace board_parts {

QString says(const char* text)
{
    return QCoreApplication::translate("Today", text);
}

const QString dot = QStringLiteral(" · ");

bool isGiven(const domain::VisitRow& visit)
{
    return visit.outcome == domain::Outcome::Given || visit.outcome == domain::Outcome::Seen;
}

QString team(const RoundFile& file, StaffId staff)
{
    QStringList names;
    for (const StaffId member : file.round.team) {
        const auto* person = file.person(member);
        if (member != staff && person)
            names.push_back(words::callName(person->name));
    }
    return names.isEmpty() ? QString() : says("with %1").arg(words::listed(names));
}

QString dosesInBox(const RoundFile& file)
{
    if (file.boxes.empty())
        return says("No box loaded");
    int left = 0;
    for (const BoxFile& box : file.boxes)
        for (const auto& content : box.contents)
            left += content.remaining;
    return words::counted(left, says("1 dose in box"), says("%1 doses in box"));
}

QString temperature(const RoundFile& file)
{
    const domain::TemperatureRow* last = nullptr;
    for (const BoxFile& box : file.boxes) {
        const auto& row = box.lastTemperature;
        if (row && row->tenths && (!last || row->takenAt > last->takenAt))
            last = &*row;
    }
    if (!last)
        return file.boxes.empty() ? QString() : says("No temperature yet");
    return says("%1 at %2").arg(words::celsius(*last->tenths), words::time(last->takenAt));
}

/// "6 given, 1 not in, 11 to go": parts that add up to the shown total.
QString tally(const RoundFile& file)
{
    int given = 0;
    int toGo = 0;
    std::map<domain::Outcome, int> others;
    for (const auto& visit : file.visits) {
        if (!hasEnded(visit))
            ++toGo;
        else if (isGiven(visit))
            ++given;
        else
            ++others[visit.outcome];
    }
    QStringList parts;
    if (given > 0)
        parts.push_back(says("%1 given").arg(given));
    for (const auto& [outcome, count] : others)
        parts.push_back(QStringLiteral("%1 %2").arg(count).arg(words::outcomeInSentence(outcome)));
    if (toGo > 0 || parts.isEmpty())
        parts.push_back(says("%1 to go").arg(toGo));
    return parts.join(QStringLiteral(", "));
}

std::vector<Tag> jobTags(
    const RoundFile& file, const RoundStop& stop, const std::vector<clinical::ProgrammePack>& packs)
{
    std::vector<std::pair<Tag, int>> counted;
    for (const VisitId id : stop.visits) {
        for (const QString& key : file.visit(id)->jobs) {
            const auto said = words::jobWords(words::jobOf(key), packs);
            const auto same = std::find_if(counted.begin(), counted.end(),
                [&](const auto& entry) { return entry.first.text == said.shortText; });
            if (same != counted.end())
                ++same->second;
            else
                counted.push_back({{.text = said.shortText,
                                       .iconName = said.iconName,
                                       .tone = QStringLiteral("neutral")},
                    1});
        }
    }
    std::vector<Tag> tags;
    for (auto& [tag, count] : counted) {
        if (count > 1)
            tag.text += QStringLiteral(", %1").arg(count);
        tags.push_back(tag);
    }
    return tags;
}

std::vector<Tag> knowBeforeTags(const RoundFile& file, const RoundStop& stop)
{
    std::vector<Tag> tags;
    for (const VisitId id : stop.visits)
        for (Tag& tag : heldTags(file, *file.visit(id)))
            if (std::find(tags.begin(), tags.end(), tag) == tags.end())
                tags.push_back(std::move(tag));
    for (const VisitId id : stop.visits) {
        const auto* patient = file.patient(file.visit(id)->patient);
        if (!patient)
            continue;
        for (Tag& tag : words::patientTags(patient->patient, patient->alerts, patient->adjustments))
            if (std::find(tags.begin(), tags.end(), tag) == tags.end())
                tags.push_back(std::move(tag));
    }
    return tags;
}

QString stopName(const RoundFile& file, const RoundStop& stop, QDate today)
{
    const auto* first = file.patient(file.visit(stop.visits.front())->patient);
    if (!first)
        return says("Patient not on this device");
    if (stop.visits.size() == 1)
        return words::nameAndAge(words::fullName(first->patient.family, first->patient.given),
            first->patient.born, today);
    return says("%1, %2 patients")
        .arg(words::familyName(first->patient.family))
        .arg(stop.visits.size());
}

QString endedFact(const RoundFile& file, const RoundStop& stop)
{
    QStringList facts;
    for (const VisitId id : stop.visits) {
        const auto& visit = *file.visit(id);
        QString fact
            = says("%1 at %2").arg(words::outcomeWord(visit.outcome), words::time(visit.endedAt));
        if (const auto* by = file.person(visit.endedBy); by && visit.afterReassignment)
            fact += says(" by %1 after reassignment").arg(words::callName(by->name));
        facts.push_back(fact);
    }
    facts.removeDuplicates();
    return facts.join(QStringLiteral(", "));
}

StopRow rowOf(const RoundFile& file, const RoundStop& stop, const BoardFacts& facts,
    const std::vector<clinical::ProgrammePack>& packs)
{
    const auto& visit = *file.visit(stop.visits.front());
    const auto* patient = file.patient(visit.patient);
    std::vector<Tag> tags = jobTags(file, stop, packs);
    for (Tag& tag : knowBeforeTags(file, stop))
        tags.push_back(std::move(tag));
    return {.stopId = QString::fromLatin1(visit.visit.toHex()),
        .number = QString::number(stop.number),
        .window
        = stop.ended ? endedFact(file, stop) : words::window(visit.windowFrom, visit.windowTo),
        .name = stopName(file, stop, facts.today),
        .place = patient
            ? eitherValue(*patient, QStringLiteral("address"), patient->patient.addressLine)
            : QString(),
        .tags = toVariants(tags),
        .selected
        = std::find(stop.visits.begin(), stop.visits.end(), facts.selected) != stop.visits.end()};
}

PersonJobs personJobs(const RoundFile& file, VisitId id, QDate today,
    const std::vector<clinical::ProgrammePack>& packs)
{
    const auto& visit = *file.visit(id);
    const auto* patient = file.patient(visit.patient);
    std::vector<JobMark> marks;
    for (const QString& key : visit.jobs) {
        const auto said = words::jobWords(words::jobOf(key), packs);
        marks.push_back({.key = key,
            .text = said.shortText,
            .iconName = said.iconName,
            .done = patient && isJobDone(key, visit, *patient)});
    }
    const QString name = patient
        ? words::nameAndAge(words::callName(patient->patient.given), patient->patient.born, today)
        : says("Not on this device");
    return {.visitId = QString::fromLatin1(id.toHex()), .person = name, .jobs = toVariants(marks)};
}

NextStop nextStopOf(const RoundFile& file, const RoundStop& stop, QDate today,
    const std::vector<clinical::ProgrammePack>& packs)
{
    const auto& visit = *file.visit(stop.visits.front());
    const auto* patient = file.patient(visit.patient);
    NextStop next{.label = says("Next: stop %1").arg(stop.number),
        .window = words::window(visit.windowFrom, visit.windowTo),
        .tags = toVariants(knowBeforeTags(file, stop))};
    if (patient) {
        next.address
            = eitherValue(*patient, QStringLiteral("address"), patient->patient.addressLine);
        next.household = stop.visits.size() > 1
            ? says("%1 household, %2 patients")
                  .arg(words::familyName(patient->patient.family))
                  .arg(stop.visits.size())
            : words::fullName(patient->patient.family, patient->patient.given);
        if (!patient->patient.area.isEmpty())
            next.household += dot + patient->patient.area;
    }
    std::vector<PersonJobs> people;
    for (const VisitId id : stop.visits)
        people.push_back(personJobs(file, id, today, packs));
    next.people = toVariants(people);
    return next;
}

void fillSegments(TodayBoard& board, const RoundFile& file, const RoundStop* next)
{
    for (const auto& visit : file.visits) {
        const bool isNext = next
            && std::find(next->visits.begin(), next->visits.end(), visit.visit)
                != next->visits.end();
        if (hasEnded(visit))
            board.segments.push_back(
                isGiven(visit) ? QStringLiteral("given") : QStringLiteral("other"));
        else
            board.segments.push_back(isNext ? QStringLiteral("next") : QStringLiteral("todo"));
        board.ended += hasEnded(visit) ? 1 : 0;
    }
    board.total = static_cast<int>(file.visits.size());
    board.share = board.total > 0 ? static_cast<double>(board.ended) / board.total : 0;
    board.doneText = says("%1 of %2 visits done").arg(board.ended).arg(board.total);
}

} // namespace board_parts

bool hasEnded(const domain::VisitRow& visit)
{
    return visit.status == domain::VisitStatus::Done
        || visit.status == domain::VisitStatus::Attempted;
}

bool isJobDone(const QString& jobKey, const domain::VisitRow& visit, const PatientFile& patient)
{
    const auto job = words::jobOf(jobKey);
    switch (job.kind) {
    case words::JobKind::Vaccinate:
        return std::any_of(patient.vaccinations.begin(), patient.vaccinations.end(),
            [&](const domain::VaccinationRow& row) {
                return row.visit == visit.visit && row.programme == job.subject;
            });
    case words::JobKind::Observe:
        return std::any_of(patient.observationSets.begin(), patient.observationSets.end(),
            [&](const domain::ObservationSetRow& row) { return row.visit == visit.visit; });
    case words::JobKind::Form:
        break;
    }
    return false;
}

std::vector<RoundStop> stopsOf(const RoundFile& file)
{
    std::vector<RoundStop> stops;
    std::map<HouseholdId, std::size_t> byHousehold;
    for (const auto& visit : file.visits) {
        const auto* patient = file.patient(visit.patient);
        const HouseholdId household = patient ? patient->patient.household : HouseholdId();
        const auto known = byHousehold.find(household);
        if (!household.isNull() && known != byHousehold.end()) {
            RoundStop& stop = stops[known->second];
            stop.visits.push_back(visit.visit);
            stop.ended = stop.ended && hasEnded(visit);
            continue;
        }
        if (!household.isNull())
            byHousehold[household] = stops.size();
        stops.push_back({static_cast<int>(stops.size()) + 1, {visit.visit}, hasEnded(visit)});
    }
    return stops;
}

TodayBoard todayBoard(const RoundFile& file, const BoardFacts& facts,
    const std::vector<clinical::ProgrammePack>& packs)
{
    using namespace board_parts;
    TodayBoard board;
    const auto stops = stopsOf(file);
    const auto next = std::find_if(
        stops.begin(), stops.end(), [](const RoundStop& stop) { return !stop.ended; });
    const RoundStop* nextStop = next == stops.end() ? nullptr : &*next;
    board.roundName = file.round.name;
    board.roundWhen = words::dayDate(file.round.day);
    if (const QString with = team(file, facts.staff); !with.isEmpty())
        board.roundWhen += dot + with;
    board.dosesText = dosesInBox(file);
    board.temperatureText = temperature(file);
    board.tallyText = tally(file);
    board.alerts = roundAlerts(file, facts.staff, facts.today);
    fillSegments(board, file, nextStop);
    if (nextStop) {
        board.next = nextStopOf(file, *nextStop, facts.today, packs);
        board.nextNumber = nextStop->number;
        const auto open = std::find_if(nextStop->visits.begin(), nextStop->visits.end(),
            [&](VisitId id) { return !hasEnded(*file.visit(id)); });
        board.nextVisit = *open;
    }
    for (const RoundStop& stop : stops) {
        if (stop.ended)
            board.done.push_back(rowOf(file, stop, facts, packs));
        else if (facts.pane || &stop != nextStop)
            board.then.push_back(rowOf(file, stop, facts, packs));
    }
    return board;
}

} // namespace doorstep::app
