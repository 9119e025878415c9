#pragma once

#include "core/clinical/authority.h"
#include "core/clinical/batch.h"
#include "core/clinical/eligibility.h"
#include "core/domain/care_rows.h"
#include "core/domain/patient_rows.h"
#include "core/domain/practice_rows.h"
#include "core/domain/round_rows.h"

/// Rules that look across aggregates: asked on the tablet before the act, and at the desk after it.
/// Pure. Before the act they give clinical stops; after it they give findings, which the desk
/// raises as holds. A finding never changes or hides the fact it is about.
namespace doorstep::domain {

/// One hold to raise: the payload of a holdRaised entry, in the named aggregate.
struct Finding {
    QString rule; ///< hold_rules.h
    AggregateId aggregate; ///< whose scope the hold goes to
    QList<EntryId> entries; ///< sorted
    QString detail; ///< words and numbers, no names
    bool operator==(const Finding&) const = default;
};

/// Everything known on this device about one authority.
struct AuthorityFile {
    AuthorityRow authority;
    std::vector<AuthoritySignatureRow> signatures;
    std::vector<AuthorityPatientRow> patients;
};
[[nodiscard]] clinical::Authority toClinical(const AuthorityFile& file);
/// A box's batch with its practice row (nullptr when this device does not have it): recalled means
/// quarantined.
[[nodiscard]] clinical::BoxBatch toClinical(const BoxContentRow& content, const BatchRow* batch);
/// The doses that count: given, current, of the pack's programme or older ones of the same name.
[[nodiscard]] std::vector<clinical::PreviousDose> previousDoses(
    const std::vector<VaccinationRow>& vaccinations, QStringView packId, QStringView programme);

/// What stands on the screen when Save is about to be pressed.
struct DoseBeforeAct {
    clinical::DoseIntent intent;
    clinical::BatchChoice batch;
    const clinical::ProgrammePack* pack = nullptr;
    PatientRow patient;
    std::vector<VaccinationRow> vaccinations;
    std::vector<AuthorityFile> authorities;
    std::vector<clinical::BoxBatch> box;
};
struct DoseVerdict {
    std::optional<AuthorityId> authority; ///< to record it under
    std::optional<BatchId> batch;
    clinical::Stops stops; ///< authority, batch, interval and double dose, gravest first
};
[[nodiscard]] DoseVerdict checkBeforeAct(const DoseBeforeAct& dose);

/// Given here, and current: not read from another system.
[[nodiscard]] bool isOurGivenDose(const VaccinationRow& row);

/// Given doses whose authority did not cover them on the day: not in force, not signed by the
/// giver, another product, patient not named. An authority this device lacks is no finding.
[[nodiscard]] std::vector<Finding> findUncoveredDoses(const std::vector<VaccinationRow>& given,
    const std::vector<AuthorityFile>& authorities, const std::vector<PersonRow>& people);

/// Given doses from a recalled batch, or after the batch's last day.
[[nodiscard]] std::vector<Finding> findBadBatches(
    const std::vector<VaccinationRow>& given, const std::vector<BatchRow>& batches);

/// Given doses that no stock movement accounts for.
[[nodiscard]] std::vector<Finding> findDosesWithoutStock(
    const std::vector<VaccinationRow>& given, const std::vector<StockMovementRow>& movements);

/// Patients that may be one person: same NHS number, or same family name and date of birth with
/// the same postcode or first given-name letter. `entries`: each patient's first entry.
struct PatientIdentity {
    PatientRow patient;
    EntryId firstEntry;
};
[[nodiscard]] std::vector<Finding> findDuplicatePatients(
    const std::vector<PatientIdentity>& patients);

/// The same dose given under two records that are one person's, each pair once: what the fold of
/// one record (care_fold.cpp) cannot see.
[[nodiscard]] std::vector<Finding> findDoublesAcross(
    const std::vector<VaccinationRow>& one, const std::vector<VaccinationRow>& other);

/// Loaded = given + wasted + returned. One line a batch that does not balance.
struct BoxDifference {
    BatchId batch;
    QString productName;
    QString batchNumber;
    int loaded = 0;
    int given = 0;
    int wasted = 0;
    int returned = 0;
    int difference = 0; ///< doses unaccounted for; negative: more left than was loaded
};
[[nodiscard]] std::vector<BoxDifference> boxDifferences(const std::vector<BoxContentRow>& contents);

} // namespace doorstep::domain
