#pragma once

#include "core/domain/round_rows.h"
#include "core/ledger/folds/corrections.h"
#include "core/ledger/kinds/box_kinds.h"

#include <map>

namespace doorstep::ledger {

/// One cool box load: loaded = given + wasted + returned, and its temperatures.
class BoxFold final : public Fold {
public:
    [[nodiscard]] Applied apply(const LedgerEntry& entry, const EntryMeta& meta) override;
    void writeRows(
        AggregateId aggregate, const SharedState& shared, RowWriter& rows) const override;
    [[nodiscard]] std::unique_ptr<Fold> clone() const override
    {
        return std::make_unique<BoxFold>(*this);
    }

private:
    using Contents = std::map<BatchId, domain::BoxContentRow>;

    [[nodiscard]] Contents countContents(
        BoxId box, const Corrections& corrections, const SharedState& shared) const;
    void describeLoading(domain::BoxRow& row, const SharedState& shared) const;
    void describeTemperatures(domain::BoxRow& row, const SharedState& shared) const;
    void describeClosing(domain::BoxRow& row, const Corrections& corrections,
        const SharedState& shared, HoldBook& holds) const;
    void writeMovements(BoxId box, const Corrections& corrections, const SharedState& shared,
        RowWriter& rows) const;
    [[nodiscard]] const Fact<BoxClosed>* closing(const SharedState& shared) const;

    std::vector<Fact<BoxLoaded>> m_loaded;
    std::vector<Fact<StockMoved>> m_moved;
    std::vector<Fact<TemperatureRecorded>> m_temperatures;
    std::vector<Fact<KitChecked>> m_kits;
    std::vector<Fact<BoxClosed>> m_closed;
};

} // namespace doorstep::ledger
