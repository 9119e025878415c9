#include "app/viewmodels/visit/visit_jobs.h"

#include "app/viewmodels/today/today_board.h"
#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/stop_words.h"
#include "app/viewmodels/words/words.h"
#include "core/clinical/observation.h"
#include "core/domain/hold_rules.h"

#include <QCoreApplication>
#include <algorithm>

namespace doorstep::app {

namespace job_cards {

QString says(const char* text)
{
    return QCoreApplication::translate("Jobs", text);
}

bool speaksOfAuthority(const clinical::Stop& stop)
{
    return stop.rule <= clinical::StopRule::ProtocolInjectionsOnly;
}

const domain::VaccinationRow* vaccinationAt(
    const PatientFile& patient, VisitId visit, const QString& programme)
{
    const auto found = std::find_if(patient.vaccinations.begin(), patient.vaccinations.end(),
        [&](const domain::VaccinationRow& row) {
            return row.visit == visit && row.programme == programme;
        });
    return found == patient.vaccinations.end() ? nullptr : &*found;
}

bool hasTwoDoses(const PatientFile& patient, const QString& programme)
{
    return std::any_of(patient.held.begin(), patient.held.end(), [&](const HeldFile& held) {
        return held.hold.rule == domain::hold_rules::DoubleDose && held.programme == programme;
    });
}

QString siteInSentence(const clinical::ProgrammePack& pack, const QString& site)
{
    const auto* place = pack.site(site);
    return place ? place->label.toLower() : QString();
}

QString historyFact(const clinical::ProgrammePack& pack, const PatientFile& patient)
{
    for (const auto& row : patient.vaccinations) {
        if (row.status != domain::VaccinationStatus::Given || row.programme != pack.id)
            continue;
        return row.place.isEmpty()
            ? says("Had %1").arg(words::date(row.occurredOn))
            : says("Had %1 at %2").arg(words::date(row.occurredOn), row.place);
    }
    return says("None given this season");
}

/// Only what this person recorded today is taken back, and only the record that is shown.
void offerUndo(
    JobRow& row, EntryId entry, StaffId recordedBy, Instant recordedAt, const VisitFacts& facts)
{
    row.canUndo = recordedBy == facts.staff && words::localDay(recordedAt) == facts.today;
    if (row.canUndo)
        row.recorded = entry;
}

void fillGiven(JobRow& row, const domain::VaccinationRow& given,
    const clinical::ProgrammePack& pack, const VisitFacts& facts, bool twoDoses)
{
    row.done = true;
    offerUndo(row, given.entry, given.recordedBy, given.recordedAt, facts);
    if (given.status == domain::VaccinationStatus::NotGiven) {
        row.fact = says("Not given: %1").arg(words::notGivenWord(given.notGivenReason).toLower());
        return;
    }
    const QString site = siteInSentence(pack, given.site);
    row.fact = says("Given %1").arg(words::time(given.occurredAt));
    if (twoDoses) {
        row.tagText = says("Two doses on record");
        row.tagIcon = QStringLiteral("no");
        row.tagTone = QStringLiteral("stop");
    }
    if (!site.isEmpty())
        row.fact += QStringLiteral(", ") + site;
}

void fillVaccine(JobBoard& board, JobRow row, const RoundFile& round, const PatientFile& patient,
    const clinical::ProgrammePack& pack, const VisitFacts& facts)
{
    if (const auto* given = vaccinationAt(patient, facts.visit, pack.id)) {
        fillGiven(row, *given, pack, facts, hasTwoDoses(patient, pack.id));
        board.rows.push_back(row);
        return;
    }
    const auto verdict = verdictBefore(
        round, patient, pack, presetDose(round, pack, patient.patient, facts.today), facts);
    const words::StopContext about{words::callName(patient.patient.given), words::vaccineName(pack),
        &pack, round.professionOf(facts.staff)};
    bool forbidden = false;
    for (const auto& stop : verdict.stops) {
        if (!speaksOfAuthority(stop) || stop.level != clinical::StopLevel::Block)
            continue;
        board.notices.push_back(words::noticeOf(stop, about));
        forbidden = true;
    }
    if (forbidden)
        return; // never offered what one may not give: the stop stands in its place
    row.fact = historyFact(pack, patient);
    if (clinical::mayGoOn(verdict.stops)) {
        row.tagText = verdict.stops.empty() ? says("Ready") : says("Look first");
        row.tagIcon = verdict.stops.empty() ? QStringLiteral("check") : QStringLiteral("warning");
        row.tagTone = verdict.stops.empty() ? QStringLiteral("ok") : QStringLiteral("warn");
    } else {
        row.tagText = says("Stop");
        row.tagIcon = QStringLiteral("no");
        row.tagTone = QStringLiteral("stop");
    }
    board.offered.push_back(row.jobKey);
    board.rows.push_back(row);
}

void fillObserve(JobRow& row, const PatientFile& patient, const VisitFacts& facts, bool done)
{
    const auto last = pressuresOf(patient, 1);
    if (done) {
        row.done = true;
        const auto newest = std::ranges::find(
            patient.observationSets, facts.visit, &domain::ObservationSetRow::visit);
        if (newest != patient.observationSets.end())
            offerUndo(row, newest->entry, newest->recordedBy, newest->recordedAt, facts);
        row.fact = last.empty() ? says("Taken")
                                : says("%1/%2 mmHg, %3")
                                      .arg(last.front().systolic)
                                      .arg(last.front().diastolic)
                                      .arg(words::time(last.front().takenAt));
        return;
    }
    row.fact = last.empty() ? says("None on record here")
                            : says("Last %1/%2 mmHg, %3")
                                  .arg(last.front().systolic)
                                  .arg(last.front().diastolic)
                                  .arg(words::date(words::localDay(last.front().takenAt)));
    row.tagText = says("Due");
    row.tagIcon = QStringLiteral("clock");
    row.tagTone = QStringLiteral("warn");
}

/// Observations taken because they seemed wise, though nobody had planned them.
void addUnplanned(JobBoard& board, const domain::VisitRow& visit, const PatientFile& patient,
    const VisitFacts& facts, const std::vector<clinical::ProgrammePack>& packs)
{
    const QString key = QStringLiteral("observe");
    const bool planned = std::any_of(visit.jobs.begin(), visit.jobs.end(),
        [](const QString& each) { return words::jobOf(each).kind == words::JobKind::Observe; });
    if (planned || !isJobDone(key, visit, patient))
        return;
    const auto said = words::jobWords(words::jobOf(key), packs);
    JobRow row{.jobKey = key, .title = said.title, .iconName = said.iconName};
    fillObserve(row, patient, facts, true);
    board.rows.push_back(row);
}

QString actionFor(const words::Job& job, const std::vector<clinical::ProgrammePack>& packs)
{
    if (job.kind == words::JobKind::Vaccinate) {
        const auto* pack = words::packOf(packs, job.subject);
        return says("Give %1 vaccine").arg(pack ? words::vaccineName(*pack) : job.subject);
    }
    return job.subject == QLatin1String("bp") ? says("Take blood pressure")
                                              : says("Take observations");
}

} // namespace job_cards

PresetDose presetDose(const RoundFile& round, const clinical::ProgrammePack& pack,
    const domain::PatientRow& patient, QDate today)
{
    PresetDose best;
    std::size_t fewest = 0;
    for (const BoxFile& box : round.boxes) {
        const auto batches = round.boxBatches(box);
        for (const auto& product : pack.products) {
            const auto batch = clinical::presetBatch(batches, product.dmd, today);
            if (!batch)
                continue;
            const std::size_t stops = clinical::checkProduct(product, patient.born, today).size();
            if (best.product && stops >= fewest)
                continue;
            best = {&product, box.box.box, batch};
            fewest = stops;
        }
    }
    if (!best.product && !round.boxes.empty())
        best.box = round.boxes.front().box.box;
    return best;
}

domain::DoseVerdict verdictBefore(const RoundFile& round, const PatientFile& patient,
    const clinical::ProgrammePack& pack, const PresetDose& preset, const VisitFacts& facts)
{
    domain::DoseBeforeAct dose;
    dose.pack = &pack;
    dose.patient = patient.patient;
    dose.vaccinations = patient.vaccinations;
    dose.authorities = round.authorities;
    const auto* box = round.box(preset.box);
    if (box)
        dose.box = round.boxBatches(*box);
    // Without a usable batch the first product stands for the question "may I at all".
    const auto* product = preset.product ? preset.product
        : pack.products.empty()          ? nullptr
                                         : &pack.products.front();
    dose.intent.giver = facts.staff;
    dose.intent.profession = round.professionOf(facts.staff);
    dose.intent.patient = patient.patient.patient;
    dose.intent.on = facts.today;
    dose.batch.on = facts.today;
    if (product) {
        dose.intent.product = product->dmd;
        dose.intent.productName = product->name;
        dose.intent.byInjection = product->route != QLatin1String("nasal");
        dose.batch.product = product->dmd;
        dose.batch.productName = product->name;
    }
    for (const auto& batch : dose.box)
        if (preset.batch && batch.id == *preset.batch)
            dose.batch.lot = batch.lot;
    return domain::checkBeforeAct(dose);
}

std::vector<PressureReading> pressuresOf(const PatientFile& patient, int most)
{
    const QString systolic = clinical::definitionOf(clinical::ObservationKind::Systolic).snomed;
    const QString diastolic = clinical::definitionOf(clinical::ObservationKind::Diastolic).snomed;
    std::vector<PressureReading> readings;
    for (const auto& set : patient.observationSets) {
        PressureReading reading{.takenAt = set.takenAt};
        for (const auto& value : patient.observations) {
            if (value.entry != set.entry || !value.scaled)
                continue;
            if (value.code == systolic)
                reading.systolic = static_cast<int>(*value.scaled);
            else if (value.code == diastolic)
                reading.diastolic = static_cast<int>(*value.scaled);
        }
        if (reading.systolic > 0 && reading.diastolic > 0)
            readings.push_back(reading);
        if (static_cast<int>(readings.size()) == most)
            break;
    }
    return readings;
}

JobBoard jobBoard(const RoundFile& round, const VisitFacts& facts,
    const std::vector<clinical::ProgrammePack>& packs)
{
    using namespace job_cards;
    JobBoard board;
    const auto* visit = round.visit(facts.visit);
    const auto* patient = visit ? round.patient(visit->patient) : nullptr;
    if (!patient)
        return board;
    for (const QString& key : visit->jobs) {
        const auto job = words::jobOf(key);
        const auto said = words::jobWords(job, packs);
        JobRow row{.jobKey = key, .title = said.title, .iconName = said.iconName};
        const auto* pack = words::packOf(packs, job.subject);
        if (job.kind == words::JobKind::Vaccinate && pack) {
            fillVaccine(board, row, round, *patient, *pack, facts);
        } else if (job.kind == words::JobKind::Observe) {
            fillObserve(row, *patient, facts, isJobDone(key, *visit, *patient));
            board.rows.push_back(row);
        } else {
            row.fact = says("Not on this version: do it at the practice");
            board.rows.push_back(row);
        }
    }
    addUnplanned(board, *visit, *patient, facts, packs);
    int done = 0;
    for (JobRow& row : board.rows) {
        done += row.done ? 1 : 0;
        const auto job = words::jobOf(row.jobKey);
        const bool openable
            = job.kind != words::JobKind::Form && row.tagTone != QLatin1String("stop");
        if (row.done || !openable || !board.nextKey.isEmpty())
            continue;
        row.next = true;
        board.nextKey = row.jobKey;
        board.nextAction = actionFor(job, packs);
    }
    if (!board.rows.empty())
        board.fact = says("%1 of %2 jobs done").arg(done).arg(board.rows.size());
    return board;
}

} // namespace doorstep::app
