#include "app/viewmodels/paper/paper_words.h"
#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/observation_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/patient_words.h"
#include "app/viewmodels/words/words.h"
#include "core/clinical/observation.h"

#include <QCoreApplication>
#include <algorithm>

namespace doorstep::app {

namespace paper {

QString says(const char* text)
{
    return QCoreApplication::translate("Paper", text);
}

QTime timeOf(Instant instant)
{
    return instant.ms > 0 ? instant.toUtc().toLocalTime().time() : QTime();
}

QString outcomeDetail(const domain::VisitRow& visit)
{
    QStringList parts;
    if (!visit.reason.isEmpty())
        parts.push_back(words::reasonText(visit.reason));
    if (visit.cardLeft)
        parts.push_back(says("Card left"));
    if (!visit.detail.isEmpty())
        parts.push_back(visit.detail);
    return parts.join(QStringLiteral(". "));
}

QString receiptText(int records, int waiting)
{
    if (records == 0)
        return {};
    if (waiting > 0)
        return says("%1 of %2 records are on this device only, not yet at the practice server.")
            .arg(waiting)
            .arg(records);
    return words::counted(records, says("Its record is at the practice server."),
        says("All %1 records are at the practice server."));
}

namespace {

print::PrintedPatient printedPatient(const domain::PatientRow& row)
{
    print::PrintedPatient out;
    out.family = row.family;
    out.given = row.given;
    out.title = row.title;
    out.born = row.born;
    out.nhsNumber = row.nhsNumber;
    out.phone = row.phone;
    if (!row.restricted) {
        QStringList parts{row.addressLine, row.town, row.postcode};
        parts.removeAll(QString());
        out.address = parts.join(QStringLiteral(", "));
    }
    return out;
}

QString allergiesText(
    const domain::PatientRow& patient, const std::vector<domain::AlertRow>& alerts)
{
    const QStringList known = words::allergyList(alerts);
    if (!known.isEmpty())
        return known.join(QStringLiteral(", "));
    if (patient.allergyStatus != domain::AllergyStatus::NoneKnown)
        return says("Not recorded");
    return patient.allergiesCheckedAt.ms > 0
        ? says("None known, checked %1")
              .arg(words::date(words::localDay(patient.allergiesCheckedAt)))
        : says("None known");
}

QString placeText(const clinical::CodedPlace* place, const QString& id)
{
    return place ? place->label : id;
}

print::PrintedDose printedDose(const VisitPaper& paper, const domain::VaccinationRow& dose,
    const std::vector<clinical::ProgrammePack>& packs)
{
    print::PrintedDose out;
    const auto* pack = words::packOf(packs, dose.programme);
    const QString programme = pack ? pack->title : dose.programme;
    out.vaccine = dose.productName.isEmpty()
        ? programme
        : QStringLiteral("%1, %2").arg(programme, dose.productName);
    out.day = dose.occurredOn;
    out.time = timeOf(dose.occurredAt);
    if (dose.status != domain::VaccinationStatus::Given) {
        out.notGiven = words::notGivenWord(dose.notGivenReason);
        if (!dose.detail.isEmpty())
            out.notGiven += QStringLiteral(". ") + dose.detail;
        return out;
    }
    if (dose.source != domain::VaccinationSource::Ours)
        out.elsewhere = dose.place.isEmpty() ? says("Place not recorded") : dose.place;
    out.batchNumber = dose.batchNumber;
    out.expires = dose.expires;
    out.doseMicrolitres = dose.doseMicrolitres;
    out.site = placeText(pack ? pack->site(dose.site) : nullptr, dose.site);
    out.route = placeText(pack ? pack->route(dose.route) : nullptr, dose.route);
    const auto authority = paper.authorities.value(dose.authority);
    if (!authority.title.isEmpty())
        out.authority = says("%1, version %2").arg(authority.title, authority.version);
    out.consent = words::consentSentence(dose.consentBy, words::callName(paper.file.patient.given),
        dose.consentName, dose.consentRelation);
    out.givenBy = paper.people.value(dose.givenBy).name;
    return out;
}

using clinical::ObservationKind;

const clinical::ObservationDefinition* definitionOfCode(const QString& code)
{
    const auto all = clinical::observationDefinitions();
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const auto& each) { return each.snomed == code; });
    return found == all.end() ? nullptr : &*found;
}

/// The values of one set; systolic and diastolic are one line.
void printSet(print::VisitSheet& sheet, const domain::ObservationSetRow& set,
    const std::vector<domain::ObservationRow>& rows)
{
    const QTime time = timeOf(set.takenAt);
    QString systolic;
    for (const auto& row : rows) {
        const auto* definition = definitionOfCode(row.code);
        if (row.entry != set.entry || !definition)
            continue;
        print::PrintedObservation out;
        out.name = words::kindLabel(definition->kind);
        out.time = time;
        if (!row.scaled) {
            out.notTaken = words::notTakenText(row.notTakenReason);
            sheet.observations.push_back(out);
            continue;
        }
        const QString value = clinical::Decimal{*row.scaled, row.decimals}.toText();
        if (definition->kind == ObservationKind::Systolic) {
            systolic = value;
            out.name = says("Blood pressure");
        }
        if (definition->kind == ObservationKind::Diastolic && !systolic.isEmpty()) {
            sheet.observations.back().value = QStringLiteral("%1/%2 mmHg").arg(systolic, value);
            continue;
        }
        out.value = definition->unit.isEmpty()
            ? value
            : QStringLiteral("%1 %2").arg(value, definition->unit);
        sheet.observations.push_back(out);
    }
    if (set.onOxygen)
        sheet.observations.push_back({words::kindLabel(ObservationKind::AirOrOxygen),
            *set.onOxygen ? says("On oxygen") : says("On air"), {}, time});
    if (!set.acvpu.isEmpty())
        sheet.observations.push_back(
            {words::kindLabel(ObservationKind::Consciousness), set.acvpu, {}, time});
    if (set.news2Total)
        sheet.news2 = says("%1, %2").arg(QString::number(*set.news2Total), set.news2Band);
    else if (sheet.news2.isEmpty())
        sheet.news2 = says("No total: not everything was measured");
}

void printFollowUps(print::VisitSheet& sheet, const VisitPaper& paper)
{
    for (const auto& row : paper.file.followUps) {
        const QString owner = row.owner.isNull() ? words::roleWord(row.ownerRole)
                                                 : paper.people.value(row.owner).name;
        const QString text = row.text.isEmpty() ? words::followUpTitle(row.followUpKind) : row.text;
        sheet.followUps.push_back({text, owner, row.due, row.urgent});
    }
}

} // namespace
} // namespace paper

print::VisitSheet visitSheet(
    const VisitPaper& paper, const std::vector<clinical::ProgrammePack>& packs)
{
    const domain::VisitRow& visit = paper.file.visit;
    print::VisitSheet sheet;
    sheet.patient = paper::printedPatient(paper.file.patient);
    const Instant begun = visit.startedAt.ms > 0 ? visit.startedAt : visit.endedAt;
    sheet.day = begun.ms > 0 ? words::localDay(begun) : paper.round.day;
    sheet.started = paper::timeOf(begun);
    sheet.ended = paper::timeOf(visit.endedAt);
    sheet.roundName = paper.round.name;
    sheet.seenBy
        = paper.people.value(visit.endedBy.isNull() ? visit.assignedTo : visit.endedBy).name;
    sheet.outcome = visit.outcome == domain::Outcome::Unknown ? paper::says("Not ended")
                                                              : words::outcomeWord(visit.outcome);
    sheet.outcomeDetail = paper::outcomeDetail(visit);
    sheet.retryOn = visit.retryOn;
    sheet.allergies = paper::allergiesText(paper.file.patient, paper.alerts);
    for (const auto& alert : paper.alerts)
        if (alert.active && alert.alertKind != domain::AlertKind::Allergy)
            sheet.alerts.push_back(alert.text);
    for (const auto& adjustment : paper.adjustments)
        if (adjustment.active)
            sheet.adjustments.push_back(adjustment.text);
    for (const auto& dose : paper.file.vaccinations)
        if (dose.current)
            sheet.doses.push_back(paper::printedDose(paper, dose, packs));
    for (const auto& set : paper.file.sets)
        if (set.current)
            paper::printSet(sheet, set, paper.file.observations);
    for (const auto& note : paper.file.notes)
        if (note.current)
            sheet.notes.push_back(note.text);
    paper::printFollowUps(sheet, paper);
    sheet.receipt
        = paper::receiptText(static_cast<int>(paper.file.entries().size()), paper.waiting);
    return sheet;
}

} // namespace doorstep::app
