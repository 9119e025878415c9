#include "app/viewmodels/vaccinate/dose_check.h"

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/stop_words.h"
#include "app/viewmodels/words/words.h"
#include "core/clinical/pre_screen.h"

#include <QCoreApplication>
#include <algorithm>

namespace doorstep::app {

namespace dose_parts {

QString says(const char* text)
{
    return QCoreApplication::translate("Vaccinate", text);
}

clinical::ScreenAnswers screenAnswers(
    const VaccinateState& state, const clinical::ProgrammePack& pack)
{
    clinical::ScreenAnswers answers;
    for (const auto& question : pack.preScreen) {
        const auto answer = state.answers.find(question.id);
        if (answer == state.answers.end())
            continue;
        switch (answer->second) {
        case domain::Answer::Yes:
            answers[question.id] = clinical::ScreenAnswer::Yes;
            break;
        case domain::Answer::No:
            answers[question.id] = clinical::ScreenAnswer::No;
            break;
        case domain::Answer::Unsure:
            answers[question.id] = clinical::ScreenAnswer::Unsure;
            break;
        case domain::Answer::Unknown:
            break;
        }
    }
    return answers;
}

domain::DoseVerdict verdictOf(const DoseCheck& check, const RoundFile& round,
    const PatientFile& patient, const VaccinateFacts& facts)
{
    domain::DoseBeforeAct dose;
    dose.pack = check.pack;
    dose.patient = patient.patient;
    dose.vaccinations = patient.vaccinations;
    dose.authorities = round.authorities;
    if (const auto* box = round.box(check.choice->box))
        dose.box = round.boxBatches(*box);
    dose.intent.giver = facts.staff;
    dose.intent.profession = round.professionOf(facts.staff);
    dose.intent.patient = patient.patient.patient;
    dose.intent.on = facts.today;
    dose.batch.lot = check.choice->lot;
    dose.batch.scannedExpiry = check.choice->scannedExpiry;
    dose.batch.on = facts.today;
    const auto* product = check.product ? check.product : &check.pack->products.front();
    dose.intent.product = product->dmd;
    dose.intent.productName = product->name;
    dose.intent.byInjection = product->route != QLatin1String("nasal");
    dose.batch.product = product->dmd;
    dose.batch.productName = product->name;
    return domain::checkBeforeAct(dose);
}

void sort(DoseCheck& check, const VaccinateState& state, const clinical::Stop& stop,
    const words::StopContext& about)
{
    if (stop.rule == clinical::StopRule::PreScreenUnanswered)
        return; // the open question says it
    const QString id = words::noticeId(stop);
    const auto reason = state.reasons.find(id);
    const bool byReason = words::wayOn(stop, about.profession) == words::WayOn::Reason;
    if (byReason && reason != state.reasons.end()) {
        check.reasonsUsed.push_back(
            clinical::stopRuleWord(stop.rule) + QStringLiteral(": ") + reason->second);
        return;
    }
    check.needsReason |= byReason;
    const Notice notice = words::noticeOf(stop, about);
    if (stop.rule <= clinical::StopRule::ProtocolInjectionsOnly)
        check.authorityNotices.push_back(notice);
    else if (stop.rule == clinical::StopRule::PreScreenAnswer)
        check.askNotices.push_back(notice);
    else
        check.doseNotices.push_back(notice);
}

/// The national protocol splits assessing and giving: an unregistered giver needs the registered
/// assessor named, which two people do on the assessor's own screen.
void judgeAssessor(DoseCheck& check, const words::StopContext& about)
{
    if (check.authorityKind != domain::AuthorityKind::NationalProtocol
        || clinical::mayWorkUnderPgd(about.profession))
        return;
    check.authorityNotices.push_back({.noticeId = QStringLiteral("assessor"),
        .kind = QStringLiteral("stop"),
        .heading = says("A registered professional must assess first"),
        .body = says("Under the national protocol somebody registered assesses %1 and records it. "
                     "Hand over, or ask for a PSD.")
                    .arg(about.callName)});
}

std::vector<Choice> sitesFor(const DoseCheck& check, const QString& callName)
{
    const QString route = check.product ? check.product->route : QStringLiteral("im");
    std::vector<Choice> sites;
    for (const auto& site : check.pack->sites) {
        const bool nasal = site.id == QLatin1String("nose");
        const bool arm = site.id.endsWith(QLatin1String("upper-arm"));
        if (route == QLatin1String("nasal") ? !nasal : !arm)
            continue;
        const bool left = site.id.startsWith(QLatin1String("left"));
        sites.push_back({.value = site.id,
            .text = site.label,
            .detail = nasal ? QString()
                : left      ? says("%1's left").arg(callName)
                            : says("%1's right").arg(callName)});
    }
    return sites;
}

int microlitres(const clinical::Product& product)
{
    const auto dose = clinical::Decimal::parse(product.dose);
    const auto scaled = dose ? dose->scaled(3) : std::nullopt;
    return scaled ? static_cast<int>(*scaled) : 0;
}

std::vector<AskedQuestion> askedOf(const VaccinateState& state, const clinical::ProgrammePack& pack)
{
    std::vector<AskedQuestion> asked;
    const auto add = [&](const QString& id) {
        AskedQuestion question{.question = id};
        if (const auto answer = state.answers.find(id); answer != state.answers.end())
            question.answer = answer->second;
        const auto reason = state.reasons.find(QStringLiteral("pre-screen-answer:") + id);
        if (reason != state.reasons.end())
            question.detail = reason->second;
        asked.push_back(question);
    };
    for (const auto& question : pack.preScreen)
        add(question.id);
    add(QString::fromUtf16(AllergyQuestion));
    return asked;
}

} // namespace dose_parts

DoseCheck checkDose(const VaccinateState& state, const DoseChoice& choice,
    const clinical::ProgrammePack& pack, const RoundFile& round, const PatientFile& patient,
    const VaccinateFacts& facts)
{
    using namespace dose_parts;
    DoseCheck check{.choice = &choice, .pack = &pack, .product = pack.productById(choice.product)};
    if (const auto* box = round.box(choice.box))
        for (const auto& content : box->contents)
            if (content.batch == choice.batch)
                check.content = &content;
    const words::StopContext about{words::callName(patient.patient.given), words::vaccineName(pack),
        &pack, round.professionOf(facts.staff)};
    check.verdict = verdictOf(check, round, patient, facts);
    for (const auto& file : round.authorities)
        if (check.verdict.authority && file.authority.authority == *check.verdict.authority)
            check.authorityKind = file.authority.authorityKind;
    for (const auto& stop : check.verdict.stops) {
        const bool emptyBox
            = stop.rule == clinical::StopRule::BatchNotInBox && choice.lot.isEmpty();
        if (!emptyBox)
            sort(check, state, stop, about);
    }
    if (choice.lot.isEmpty())
        check.doseNotices.push_back({.noticeId = QStringLiteral("nothing-in-box"),
            .kind = QStringLiteral("stop"),
            .heading = says("No %1 vaccine in the box").arg(about.vaccine),
            .body = says("Nothing in today's box may be given to %1. Record it as no vaccine.")
                        .arg(about.callName),
            .actionText = says("Record as not given"),
            .actionIcon = QStringLiteral("no")});
    for (const auto& stop : clinical::judgePreScreen(pack, screenAnswers(state, pack)).stops)
        sort(check, state, stop, about);
    judgeAssessor(check, about);
    return check;
}

DoseRow rowOf(
    const DoseCheck& check, const RoundFile& round, const QString& callName, bool removable)
{
    using namespace dose_parts;
    const auto* box = round.box(check.choice->box);
    DoseRow row{.doseId = check.choice->programme,
        .heading = box ? says("Vaccine from %1").arg(box->box.name) : says("Vaccine"),
        .sites = toVariants(sitesFor(check, callName)),
        .site = check.choice->site,
        .notices = toVariants(check.doseNotices),
        .removable = removable};
    row.siteHeading = check.product && check.product->route == QLatin1String("nasal")
        ? says("Where?")
        : says("Which arm?");
    if (check.product) {
        const auto* route = check.pack->route(check.product->route);
        row.product = QStringLiteral("%1 %2, %3")
                          .arg(check.product->name, words::millilitres(microlitres(*check.product)),
                              route ? route->label.toLower() : check.product->route);
    }
    row.batch
        = check.choice->lot.isEmpty() ? says("No batch") : says("Batch %1").arg(check.choice->lot);
    if (check.content)
        row.batchFact = says("Expires %1 · %2 left")
                            .arg(words::date(check.content->expires))
                            .arg(check.content->remaining);
    return row;
}

GivenDose givenOf(const DoseCheck& check, const VaccinateState& state, const VaccinateFacts& facts)
{
    using namespace dose_parts;
    GivenDose dose{.programme = check.choice->programme,
        .box = check.choice->box,
        .batch = check.verdict.batch.value_or(BatchId()),
        .asked = askedOf(state, *check.pack),
        .consent = state.consent,
        .detail = check.reasonsUsed.join(QStringLiteral("; "))};
    if (check.product) {
        dose.product = check.product->id;
        dose.productName = check.product->name;
        dose.productCode = check.product->dmd;
        dose.doseMicrolitres = microlitres(*check.product);
        dose.route = check.product->route;
    }
    if (check.content) {
        dose.batchNumber = check.content->batchNumber;
        dose.expires = check.content->expires;
    }
    if (!check.choice->site.isEmpty())
        dose.site = check.choice->site;
    const auto identity = state.answers.find(QString::fromUtf16(IdentityQuestion));
    if (identity != state.answers.end() && identity->second == domain::Answer::Yes)
        dose.identityCheckedBy = state.consent && !state.consent->name.isEmpty()
            ? state.consent->name
            : QStringLiteral("patient");
    dose.authority = check.verdict.authority.value_or(AuthorityId());
    dose.authorityKind = check.authorityKind;
    if (check.authorityKind == domain::AuthorityKind::NationalProtocol)
        dose.assessedBy = facts.staff;
    dose.place = QStringLiteral("home");
    return dose;
}

} // namespace doorstep::app
