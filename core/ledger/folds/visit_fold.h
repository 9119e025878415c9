#pragma once

#include "core/domain/round_rows.h"
#include "core/ledger/folds/corrections.h"
#include "core/ledger/folds/merged_fields.h"
#include "core/ledger/kinds/round_kinds.h"

namespace doorstep::ledger {

/// One visit: plan, start, outcomes. Status by rank (done, attempted, cancelled, started,
/// assigned), so work done with an outdated plan counts and is marked.
class VisitFold final : public Fold {
public:
    [[nodiscard]] Applied apply(const LedgerEntry& entry, const EntryMeta& meta) override;
    void writeRows(
        AggregateId aggregate, const SharedState& shared, RowWriter& rows) const override;
    [[nodiscard]] std::unique_ptr<Fold> clone() const override
    {
        return std::make_unique<VisitFold>(*this);
    }

private:
    struct Ended : Fact<OutcomeRecorded> {
        EntryId knownAssignment; ///< the assignment its writer had seen
        EntryId knownOutcome; ///< the outcome its writer had seen
    };
    struct Standing {
        const Ended* best = nullptr;
        std::vector<const Ended*> current; ///< in fold order
        std::vector<const Ended*> decidedAgainst;
    };

    [[nodiscard]] Standing standingOutcomes(
        const Corrections& corrections, const SharedState& shared) const;
    /// The outcomes that this one's writer knew.
    [[nodiscard]] QSet<EntryId> knownBy(const Ended& ended) const;
    [[nodiscard]] bool isAfterReassignment(const Ended& ended, const SharedState& shared) const;
    void holdRivals(const Standing& standing, HoldBook& holds) const;
    void writeOutcomes(const domain::VisitRow& visit, const Corrections& corrections,
        const Standing& standing, const SharedState& shared, RowWriter& rows) const;
    void describeProgress(domain::VisitRow& row, const SharedState& shared) const;
    void describeOutcome(
        domain::VisitRow& row, const Standing& standing, const SharedState& shared) const;

    MergedFields m_plan;
    std::vector<Fact<VisitStarted>> m_started;
    std::vector<Fact<VisitCancelled>> m_cancelled;
    std::vector<Ended> m_ended;
};

/// One round: plan and closing.
class RoundFold final : public Fold {
public:
    [[nodiscard]] Applied apply(const LedgerEntry& entry, const EntryMeta& meta) override;
    void writeRows(
        AggregateId aggregate, const SharedState& shared, RowWriter& rows) const override;
    [[nodiscard]] std::unique_ptr<Fold> clone() const override
    {
        return std::make_unique<RoundFold>(*this);
    }

private:
    MergedFields m_plan;
    std::vector<Fact<RoundClosed>> m_closed;
};

} // namespace doorstep::ledger
