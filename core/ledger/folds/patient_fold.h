#pragma once

#include "core/domain/patient_rows.h"
#include "core/ledger/folds/merged_fields.h"
#include "core/ledger/kinds/patient_kinds.h"

#include <QHash>

namespace doorstep::ledger {

/// Who the patient is, and what must be known before the bell rings: fields, alerts, adjustments.
class PatientFold final : public Fold {
public:
    [[nodiscard]] Applied apply(const LedgerEntry& entry, const EntryMeta& meta) override;
    void writeRows(
        AggregateId aggregate, const SharedState& shared, RowWriter& rows) const override;
    [[nodiscard]] std::unique_ptr<Fold> clone() const override
    {
        return std::make_unique<PatientFold>(*this);
    }

private:
    /// What was removed or entered in error, with the reason.
    using Removals = QHash<EntryId, QString>;
    struct AddedAlert : Fact<AlertAdded> {
        EntryId knownCheck; ///< the last "allergies asked" its writer had seen
    };

    [[nodiscard]] Applied applyAllergies(const LedgerEntry& entry, const EntryMeta& meta);
    [[nodiscard]] Removals removedAlerts(const SharedState& shared, HoldBook& holds) const;
    [[nodiscard]] Removals removedAdjustments(const SharedState& shared) const;
    void holdAllergies(const SharedState& shared, const Removals& removed, HoldBook& holds) const;
    void writePatient(AggregateId aggregate, const SharedState& shared, const Removals& removed,
        RowWriter& rows) const;
    void writeAlerts(AggregateId aggregate, const Removals& removed, RowWriter& rows) const;
    void writeAdjustments(AggregateId aggregate, const SharedState& shared, RowWriter& rows) const;

    MergedFields m_fields;
    MergedFields m_allergyStatus; ///< one field, written by allergiesChecked
    std::vector<AddedAlert> m_alerts;
    std::vector<Fact<AlertRemoved>> m_alertRemovals;
    std::vector<Fact<AllergiesChecked>> m_checks;
    std::vector<Fact<AdjustmentAdded>> m_adjustments;
    std::vector<Fact<AdjustmentRemoved>> m_adjustmentRemovals;
    std::vector<Fact<PatientLinked>> m_links;
};

} // namespace doorstep::ledger
