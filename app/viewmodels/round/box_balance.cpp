#include "app/viewmodels/round/box_balance.h"

#include "app/viewmodels/words/words.h"

#include <QCoreApplication>
#include <algorithm>

namespace doorstep::app {

namespace balance_parts {

QString says(const char* text)
{
    return QCoreApplication::translate("Balance", text);
}

HandCount countOf(
    const HandCounts& counts, const BoxFile& box, const domain::BoxContentRow& content)
{
    const auto found = counts.find({box.box.box, content.batch});
    return found == counts.end() ? HandCount() : found->second;
}

int differenceOf(const domain::BoxContentRow& content, const HandCount& count)
{
    return content.loaded - content.givenDoses - content.wasted - content.returned - count.wasted
        - count.returned;
}

QString sumText(const domain::BoxContentRow& content, const HandCount& count)
{
    const int difference = differenceOf(content, count);
    if (difference == 0)
        return says("Balances: %1 = %2 given + %3 wasted + %4 going back")
            .arg(content.loaded)
            .arg(content.givenDoses)
            .arg(content.wasted + count.wasted)
            .arg(content.returned + count.returned);
    const int off = std::abs(difference);
    return difference > 0
        ? words::counted(off, says("1 dose not accounted for"), says("%1 doses not accounted for"))
        : words::counted(off, says("1 dose too many"), says("%1 doses too many"));
}

struct Totals {
    int loaded = 0;
    int given = 0;
    int wasted = 0;
    int returned = 0;
};

QString differenceSentence(const Totals& totals, int difference)
{
    if (difference == 0)
        return {};
    const int off = std::abs(difference);
    QStringList parts{says("%1 loaded").arg(totals.loaded), says("%1 given").arg(totals.given)};
    if (totals.wasted > 0)
        parts.push_back(says("%1 wasted").arg(totals.wasted));
    parts.push_back(says("%1 returned").arg(totals.returned));
    const QString doses = words::counted(off, says("1 dose"), says("%1 doses"));
    return says("The box is %1 %2: %3. Count again or give the reason.")
        .arg(
            doses, difference > 0 ? says("short") : says("over"), parts.join(QStringLiteral(", ")));
}

} // namespace balance_parts

BoxBalance boxBalance(const RoundFile& file, const HandCounts& counts)
{
    using namespace balance_parts;
    BoxBalance balance;
    Totals totals;
    for (const BoxFile& box : file.boxes) {
        for (const auto& content : box.contents) {
            const HandCount count = countOf(counts, box, content);
            const int difference = differenceOf(content, count);
            balance.rows.push_back({.batchId = QString::fromLatin1(content.batch.toHex()),
                .product = content.productName,
                .batch = says("%1, %2").arg(content.batchNumber, box.box.name),
                .loadedText = says("%1 loaded").arg(content.loaded),
                .givenText = says("%1 given").arg(content.givenDoses),
                .wasted = QString::number(content.wasted + count.wasted),
                .returned = QString::number(content.returned + count.returned),
                .sumText = sumText(content, count),
                .tone = difference == 0 ? QStringLiteral("ok") : QStringLiteral("warn")});
            totals.loaded += content.loaded;
            totals.given += content.givenDoses;
            totals.wasted += content.wasted + count.wasted;
            totals.returned += content.returned + count.returned;
            balance.difference += difference;
        }
    }
    const bool anyOff = std::any_of(balance.rows.begin(), balance.rows.end(),
        [](const BalanceRow& row) { return row.tone != QLatin1String("ok"); });
    balance.sentence = differenceSentence(totals, balance.difference);
    // Two batches that cancel out are still two wrong counts.
    if (anyOff && balance.difference == 0)
        balance.sentence
            = says("One batch is short and another over. Count again or give the reason.");
    return balance;
}

RoundClosing closingOf(const RoundFile& file, const HandCounts& counts, const ActBy& by,
    const QString& differenceReason, const QString& note)
{
    using namespace balance_parts;
    RoundClosing closing{.by = by, .round = file.round.round, .note = note};
    for (const BoxFile& box : file.boxes) {
        if (box.box.closedAt.ms > 0)
            continue;
        ClosingBox closed{.box = box.box.box, .reason = differenceReason};
        for (const auto& content : box.contents) {
            const HandCount count = countOf(counts, box, content);
            const auto move = [&](domain::StockReason reason, int doses) {
                if (doses > 0)
                    closing.moves.push_back({.box = box.box.box,
                        .round = file.round.round,
                        .batch = content.batch,
                        .reason = reason,
                        .doses = doses,
                        .remaining = std::max(content.remaining, doses),
                        .detail = says("Counted at the end of the round")});
            };
            move(domain::StockReason::Wasted, count.wasted);
            move(domain::StockReason::Returned, count.returned);
            closed.difference += differenceOf(content, count);
        }
        closing.boxes.push_back(closed);
    }
    return closing;
}

} // namespace doorstep::app
