#include "core/print/formats.h"
#include "core/print/page_flow.h"

namespace doorstep::print {
namespace {

void fillStops(PageFlow& page, const RoundSheet& sheet)
{
    page.heading(say("Visits"));
    std::vector<PageFlow::Row> rows;
    for (const PrintedStop& stop : sheet.stops)
        rows.push_back({{QString::number(stop.position)}, {stop.patient, true}, {stop.area},
            {joined({stop.outcome, stop.detail}, QStringLiteral(". "))}, {timeText(stop.time)}});
    page.table({0.06, 0.28, 0.17, 0.39, 0.1},
        {say("No."), say("Patient"), say("Area"), say("Outcome"), say("Time")}, rows);
}

QString differenceText(const PrintedBatch& batch)
{
    if (batch.difference() == 0)
        return say("balances");
    return batch.difference() > 0 ? say("%1 missing").arg(batch.difference())
                                  : say("%1 too many").arg(-batch.difference());
}

void fillBox(PageFlow& page, const RoundSheet& sheet)
{
    page.heading(say("Cool box"));
    std::vector<PageFlow::Row> rows;
    int difference = 0;
    for (const PrintedBatch& batch : sheet.batches) {
        difference += batch.difference();
        rows.push_back({{joined({batch.vaccine, batch.batchNumber, dateText(batch.expires)},
                            QStringLiteral(", "))},
            {QString::number(batch.loaded)}, {QString::number(batch.given)},
            {QString::number(batch.wasted)}, {QString::number(batch.returned)},
            {differenceText(batch), batch.difference() != 0}});
    }
    page.table({0.42, 0.11, 0.11, 0.11, 0.11, 0.14},
        {say("Batch"), say("Loaded"), say("Given"), say("Wasted"), say("Returned"), say("Doses")},
        rows);
    if (!sheet.differenceReason.isEmpty())
        page.field(say("Reason"), sheet.differenceReason, difference != 0);
}

void fillTemperatures(PageFlow& page, const RoundSheet& sheet)
{
    page.heading(say("Temperatures"));
    std::vector<PageFlow::Row> rows;
    for (const PrintedTemperature& one : sheet.temperatures)
        rows.push_back({{timeText(one.time)}, {temperatureText(one.tenths), true},
            {temperatureText(one.minTenths)}, {temperatureText(one.maxTenths)}});
    page.table(
        {0.25, 0.25, 0.25, 0.25}, {say("Time"), say("Now"), say("Lowest"), say("Highest")}, rows);
}

} // namespace

Status writeRoundSheet(QIODevice& file, const RoundSheet& sheet, const PageSetup& setup)
{
    const QString banner = joined({sheet.name, dateText(sheet.day)}, QStringLiteral(", "));
    return writePages(file, setup, say("Round summary"), banner, [&sheet](PageFlow& page) {
        page.title(say("Round summary"));
        page.field(say("Round"), sheet.name, true);
        page.field(say("Day"), dateText(sheet.day));
        page.field(say("Team"), sheet.team.join(QStringLiteral(", ")));
        page.field(say("Anaphylaxis kit"), sheet.kit);
        page.field(say("Closed"),
            joined({sheet.closedBy, timeText(sheet.closedAt)}, QStringLiteral(", ")));
        if (!sheet.stops.empty())
            fillStops(page, sheet);
        if (!sheet.batches.empty())
            fillBox(page, sheet);
        if (!sheet.temperatures.empty())
            fillTemperatures(page, sheet);
        page.heading(say("Records"));
        page.paragraph(sheet.receipt);
    });
}

} // namespace doorstep::print
