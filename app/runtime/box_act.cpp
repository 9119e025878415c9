#include "app/runtime/box_act.h"

#include "core/ledger/kinds/box_kinds.h"
#include "core/ledger/kinds/practice_kinds.h"
#include "core/ledger/kinds/round_kinds.h"

namespace doorstep::app {

namespace box_parts {

constexpr int coldestBelievable = -400;
constexpr int warmestBelievable = 600;

Error gap(QByteArray what)
{
    return {ErrorCode::InvalidInput, std::move(what)};
}

bool knows(const ActBy& by)
{
    return !by.staff.isNull() && by.at.ms > 0 && by.day.isValid();
}

bool isBelievable(const std::optional<int>& tenths)
{
    return !tenths || (*tenths >= coldestBelievable && *tenths <= warmestBelievable);
}

} // namespace box_parts

Result<BoxLoadAct> loadBoxAct(IdMint& mint, const BoxLoad& load)
{
    using namespace box_parts;
    if (!knows(load.by) || load.round.isNull())
        return gap("about-what");
    if (load.name.trimmed().isEmpty())
        return gap("box-name");
    if (load.contents.empty())
        return gap("empty-box");
    ledger::BoxLoaded loaded{
        .round = load.round, .name = load.name.trimmed(), .loadedAt = load.by.at};
    for (const LoadedBatch& batch : load.contents) {
        if (batch.batch.isNull() || batch.batchNumber.isEmpty() || batch.doses <= 0)
            return gap("batch");
        if (!batch.expires.isValid() || batch.expires < load.by.day)
            return gap("expired");
        loaded.contents.push_back({batch.batch, batch.programme, batch.product, batch.productName,
            batch.productCode, batch.batchNumber, batch.expires, batch.doses});
    }
    BoxLoadAct made{ledger::Act(mint), load.box.isNull() ? mint.next<BoxId>() : load.box};
    made.act.add(load.round.as<ScopeId>(), made.box.as<AggregateId>(), loaded);
    return made;
}

Result<ledger::Act> moveStockAct(IdMint& mint, const StockMove& move)
{
    ledger::Act act(mint);
    DOORSTEP_CHECK(addStockMove(act, move));
    return act;
}

Status addStockMove(ledger::Act& act, const StockMove& move)
{
    using namespace box_parts;
    if (move.box.isNull() || move.round.isNull() || move.batch.isNull())
        return gap("about-what");
    const bool wasted = move.reason == domain::StockReason::Wasted;
    if (!wasted && move.reason != domain::StockReason::Returned)
        return gap("stock-reason");
    if (move.doses < 1 || move.doses > move.remaining)
        return gap("doses");
    if (wasted && move.detail.trimmed().isEmpty())
        return gap("waste-reason");
    act.add(move.round.as<ScopeId>(), move.box.as<AggregateId>(),
        ledger::StockMoved{.batch = move.batch,
            .reason = move.reason,
            .doses = move.doses,
            .detail = move.detail.trimmed()});
    return {};
}

bool isInColdChain(const BoxTemperature& temperature)
{
    const auto inside = [](const std::optional<int>& tenths) {
        return !tenths || (*tenths >= ColdestTenths && *tenths <= WarmestTenths);
    };
    return inside(temperature.tenths) && inside(temperature.minTenths)
        && inside(temperature.maxTenths);
}

Result<ledger::Act> temperatureAct(IdMint& mint, const BoxTemperature& temperature)
{
    using namespace box_parts;
    if (!knows(temperature.by) || temperature.box.isNull() || temperature.round.isNull())
        return gap("about-what");
    if (!temperature.tenths && !temperature.minTenths && !temperature.maxTenths)
        return gap("temperature");
    if (!isBelievable(temperature.tenths) || !isBelievable(temperature.minTenths)
        || !isBelievable(temperature.maxTenths))
        return gap("implausible");
    if (temperature.minTenths && temperature.maxTenths
        && *temperature.minTenths > *temperature.maxTenths)
        return gap("lowest-above-highest");
    ledger::Act act(mint);
    act.add(temperature.round.as<ScopeId>(), temperature.box.as<AggregateId>(),
        ledger::TemperatureRecorded{.takenAt = temperature.by.at,
            .tenths = temperature.tenths,
            .minTenths = temperature.minTenths,
            .maxTenths = temperature.maxTenths,
            .detail = temperature.detail.trimmed()});
    return act;
}

Result<ledger::Act> kitAct(IdMint& mint, const KitCheck& check)
{
    using namespace box_parts;
    if (!knows(check.by) || check.box.isNull() || check.round.isNull())
        return gap("about-what");
    if (check.adrenalineBatch.trimmed().isEmpty())
        return gap("adrenaline-batch");
    if (!check.expires.isValid() || check.expires < check.by.day)
        return gap("expired");
    ledger::Act act(mint);
    act.add(check.round.as<ScopeId>(), check.box.as<AggregateId>(),
        ledger::KitChecked{.checkedAt = check.by.at,
            .complete = check.missing.isEmpty(),
            .missing = check.missing,
            .adrenalineBatch = check.adrenalineBatch.trimmed(),
            .expires = check.expires});
    return act;
}

Result<ledger::Act> closeRoundAct(IdMint& mint, const RoundClosing& closing)
{
    using namespace box_parts;
    if (!knows(closing.by) || closing.round.isNull())
        return gap("about-what");
    ledger::Act act(mint);
    for (const StockMove& move : closing.moves)
        DOORSTEP_CHECK(addStockMove(act, move));
    for (const ClosingBox& box : closing.boxes) {
        if (box.box.isNull())
            return gap("about-what");
        if (box.difference != 0 && box.reason.trimmed().isEmpty())
            return gap("difference-reason");
        act.add(closing.round.as<ScopeId>(), box.box.as<AggregateId>(),
            ledger::BoxClosed{.closedAt = closing.by.at,
                .difference = box.difference,
                .reason = box.reason.trimmed()});
    }
    act.add(closing.round.as<ScopeId>(), closing.round.as<AggregateId>(),
        ledger::RoundClosed{.closedAt = closing.by.at, .note = closing.note.trimmed()});
    return act;
}

Result<ledger::Act> signAuthorityAct(IdMint& mint, const AuthorityReading& reading)
{
    using namespace box_parts;
    if (!knows(reading.by) || reading.authority.isNull() || reading.scope.isNull())
        return gap("about-what");
    if (!reading.readToTheEnd)
        return gap("not-read");
    if (reading.version.isEmpty() || reading.nameAsSigned.trimmed().isEmpty())
        return gap("version-and-name");
    ledger::Act act(mint);
    act.add(reading.scope, reading.authority.as<AggregateId>(),
        ledger::AuthoritySigned{.staff = reading.by.staff,
            .version = reading.version,
            .nameAsSigned = reading.nameAsSigned.trimmed(),
            .signedOn = reading.by.day});
    return act;
}

} // namespace doorstep::app
