#include "app/viewmodels/paper/paper_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/words.h"

#include <QCoreApplication>

namespace doorstep::app {

namespace round_paper {

QString says(const char* text)
{
    return QCoreApplication::translate("Paper", text);
}

QString kitText(const domain::BoxRow& box)
{
    if (!box.kitChecked)
        return says("Not checked");
    if (!box.kitComplete)
        return says("Not complete");
    return box.kitExpires.isValid()
        ? says("Complete, adrenaline expires %1").arg(words::date(box.kitExpires))
        : says("Complete");
}

void printBox(print::RoundSheet& sheet, const BoxPaper& box)
{
    for (const auto& content : box.contents)
        sheet.batches.push_back({.vaccine = content.productName,
            .batchNumber = content.batchNumber,
            .expires = content.expires,
            .loaded = content.loaded,
            .given = content.givenDoses,
            .wasted = content.wasted,
            .returned = content.returned});
    for (const auto& temperature : box.temperatures)
        if (temperature.current)
            sheet.temperatures.push_back({.time = paper::timeOf(temperature.takenAt),
                .tenths = temperature.tenths,
                .minTenths = temperature.minTenths,
                .maxTenths = temperature.maxTenths});
    if (!box.box.differenceReason.isEmpty())
        sheet.differenceReason = box.box.differenceReason;
    sheet.kit = kitText(box.box);
}

} // namespace round_paper

print::RoundSheet roundSheet(const RoundPaper& paper)
{
    print::RoundSheet sheet;
    sheet.name = paper.round.name;
    sheet.day = paper.round.day;
    for (const StaffId& staff : paper.round.team)
        sheet.team.push_back(paper.people.value(staff).name);
    sheet.team.removeAll(QString());
    int position = 0;
    for (const auto& visit : paper.visits) {
        const auto patient = paper.patients.value(visit.patient);
        QString detail = paper::outcomeDetail(visit);
        if (visit.retryOn.isValid()) {
            const QString next = round_paper::says("Try again %1").arg(words::date(visit.retryOn));
            detail = detail.isEmpty() ? next : QStringLiteral("%1. %2").arg(detail, next);
        }
        sheet.stops.push_back({.position = ++position,
            .patient = words::fullName(patient.family, patient.given),
            .area = patient.restricted   ? QString()
                : patient.area.isEmpty() ? patient.town
                                         : patient.area,
            .outcome = visit.outcome == domain::Outcome::Unknown
                ? round_paper::says("Not ended")
                : words::outcomeWord(visit.outcome),
            .detail = detail,
            .time = paper::timeOf(visit.endedAt)});
    }
    for (const auto& box : paper.boxes)
        round_paper::printBox(sheet, box);
    sheet.closedBy = paper.people.value(paper.round.closedBy).name;
    sheet.closedAt = paper::timeOf(paper.round.closedAt);
    sheet.receipt = paper::receiptText(static_cast<int>(paper.entries.size()), paper.waiting);
    return sheet;
}

} // namespace doorstep::app
