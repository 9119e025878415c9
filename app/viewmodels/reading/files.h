#pragma once

#include "app/viewmodels/reading/hold_sides.h"
#include "core/domain/care_rows.h"
#include "core/domain/checks.h"
#include "core/domain/patient_rows.h"
#include "core/domain/practice_rows.h"
#include "core/domain/round_rows.h"
#include "core/store/connection.h"

#include <optional>

/// What screens read from the store in one go, as plain values. Storage thread; the values travel.
namespace doorstep::app {

/// Alerts, adjustments, doses, readings and notes are of every record of the person: each row names
/// the one it is in.
struct PatientFile {
    domain::PatientRow patient;
    std::vector<domain::PatientRow> alsoRecordedAs = {}; ///< the other records
    std::vector<domain::AlertRow> alerts = {}; ///< active ones
    std::vector<domain::AdjustmentRow> adjustments = {}; ///< active ones
    std::vector<domain::VaccinationRow> vaccinations = {}; ///< current ones, newest first
    std::vector<domain::ObservationSetRow> observationSets = {}; ///< current ones, newest first
    std::vector<domain::ObservationRow> observations = {}; ///< of those sets
    std::vector<domain::FollowUpRow> followUps = {}; ///< open ones
    std::vector<domain::NoteRow> notes = {}; ///< current ones, newest first
    std::vector<HeldFile> held = {}; ///< open ones, safety alerts first
    TwoValues twoValues = {}; ///< of the patient's fields, until a person decides
};

struct BoxFile {
    domain::BoxRow box;
    std::vector<domain::BoxContentRow> contents = {};
    std::optional<domain::TemperatureRow> lastTemperature;
};

/// The round of one day on this device, with everything its doorsteps need offline.
struct RoundFile {
    domain::RoundRow round; ///< null id: no round
    std::vector<domain::VisitRow> visits; ///< in visiting order, without the cancelled ones
    std::vector<PatientFile> patients;
    std::vector<HeldFile> visitsHeld; ///< open ones of those visits
    std::vector<BoxFile> boxes;
    std::vector<domain::BatchRow> batches;
    std::vector<domain::AuthorityFile> authorities;
    std::vector<domain::PersonRow> people;
    domain::PracticeRow practice;
    std::vector<domain::RoundRow> later; ///< rounds after this day, soonest first

    [[nodiscard]] const PatientFile* patient(PatientId id) const;
    [[nodiscard]] const domain::VisitRow* visit(VisitId id) const;
    [[nodiscard]] const domain::PersonRow* person(StaffId id) const;
    [[nodiscard]] const BoxFile* box(BoxId id) const;
    /// What is open about a visit and its patient, and belongs at the door: two doses first.
    [[nodiscard]] std::vector<const HeldFile*> heldAt(const domain::VisitRow& visit) const;
    [[nodiscard]] std::vector<clinical::BoxBatch> boxBatches(const BoxFile& box) const;
    [[nodiscard]] clinical::Profession professionOf(StaffId id) const; ///< Administrator if unknown
};

/// The round of `day` with `staff` in its team, else the first of that day on this device.
[[nodiscard]] Result<RoundFile> readRound(store::Connection& connection, QDate day, StaffId staff);
/// What may still be shown of it once the lease is over: with `mayFinish` the visits that were
/// begun, started or typed into by `staff`, and not ended; else none.
[[nodiscard]] Status keepBegun(
    store::Connection& connection, StaffId staff, bool mayFinish, RoundFile& file);
/// NotFound when this device does not have the patient.
[[nodiscard]] Result<PatientFile> readPatient(store::Connection& connection, PatientId patient);

} // namespace doorstep::app
