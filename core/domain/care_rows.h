#pragma once

#include "core/base/clock.h"
#include "core/domain/field.h"
#include "core/domain/glossary.h"
#include "core/domain/ids.h"

#include <QDate>

/// What was given, asked and measured: projections of a patient's facts. Facts never merge and are
/// never removed: `current` is false when superseded or entered in error.
namespace doorstep::domain {

struct VaccinationRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    DOORSTEP_FIELD(doorstep::PatientId, patient)
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    DOORSTEP_FIELD(doorstep::domain::VaccinationStatus, status)
    DOORSTEP_FIELD(QString, programme) ///< id in the programme pack, e.g. "flu-2026-27"
    DOORSTEP_FIELD(QString, product) ///< id in the programme pack, e.g. "tivc"
    DOORSTEP_FIELD(QString, productName)
    DOORSTEP_FIELD(QString, productCode) ///< dm+d
    DOORSTEP_FIELD(doorstep::BatchId, batch)
    DOORSTEP_FIELD(QString, batchNumber)
    DOORSTEP_FIELD(QDate, expires)
    DOORSTEP_FIELD(int, doseMicrolitres)
    DOORSTEP_FIELD(int, doseNumber) ///< 0: not stated
    DOORSTEP_FIELD(QString, site) ///< site and route: ids of the programme pack
    DOORSTEP_FIELD(QString, route)
    DOORSTEP_FIELD(doorstep::AuthorityId, authority)
    DOORSTEP_FIELD(doorstep::domain::AuthorityKind, authorityKind)
    DOORSTEP_FIELD(doorstep::Instant, occurredAt) ///< NULL when only the day is known
    DOORSTEP_FIELD(QDate, occurredOn)
    DOORSTEP_FIELD(doorstep::domain::VaccinationSource, source)
    DOORSTEP_FIELD(QString, place)
    DOORSTEP_FIELD(doorstep::domain::NotGivenReason, notGivenReason)
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(doorstep::domain::ConsentBy, consentBy)
    DOORSTEP_FIELD(QString, consentName)
    DOORSTEP_FIELD(QString, consentRelation)
    DOORSTEP_FIELD(QString, identityCheckedBy)
    DOORSTEP_FIELD(doorstep::StaffId, givenBy)
    DOORSTEP_FIELD(doorstep::StaffId, assessedBy)
    DOORSTEP_FIELD(bool, current)
    DOORSTEP_FIELD(doorstep::EntryId, supersedes)
    DOORSTEP_FIELD(doorstep::EntryId, supersededBy)
    DOORSTEP_FIELD(QString, errorReason)
    DOORSTEP_FIELD(doorstep::StaffId, recordedBy)
    DOORSTEP_FIELD(doorstep::DeviceId, device)
    DOORSTEP_FIELD(doorstep::Instant, recordedAt)
    bool operator==(const VaccinationRow&) const = default;
};

/// One pre-screen question as asked and answered before one vaccination.
struct ScreeningAnswerRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::EntryId, entry) ///< the vaccination
    DOORSTEP_FIELD(doorstep::PatientId, patient)
    DOORSTEP_FIELD(int, position)
    DOORSTEP_FIELD(QString, question)
    DOORSTEP_FIELD(doorstep::domain::Answer, answer)
    DOORSTEP_FIELD(QString, detail)
    bool operator==(const ScreeningAnswerRow&) const = default;
};

/// Everything measured in one go.
struct ObservationSetRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    DOORSTEP_FIELD(doorstep::PatientId, patient)
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    DOORSTEP_FIELD(doorstep::Instant, takenAt)
    DOORSTEP_FIELD(std::optional<bool>, onOxygen)
    DOORSTEP_FIELD(QString, acvpu) ///< A, C, V, P or U
    DOORSTEP_FIELD(int, spo2Scale) ///< 1 or 2; 0 when SpO2 was not taken
    DOORSTEP_FIELD(std::optional<int>, news2Total) ///< only when the set is complete
    DOORSTEP_FIELD(QString, news2Band) ///< as the chart names it
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(bool, current)
    DOORSTEP_FIELD(doorstep::EntryId, supersedes)
    DOORSTEP_FIELD(doorstep::EntryId, supersededBy)
    DOORSTEP_FIELD(QString, errorReason)
    DOORSTEP_FIELD(doorstep::StaffId, recordedBy)
    DOORSTEP_FIELD(doorstep::DeviceId, device)
    DOORSTEP_FIELD(doorstep::Instant, recordedAt)
    bool operator==(const ObservationSetRow&) const = default;
};

/// One value of a set: `scaled` / 10^`decimals` in `unit`, or the reason it was not taken.
/// Integers, because 37.5 must compare with a chart's bound exactly.
struct ObservationRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::EntryId, entry) ///< the set
    DOORSTEP_FIELD(doorstep::PatientId, patient)
    DOORSTEP_FIELD(int, position)
    DOORSTEP_FIELD(QString, code) ///< SNOMED CT observable
    DOORSTEP_FIELD(std::optional<qint64>, scaled)
    DOORSTEP_FIELD(int, decimals)
    DOORSTEP_FIELD(QString, unit) ///< UCUM
    DOORSTEP_FIELD(QString, notTakenReason)
    DOORSTEP_FIELD(QString, enteredText) ///< what was typed, before conversion
    DOORSTEP_FIELD(QString, method) ///< sitting, tympanic, device name...
    DOORSTEP_FIELD(doorstep::Instant, takenAt) ///< of the set: trends need one index
    DOORSTEP_FIELD(bool, current)
    bool operator==(const ObservationRow&) const = default;
};

} // namespace doorstep::domain
