#include "core/clinical/person.h"
#include "core/print/formats.h"
#include "core/print/page_flow.h"

namespace doorstep::print {
namespace {

QString nameText(const PrintedPatient& patient)
{
    const QString given = joined({patient.title, patient.given}, QStringLiteral(" "));
    return joined({patient.family.toUpper(), given}, QStringLiteral(", "));
}

QString bornText(const PrintedPatient& patient, QDate on)
{
    const auto age = clinical::ageOn(patient.born, on);
    if (!age)
        return dateText(patient.born);
    return say("%1 (age %2)").arg(dateText(patient.born)).arg(*age);
}

void fillPatient(PageFlow& page, const VisitSheet& sheet)
{
    const PrintedPatient& patient = sheet.patient;
    page.field(say("Patient"), nameText(patient), true);
    page.field(say("Born"), bornText(patient, sheet.day));
    page.field(say("NHS number"),
        patient.nhsNumber.isEmpty() ? say("Not known") : nhsNumberText(patient.nhsNumber));
    page.field(say("Address"), patient.address.isEmpty() ? say("Not printed") : patient.address);
    page.field(say("Phone"), patient.phone);
    page.boxed(say("Allergies"), sheet.allergies);
    page.field(say("Alerts"), sheet.alerts.join(u'\n'), true);
    page.field(say("What helps"), sheet.adjustments.join(u'\n'));
}

void fillVisit(PageFlow& page, const VisitSheet& sheet)
{
    page.heading(say("Visit"));
    const QString times
        = joined({timeText(sheet.started), timeText(sheet.ended)}, QStringLiteral(" - "));
    page.field(say("When"), joined({dateText(sheet.day), times}, QStringLiteral(", ")));
    page.field(say("Round"), sheet.roundName);
    page.field(say("Seen by"), sheet.seenBy);
    page.field(
        say("Outcome"), joined({sheet.outcome, sheet.outcomeDetail}, QStringLiteral(". ")), true);
    page.field(say("Next try"), dateText(sheet.retryOn));
}

void fillDose(PageFlow& page, const PrintedDose& dose)
{
    page.paragraph(dose.vaccine, true);
    const QString when = joined({dateText(dose.day), timeText(dose.time)}, QStringLiteral(", "));
    if (!dose.notGiven.isEmpty()) {
        page.field(say("Not given"), dose.notGiven, true);
        page.field(say("When"), when);
        return;
    }
    if (!dose.elsewhere.isEmpty())
        page.field(say("Given elsewhere"), joined({dose.elsewhere, when}, QStringLiteral(", ")));
    else
        page.field(say("Given"), when);
    page.field(say("Batch"),
        dose.expires.isValid() ? say("%1, expires %2").arg(dose.batchNumber, dateText(dose.expires))
                               : dose.batchNumber);
    page.field(say("Dose"),
        joined({doseText(dose.doseMicrolitres), dose.site, dose.route}, QStringLiteral(", ")));
    page.field(say("Authority"), dose.authority);
    page.field(say("Consent"), dose.consent);
    page.field(say("Given by"), dose.givenBy);
}

void fillObservations(PageFlow& page, const VisitSheet& sheet)
{
    page.heading(say("Observations"));
    std::vector<PageFlow::Row> rows;
    for (const PrintedObservation& one : sheet.observations) {
        const QString value
            = one.notTaken.isEmpty() ? one.value : say("Not taken: %1").arg(one.notTaken);
        rows.push_back({{one.name}, {value, true}, {timeText(one.time)}});
    }
    page.table({0.45, 0.4, 0.15}, {say("What"), say("Value"), say("Time")}, rows);
    page.field(say("NEWS2"), sheet.news2, true);
}

void fillFollowUps(PageFlow& page, const VisitSheet& sheet)
{
    page.heading(say("To do"));
    std::vector<PageFlow::Row> rows;
    for (const PrintedFollowUp& one : sheet.followUps) {
        const QString text = one.urgent ? say("Urgent: %1").arg(one.text) : one.text;
        rows.push_back({{text, one.urgent}, {one.owner}, {dateText(one.due)}});
    }
    page.table({0.55, 0.25, 0.2}, {say("What"), say("Who"), say("By")}, rows);
}

} // namespace

Status writeVisitSheet(QIODevice& file, const VisitSheet& sheet, const PageSetup& setup)
{
    const QString banner = joined({nameText(sheet.patient), dateText(sheet.patient.born),
                                      nhsNumberText(sheet.patient.nhsNumber)},
        QStringLiteral("   "));
    return writePages(file, setup, say("Visit summary"), banner, [&sheet](PageFlow& page) {
        page.title(say("Visit summary"));
        fillPatient(page, sheet);
        fillVisit(page, sheet);
        if (!sheet.doses.empty())
            page.heading(say("Vaccinations"));
        for (const PrintedDose& dose : sheet.doses)
            fillDose(page, dose);
        if (!sheet.observations.empty())
            fillObservations(page, sheet);
        if (!sheet.notes.isEmpty())
            page.heading(say("Notes"));
        for (const QString& note : sheet.notes)
            page.paragraph(note);
        if (!sheet.followUps.empty())
            fillFollowUps(page, sheet);
        page.heading(say("This record"));
        page.paragraph(sheet.receipt);
    });
}

} // namespace doorstep::print
