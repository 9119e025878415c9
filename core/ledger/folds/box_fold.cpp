#include "core/ledger/folds/box_fold.h"

#include "core/domain/hold_rules.h"
#include "core/ledger/folds/row_writer.h"

#include <algorithm>
#include <limits>

namespace doorstep::ledger {
namespace {

namespace rules = domain::hold_rules;

/// Any device of the practice may state any number: sums stop at the edge.
int sumOfDoses(qint64 one, qint64 other)
{
    return static_cast<int>(std::clamp<qint64>(
        one + other, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}

void describe(domain::BoxContentRow& row, const BoxContent& content)
{
    row.programme = content.programme;
    row.product = content.product;
    row.productName = content.productName;
    row.productCode = content.productCode;
    row.batchNumber = content.batchNumber;
    row.expires = content.expires;
}

void take(domain::BoxContentRow& row, const StockMoved& moved)
{
    switch (moved.reason) {
    case domain::StockReason::Given:
        row.givenDoses = sumOfDoses(row.givenDoses, moved.doses);
        break;
    case domain::StockReason::Wasted:
        row.wasted = sumOfDoses(row.wasted, moved.doses);
        break;
    case domain::StockReason::Returned:
        row.returned = sumOfDoses(row.returned, moved.doses);
        break;
    case domain::StockReason::Unknown:
        break; // stays in the difference until a person says what it was
    }
}

void widen(std::optional<int>& least, std::optional<int>& most, std::optional<int> value)
{
    if (!value)
        return;
    least = std::min(least.value_or(*value), *value);
    most = std::max(most.value_or(*value), *value);
}

} // namespace

Applied BoxFold::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    return applyFacts(entry, meta, m_loaded, m_moved, m_temperatures, m_kits, m_closed);
}

BoxFold::Contents BoxFold::countContents(
    BoxId box, const Corrections& corrections, const SharedState& shared) const
{
    Contents contents;
    for (const Fact<BoxLoaded>& loaded : m_loaded) {
        if (shared.isInError(loaded.meta.id))
            continue;
        for (const BoxContent& content : loaded.fields.contents) {
            domain::BoxContentRow& row = contents[content.batch];
            describe(row, content);
            row.loaded = sumOfDoses(row.loaded, content.doses);
        }
    }
    for (const Fact<StockMoved>& moved : m_moved)
        if (corrections.isCurrent(moved.meta.id))
            take(contents[moved.fields.batch], moved.fields);
    for (auto& [batch, row] : contents) {
        row.box = box;
        row.batch = batch;
        row.remaining = sumOfDoses(row.loaded, -qint64(row.givenDoses) - row.wasted - row.returned);
    }
    return contents;
}

void BoxFold::describeLoading(domain::BoxRow& row, const SharedState& shared) const
{
    for (const Fact<BoxLoaded>& loaded : m_loaded) {
        if (shared.isInError(loaded.meta.id) || !row.round.isNull())
            continue; // the first load names the box
        row.round = loaded.fields.round;
        row.name = loaded.fields.name;
        row.loadedAt = loaded.fields.loadedAt;
        row.loadedBy = loaded.meta.staff;
    }
    for (const Fact<KitChecked>& kit : m_kits) {
        if (shared.isInError(kit.meta.id))
            continue;
        row.kitChecked = true;
        row.kitComplete = kit.fields.complete;
        row.kitExpires = kit.fields.expires;
    }
}

void BoxFold::describeTemperatures(domain::BoxRow& row, const SharedState& shared) const
{
    for (const Fact<TemperatureRecorded>& taken : m_temperatures) {
        if (shared.isInError(taken.meta.id))
            continue;
        for (const auto& value :
            {taken.fields.tenths, taken.fields.minTenths, taken.fields.maxTenths})
            widen(row.minTenths, row.maxTenths, value);
        row.lastTemperatureAt = std::max(row.lastTemperatureAt, taken.fields.takenAt);
    }
}

const Fact<BoxClosed>* BoxFold::closing(const SharedState& shared) const
{
    const Fact<BoxClosed>* last = nullptr;
    for (const Fact<BoxClosed>& closed : m_closed)
        if (!shared.isInError(closed.meta.id))
            last = &closed;
    return last;
}

/// The hold names everything that was counted, so that a late movement is a new hold and the same
/// movements in another order are the same one.
void BoxFold::describeClosing(domain::BoxRow& row, const Corrections& corrections,
    const SharedState& shared, HoldBook& holds) const
{
    const Fact<BoxClosed>* closed = closing(shared);
    if (closed == nullptr)
        return;
    row.closedAt = closed->fields.closedAt;
    row.closedBy = closed->meta.staff;
    row.statedDifference = closed->fields.difference;
    row.differenceReason = closed->fields.reason;
    QList<EntryId> counted;
    for (const Fact<BoxClosed>& any : m_closed) {
        if (shared.isInError(any.meta.id))
            continue;
        if (any.fields.difference == row.difference)
            return; // somebody counted what there is
        counted.append(any.meta.id);
    }
    for (const Fact<BoxLoaded>& loaded : m_loaded)
        if (!shared.isInError(loaded.meta.id))
            counted.append(loaded.meta.id);
    for (const Fact<StockMoved>& moved : m_moved)
        if (corrections.isCurrent(moved.meta.id))
            counted.append(moved.meta.id);
    holds.open(rules::BoxBalance, counted);
}

void BoxFold::writeRows(AggregateId aggregate, const SharedState& shared, RowWriter& rows) const
{
    const Corrections corrections(m_moved, shared, rows.holds());
    domain::BoxRow row;
    row.box = aggregate.as<BoxId>();
    describeLoading(row, shared);
    describeTemperatures(row, shared);
    for (const auto& [batch, content] : countContents(row.box, corrections, shared)) {
        row.loaded = sumOfDoses(row.loaded, content.loaded);
        row.givenDoses = sumOfDoses(row.givenDoses, content.givenDoses);
        row.wasted = sumOfDoses(row.wasted, content.wasted);
        row.returned = sumOfDoses(row.returned, content.returned);
        row.difference = sumOfDoses(row.difference, content.remaining);
        rows.add(content);
    }
    describeClosing(row, corrections, shared, rows.holds());
    rows.add(row);
    writeMovements(row.box, corrections, shared, rows);
    for (const Fact<TemperatureRecorded>& taken : m_temperatures)
        rows.add(domain::TemperatureRow{taken.meta.id, row.box, taken.fields.takenAt,
            taken.fields.tenths, taken.fields.minTenths, taken.fields.maxTenths,
            taken.fields.detail, !shared.isInError(taken.meta.id), taken.meta.staff});
}

void BoxFold::writeMovements(
    BoxId box, const Corrections& corrections, const SharedState& shared, RowWriter& rows) const
{
    const Fact<BoxClosed>* closed = closing(shared);
    for (const Fact<StockMoved>& moved : m_moved) {
        domain::StockMovementRow row;
        row.entry = moved.meta.id;
        row.box = box;
        row.batch = moved.fields.batch;
        row.reason = moved.fields.reason;
        row.doses = moved.fields.doses;
        row.visit = moved.fields.visit;
        row.vaccination = moved.fields.vaccination;
        row.detail = moved.fields.detail;
        row.current = corrections.isCurrent(moved.meta.id);
        row.afterClosing = closed != nullptr && closed->meta.place < moved.meta.place;
        row.recordedBy = moved.meta.staff;
        row.recordedAt = moved.meta.wall;
        rows.add(row);
    }
}

} // namespace doorstep::ledger
