#pragma once

#include "core/domain/desk_rows.h"
#include "core/ledger/folds/fold.h"
#include "core/ledger/kinds/shared_kinds.h"

#include <QHash>
#include <QSet>
#include <map>

namespace doorstep::ledger {

/// What every aggregate may have: corrections, raised holds and decisions.
class SharedState {
public:
    [[nodiscard]] Applied apply(const LedgerEntry& entry, const EntryMeta& meta);

    /// The reason when somebody entered this entry in error (never empty then). A marker that is
    /// itself named by an unnamed marker does not count.
    [[nodiscard]] std::optional<QString> errorReason(EntryId entry) const;
    [[nodiscard]] bool isInError(EntryId entry) const { return errorReason(entry).has_value(); }
    /// The same for what keeps a patient safe: only its own writer's marker counts, one in a role
    /// that may remove alerts, or one that a clinician confirmed. Any other holds.
    [[nodiscard]] std::optional<QString> guardedReason(
        const EntryMeta& fact, HoldBook& holds) const;

    /// Decisions in force, one a hold. Where people decided one hold in different ways none is,
    /// until the hold over their decisions is closed. Depends on the set of entries only.
    [[nodiscard]] std::vector<const Fact<HoldClosed>*> closings() const;
    /// Those about one rule.
    [[nodiscard]] std::vector<const Fact<HoldClosed>*> closings(QStringView rule) const;
    /// Every decision not entered in error, by hold, smaller entry id first.
    using DecisionsByHold = std::map<HoldId, std::vector<const Fact<HoldClosed>*>>;
    [[nodiscard]] DecisionsByHold decisions() const;
    /// Leaves out decisions that a decision about decisions went against.
    [[nodiscard]] DecisionsByHold contendingDecisions() const;
    [[nodiscard]] const std::vector<Fact<HoldRaised>>& raised() const { return m_raised; }

private:
    struct Marker {
        EntryMeta meta;
        QString reason;
        domain::Role role = domain::Role::Unknown;
    };
    [[nodiscard]] std::vector<const Marker*> inForce(EntryId entry) const;
    [[nodiscard]] bool mayDecide(const HoldClosed& closing) const;
    [[nodiscard]] bool isUnmarked(EntryId marker) const;

    QHash<EntryId, std::vector<Marker>> m_markers; ///< by the entry they name
    std::vector<Fact<HoldRaised>> m_raised;
    std::vector<Fact<HoldClosed>> m_closed;
};

/// Collects the holds of one projection: those the fold finds, those raised by entries, and every
/// decision ever made, once each.
class HoldBook {
public:
    HoldBook(AggregateId aggregate, const SharedState& shared);
    /// A conflict the fold sees. Does nothing when it is decided already.
    void open(QStringView rule, QList<EntryId> entries);
    [[nodiscard]] std::vector<domain::HoldRow> rows() const;

private:
    void addRaised(const SharedState& shared);
    void addDecisions(const SharedState& shared);

    AggregateId m_aggregate;
    std::map<HoldId, domain::HoldRow> m_rows;
};

} // namespace doorstep::ledger
