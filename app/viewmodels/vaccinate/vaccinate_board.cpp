#include "app/viewmodels/vaccinate/vaccinate_board.h"

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/vaccinate/dose_check.h"
#include "app/viewmodels/visit/visit_alerts.h"
#include "app/viewmodels/visit/visit_jobs.h"
#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/stop_words.h"
#include "app/viewmodels/words/words.h"

#include <QCoreApplication>
#include <algorithm>

namespace doorstep::app {

namespace vaccinate_parts {

const QString identityId = QString::fromUtf16(IdentityQuestion);
const QString allergyId = QString::fromUtf16(AllergyQuestion);

QString says(const char* text)
{
    return QCoreApplication::translate("Vaccinate", text);
}

QString answerWord(const VaccinateState& state, const QString& question)
{
    const auto answer = state.answers.find(question);
    return answer == state.answers.end() ? QString() : domain::word(answer->second);
}

QString vaccineNames(const VaccinateState& state, const std::vector<clinical::ProgrammePack>& packs)
{
    QStringList names;
    for (const DoseChoice& dose : state.doses)
        if (const auto* pack = words::packOf(packs, dose.programme))
            names.push_back(words::vaccineName(*pack));
    return words::listed(names);
}

bool hasAllergies(const PatientFile& patient)
{
    return std::any_of(
        patient.alerts.begin(), patient.alerts.end(), [](const domain::AlertRow& alert) {
            return alert.alertKind == domain::AlertKind::Allergy;
        });
}

QString textOf(const QString& id, const VaccinateState& state,
    const std::vector<clinical::ProgrammePack>& packs)
{
    for (const DoseChoice& dose : state.doses) {
        const auto* pack = words::packOf(packs, dose.programme);
        if (const auto* question = pack ? pack->question(id) : nullptr)
            return question->text;
    }
    return {};
}

void fillQuestions(VaccinateBoard& board, const VaccinateState& state, const PatientFile& patient,
    const std::vector<clinical::ProgrammePack>& packs)
{
    const QString name = words::fullName(patient.patient.family, patient.patient.given);
    const QString born = words::date(patient.patient.born);
    board.questionIds = questionIdsFor(state.doses, packs);
    board.identity = says("Name and date of birth: %1, %2").arg(name, born);
    board.questionsLead = says("No to each of these:");
    for (const QString& id : board.questionIds) {
        QuestionLine line{.questionId = id, .answer = answerWord(state, id)};
        if (id == identityId) {
            line.question = says("Is this %1, born %2?").arg(name, born);
            // In the one confirm identity stands on its own line.
            if (state.phase != VaccinatePhase::Each)
                continue;
        } else if (id == allergyId) {
            line.question = hasAllergies(patient)
                ? says("Do you have an allergy that is not on the list above?")
                : says("Do you have any allergies?");
        } else {
            line.question = textOf(id, state, packs);
        }
        line.text = line.question;
        board.questions.push_back(line);
    }
}

void fillChecked(VaccinateBoard& board, const VaccinateState& state, const QString& callName,
    const std::vector<clinical::ProgrammePack>& packs)
{
    board.checkedHeading
        = says("Checked with %1 at %2").arg(callName, words::time(state.checkedAt));
    if (answerWord(state, identityId) == QLatin1String("yes"))
        board.checkedLines.push_back(
            {.text = says("Name and date of birth confirmed"), .tone = QStringLiteral("ok")});
    int clear = 0;
    for (const QString& id : board.questionIds) {
        const QString answer = answerWord(state, id);
        if (id == identityId || answer.isEmpty())
            continue;
        if (answer == QLatin1String("no"))
            ++clear;
        else
            board.checkedLines.push_back(
                {.text = says("Yes: %1").arg(
                     id == allergyId ? says("another allergy") : textOf(id, state, packs)),
                    .tone = QStringLiteral("warn")});
    }
    if (clear > 0)
        board.checkedLines.push_back(
            {.text = words::counted(clear, says("No to 1 question"), says("No to %1 questions")),
                .tone = QStringLiteral("ok")});
    for (const auto& [notice, reason] : state.reasons)
        board.checkedLines.push_back(
            {.text = notice == allergyId ? says("New allergy: %1").arg(reason)
                                         : says("Goes on because: %1").arg(reason),
                .tone = QStringLiteral("warn")});
    if (state.consent)
        board.consent = words::consentSentence(
            state.consent->by, callName, state.consent->name, state.consent->relation);
}

/// Allergies as answered: what to record, and the stop while a new one has no words yet.
void judgeAllergies(VaccinateBoard& board, const VaccinateState& state, const PatientFile& patient)
{
    const auto answer = state.answers.find(allergyId);
    if (answer == state.answers.end())
        return;
    AllergyCheck check;
    for (const auto& alert : patient.alerts)
        if (alert.alertKind == domain::AlertKind::Allergy)
            check.seen.push_back(alert.entry);
    const auto words = state.reasons.find(allergyId);
    if (answer->second == domain::Answer::Yes) {
        if (words == state.reasons.end()) {
            board.askNotices.push_back({.noticeId = allergyId,
                .kind = QStringLiteral("stop"),
                .heading = says("Which allergy?"),
                .body = says("Write it down. It joins the list above before the vaccine."),
                .actionText = says("Add the allergy"),
                .actionIcon = QStringLiteral("pencil")});
            return;
        }
        board.alerts.push_back({.kind = domain::AlertKind::Allergy, .text = words->second});
    }
    check.status = check.seen.isEmpty() && board.alerts.empty() ? domain::AllergyStatus::NoneKnown
                                                                : domain::AllergyStatus::Listed;
    board.allergies = check;
}

/// Records that disagree about these vaccines or the allergies, said before the needle.
void judgeHeld(VaccinateBoard& board, const VaccinateState& state, const RoundFile& round,
    const domain::VisitRow& visit, QDate today)
{
    QStringList programmes;
    for (const DoseChoice& dose : state.doses)
        programmes.append(dose.programme);
    const auto alerts = alertsBeforeDose(round, visit, programmes, today);
    board.askNotices.insert(board.askNotices.begin(), alerts.begin(), alerts.end());
}

void judgeIdentity(VaccinateBoard& board, const VaccinateState& state, const QString& callName)
{
    if (answerWord(state, identityId) != QLatin1String("no"))
        return;
    board.askNotices.push_back({.noticeId = identityId,
        .kind = QStringLiteral("stop"),
        .heading = says("Not the right person"),
        .body
        = says("This record is %1's. Give nothing under it. Find the right record.").arg(callName),
        .actionText = says("Find a patient"),
        .actionIcon = QStringLiteral("search")});
}

QString siteInWords(const clinical::ProgrammePack& pack, const QString& site)
{
    const auto* place = pack.site(site);
    return place ? place->label.toLower() : site;
}

/// What stands between the person and Save, first things first; empty when ready.
QString gapSentence(const VaccinateBoard& board, const VaccinateState& state,
    const std::vector<DoseCheck>& checks, const QString& callName)
{
    if (state.doses.empty())
        return says("Choose a vaccine to save");
    if (state.phase == VaccinatePhase::Ask)
        return says("Check with %1 to save").arg(callName);
    if (state.phase == VaccinatePhase::Each)
        return says("Answer every question to save");
    for (const auto* notices : {&board.askNotices, &board.authorityNotices})
        for (const Notice& notice : *notices)
            if (notice.kind == QLatin1String("stop"))
                return says("Stopped: %1").arg(notice.heading.toLower());
    for (const DoseCheck& check : checks)
        for (const Notice& notice : check.doseNotices)
            if (notice.kind == QLatin1String("stop"))
                return says("Stopped: %1").arg(notice.heading.toLower());
    if (!state.consent)
        return says("Record consent to save");
    for (const DoseCheck& check : checks)
        if (check.needsReason)
            return says("Give a reason to save");
    for (const DoseCheck& check : checks)
        if (check.choice->site.isEmpty())
            return check.product && check.product->route == QLatin1String("nasal")
                ? says("Choose where to save")
                : says("Choose an arm to save");
    for (const GivenDose& dose : board.given)
        if (!gapsOf(dose).empty())
            return says("Something is missing to save");
    return {};
}

QString saveSentence(const VaccinateState& state, const std::vector<clinical::ProgrammePack>& packs)
{
    QStringList parts;
    for (const DoseChoice& dose : state.doses) {
        const auto* pack = words::packOf(packs, dose.programme);
        if (!pack)
            continue;
        const QString site = siteInWords(*pack, dose.site);
        parts.push_back(state.doses.size() == 1
                ? says("%1 vaccine, %2").arg(words::vaccineName(*pack), site)
                : says("%1 %2").arg(words::vaccineName(*pack), site));
    }
    return says("Save %1").arg(parts.join(QStringLiteral(", ")));
}

void fillAuthority(VaccinateBoard& board, const DoseCheck& check, const RoundFile& round,
    const VaccinateFacts& facts, const QString& callName)
{
    for (const Notice& notice : check.authorityNotices)
        if (std::find(board.authorityNotices.begin(), board.authorityNotices.end(), notice)
            == board.authorityNotices.end())
            board.authorityNotices.push_back(notice);
    const auto file = std::find_if(
        round.authorities.begin(), round.authorities.end(), [&](const domain::AuthorityFile& each) {
            return check.verdict.authority && each.authority.authority == *check.verdict.authority;
        });
    if (file == round.authorities.end() || !board.authorityLead.isEmpty())
        return;
    const auto& row = file->authority;
    board.authorityLead = QStringLiteral("%1 v%2").arg(row.title, row.version);
    const QString valid = says(" valid to %1").arg(words::date(row.validTo));
    board.authorityTail = row.authorityKind == domain::AuthorityKind::Psd
        ? valid + says(", names %1, signed by %2").arg(callName, row.prescriber)
        : valid + says(", signed by you");
    Q_UNUSED(facts)
}

} // namespace vaccinate_parts

QStringList questionIdsFor(
    const std::vector<DoseChoice>& doses, const std::vector<clinical::ProgrammePack>& packs)
{
    QStringList ids{vaccinate_parts::identityId};
    for (const DoseChoice& dose : doses)
        if (const auto* pack = words::packOf(packs, dose.programme))
            for (const auto& question : pack->preScreen)
                if (!ids.contains(question.id))
                    ids.push_back(question.id);
    ids.push_back(vaccinate_parts::allergyId);
    return ids;
}

DoseChoice presetChoice(const RoundFile& round, const clinical::ProgrammePack& pack,
    const domain::PatientRow& patient, QDate today)
{
    const PresetDose preset = presetDose(round, pack, patient, today);
    DoseChoice choice{.programme = pack.id,
        .product = preset.product ? preset.product->id : QString(),
        .box = preset.box};
    if (const auto* box = round.box(preset.box); box && preset.batch)
        for (const auto& content : box->contents)
            if (content.batch == *preset.batch) {
                choice.batch = content.batch;
                choice.lot = content.batchNumber;
            }
    return choice;
}

VaccinateBoard vaccinateBoard(const VaccinateState& state, const RoundFile& round,
    const VaccinateFacts& facts, const std::vector<clinical::ProgrammePack>& packs)
{
    using namespace vaccinate_parts;
    VaccinateBoard board;
    const auto* visit = round.visit(facts.visit);
    const auto* patient = visit ? round.patient(visit->patient) : nullptr;
    if (!patient)
        return board;
    const QString callName = words::callName(patient->patient.given);
    board.askHeading = says("Check with %1").arg(callName);
    board.consentAsk
        = says("%1 agrees to the %2 vaccine today").arg(callName, vaccineNames(state, packs));
    board.clearText = says("No to all, and %1 agrees").arg(callName);
    board.differentText = says("Yes to any, or not sure");
    fillQuestions(board, state, *patient, packs);
    fillChecked(board, state, callName, packs);
    judgeIdentity(board, state, callName);
    judgeAllergies(board, state, *patient);
    judgeHeld(board, state, round, *visit, facts.today);
    std::vector<DoseCheck> checks;
    for (const DoseChoice& dose : state.doses)
        if (const auto* pack = words::packOf(packs, dose.programme))
            checks.push_back(checkDose(state, dose, *pack, round, *patient, facts));
    for (const DoseCheck& check : checks) {
        for (const Notice& notice : check.askNotices)
            if (std::find(board.askNotices.begin(), board.askNotices.end(), notice)
                == board.askNotices.end())
                board.askNotices.push_back(notice);
        board.doses.push_back(rowOf(check, round, callName, state.doses.size() > 1));
        board.given.push_back(givenOf(check, state, facts));
        fillAuthority(board, check, round, facts, callName);
    }
    for (const QString& programme : facts.offered)
        if (const auto* pack = words::packOf(packs, programme); pack && !state.dose(programme))
            board.offers.push_back(
                {.value = programme, .text = words::sentence(words::vaccineName(*pack))});
    const QString gap = gapSentence(board, state, checks, callName);
    board.saveReady = gap.isEmpty();
    board.saveText = board.saveReady ? saveSentence(state, packs) : gap;
    return board;
}

} // namespace doorstep::app
