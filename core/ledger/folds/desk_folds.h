#pragma once

#include "core/ledger/folds/fold.h"
#include "core/ledger/kinds/desk_kinds.h"

/// The desk's own work.
namespace doorstep::ledger {

class ImportFold final : public Fold {
public:
    [[nodiscard]] Applied apply(const LedgerEntry& entry, const EntryMeta& meta) override;
    void writeRows(
        AggregateId aggregate, const SharedState& shared, RowWriter& rows) const override;
    [[nodiscard]] std::unique_ptr<Fold> clone() const override
    {
        return std::make_unique<ImportFold>(*this);
    }

private:
    std::vector<Fact<ImportRecorded>> m_recorded;
    std::vector<Fact<ImportUndone>> m_undone;
};

class MappingFold final : public Fold {
public:
    [[nodiscard]] Applied apply(const LedgerEntry& entry, const EntryMeta& meta) override;
    void writeRows(
        AggregateId aggregate, const SharedState& shared, RowWriter& rows) const override;
    [[nodiscard]] std::unique_ptr<Fold> clone() const override
    {
        return std::make_unique<MappingFold>(*this);
    }

private:
    std::vector<Fact<MappingSaved>> m_saved;
};

class ExportFold final : public Fold {
public:
    [[nodiscard]] Applied apply(const LedgerEntry& entry, const EntryMeta& meta) override;
    void writeRows(
        AggregateId aggregate, const SharedState& shared, RowWriter& rows) const override;
    [[nodiscard]] std::unique_ptr<Fold> clone() const override
    {
        return std::make_unique<ExportFold>(*this);
    }

private:
    std::vector<Fact<ExportRecorded>> m_recorded;
};

class AuditFold final : public Fold {
public:
    [[nodiscard]] Applied apply(const LedgerEntry& entry, const EntryMeta& meta) override;
    void writeRows(
        AggregateId aggregate, const SharedState& shared, RowWriter& rows) const override;
    [[nodiscard]] std::unique_ptr<Fold> clone() const override
    {
        return std::make_unique<AuditFold>(*this);
    }

private:
    std::vector<Fact<AuditBundled>> m_bundles;
};

} // namespace doorstep::ledger
