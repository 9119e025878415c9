#pragma once

#include "core/ledger/folds/fold.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"

namespace doorstep::ledger {

/// A patient's facts: vaccinations, observations, notes, responses, attachments. Grow-only.
class CareFold final : public Fold {
public:
    [[nodiscard]] Applied apply(const LedgerEntry& entry, const EntryMeta& meta) override;
    void writeRows(
        AggregateId aggregate, const SharedState& shared, RowWriter& rows) const override;
    [[nodiscard]] std::unique_ptr<Fold> clone() const override
    {
        return std::make_unique<CareFold>(*this);
    }

private:
    void writeVaccinations(PatientId patient, const SharedState& shared, RowWriter& rows) const;
    void writeObservations(PatientId patient, const SharedState& shared, RowWriter& rows) const;
    void writeNotes(PatientId patient, const SharedState& shared, RowWriter& rows) const;
    void writeResponses(PatientId patient, const SharedState& shared, RowWriter& rows) const;
    void writeAttachments(PatientId patient, const SharedState& shared, RowWriter& rows) const;

    std::vector<Fact<VaccinationRecorded>> m_vaccinations;
    std::vector<Fact<ObservationRecorded>> m_observations;
    std::vector<Fact<NoteRecorded>> m_notes;
    std::vector<Fact<ResponseSigned>> m_responses;
    std::vector<Fact<AttachmentRecorded>> m_attachments;
};

/// Work opened for a patient.
class FollowUpFold final : public Fold {
public:
    [[nodiscard]] Applied apply(const LedgerEntry& entry, const EntryMeta& meta) override;
    void writeRows(
        AggregateId aggregate, const SharedState& shared, RowWriter& rows) const override;
    [[nodiscard]] std::unique_ptr<Fold> clone() const override
    {
        return std::make_unique<FollowUpFold>(*this);
    }

private:
    std::vector<Fact<FollowUpOpened>> m_opened;
    std::vector<Fact<FollowUpClosed>> m_closed;
};

} // namespace doorstep::ledger
