#pragma once

#include "core/base/clock.h"
#include "core/domain/field.h"
#include "core/domain/glossary.h"
#include "core/domain/ids.h"

#include <QDate>
#include <QStringList>

/// Projections of one patient's entries. Every field is a column of the same name. A null id, an
/// Instant of 0, an invalid date and an Unknown word are NULL in SQL. Rows are replaced as a whole
/// by core/ledger's projector and never written by anything else.
namespace doorstep::domain {

struct PatientRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::PatientId, patient)
    DOORSTEP_FIELD(QString, family)
    DOORSTEP_FIELD(QString, given)
    DOORSTEP_FIELD(QString, title)
    DOORSTEP_FIELD(QDate, born)
    DOORSTEP_FIELD(doorstep::domain::Gender, gender)
    DOORSTEP_FIELD(QString, nhsNumber) ///< ten digits
    DOORSTEP_FIELD(QString, phone)
    DOORSTEP_FIELD(QString, contactName) ///< who to ring instead, when there is one
    DOORSTEP_FIELD(QString, contactPhone)
    DOORSTEP_FIELD(QString, addressLine)
    DOORSTEP_FIELD(QString, town)
    DOORSTEP_FIELD(QString, postcode)
    DOORSTEP_FIELD(QString, area) ///< the practice's own name for a part of its patch
    DOORSTEP_FIELD(std::optional<int>, mapX) ///< practice map, 0-1000
    DOORSTEP_FIELD(std::optional<int>, mapY)
    DOORSTEP_FIELD(doorstep::HouseholdId, household)
    DOORSTEP_FIELD(QStringList, registers) ///< "housebound", "ld", ...
    DOORSTEP_FIELD(QStringList, riskGroups) ///< words of the programme pack
    DOORSTEP_FIELD(QString, accessNote)
    DOORSTEP_FIELD(QString, keyCode)
    DOORSTEP_FIELD(QString, language)
    DOORSTEP_FIELD(bool, interpreter)
    DOORSTEP_FIELD(QString, usualGp)
    DOORSTEP_FIELD(bool, restricted) ///< sensitive address: left out of exports
    DOORSTEP_FIELD(QDate, deceasedOn)
    DOORSTEP_FIELD(doorstep::domain::AllergyStatus, allergyStatus)
    DOORSTEP_FIELD(doorstep::Instant, allergiesCheckedAt)
    DOORSTEP_FIELD(doorstep::PatientId, linkedTo) ///< the same person recorded twice
    bool operator==(const PatientRow&) const = default;
};

struct AlertRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    DOORSTEP_FIELD(doorstep::PatientId, patient)
    DOORSTEP_FIELD(doorstep::domain::AlertKind, alertKind)
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(QString, code) ///< SNOMED CT concept, when known
    DOORSTEP_FIELD(QString, reaction)
    DOORSTEP_FIELD(bool, severe)
    DOORSTEP_FIELD(bool, active) ///< false: removed by somebody entitled, or entered in error
    DOORSTEP_FIELD(QString, removedReason)
    DOORSTEP_FIELD(doorstep::StaffId, recordedBy)
    DOORSTEP_FIELD(doorstep::Instant, recordedAt)
    bool operator==(const AlertRow&) const = default;
};

/// A reasonable adjustment, known before the bell rings.
struct AdjustmentRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    DOORSTEP_FIELD(doorstep::PatientId, patient)
    DOORSTEP_FIELD(QString, code) ///< SNOMED CT concept, when known
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(bool, active)
    DOORSTEP_FIELD(doorstep::StaffId, recordedBy)
    DOORSTEP_FIELD(doorstep::Instant, recordedAt)
    bool operator==(const AdjustmentRow&) const = default;
};

struct NoteRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    DOORSTEP_FIELD(doorstep::PatientId, patient)
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(bool, current) ///< neither superseded nor entered in error
    DOORSTEP_FIELD(doorstep::EntryId, supersededBy)
    DOORSTEP_FIELD(QString, errorReason) ///< set when entered in error
    DOORSTEP_FIELD(doorstep::StaffId, recordedBy)
    DOORSTEP_FIELD(doorstep::Instant, recordedAt)
    bool operator==(const NoteRow&) const = default;
};

/// A signed form response. `response` is its FHIR QuestionnaireResponse JSON.
struct ResponseRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    DOORSTEP_FIELD(doorstep::PatientId, patient)
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    DOORSTEP_FIELD(QString, questionnaire) ///< canonical URL
    DOORSTEP_FIELD(QString, version)
    DOORSTEP_FIELD(QByteArray, response)
    DOORSTEP_FIELD(bool, current)
    DOORSTEP_FIELD(doorstep::EntryId, supersededBy)
    DOORSTEP_FIELD(QString, errorReason)
    DOORSTEP_FIELD(doorstep::StaffId, recordedBy)
    DOORSTEP_FIELD(doorstep::Instant, recordedAt)
    bool operator==(const ResponseRow&) const = default;
};

/// What an entry says of an attachment. Whether its file is on this device: AttachmentStore.
struct FiledAttachmentRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    DOORSTEP_FIELD(doorstep::PatientId, patient)
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    DOORSTEP_FIELD(QByteArray, blob)
    DOORSTEP_FIELD(QByteArray, key)
    DOORSTEP_FIELD(qint64, size) ///< of the content, bytes
    DOORSTEP_FIELD(QString, mediaType)
    DOORSTEP_FIELD(bool, current)
    DOORSTEP_FIELD(doorstep::EntryId, supersededBy)
    DOORSTEP_FIELD(QString, errorReason)
    DOORSTEP_FIELD(doorstep::StaffId, recordedBy)
    DOORSTEP_FIELD(doorstep::Instant, recordedAt)
    bool operator==(const FiledAttachmentRow&) const = default;
};

/// Work that an outcome or a finding creates.
struct FollowUpRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::FollowUpId, followUp)
    DOORSTEP_FIELD(doorstep::EntryId, entry) ///< the line that opened it
    DOORSTEP_FIELD(doorstep::PatientId, patient)
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    DOORSTEP_FIELD(doorstep::domain::FollowUpKind, followUpKind)
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(QDate, due)
    DOORSTEP_FIELD(doorstep::domain::Role, ownerRole)
    DOORSTEP_FIELD(doorstep::StaffId, owner) ///< a named person, when there is one
    DOORSTEP_FIELD(bool, urgent)
    DOORSTEP_FIELD(doorstep::domain::FollowUpStatus, status)
    DOORSTEP_FIELD(QString, result) ///< what was done, when closed
    DOORSTEP_FIELD(doorstep::StaffId, closedBy)
    DOORSTEP_FIELD(doorstep::Instant, closedAt)
    DOORSTEP_FIELD(doorstep::StaffId, recordedBy)
    DOORSTEP_FIELD(doorstep::Instant, recordedAt)
    bool operator==(const FollowUpRow&) const = default;
};

} // namespace doorstep::domain
