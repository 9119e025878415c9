#pragma once

#include "core/ledger/folds/merged_fields.h"
#include "core/ledger/kinds/practice_kinds.h"

/// What the whole practice shares.
namespace doorstep::ledger {

class PracticeFold final : public Fold {
public:
    [[nodiscard]] Applied apply(const LedgerEntry& entry, const EntryMeta& meta) override;
    void writeRows(
        AggregateId aggregate, const SharedState& shared, RowWriter& rows) const override;
    [[nodiscard]] std::unique_ptr<Fold> clone() const override
    {
        return std::make_unique<PracticeFold>(*this);
    }

private:
    MergedFields m_fields;
};

class PersonFold final : public Fold {
public:
    [[nodiscard]] Applied apply(const LedgerEntry& entry, const EntryMeta& meta) override;
    void writeRows(
        AggregateId aggregate, const SharedState& shared, RowWriter& rows) const override;
    [[nodiscard]] std::unique_ptr<Fold> clone() const override
    {
        return std::make_unique<PersonFold>(*this);
    }

private:
    MergedFields m_fields;
};

class BatchFold final : public Fold {
public:
    [[nodiscard]] Applied apply(const LedgerEntry& entry, const EntryMeta& meta) override;
    void writeRows(
        AggregateId aggregate, const SharedState& shared, RowWriter& rows) const override;
    [[nodiscard]] std::unique_ptr<Fold> clone() const override
    {
        return std::make_unique<BatchFold>(*this);
    }

private:
    std::vector<Fact<BatchReceived>> m_received;
    std::vector<Fact<BatchRecalled>> m_recalled;
};

/// A signature counts for the version it names; a new version needs new signatures.
class AuthorityFold final : public Fold {
public:
    [[nodiscard]] Applied apply(const LedgerEntry& entry, const EntryMeta& meta) override;
    void writeRows(
        AggregateId aggregate, const SharedState& shared, RowWriter& rows) const override;
    [[nodiscard]] std::unique_ptr<Fold> clone() const override
    {
        return std::make_unique<AuthorityFold>(*this);
    }

private:
    MergedFields m_fields;
    std::vector<Fact<AuthoritySigned>> m_signatures;
};

} // namespace doorstep::ledger
